"""Later checks of amounts: opened for a whole round, finished one by one.

Decides: which amounts are checked (those that went down), and that a result is complete before it
is public. Called by the pages of records. Source: the yearly verification of the allocation policy.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import checking, naming
from ikkan.budget.adjustment.actions.finding import changed_round, locked_round, refuse
from ikkan.budget.adjustment.checking import DONE, OPEN, Result
from ikkan.budget.adjustment.queries import CHECK, PROPOSAL
from ikkan.budget.adjustment.reassigning import left
from ikkan.budget.models import AdjustmentAward, AdjustmentRound, AfterCheck
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join, join_many
from ikkan.plan.queries import snapshot
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "adjustment.open_checks",
    permission="can_check_adjustment",
    description=Text("配分の事後の検証を始める", "Open the later checks of a round"),
)
def open_checks(
    code: str,
    due_on: date | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AdjustmentRound:
    """One check for each amount of the round that has none yet; due a year after it went down.

    Raises NotFound, VersionConflict, InputError (nothing went down, a day before that, all open).
    """
    one = locked_round(code, version)
    if one.executed_on is None:
        raise InputError("adjustment.check_early", _NOT_EXECUTED)
    day = due_on or checking.due(one.executed_on)
    if day <= one.executed_on:
        said = _DUE.format(day=day, executed=one.executed_on)
        raise InputError("adjustment.check_day", said)
    awards = AdjustmentAward.objects.filter(decision__round=one, checks__isnull=True, yen__gt=0)
    rows = awards.select_related("proposal").prefetch_related("reassigned").order_by("pk")
    waiting = [award for award in rows if left(award) > 0]
    if not waiting:
        raise InputError("adjustment.check_none", _ALL_OPEN)
    made = []
    for award in waiting:
        made.append(
            AfterCheck(
                code=next_code("ADC", day.year),
                award=award,
                due_on=day,
                state=OPEN,
                published=False,
                fictional=award.proposal.fictional,
            )
        )
        made[-1].save(force_insert=True)
    join_many({Ref(CHECK, check.code): _joints(check, None) for check in made})
    return changed_round(one, {"due_on": day, "checks": [check.code for check in made]})


@action(
    "adjustment.finish_check",
    permission="can_check_adjustment",
    description=Text("事後の検証の結果を記録して公表する", "Record the result of a later check"),
)
def finish_check(
    code: str,
    result: Result,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AfterCheck:
    """It is public from then on. Raises NotFound, VersionConflict, InputError (all findings)."""
    rows = AfterCheck.objects.select_for_update(of=("self",))
    check = rows.select_related("award__proposal__round__year").filter(code=code).first()
    if check is None:
        raise NotFound("adjustment.check", _NO_CHECK.format(code=code[:80]))
    require_version(check, version)
    if check.state != OPEN:
        raise InputError("adjustment.check_done", _DONE)
    _demand(check, result, as_of)
    check.connected, check.connected_to = result.connected, result.connected_to
    check.goals_reached = result.goals_reached
    check.reached = {name: str(count) for name, count in result.reached.items()}
    check.effect, check.evidence = result.effect, list(result.evidence)
    check.finding_ja, check.finding_en = result.finding_ja.strip(), result.finding_en.strip()
    check.early_reason = result.early_reason.strip()
    check.state, check.published = DONE, True
    check.finished_on, check.finished_by = as_of, by.code
    check.version += 1
    check.save()
    join(Ref(CHECK, check.code), _joints(check, result))
    journal.write(Ref(CHECK, check.code), {"result": result})
    return check


def _demand(check: AfterCheck, result: Result, as_of: date) -> None:
    known = snapshot(as_of)
    proposal = check.award.proposal
    row = naming.type_row(known, proposal.round.year.policy, proposal)
    found = checking.findings(
        result,
        connection=bool(row and row.data["connection"]),
        early=check.due_on if as_of < check.due_on else None,
        effects=frozenset(
            one.code
            for one in known.entries("adjustment_code", state="all")
            if one.data["group"] == "effect"
        ),
        indicators=frozenset(one.code for one in known.entries("indicator", state="all")),
    )
    refs = checking.named(result)
    missing = sorted(str(ref) for ref in refs - registry.exist(refs))
    found += [_MISSING.format(ref=ref) for ref in missing]
    refuse("check_result", found)


def _joints(check: AfterCheck, result: Result | None) -> list[Joint]:
    """Under its proposal; beside what it connected to and what shows it."""
    made: list[Any] = [Joint(kind="proposal", to=Ref(PROPOSAL, check.award.proposal.code))]
    named = checking.named(result) if result is not None else set()
    return made + [Joint(kind="evidence", to=ref, direction=SIDE) for ref in sorted(named)]


_NO_CHECK = Text(
    "事後の検証「{code}」がありません。一覧から選んでください。",
    "There is no later check {code}; choose one of the list.",
)
_NOT_EXECUTED = Text(
    "この回はまだ執行されていません。移し替えを記録してから検証を始めてください。",
    "The money of this round has not gone down yet; record the transfers first.",
)
_DUE = Text(
    "検証の期限{day}は執行の日{executed}より後にしてください。",
    "The check is due on {day}, not after the money went down on {executed}; take a later day.",
)
_ALL_OPEN = Text(
    "この回の配分には、すべて検証があります。",
    "Every amount of this round has its check already.",
)
_DONE = Text(
    "この検証は終わっています。結果は変わりません。",
    "This check is finished; its result does not change.",
)
_MISSING = Text(
    "「{ref}」がありません。コードを確かめてください。",
    "There is no {ref}; check the code.",
)
