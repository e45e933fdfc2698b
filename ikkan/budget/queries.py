"""What the ledger says as of a day: balances, statements, totals by layer.

Called by ledger, verify, calls, awards, the pages of records. A day counts to its end; totals are
of one layer each and never cross two of them. Source: design §3 "Amounts".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Min, QuerySet, Sum

from ikkan.budget.models import Account, Posting, Transfer
from ikkan.budget.rules import BELOW, Side
from ikkan.values.money import Yen


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One posting on a statement, with the balance after it."""

    transfer: Transfer
    other: str
    """Code of the account on the other side."""
    yen: Yen
    balance: Yen


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Total:
    """What accounts of one layer received from the layer above, returns and corrections off."""

    layer: str
    fiscal_year: int
    stage: str
    pot: str
    yen: Yen


def balances(codes: Collection[str], as_of: date) -> dict[str, Yen]:
    """The balance of each account at the end of the day; 0 where nothing was posted. One query."""
    rows = Posting.objects.filter(account__code__in=codes, transfer__made_on__lte=as_of)
    sums = dict(rows.order_by().values_list("account__code").annotate(yen=Sum("yen")))
    return {code: Yen(sums.get(code, 0)) for code in codes}


def received(codes: Collection[str], as_of: date) -> dict[str, Yen]:
    """What each account got from the layer above and from its own, less what it gave back there.

    One query.
    """
    found = dict.fromkeys(codes, 0)
    rows = _pairs(as_of).filter(account__code__in=codes)
    named = rows.values_list("account__code", "account__layer", "other_layer")
    for code, layer, other, yen in named.annotate(sum=Sum("yen")):
        if layer in BELOW[other] or layer == other:
            found[code] += yen
    return {code: Yen(yen) for code, yen in found.items()}


def statement(account: Account, as_of: date, newest: int | None = None) -> tuple[Line, ...]:
    """Every posting of an account up to the day, or the newest of them, the oldest first.

    Three queries.
    """
    rows = (
        Posting.objects.filter(account=account, transfer__made_on__lte=as_of)
        .select_related("transfer")
        .order_by("-transfer__made_on", "-transfer_id")
    )
    total = 0 if newest is None else rows.aggregate(sum=Sum("yen"))["sum"] or 0
    shown = list(reversed(rows[:newest]))
    pairs = _pairs(as_of).filter(account=account)
    if newest is not None:
        pairs = pairs.filter(pk__in=[row.pk for row in shown])
    others = dict(pairs.values_list("transfer_id", "other"))
    before = 0 if newest is None else total - sum(row.yen for row in shown)
    lines, balance = [], Yen(before)
    for row in shown:
        balance += Yen(row.yen)
        other = others.get(row.transfer_id, "")
        lines.append(Line(transfer=row.transfer, other=other, yen=Yen(row.yen), balance=balance))
    return tuple(lines)


def totals(as_of: date, fiscal_year: int | None = None) -> tuple[Total, ...]:
    """What reached each layer, by year, stage and pot, from the top down. One query."""
    rows = _pairs(as_of)
    if fiscal_year is not None:
        rows = rows.filter(transfer__fiscal_year=fiscal_year)
    summed = rows.values_list(
        *("account__layer", "other_layer"),
        *("transfer__fiscal_year", "transfer__stage", "transfer__pot"),
    ).annotate(sum=Sum("yen"))
    found: dict[tuple[str, int, str, str], int] = defaultdict(int)
    for layer, other, year, stage, pot, yen in summed:
        if layer in BELOW[other]:
            found[layer, year, stage, pot] += yen
    order = {str(layer): place for place, layer in enumerate(BELOW)}
    return tuple(
        Total(layer=layer, fiscal_year=year, stage=stage, pot=pot, yen=Yen(yen))
        for (layer, year, stage, pot), yen in sorted(
            found.items(), key=lambda one: (order[one[0][0]], one[0][1:])
        )
    )


def days(accounts: Iterable[Account]) -> dict[str, dict[date, int]]:
    """What each day added to or took from each account, by code. One query."""
    codes = [account.code for account in accounts]
    found: dict[str, dict[date, int]] = {code: {} for code in codes}
    rows = Posting.objects.filter(account__code__in=codes).order_by()
    for code, day, yen in rows.values_list("account__code", "transfer__made_on").annotate(
        sum=Sum("yen")
    ):
        found[code][day] = yen
    return found


def held(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """For pairs (upper, lower): what the lower account got from the upper and did not return."""
    asked = set(pairs)
    found = dict.fromkeys(asked, 0)
    if not asked:
        return found
    rows = _pairs(date.max).filter(
        account__code__in={lower for _, lower in asked},
        other__in={upper for upper, _ in asked},
    )
    named = rows.values_list("other", "account__code")
    for upper, lower, yen in named.annotate(sum=Sum("yen")):
        if (upper, lower) in found:
            found[upper, lower] = yen
    return found


def givers(codes: Collection[str]) -> dict[str, dict[str, date]]:
    """For each account those of the layer above that gave it money, with the first day. A query."""
    found: dict[str, dict[str, date]] = {code: {} for code in codes}
    rows = _pairs(date.max).filter(account__code__in=codes, yen__gt=0)
    named = rows.values_list("account__code", "account__layer", "other", "other_layer").annotate(
        first=Min("transfer__made_on")
    )
    for code, layer, other, other_layer, first in named:
        if layer in BELOW[other_layer]:
            found[code][other] = first
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """From which account to which a transfer goes; `instrument` is that of what it corrects."""

    code: str
    instrument: str
    corrects: bool
    giver: Side
    taker: Side


def crossings(as_of: date) -> Iterator[Crossing]:
    """Every transfer with both sides. One query."""
    rows = _pairs(as_of).filter(yen__lt=0)
    named = rows.annotate(
        first=F("transfer__corrects__instrument"),
        other_owner=F("transfer__postings__account__owner"),
        other_year=F("transfer__postings__account__fiscal_year"),
        other_class=F("transfer__postings__account__cost_class"),
    ).values_list(
        *("transfer__code", "transfer__instrument", "first"),
        *("account__layer", "account__fiscal_year", "account__owner", "account__cost_class"),
        *("other_layer", "other_year", "other_owner", "other_class"),
    )
    for code, instrument, first, *sides in named.iterator():
        giver, taker = (
            Side(layer=layer, fiscal_year=year, owner=owner, cost_class=cost_class)
            for layer, year, owner, cost_class in (sides[:4], sides[4:])
        )
        yield Crossing(
            code=code,
            instrument=first or instrument,
            corrects=first is not None,
            giver=giver,
            taker=taker,
        )


def _pairs(as_of: date) -> QuerySet[Any]:
    """Postings with code and layer of the account on the other side of the same transfer."""
    return (
        Posting.objects.filter(transfer__made_on__lte=as_of)
        .annotate(
            other=F("transfer__postings__account__code"),
            other_layer=F("transfer__postings__account__layer"),
        )
        .exclude(other=F("account__code"))
        .order_by()
    )
