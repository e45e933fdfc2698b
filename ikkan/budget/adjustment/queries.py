"""The rules in force, what is left of a pot, and what a plan of a round rests on.

Decides: which set of rules of the pack holds on a day, and the stamp by which a plan is known to
be stale. Called by the actions and pages of this part and by the decision studio of portfolio.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from ikkan.budget.adjustment import rules
from ikkan.budget.adjustment.rules import Case, Rules, Slot
from ikkan.budget.models import (
    Account,
    AdjustmentAward,
    AdjustmentProposal,
    AdjustmentRound,
    AdjustmentYear,
)
from ikkan.budget.requests.queries import ministries
from ikkan.budget.rules import Layer
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.values.digest import digest
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

YEAR: Final = "budget.adjustment_year"
ROUND: Final = "budget.adjustment_round"
PROPOSAL: Final = "budget.adjustment_proposal"
DECISION: Final = "budget.adjustment_decision"
CHECK: Final = "budget.adjustment_check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What binds a round: whole yen, and which types it takes of which proposers.

    `free` is what may be given in it; `most` what one proposal may take at most, where said.
    """

    pot: int
    remaining: int
    reserve: int
    most: int | None
    takes: tuple[str, ...]
    proposers: Mapping[str, str]
    policy: str

    @property
    def free(self) -> int:
        return max(self.remaining - self.reserve, 0)


def policies(known: Snapshot) -> tuple[Rules, ...]:
    """Every set of rules of the pack, whatever its days, in the order of its rows."""
    rows = known.entries("adjustment_policy", state="all")
    return tuple(_rules(row, known) for row in rows)


def policy_on(day: date, known: Snapshot | None = None) -> Rules | None:
    """The rules in force on that day; the newest where several are."""
    held = [one for one in policies(known or plan.snapshot(day)) if _holds(one, day)]
    return max(held, key=lambda one: one.valid_from or date.min, default=None)


def policy_of(code: str, as_of: date) -> Rules | None:
    """One set of rules by its code."""
    return next((one for one in policies(plan.snapshot(as_of)) if one.code == code), None)


def rules_of(year: AdjustmentYear, as_of: date) -> Rules:
    """The rules that a year was opened under; with nothing allowed where the pack lost them."""
    found = policy_of(year.policy, as_of)
    return found if found is not None else _nothing(year.policy)


def _nothing(code: str) -> Rules:
    return Rules(
        code=code,
        name=Text(code, code),
        status="",
        holder="",
        valid_from=None,
        valid_to=None,
        consolidated_only=True,
        frame_bound=True,
        several_years=False,
        last_year=None,
        continued=False,
        flexible=False,
        most_share=None,
        cases=(),
        slots=(),
    )


def _holds(one: Rules, day: date) -> bool:
    return (one.valid_from or date.min) <= day <= (one.valid_to or date.max)


def _rules(row: EntryView, known: Snapshot) -> Rules:
    said = row.data
    share = said.get("most_share")
    return Rules(
        code=row.code,
        name=row.label,
        status=str(said["status"]),
        holder=str(said["holder"]),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        consolidated_only=bool(said["consolidated_only"]),
        frame_bound=bool(said["frame_bound"]),
        several_years=bool(said["several_years"]),
        last_year=said.get("last_year"),
        continued=bool(said["continued"]),
        flexible=bool(said["flexible"]),
        most_share=Fraction(share) if share is not None else None,
        cases=tuple(_cases(row.code, known)),
        slots=tuple(_slots(row.code, known)),
    )


def _cases(policy: str, known: Snapshot) -> list[Case]:
    rows = [one for one in known.entries("adjustment_case", state="all") if of(one) == policy]
    return [
        Case(
            code=one.code,
            sort=str(one.data["sort"]),
            case=str(one.data.get("case") or ""),
            name=one.label,
            proposer=str(one.data["proposer"]),
            connection=bool(one.data["connection"]),
        )
        for one in sorted(rows, key=lambda one: int(one.data["order"]))
    ]


def _slots(policy: str, known: Snapshot) -> list[Slot]:
    return [
        Slot(
            code=one.code,
            sort=str(one.data["sort"]),
            number=one.data.get("number"),
            month=one.data.get("month"),
            takes=tuple(str(one.data["takes"]).split()),
            name=one.label,
        )
        for one in known.entries("adjustment_slot", state="all")
        if of(one) == policy
    ]


def of(row: EntryView) -> str:
    """The set of rules that a row belongs to."""
    return str(row.data["of"])


def codes(group: str, as_of: date) -> dict[str, Text]:
    """Effects, or reasons of an emergency, as the pack has them."""
    rows = plan.snapshot(as_of).entries("adjustment_code", state="all")
    return {row.code: row.label for row in rows if row.data["group"] == group}


def paying(as_of: date) -> frozenset[str]:
    """Bodies whose budget is consolidated in the agency; ministries where the pack says none."""
    known = plan.snapshot(as_of)
    funder = known.settings.get("bodies", {}).get("funder")
    rows = known.entries("body_relation", state="all")
    found = {
        str(row.data["from"])
        for row in rows
        if (row.data["relation"], row.data["to"]) == ("pays", funder)
    }
    return frozenset(found or ministries(as_of))


def fiscal_year_start(year: int, as_of: date) -> date:
    """The first day of a fiscal year of the pack."""
    month = int(plan.snapshot(as_of).settings["fiscal_year_start_month"])
    return FiscalYear(year, month).start


def remaining(year: AdjustmentYear) -> int:
    """What of the pot is not decided yet."""
    return year.yen - year.decided_yen


def proposals(round_: AdjustmentRound) -> list[AdjustmentProposal]:
    """Those that a plan may give money to, in the order they were made."""
    rows = round_.proposals.filter(state__in=rules.LIVING)
    return list(rows.order_by("pk"))


def limits(round_: AdjustmentRound, as_of: date | None = None) -> Limits:
    """What binds the round by the pack of the day (today)."""
    year = round_.year
    held = rules_of(year, as_of or timezone.localdate())
    share = held.most_share
    return Limits(
        pot=year.yen,
        remaining=remaining(year),
        reserve=round_.reserve_yen,
        most=int(share * year.yen) if share is not None else None,
        takes=tuple(round_.sorts),
        proposers={one.token: one.proposer for one in held.cases},
        policy=held.code,
    )


def asked(rows: Sequence[AdjustmentProposal]) -> dict[str, rules.Asked]:
    """Proposals as amounts are judged against them, by code."""
    return {
        one.code: rules.Asked(code=one.code, state=one.state, yen=one.yen, least_yen=one.least_yen)
        for one in rows
    }


def basis(round_: AdjustmentRound) -> dict[str, Any]:
    """Everything that a plan of the round rests on, as data. Two queries."""
    year = AdjustmentYear.objects.get(pk=round_.year_id)
    rows = proposals(round_)
    return {
        "round": round_.code,
        "year": year.code,
        "pot": year.yen,
        "decided": year.decided_yen,
        "reserve": round_.reserve_yen,
        "policy": year.policy,
        "pack": plan.current_version().version,
        "proposals": [
            {
                "code": one.code,
                "version": one.version,
                "state": one.state,
                "yen": one.yen,
                "least": one.least_yen,
                "score": str(one.score),
                "expected": one.expected,
                "sort": f"{one.sort}.{one.case}" if one.case else one.sort,
            }
            for one in rows
        ],
    }


def stamp(round_: AdjustmentRound) -> str:
    """By which a plan is known to be stale: SHA-256 over what it rests on."""
    return digest(basis(round_))


def unmoved(round_: AdjustmentRound) -> list[AdjustmentAward]:
    """Amounts decided in the round for which no transfer was written."""
    rows = AdjustmentAward.objects.filter(decision__round=round_, yen__gt=0, steps__isnull=True)
    found = rows.select_related("proposal", "decision").prefetch_related("reassigned")
    return list(found.order_by("pk"))


def award_account(ref: str, year: int) -> Account | None:
    """The account of an award: that of the year, else the newest."""
    rows = Account.objects.filter(layer=Layer.AWARD, owner=ref)
    return rows.filter(fiscal_year=year).first() or rows.order_by("-fiscal_year", "-pk").first()


def ministry_of(programme: str, year: int) -> str:
    """The body that pays the programme in the year by the ledger; empty where none or several."""
    rows = Account.objects.filter(
        Q(layer=Layer.PROGRAMME, owner=str(Ref("programme", programme)), fiscal_year=year),
        parent__parent__owner__startswith="body:",
    )
    found = set(rows.values_list("parent__parent__owner", flat=True))
    return Ref.parse(found.pop()).code if len(found) == 1 else ""
