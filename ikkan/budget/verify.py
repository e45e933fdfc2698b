"""Whether the ledger is whole: every transfer balances, no account was ever short, no end is loose.

Decides: nothing is repaired. Called by `ikkan ledger verify`. Source: design §3 "Ledger".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Sum

from ikkan.audit import triggers
from ikkan.budget import moving, queries, rules
from ikkan.budget.adjustment import tallying
from ikkan.budget.funds import checking
from ikkan.budget.models import Account, AdjustmentStep, Posting, Reallocation, Transfer
from ikkan.budget.queries import Crossing
from ikkan.budget.rules import Instrument, Layer
from ikkan.line import registry
from ikkan.values.finding import Finding, Place, sort
from ikkan.values.ref import Ref

TABLES = ("budget_transfer", "budget_posting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was read and what was found."""

    accounts: int
    transfers: int
    totals: tuple[queries.Total, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


def verify(as_of: date) -> Report:
    """Check everything up to the end of the day; a constant number of queries."""
    found = [
        *_guards(),
        *_transfers(as_of),
        *_corrections(as_of),
        *_accounts(as_of),
        *_owners(),
        *checking.findings(as_of),
        *tallying.findings(),
    ]
    return Report(
        accounts=Account.objects.count(),
        transfers=Transfer.objects.filter(made_on__lte=as_of).count(),
        totals=queries.totals(as_of),
        findings=sort(found),
    )


def _guards() -> Iterator[Finding]:
    for table in triggers.guards_missing(TABLES):
        yield Finding("ledger.guard", Place(table), values={"table": table})


def _transfers(as_of: date) -> Iterator[Finding]:
    rows = Transfer.objects.filter(made_on__lte=as_of).order_by()
    summed = rows.annotate(count=Count("postings"), sum=Sum("postings__yen", default=0))
    for code, count, yen in summed.values_list("code", "count", "sum").iterator():
        place = Place("budget.transfer", key=code)
        if count != 2:
            yield Finding("ledger.orphan", place, values={"code": code, "count": count})
        if yen != 0:
            yield Finding("ledger.unbalanced", place, values={"code": code, "yen": yen})
    agreed = _agreed()
    for crossing in queries.crossings(as_of):
        yield from _crossing(crossing, agreed)


def _crossing(found: Crossing, agreed: set[str]) -> Iterator[Finding]:
    """A transfer goes one layer down or up, on to the next year, or between ministries."""
    place = Place("budget.transfer", key=found.code)
    giver, taker = found.giver, found.taker
    if rules.direction(giver.layer, taker.layer) != 0:
        return
    ways = ((giver, taker), (taker, giver)) if found.corrects else ((giver, taker),)
    if found.instrument == Instrument.CARRY_OVER:
        if not any(moving.carried_on(*way) for way in ways):
            yield Finding("ledger.across", place, values={"code": found.code})
    elif found.instrument == Instrument.REALLOCATION and giver.layer == taker.layer:
        if not moving.reallocated(giver, taker):
            yield Finding("ledger.across", place, values={"code": found.code})
        elif not found.corrects and found.code not in agreed:
            yield Finding("ledger.alone", place, values={"code": found.code})
    else:
        values = {"code": found.code, "giver": giver.layer, "taker": taker.layer}
        yield Finding("ledger.jump", place, values=values)


def _agreed() -> set[str]:
    """Codes of transfers that two ministries agreed on, or the headquarters decided for both."""
    rows = Reallocation.objects.filter(transfer__isnull=False).exclude(answered_by="")
    rows = rows.exclude(answered_by=F("proposed_by"))
    decided = AdjustmentStep.objects.filter(award__decision__decision__isnull=False)
    return {
        *rows.values_list("transfer__code", flat=True),
        *decided.values_list("transfer__code", flat=True),
    }


def _corrections(as_of: date) -> Iterator[Finding]:
    """A correction stands between the two accounts of what it corrects."""
    rows = Posting.objects.filter(
        transfer__corrects__isnull=False, transfer__made_on__lte=as_of
    ).order_by("pk")
    own: dict[tuple[str, str], set[int]] = {}
    for code, first, account in rows.values_list(
        "transfer__code", "transfer__corrects__code", "account_id"
    ):
        own.setdefault((code, first), set()).add(account)
    firsts: dict[str, set[int]] = {}
    named = Posting.objects.filter(transfer__corrections__isnull=False).order_by("pk")
    for first, account in named.values_list("transfer__code", "account_id"):
        firsts.setdefault(first, set()).add(account)
    for (code, first), accounts in own.items():
        if accounts != firsts.get(first, accounts):
            place = Place("budget.transfer", key=code)
            yield Finding("ledger.stray", place, values={"code": code, "first": first})


def _accounts(as_of: date) -> Iterator[Finding]:
    rows = Posting.objects.exclude(account__layer=Layer.TREASURY)
    rows = rows.filter(transfer__made_on__lte=as_of).order_by("account__code")
    days: dict[str, dict[date, int]] = {}
    for code, day, yen in rows.values_list("account__code", "transfer__made_on").annotate(
        sum=Sum("yen")
    ):
        days.setdefault(code, {})[day] = yen
    for code, of_days in days.items():
        short = rules.shortfall(of_days)
        if short is not None:
            values = {"code": code, "day": short.day, "missing": short.missing}
            yield Finding("ledger.negative", Place("budget.account", key=code), values=values)


def _owners() -> Iterator[Finding]:
    owners = dict(Account.objects.exclude(owner="").values_list("code", "owner"))
    known = registry.exist({Ref.parse(owner) for owner in owners.values()})
    for code, owner in owners.items():
        if Ref.parse(owner) not in known:
            values = {"code": code, "owner": owner}
            yield Finding("ledger.orphan_owner", Place("budget.account", key=code), values=values)
