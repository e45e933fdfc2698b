"""What may be a transfer: one layer down, one back up, or across to another account of its layer.

Decides: money goes across only to the next year of the same owner (繰越) and, with the consent of
both, from ministry to ministry (移替え). Pure. Called by ledger and verify.
Source: design §3 "Ledger"; for carry-overs 財政法 第14条の3, 第42条, 第43条.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.budget.rules import (
    ALLOTTED,
    DOWNWARD,
    LARGEST,
    LARGEST_SUPPLEMENT,
    Ground,
    Instrument,
    Layer,
    NewTransfer,
    Pot,
    Side,
    Stage,
    direction,
)
from ikkan.values.finding import Finding, Place
from ikkan.values.ref import is_record_code

CARRIED: Final = frozenset({Ground.PERMITTED, Ground.ACCIDENT})
RETURNED: Final = frozenset({Ground.UNUSED, Ground.REPAID})
NEVER_CARRIED: Final = frozenset({Layer.TREASURY})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReallocation:
    """Money that one ministry offers another, both accounts by code."""

    giver: str
    taker: str
    yen: int
    pot: str
    reason: str


def offered(new: NewReallocation, fiscal_year: int, made_on: date) -> NewTransfer:
    """The transfer that an offer comes to once both agreed."""
    return NewTransfer(
        giver=new.giver,
        taker=new.taker,
        yen=new.yen,
        made_on=made_on,
        fiscal_year=fiscal_year,
        stage=Stage.ENACTED,
        pot=new.pot,
        instrument=Instrument.REALLOCATION,
        reason=new.reason,
    )


def transfer_findings(
    new: NewTransfer, giver: Side, taker: Side, place: Place, as_of: date, consented: bool = False
) -> list[Finding]:
    """Everything against moving this money between two accounts; what lies across needs consent."""
    found: list[Finding] = []

    def against(rule: str, /, **values: object) -> None:
        found.append(Finding(f"ledger.{rule}", place, values=values))

    if new.code and not is_record_code(new.code):
        against("code", code=new.code)
    if not 0 < new.yen <= LARGEST:
        against("yen", yen=new.yen, largest=LARGEST)
    if new.made_on > as_of:
        against("future", day=new.made_on, as_of=as_of)
    if abs(new.fiscal_year - new.made_on.year) > 1:
        against("year_of_transfer", year=new.fiscal_year, day=new.made_on)
    if new.stage not in set(Stage):
        against("stage", stage=new.stage)
    if new.pot not in set(Pot):
        against("pot", pot=new.pot)
    if new.supplement and not (
        new.pot == Pot.SUPPLEMENTARY and 0 < new.supplement <= LARGEST_SUPPLEMENT
    ):
        against("supplement", number=new.supplement, most=LARGEST_SUPPLEMENT)
    if new.giver == new.taker:
        against("same_account", account=new.giver)
        return found
    way = direction(giver.layer, taker.layer)
    if way == 0:
        return found + _across_findings(new, giver, taker, place, consented)
    if way > 0:
        found += _down_findings(new, giver, taker, place)
    else:
        if new.instrument != Instrument.RETURN:
            against("instrument_up", instrument=new.instrument)
        if not new.reason.strip():
            against("return_reason")
    if new.ground and (way > 0 or new.ground not in RETURNED):
        against("ground", ground=new.ground)
    return found


def _down_findings(new: NewTransfer, giver: Side, taker: Side, place: Place) -> list[Finding]:
    found: list[Finding] = []

    def against(rule: str, /, **values: object) -> None:
        found.append(Finding(f"ledger.{rule}", place, values=values))

    if new.instrument not in DOWNWARD:
        against("instrument_down", instrument=new.instrument)
    if giver.layer == Layer.TREASURY and new.stage != Stage.ENACTED:
        against("not_enacted", stage=new.stage)
    if new.instrument == Instrument.APPROPRIATION and giver.layer != Layer.TREASURY:
        against("appropriation", giver=giver.layer)
    if new.instrument == Instrument.ALLOTMENT and giver.layer not in ALLOTTED:
        against("allotment", giver=giver.layer)
    if new.instrument != Instrument.REALLOCATION:
        found += class_findings(giver, taker, place)
    return found


def class_findings(giver: Side, taker: Side, place: Place) -> list[Finding]:
    """Money keeps its cost class; only a transfer between budgets changes it."""
    if not giver.cost_class or not taker.cost_class or giver.cost_class == taker.cost_class:
        return []
    values: dict[str, object] = {"one": giver.cost_class, "other": taker.cost_class}
    return [Finding("ledger.class", place, values=values)]


def _across_findings(
    new: NewTransfer, giver: Side, taker: Side, place: Place, consented: bool
) -> list[Finding]:
    """Everything against money that stays on its layer, or jumps."""
    if new.instrument == Instrument.CARRY_OVER and giver.layer == taker.layer:
        return _carry_findings(new, giver, taker, place)
    if new.instrument == Instrument.REALLOCATION and giver.layer == taker.layer == Layer.MINISTRY:
        return _reallocation_findings(new, giver, taker, place, consented)
    values: dict[str, object] = {"giver": giver.layer, "taker": taker.layer}
    return [Finding("ledger.step", place, values=values)]


def _carry_findings(new: NewTransfer, giver: Side, taker: Side, place: Place) -> list[Finding]:
    found: list[Finding] = []

    def against(rule: str, /, **values: object) -> None:
        found.append(Finding(f"ledger.{rule}", place, values=values))

    if not carried_on(giver, taker):
        against(
            "carry_account",
            owner=giver.owner or "–",
            other=taker.owner or "–",
            year=giver.fiscal_year,
            next=giver.fiscal_year + 1,
            taker_year=taker.fiscal_year,
        )
    elif new.fiscal_year != taker.fiscal_year:
        against("carry_year", year=new.fiscal_year, next=taker.fiscal_year)
    if new.pot != Pot.CARRIED_OVER:
        against("carry_pot", pot=new.pot)
    if new.ground not in CARRIED:
        against("carry_ground", ground=new.ground or "–")
    if not new.reason.strip():
        against("carry_reason")
    return found + class_findings(giver, taker, place)


def carried_on(giver: Side, taker: Side) -> bool:
    """Whether one account is that of the year after for the same owner on the same layer."""
    same = giver.layer == taker.layer and giver.layer not in NEVER_CARRIED
    owner = bool(giver.owner) and giver.owner == taker.owner
    return same and owner and taker.fiscal_year == giver.fiscal_year + 1


def _reallocation_findings(
    new: NewTransfer, giver: Side, taker: Side, place: Place, consented: bool
) -> list[Finding]:
    found: list[Finding] = []

    def against(rule: str, /, **values: object) -> None:
        found.append(Finding(f"ledger.{rule}", place, values=values))

    if not reallocated(giver, taker):
        against(
            "reallocation_account",
            owner=giver.owner or "–",
            other=taker.owner or "–",
            year=giver.fiscal_year,
            taker_year=taker.fiscal_year,
        )
    if not new.reason.strip():
        against("reallocation_reason")
    if new.ground:
        against("ground", ground=new.ground)
    if not consented:
        against("consent")
    return found


def reallocated(giver: Side, taker: Side) -> bool:
    """Whether both are accounts of two ministries in one year."""
    both = giver.layer == taker.layer == Layer.MINISTRY and bool(giver.owner and taker.owner)
    return both and giver.owner != taker.owner and giver.fiscal_year == taker.fiscal_year
