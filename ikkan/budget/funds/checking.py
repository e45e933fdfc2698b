"""Whether every fund kept its own rules: its days, its conditions, its instalments, its end.

Decides: nothing is repaired; a finding names the fund and the transfer. Called by budget.verify.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from ikkan.budget import purses, queries
from ikkan.budget.models import Condition, Fund, Instalment, Posting
from ikkan.budget.rules import BELOW, Layer, Pot
from ikkan.values.finding import Finding, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Out:
    """Money that left a fund for an account below it."""

    transfer: str
    day: date
    taker: str


def findings(as_of: date) -> Iterator[Finding]:
    """Everything against the funds up to the end of the day; a constant number of queries."""
    funds = list(Fund.objects.select_related("account").order_by("pk"))
    if not funds:
        return
    codes = [fund.account.code for fund in funds]
    outs = _outs(codes, as_of)
    conditions: dict[int, list[Condition]] = {}
    for one in Condition.objects.select_related("taker"):
        conditions.setdefault(one.fund_id, []).append(one)
    balances = queries.balances(codes, as_of)
    promised = purses.unpaid(codes)
    planned: dict[int, int] = {}
    for fund_pk, yen in Instalment.objects.filter(
        transfer__isnull=True, dropped_because=""
    ).values_list("fund_id", "yen"):
        planned[fund_pk] = planned.get(fund_pk, 0) + yen
    for fund in funds:
        place = Place("budget.fund", key=fund.code)
        for out in outs.get(fund.account.code, ()):
            yield from _of_out(fund, out, conditions.get(fund.pk, ()), place)
        left = balances[fund.account.code].amount
        bound = sum(promised[fund.account.code].values())
        if left + planned.get(fund.pk, 0) < bound:
            values = {"fund": fund.code, "left": left, "bound": bound}
            yield Finding("fund.overpromised", place, values=values)
        if fund.closed_on is not None and fund.closed_on <= as_of and left:
            yield Finding("fund.rest", place, values={"fund": fund.code, "left": left})
    yield from _instalments(as_of)


def _of_out(
    fund: Fund, out: _Out, conditions: Mapping | tuple | list, place: Place
) -> Iterator[Finding]:
    values: dict[str, object] = {"fund": fund.code, "transfer": out.transfer, "day": out.day}
    if not fund.begins_on <= out.day <= fund.ends_on:
        yield Finding("fund.late", place, values=values)
    for one in conditions:
        asked = one.added_on <= out.day and (one.taker is None or one.taker.code == out.taker)
        if asked and (one.met_on is None or one.met_on > out.day):
            yield Finding("fund.unmet", place, values=values | {"number": one.number})


def _outs(codes: list[str], as_of: date) -> dict[str, list[_Out]]:
    """What left each fund downwards, what corrections undid left out. One query."""
    rows = (
        Posting.objects.filter(
            account__code__in=codes,
            transfer__made_on__lte=as_of,
            transfer__corrects__isnull=True,
            yen__lt=0,
        )
        .annotate(
            other=F("transfer__postings__account__code"),
            other_layer=F("transfer__postings__account__layer"),
        )
        .exclude(other=F("account__code"))
        .order_by("transfer__made_on", "pk")
    )
    below = BELOW[Layer.PROGRAMME]
    found: dict[str, list[_Out]] = {}
    for code, transfer, day, taker, layer in rows.values_list(
        "account__code", "transfer__code", "transfer__made_on", "other", "other_layer"
    ):
        if layer in below:
            found.setdefault(code, []).append(_Out(transfer=transfer, day=day, taker=taker))
    return found


def _instalments(as_of: date) -> Iterator[Finding]:
    """An instalment that came is a transfer into the fund's account, out of the pot of funds."""
    rows = Instalment.objects.filter(transfer__isnull=False, transfer__made_on__lte=as_of)
    into = rows.filter(transfer__postings__account=F("fund__account"), transfer__pot=Pot.FUND)
    sound = set(into.filter(transfer__postings__yen__gt=0).values_list("pk", flat=True))
    for pk, fund, number, transfer in rows.values_list(
        "pk", "fund__code", "number", "transfer__code"
    ):
        if pk not in sound:
            values = {"fund": fund, "number": number, "transfer": transfer}
            yield Finding("fund.instalment", Place("budget.fund", key=fund), values=values)
