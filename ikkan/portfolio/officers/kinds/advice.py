"""Advice of disease-area coordinators as records: given, answered by its addressee, followed.

Called at start. Source: 003:405-409 (S-323, S-324).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor, Reach
from ikkan.portfolio.officers import actions, forms, messages, rules, words
from ikkan.portfolio.officers.kinds.parts import (
    INSIDE,
    MOST,
    is_system,
    person_field,
    refs_field,
    text_field,
)
from ikkan.portfolio.officers.models import OfficerAdvice
from ikkan.portfolio.officers.rules import ADVICE, Answer, NewAdvice
from ikkan.records.kinds import Field, Kind, WorkItem, Write, register
from ikkan.records.sight import Own, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_ANSWERERS: Final = frozenset({"funder_staff", "program_director"})
_VERB: Final = Text("DCの提案・助言に答える", "Answer the coordinator's advice")
_FOLLOW: Final = Text("受け入れた助言の対応を記録する", "Record what was done on the advice")


def _title(row: OfficerAdvice) -> Text:
    sort = words.ADVICE_SORTS[row.sort]
    said = Text(_short(row.text_ja), _short(row.text_en or row.text_ja))
    return Text(f"{sort.ja}：{said.ja}", f"{sort.en}: {said.en}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"


def _scope(row: OfficerAdvice) -> Reach:
    named = [Ref("domain", row.domain)]
    return (*named, Ref("project", row.project)) if row.project else tuple(named)


def _give(_: None, data: dict[str, Any], **who: Any) -> OfficerAdvice:
    text = Text(data.pop("text_ja"), data.pop("text_en"))
    return actions.give_advice(NewAdvice(text=text, **data), **who)


def _answer(row: OfficerAdvice, data: dict[str, Any], **who: Any) -> OfficerAdvice:
    return actions.answer_advice(row.code, Answer(**data), **who)


def _follow(row: OfficerAdvice, data: dict[str, Any], **who: Any) -> OfficerAdvice:
    return actions.follow_advice(row.code, data["outcome"], **who)


def _withdraw(row: OfficerAdvice, data: dict[str, Any], **who: Any) -> OfficerAdvice:
    return actions.withdraw_advice(row.code, data["reason"], **who)


def _only(state: str) -> Any:
    def why_not(row: OfficerAdvice) -> Text | None:
        if row.state == state and (state != rules.ANSWERED or row.answer != rules.DECLINED):
            return None
        declined = row.state == rules.ANSWERED and row.answer == rules.DECLINED
        goes_on = rules.ADVICE_STEPS[row.state] and not declined
        said = messages.NOT_NOW if goes_on else messages.FINAL
        return said.format(now=words.ADVICE_STATES[row.state])

    return why_not


def _work(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """What the addressee owes: an answer, then what was accepted."""
    if is_system(actor) or not actor.roles & _ANSWERERS:
        return
    rows = OfficerAdvice.objects.filter(
        state__in=(rules.GIVEN, rules.ANSWERED), given_on__lte=as_of
    ).exclude(answer=rules.DECLINED)
    known: dict[tuple[str, str], bool] = {}
    for row in rows.order_by("due_on", "pk")[:MOST]:
        to = (row.to, row.project)
        if to not in known:
            known[to] = actions.addressed_to(actor, row, as_of)
        if known[to]:
            waits = row.state == rules.GIVEN
            yield WorkItem(
                ref=Ref(ADVICE, row.code),
                verb=_VERB if waits else _FOLLOW,
                title=_title(row),
                due=row.due_on if waits else row.follow_due,
                write="answer" if waits else "follow",
            )


register(
    Kind(
        code=ADVICE,
        path="officers/advice",
        label=Text("DCの提案・助言", "Advice of a coordinator"),
        plural=Text("DCの提案・助言", "Advice of coordinators"),
        lead=Text(
            "疾患領域コーディネーターが理事長・執行部・PDに出した提案と助言、その回答。"
            "採否やゲートの判断は含みません。",
            "What disease-area coordinators propose and advise to president, executives and "
            "program directors, and the answers. It decides no award.",
        ),
        model=OfficerAdvice,
        title=_title,
        value=lambda row: words.ADVICE_STATES[row.state],
        begins="given_on",
        fields=(
            Field("sort", Text("種別", "Sort"), "choice", choices=words.ADVICE_SORTS, filter=True),
            Field("domain", Text("疾患領域", "Disease area"), "ref", kind="domain", filter=True),
            Field("to", Text("宛先", "To"), "choice", choices=words.ADDRESSEES, filter=True),
            Field("project", Text("統合プロジェクト", "Project"), "ref", kind="project"),
            person_field("person", Text("宛先の人", "Addressee")),
            Field(
                "seat",
                Text("在職の記録", "Seat"),
                "ref",
                value=lambda row: row.seat.code if row.seat else None,
                kind="plan.seat",
                listed=False,
            ),
            person_field("giver", Text("出したDC", "Given by")),
            Field("given_on", Text("出した日", "Given on"), "date"),
            Field("due_on", Text("回答の期限", "Answer due"), "date"),
            Field(
                *("state", Text("状態", "State"), "choice"),
                choices=words.ADVICE_STATES,
                filter=True,
            ),
            Field(
                *("answer", Text("回答", "Answer"), "choice"), choices=words.ANSWERS, filter=True
            ),
            Field(
                "text",
                Text("内容", "What it says"),
                "text2",
                value=lambda row: Text.either(row.text_ja, row.text_en),
                listed=False,
            ),
            refs_field("about", Text("関係する記録", "Records concerned")),
            text_field("reason", Text("回答の理由", "Reason of the answer")),
            Field("answered_on", Text("回答の日", "Answered on"), "date", listed=False),
            person_field("answered_by", Text("回答した人", "Answered by"), listed=False),
            Field("follow_due", Text("対応の期限", "To be done by"), "date", listed=False),
            text_field("outcome", Text("対応の結果", "What was done")),
            Field("closed_on", Text("終えた日", "Closed on"), "date", listed=False),
        ),
        writes=(
            Write(
                code="give",
                label=Text("提案・助言を出す", "Give advice"),
                permission="can_give_officer_advice",
                form=forms.AdviceForm,
                act=_give,
                on="new",
            ),
            Write(
                code="answer",
                label=Text("答える", "Answer"),
                permission="can_answer_officer_advice",
                form=forms.AnswerForm,
                act=_answer,
                why_not=_only(rules.GIVEN),
            ),
            Write(
                code="follow",
                label=Text("対応を記録する", "Record what was done"),
                permission="can_answer_officer_advice",
                form=forms.OutcomeForm,
                act=_follow,
                why_not=_only(rules.ANSWERED),
            ),
            Write(
                code="withdraw",
                label=Text("取り下げる", "Withdraw"),
                permission="can_give_officer_advice",
                form=forms.ReasonForm,
                act=_withdraw,
                why_not=_only(rules.GIVEN),
            ),
        ),
        sight=sights(
            **INSIDE,
            program_director=Within("project", "project"),
            program_supervisor=Within("project", "project"),
            disease_coordinator=(Within("domain", "domain"), Own("written_by")),
        ),
        scope=_scope,
        related=("giver", "person", "seat", "answered_by"),
        work=_work,
    )
)
