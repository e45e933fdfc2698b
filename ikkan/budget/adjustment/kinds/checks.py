"""Later checks as the engine of records shows them, with the work list of those that are due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import checking, result_forms
from ikkan.budget.adjustment.actions.checking import finish_check
from ikkan.budget.adjustment.checking import Result
from ikkan.budget.adjustment.queries import CHECK, PROPOSAL
from ikkan.budget.adjustment.reassigning import left
from ikkan.budget.models import AfterCheck
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_MOST = 50
_CHECKERS = ("funder_staff", "hq_officer")
_FINISHED = Text(
    "この検証は終わっています。結果は変わりません。",
    "This check is finished; its result does not change.",
)


def _title(check: AfterCheck) -> Text:
    one = check.award.proposal
    return Text(f"事後の検証：{one.title_ja}", f"Later check: {one.title_en or one.title_ja}")


def _finish(check: AfterCheck, data: dict[str, Any], **how: Any) -> AfterCheck:
    return finish_check(check.code, Result(**data), **how)


def _why_not(check: AfterCheck) -> Text | None:
    return None if check.state == checking.OPEN else _FINISHED


def _reached(check: AfterCheck, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    expected = check.award.proposal.expected
    for code in dict.fromkeys([*expected, *check.reached]):
        yield (Ref("indicator", code), _count(expected.get(code)), _count(check.reached.get(code)))


def _count(said: Any) -> int | Decimal | None:
    count = None if said is None else Decimal(str(said))
    return int(count) if count is not None and count == count.to_integral_value() else count


def _connected_to(check: AfterCheck) -> Ref | None:
    return checking.parsed(check.connected_to) if check.connected_to else None


def _evidence(check: AfterCheck) -> tuple[Ref, ...]:
    found = (checking.parsed(str(one)) for one in check.evidence)
    return tuple(ref for ref in found if ref is not None)


def _due(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Checks not yet finished, for those who check, the earliest first."""
    if not any(actor.holds(role) for role in _CHECKERS):
        return
    rows = visible(CHECK, actor).filter(state=checking.OPEN).order_by("due_on", "pk")
    for check in rows[:_MOST]:
        verb = Text("配分の効果を検証する", "Check what came of an amount")
        yield WorkItem(
            ref=Ref(CHECK, check.code),
            verb=verb,
            title=_title(check),
            due=check.due_on,
            write="finish",
        )


def _read_moved(checks: Sequence[Any], as_of: date) -> None:
    """What later decisions moved away, for all rows in one query."""
    prefetch_related_objects(checks, "award__reassigned")


register(
    Kind(
        code=CHECK,
        path="adjustment/checks",
        label=Text("調整費の事後の検証", "Later check of the adjustment fund"),
        plural=Text("調整費の事後の検証", "Later checks of the adjustment fund"),
        lead=Text(
            "配分の1年後に、目標を達したか、ほかの事業や企業につながったかを確かめた記録。",
            "A year after an amount went down: whether its goals were reached, and whether it led "
            "on to another programme or a company.",
        ),
        model=AfterCheck,
        station="outcome",
        title=_title,
        value=lambda check: checking.STATES[check.state],
        prepare=_read_moved,
        fields=(
            Field(
                "proposal",
                Text("提案", "Proposal"),
                "ref",
                lambda check: check.award.proposal.code,
                kind=PROPOSAL,
            ),
            Field(
                "programme",
                Text("事業", "Programme"),
                "ref",
                lambda check: check.award.proposal.programme,
                kind="programme",
            ),
            Field("yen", Text("配分額", "Amount"), "yen", lambda check: left(check.award)),
            Field("due_on", Text("期限", "Due on"), "date"),
            Field("state", Text("状態", "State"), "choice", choices=checking.STATES, filter=True),
            Field("goals_reached", Text("目標を達したか", "Goals reached"), "flag", listed=False),
            Field(
                "expected_effect",
                Text("期待した効果", "Effect expected"),
                "ref",
                lambda check: check.award.proposal.effect,
                kind="adjustment_code",
                listed=False,
            ),
            Field("effect", Text("確かめた効果", "Effect seen"), "ref", kind="adjustment_code"),
            Field(
                "connected",
                Text("つながり", "Connected to"),
                "choice",
                choices={"": Text("問わない", "not asked"), **checking.CONNECTED},
                filter=True,
            ),
            Field("connected_to", Text("つながった先", "Record"), "ref", _connected_to),
            Field("evidence", Text("証拠", "Evidence"), "refs", _evidence, listed=False),
            Field(
                "finding",
                Text("所見", "Finding"),
                "text2",
                lambda check: Text(check.finding_ja, check.finding_en or check.finding_ja),
                listed=False,
            ),
            Field("finished_on", Text("検証の日", "Checked on"), "date", listed=False),
            Field(
                "early_reason",
                Text("期限より早い理由", "Why before it was due"),
                "long",
                listed=False,
            ),
            Field(
                "finished_by",
                Text("検証した人", "Checked by"),
                listed=False,
                roles=frozenset({"funder_staff", "hq_officer", "auditor"}),
            ),
        ),
        sections=(
            Section(
                code="reached",
                label=Text("期待した件数と達した件数", "Expected and reached"),
                columns=(
                    Column(label=Text("指標", "Indicator"), type="ref"),
                    Column(label=Text("期待", "Expected"), type="number"),
                    Column(label=Text("達した", "Reached"), type="number"),
                ),
                rows=_reached,
            ),
        ),
        writes=(
            Write(
                code="finish",
                label=Text("検証の結果を記録する", "Record the result"),
                permission="can_check_adjustment",
                form=result_forms.ResultForm,
                act=_finish,
                why_not=_why_not,
            ),
        ),
        sight=sights(
            public=Flag("published"),
            ministry_officer=(Within("body", "award__proposal__ministry"), Flag("published")),
            **dict.fromkeys(
                ("hq_officer", "funder_staff", "program_director", "auditor"), EVERYTHING
            ),
        ),
        related=("award", "award__proposal"),
        order=("due_on", "pk"),
        work=_due,
    )
)
