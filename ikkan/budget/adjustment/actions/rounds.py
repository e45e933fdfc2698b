"""Rounds are opened by the rules of their year, closed for screening, and ended.

Decides: an emergency round need not wait for the round before; every other one does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import joints, messages, queries, rules
from ikkan.budget.adjustment.actions.finding import (
    changed_round,
    locked_round,
    locked_year,
    refuse,
)
from ikkan.budget.adjustment.rules import NewRound
from ikkan.budget.models import AdjustmentRound, AdjustmentYear, AfterCheck
from ikkan.line.writing import join
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "adjustment.open_round",
    permission="can_open_adjustment",
    description=Text("調整費の回を開く", "Open a round of the adjustment fund"),
)
def open_round(
    new: NewRound, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentRound:
    """The next of the year. Raises NotFound, InputError (all findings)."""
    year = locked_year(new.year)
    waiting = year.rounds.filter(state__in=(rules.OPEN, rules.SCREENING, rules.PROPOSED))
    before = waiting.exclude(sort=rules.EMERGENCY).order_by("number").first()
    if before is not None and new.sort != rules.EMERGENCY:
        raise InputError("adjustment.before", messages.STILL_OPEN.format(number=before.number))
    return _opened(new, year, as_of)


@action(
    "adjustment.open_emergency_round",
    permission="can_open_adjustment",
    description=Text("調整費の緊急の回を開く", "Open an emergency round of the adjustment fund"),
)
def open_emergency_round(
    new: NewRound, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentRound:
    """With its reason code, whatever else runs. Raises NotFound, InputError (all findings)."""
    return _opened(replace(new, sort=rules.EMERGENCY), locked_year(new.year), as_of)


def _opened(new: NewRound, year: AdjustmentYear, as_of: date) -> AdjustmentRound:
    number = year.rounds.count() + 1
    held = queries.rules_of(year, as_of)
    regular = year.rounds.filter(sort=rules.REGULAR).count() + 1
    of_sort = regular if new.sort == rules.REGULAR else number
    reasons = frozenset(queries.codes("reason", as_of))
    left = queries.remaining(year)
    refuse("round_form", rules.round_findings(new, of_sort, held, left, reasons))
    slot = held.slot(new.sort, of_sort)
    round_ = AdjustmentRound.objects.create(
        code=new.code or next_code("ADR", year.fiscal_year),
        year=year,
        number=number,
        sort=new.sort,
        sorts=list(slot.takes) if slot is not None else [],
        opens_on=new.opens_on,
        closes_on=new.closes_on,
        meets_on=new.meets_on,
        state=rules.OPEN,
        reserve_yen=new.reserve_yen,
        reason_code=new.reason_code,
        reason=new.reason.strip(),
    )
    join(Ref(queries.ROUND, round_.code), joints.of_round(round_))
    journal.write(Ref(queries.ROUND, round_.code), {"round": new, "number": number})
    return round_


@action(
    "adjustment.set_reserve",
    permission="can_open_adjustment",
    description=Text("後の回のための留保を変える", "Change what is kept for later rounds"),
)
def set_reserve(
    code: str, yen: int, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentRound:
    """Before the decision. Raises NotFound, VersionConflict, InputError."""
    round_ = locked_round(code, version, rules.OPEN, rules.SCREENING, rules.PROPOSED)
    left = queries.remaining(round_.year)
    if not 0 <= yen <= left:
        raise InputError("adjustment.reserve", messages.RESERVE.format(yen=yen, left=left))
    round_.reserve_yen = yen
    return changed_round(round_, {"reserve": yen}, "reserve_yen")


@action(
    "adjustment.begin_screening",
    permission="can_screen_adjustment",
    description=Text("提案の受付を終えて確認に入る", "Stop taking proposals and begin screening"),
)
def begin_screening(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentRound:
    """From then on none is submitted, but those returned. Raises NotFound, InputError."""
    round_ = locked_round(code, version, rules.OPEN)
    round_.state = rules.SCREENING
    return changed_round(round_, {"state": round_.state}, "state")


@action(
    "adjustment.close_round",
    permission="can_open_adjustment",
    description=Text("調整費の回を終える", "Close a round of the adjustment fund"),
)
def close_round(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentRound:
    """Once executed and every after-check is finished. Raises NotFound, InputError."""
    round_ = locked_round(code, version, rules.EXECUTED)
    waiting = AfterCheck.objects.filter(
        award__decision__round=round_, finished_on__isnull=True
    ).count()
    if waiting:
        raise InputError("adjustment.checks", messages.WAITING.format(count=waiting))
    round_.state = rules.CLOSED
    return changed_round(round_, {"state": round_.state}, "state")
