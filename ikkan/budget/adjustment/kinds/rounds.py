"""Rounds of the adjustment fund as the engine of records shows them, with who has what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import actions, forms, messages, rules, showing
from ikkan.budget.adjustment.kinds import later
from ikkan.budget.adjustment.queries import DECISION, ROUND, YEAR
from ikkan.budget.models import AdjustmentRound
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_SCREEN: Final = Text("受付を終えて確認に入る", "Begin screening")
_FORWARD: Final = Text("原案を本部に提出する", "Put the draft forward")
_DECIDE: Final = Text("配分を決定する", "Decide the allocation")
_EXECUTE: Final = Text("決定した額を移す", "Move the decided money")
_PLANNING: Final = (rules.OPEN, rules.SCREENING, rules.PROPOSED)


def _in(*states: str) -> Any:
    """Why something cannot be done unless the round is in one of these states."""

    def why_not(found: AdjustmentRound) -> Text | None:
        if found.state in states:
            return None
        wanted = [messages.ROUND_STATES[state] for state in states]
        return messages.ROUND_STATE.format(
            state=messages.ROUND_STATES[found.state],
            wanted=Text(
                "・".join(text.ja for text in wanted), ", ".join(text.en for text in wanted)
            ),
        )

    return why_not


def _open(_: None, data: dict[str, Any], **how: Any) -> AdjustmentRound:
    return actions.open_round(data["new"], **how)


def _emergency(_: None, data: dict[str, Any], **how: Any) -> AdjustmentRound:
    return actions.open_emergency_round(data["new"], **how)


def _act(act: Any) -> Any:
    """An action that takes the code and what was typed."""

    def run(found: AdjustmentRound, data: dict[str, Any], **how: Any) -> Any:
        return act(found.code, **data, **how)

    return run


def _decide(found: AdjustmentRound, data: dict[str, Any], **how: Any) -> AdjustmentRound:
    actions.decide(found.code, **data, **how)
    return found


def _decisions(found: AdjustmentRound, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(DECISION, actor).filter(round=found).order_by("pk"):
        sum_ = sum(row.yen for row in one.awards.all())
        sort = messages.DECISIONS[one.sort]
        yield (Ref(DECISION, one.code), sort, one.decided_on, sum_, one.digest[:16])


def _work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """The step that comes next, for the agency and for the headquarters."""
    rows = visible(ROUND, actor).filter(state__in=(*_PLANNING, rules.DECIDED))
    for one in rows.select_related("year").order_by("pk")[:50]:
        for role, verb, write, due, ready in _steps(one, as_of):
            if ready and actor.holds(role):
                ref, title = Ref(ROUND, one.code), showing.title(one)
                yield WorkItem(ref=ref, verb=verb, title=title, due=due, write=write)


def _steps(one: AdjustmentRound, as_of: date) -> Iterable[tuple[str, Text, str, date | None, bool]]:
    if one.state == rules.OPEN:
        over = one.closes_on < as_of
        yield ("funder_staff", _SCREEN, "screening", one.closes_on, over)
    elif one.state == rules.SCREENING:
        yield ("funder_staff", _FORWARD, "forward", one.meets_on, True)
    elif one.state == rules.PROPOSED:
        yield ("hq_officer", _DECIDE, "decide", one.meets_on, True)
    else:
        yield ("hq_officer", _EXECUTE, "execute", None, True)


def _write(
    code: str, label: Text, form: type[Any], act: Any, states: tuple[str, ...], *,
    permission: str = "can_open_adjustment",
) -> Write:  # fmt: skip
    return Write(
        code=code,
        label=label,
        permission=permission,
        form=form,
        act=act,
        why_not=_in(*states),
    )


_WRITES = (
    Write(
        code="open",
        label=Text("調整費の回を開く", "Open a round"),
        permission="can_open_adjustment",
        form=forms.RoundForm,
        act=_open,
        on="new",
        follows=lambda found: hasattr(found, "decided_yen"),
    ),
    Write(
        code="emergency",
        label=Text("緊急の回を開く", "Open an emergency round"),
        permission="can_open_adjustment",
        form=forms.EmergencyForm,
        act=_emergency,
        on="new",
        follows=lambda found: hasattr(found, "decided_yen"),
    ),
    _write(
        "screening",
        _SCREEN,
        forms.StepForm,
        _act(actions.begin_screening),
        (rules.OPEN,),
        permission="can_screen_adjustment",
    ),
    _write(
        "forward",
        _FORWARD,
        forms.DraftForm,
        _act(actions.put_forward),
        _PLANNING,
        permission="can_put_forward_adjustment",
    ),
    _write(
        "decide",
        _DECIDE,
        forms.DecideForm,
        _decide,
        (rules.PROPOSED,),
        permission="can_decide_adjustment",
    ),
    _write(
        "execute",
        _EXECUTE,
        forms.DayForm,
        _act(actions.transfer_decided),
        (rules.DECIDED, rules.EXECUTED),
        permission="can_execute_adjustment",
    ),
    _write(
        "reserve",
        Text("留保を変える", "Change the reserve"),
        forms.ReserveForm,
        _act(actions.set_reserve),
        _PLANNING,
    ),
    _write(
        "close",
        Text("回を終える", "Close the round"),
        forms.StepForm,
        _act(actions.close_round),
        (rules.EXECUTED,),
    ),
)

register(
    Kind(
        code=ROUND,
        path="adjustment/rounds",
        label=Text("調整費の回", "Adjustment round"),
        plural=Text("調整費の回", "Adjustment rounds"),
        lead=Text(
            "提案を受け、確認し、本部が決め、府省・機構・事業・課題へ移すまでの一回。",
            "From proposals through screening and decision to the transfers.",
        ),
        model=AdjustmentRound,
        station="budget",
        title=showing.title,
        value=lambda found: messages.ROUND_STATES[found.state],
        begins="opens_on",
        template="budget/adjustment/round.html",
        context=showing.page,
        fields=(
            Field("year", Text("年度", "Year"), "ref", lambda found: found.year.code, kind=YEAR),
            Field("number", Text("回", "Round"), "number"),
            Field("sort", Text("種類", "Sort"), "choice", choices=messages.SORTS, filter=True),
            Field(
                "state",
                Text("状態", "State"),
                "choice",
                choices=messages.ROUND_STATES,
                filter=True,
            ),
            Field("opens_on", Text("受付の開始", "Opens on"), "date"),
            Field("closes_on", Text("受付の締切", "Closes on"), "date"),
            Field("meets_on", Text("本部の会合", "Meeting"), "date"),
            Field("reserve_yen", Text("後の回への留保", "Kept for later"), "yen", listed=False),
            Field(
                "takes",
                Text("扱う類型", "Types taken"),
                "text2",
                showing.takes,
                listed=False,
            ),
            Field(
                "reason_code",
                Text("緊急の理由", "Reason of the emergency"),
                "ref",
                kind="adjustment_code",
                listed=False,
            ),
            Field("reason", Text("何が起きたか", "What happened"), "long", listed=False),
            Field("put_forward_on", Text("提出の日", "Put forward on"), "date", listed=False),
            Field("executed_on", Text("執行の日", "Executed on"), "date", listed=False),
        ),
        sections=(
            Section(
                code="decisions",
                label=Text("配分の決定", "Decisions"),
                columns=(
                    Column(label=Text("決定", "Decision"), type="ref"),
                    Column(label=Text("種類", "Sort")),
                    Column(label=Text("日", "Day"), type="date"),
                    Column(label=Text("計", "Total"), type="yen"),
                    Column(label=Text("照合値", "Digest")),
                ),
                rows=_decisions,
            ),
        ),
        writes=(*_WRITES, *later.WRITES),
        sight=sights(public=EVERYTHING),
        related=("year",),
        work=_work,
    )
)
