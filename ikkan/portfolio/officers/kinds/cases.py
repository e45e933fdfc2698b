"""Cases between integrated projects as records: who agrees, who objects, how it was settled.

Called at start. Source: 003:420 (S-319).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.db.models import prefetch_related_objects

from ikkan.audit.actor import Actor
from ikkan.portfolio.officers import actions, forms, messages, queries, rules, words
from ikkan.portfolio.officers.kinds.parts import (
    INSIDE,
    MOST,
    column,
    is_system,
    person_ref,
    refs_field,
    text_field,
)
from ikkan.portfolio.officers.models import CrossCase, CrossSide
from ikkan.portfolio.officers.rules import CROSS, NewCase
from ikkan.records.kinds import Field, Kind, Section, WorkItem, Write, register
from ikkan.records.sight import EVERYTHING, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_SPEAK: Final = Text("プロジェクト間の案件に合意・異議を述べる", "Agree or object to the case")
_CLOSE: Final = Text("合意した案件を決着させる", "Settle the case that all agree to")


def _open(_: None, data: dict[str, Any], **who: Any) -> CrossCase:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    data["projects"] = tuple(data["projects"])
    return actions.open_case(NewCase(title=title, **data), **who)


def _speak(row: CrossCase, data: dict[str, Any], **who: Any) -> CrossCase:
    return actions.speak(row.code, **data, **who)


def _revise(row: CrossCase, data: dict[str, Any], **who: Any) -> CrossCase:
    return actions.revise_case(row.code, data["text"], **who)


def _close(row: CrossCase, data: dict[str, Any], **who: Any) -> CrossCase:
    return actions.close_case(row.code, **data, **who)


def _over(row: CrossCase) -> Text | None:
    if row.state == rules.OPEN:
        return None
    return messages.FINAL.format(now=words.CASE_STATES[row.state])


def _sides(row: CrossCase, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in row.sides.select_related("person").order_by("pk"):
        said = one.position or None
        yield Ref("project", one.project), said, person_ref(one.person), one.said, one.said_on


def _work(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """To each director what he has not spoken to; cases to which all agree, to settle."""
    if is_system(actor):
        return
    directed = queries.directed(actor, as_of)
    rows = CrossSide.objects.filter(
        case__state=rules.OPEN, position="", project__in=directed, case__opened_on__lte=as_of
    )
    seen = {one.case_id: one.case for one in rows.select_related("case").order_by("pk")[:MOST]}
    for case in seen.values():
        ref = Ref(CROSS, case.code)
        yield WorkItem(ref=ref, verb=_SPEAK, title=case.title, due=case.due_on, write="speak")
    if not actor.holds("funder_staff"):
        return
    waiting = CrossCase.objects.filter(state=rules.OPEN, opened_on__lte=as_of)
    left = CrossSide.objects.exclude(position=rules.AGREE).values("case")
    for case in waiting.exclude(pk__in=left).order_by("pk")[:MOST]:
        ref = Ref(CROSS, case.code)
        yield WorkItem(ref=ref, verb=_CLOSE, title=case.title, due=case.due_on, write="close")


register(
    Kind(
        code=CROSS,
        path="cases/cross",
        label=Text("プロジェクト間の案件", "Case between projects"),
        plural=Text("プロジェクト間の案件", "Cases between projects"),
        lead=Text(
            "二つ以上の統合プロジェクトにまたがる調整。すべてのPDの合意で決着します。",
            "Matters between two integrated projects or more; settled once all directors agree.",
        ),
        model=CrossCase,
        title=lambda row: row.title,
        value=lambda row: words.CASE_STATES[row.state],
        begins="opened_on",
        prepare=lambda rows, _: prefetch_related_objects(list(rows), "sides"),
        fields=(
            Field(
                "sides.project",
                Text("統合プロジェクト", "Projects"),
                "refs",
                lambda row: [Ref("project", one.project) for one in row.sides.all()],
                kind="project",
                filter=True,
            ),
            Field(
                *("state", Text("状態", "State"), "choice"), choices=words.CASE_STATES, filter=True
            ),
            Field("opened_on", Text("起こした日", "Opened on"), "date"),
            Field("due_on", Text("期限", "Due"), "date"),
            text_field("text", Text("合意したい内容", "What is to be agreed")),
            refs_field("about", Text("関係する記録", "Records concerned")),
            text_field("outcome", Text("決着の内容・理由", "What was settled, or why dropped")),
            Field("closed_on", Text("終えた日", "Closed on"), "date", listed=False),
        ),
        sections=(
            Section(
                code="sides",
                label=Text("各プロジェクトの立場", "Where each project stands"),
                columns=(
                    column("統合プロジェクト", "Project", "ref"),
                    column("立場", "Position", "choice", words.POSITIONS),
                    column("PD", "Director", "ref"),
                    column("理由", "Reason", "long"),
                    column("日", "Day", "date"),
                ),
                rows=_sides,
            ),
        ),
        writes=(
            Write(
                code="open",
                label=Text("案件を起こす", "Open a case"),
                permission="can_keep_cross_cases",
                form=forms.CaseForm,
                act=_open,
                on="new",
            ),
            Write(
                code="speak",
                label=Text("合意・異議を述べる", "Agree or object"),
                permission="can_speak_for_project",
                form=forms.SpeakForm,
                act=_speak,
                why_not=_over,
            ),
            Write(
                code="revise",
                label=Text("内容を改める", "Revise what it proposes"),
                permission="can_keep_cross_cases",
                form=forms.ReviseCaseForm,
                act=_revise,
                lead=Text(
                    "改めると、すべてのPDがもう一度述べます。",
                    "After a revision every director speaks anew.",
                ),
                why_not=_over,
            ),
            Write(
                code="close",
                label=Text("決着させる", "Settle or drop"),
                permission="can_keep_cross_cases",
                form=forms.CloseCaseForm,
                act=_close,
                why_not=_over,
            ),
        ),
        sight=sights(
            **INSIDE,
            disease_coordinator=EVERYTHING,
            program_director=Within("project", "sides__project"),
            program_supervisor=Within("project", "sides__project"),
        ),
        scope=lambda row: tuple(Ref("project", one.project) for one in row.sides.all()),
        work=_work,
    )
)
