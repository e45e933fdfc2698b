"""Whether the ledger is whole: every transfer balances, no account was ever short, no end is loose.

Decides: nothing is repaired. Called by `ikkan ledger verify`. Source: design §3 "Ledger".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from ikkan.audit import triggers
from ikkan.budget import queries, rules
from ikkan.budget.models import Account, Posting, Transfer
from ikkan.budget.rules import Layer
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
    found = [*_guards(), *_transfers(as_of), *_accounts(as_of), *_owners()]
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
    for code, one, other in queries.crossings(as_of):
        if rules.direction(one, other) == 0:
            values = {"code": code, "giver": one, "taker": other}
            yield Finding("ledger.jump", Place("budget.transfer", key=code), values=values)


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
