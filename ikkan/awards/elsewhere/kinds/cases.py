"""Overlap cases as records: found, talked over, settled by the liaison conference.

Called at start. Source: 004:513-517.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere import actions, forms
from ikkan.awards.elsewhere.actions.cases import DECISION, reach_of
from ikkan.awards.elsewhere.kinds.themes import OFFICES
from ikkan.awards.elsewhere.messages import CASE_STATES, IS_SETTLED
from ikkan.awards.elsewhere.models import Overlap
from ikkan.awards.elsewhere.rules import CASE, OPEN, SETTLED, TALKED
from ikkan.records.kinds import Field, Kind, WorkItem, Write, register
from ikkan.records.sight import EVERYTHING, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_MOST_WORK: Final = 50


def _open(_: None, data: dict[str, Any], **who: Any) -> Overlap:
    left, right = Ref.parse(data["left"].strip()), Ref.parse(data["right"].strip())
    return actions.open_overlap(left, right, data["due_on"], **who)


def _talk(case: Overlap, data: dict[str, Any], **who: Any) -> Overlap:
    return actions.record_talk(case.code, data["talk"], data["talked_on"], **who)


def _settle(case: Overlap, data: dict[str, Any], **who: Any) -> Overlap:
    return actions.settle_overlap(case.code, data["state"], data["reason"], data["decision"], **who)


def _why_not(case: Overlap) -> Text | None:
    return IS_SETTLED.format(state=CASE_STATES[case.state]) if case.state in SETTLED else None


def _title(case: Overlap) -> Text:
    left, right = Ref.parse(case.left).code, Ref.parse(case.right).code
    return Text(f"{left} と {right}", f"{left} and {right}")


def _waiting(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Open cases for the ministry concerned, talked-over ones for headquarters."""
    hq = actor.holds("hq_officer")
    rows = Overlap.objects.exclude(state__in=SETTLED).order_by("due_on", "pk")
    for case in rows[:_MOST_WORK]:
        ministry = actor.holds("ministry_officer", reach_of(case.bodies))
        if not (hq or ministry):
            continue
        mine = case.state == OPEN or hq
        talked = case.state == TALKED
        yield WorkItem(
            ref=Ref(CASE, case.code),
            verb=_SETTLE if talked else _TALK,
            title=_title(case),
            due=case.due_on,
            write=("settle" if talked else "talk") if mine else None,
            group="mine" if mine else "others",
        )


_TALK: Final = Text("協議を記録する", "Record the talk")
_SETTLE: Final = Text("扱いを決める", "Settle")

register(
    Kind(
        code=CASE,
        path="overlaps",
        label=Text("重複の確認", "Overlap case"),
        plural=Text("重複の確認", "Overlap cases"),
        lead=Text(
            "採択課題・インハウス研究・他機関の課題のうち、内容の重なりを確かめ、"
            "分担・一本化・重複なしを決めたもの。",
            "Awards, in-house themes and projects elsewhere that were compared, and how it ended: "
            "divided, merged, or no overlap.",
        ),
        model=Overlap,
        title=_title,
        value=lambda case: CASE_STATES[case.state],
        fields=(
            Field("left", Text("一方", "One record"), "ref", lambda row: Ref.parse(row.left)),
            Field("right", Text("もう一方", "Other record"), "ref", lambda r: Ref.parse(r.right)),
            Field("state", Text("状態", "State"), "choice", choices=CASE_STATES, filter=True),
            Field(
                "text_score",
                Text("文の近さ（確認開始時）", "Text score when opened"),
                value=lambda case: case.score.get("text", "–"),
            ),
            Field(
                "domain_score",
                Text("疾患領域の一致", "Agreement of disease areas"),
                value=lambda case: case.score.get("domains") or "–",
            ),
            Field(
                "shared",
                Text("共通の語", "Shared words"),
                value=lambda case: "、".join(case.score.get("shared", ())),
                listed=False,
            ),
            Field(
                "engine",
                Text("計算の版", "Engine"),
                value=lambda case: case.score.get("engine", ""),
                listed=False,
            ),
            Field(
                "bodies",
                Text("関係する組織", "Bodies concerned"),
                "refs",
                lambda case: [Ref("body", code) for code in case.bodies],
            ),
            Field("due_on", Text("協議の期限", "To be talked over by"), "date"),
            Field("talked_on", Text("協議の日", "Talked over on"), "date", listed=False),
            Field("talk", Text("協議の内容", "What was talked over"), "long", listed=False),
            Field("settled_on", Text("決めた日", "Settled on"), "date"),
            Field("reason", Text("理由", "Reason"), "long", listed=False),
            Field(
                "decision",
                Text("連絡調整の会議の決定", "Decision of the liaison conference"),
                "ref",
                value=lambda case: case.decision.code if case.decision else None,
                kind=DECISION,
                listed=False,
            ),
        ),
        writes=(
            Write(
                code="open",
                label=Text("重複の確認を始める", "Open a case"),
                permission="can_talk_overlap",
                form=forms.OpenForm,
                act=_open,
                on="new",
            ),
            Write(
                code="talk",
                label=_TALK,
                permission="can_talk_overlap",
                form=forms.TalkForm,
                act=_talk,
                why_not=_why_not,
            ),
            Write(
                code="settle",
                label=_SETTLE,
                permission="can_settle_overlap",
                form=forms.SettleForm,
                act=_settle,
                why_not=_why_not,
            ),
        ),
        sight=sights(
            **dict.fromkeys(OFFICES, EVERYTHING),
            institution_office=Within("parties.organisation", "themes__institute__code"),
        ),
        scope=lambda case: reach_of(case.bodies),
        related=("decision",),
        work=_waiting,
    )
)
