"""What a fund holds, got, gave and promised as of a day. Called by its page and its actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum

from ikkan.budget import purses, queries
from ikkan.budget.funds import rules
from ikkan.budget.models import Account, Fund, Instalment, Posting, Promise
from ikkan.budget.rules import BELOW, Instrument
from ikkan.plan.queries import snapshot
from ikkan.values.years import FiscalYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whole yen: in the account, still to come, promised and not paid, and what that leaves."""

    balance: int
    planned: int
    promised: int

    @property
    def free(self) -> int:
        """What may still be promised."""
        return self.balance + self.planned - self.promised


def start_month(as_of: date) -> int:
    """The month in which fiscal years of the pack begin."""
    return int(snapshot(as_of).settings["fiscal_year_start_month"])


def standings(funds: Iterable[Fund], as_of: date) -> dict[str, Standing]:
    """By code of the fund. A constant number of queries; what is open is as of today."""
    rows = list(funds)
    codes = {fund.pk: fund.account.code for fund in rows}
    balances = queries.balances(codes.values(), as_of)
    promised = purses.unpaid(codes.values())
    planned = dict(
        Instalment.objects.filter(fund__in=codes, transfer__isnull=True, dropped_because="")
        .order_by()
        .values_list("fund_id")
        .annotate(sum=Sum("yen"))
    )
    return {
        fund.code: Standing(
            balance=balances[codes[fund.pk]].amount,
            planned=planned.get(fund.pk, 0),
            promised=sum(promised[codes[fund.pk]].values()),
        )
        for fund in rows
    }


def standing(fund: Fund, as_of: date) -> Standing:
    """One of them."""
    return standings([fund], as_of)[fund.code]


def paid_beyond(fund: Fund, taker: Account, year: int) -> int:
    """What the fund paid the taker for the year beyond what it promised: no promise binds it anew.

    Two queries.
    """
    paid = purses.paid([fund.account.code]).get((fund.account.code, taker.code, year), 0)
    rows = Promise.objects.filter(fund=fund, taker=taker, fiscal_year=year)
    said = rows.filter(released_on__isnull=True).aggregate(sum=Sum("yen"))["sum"] or 0
    return max(paid - said, 0)


def invested(fund: Fund, taker: Account) -> int:
    """What the fund put into the account as investment, returns not taken off. One query."""
    rows = Posting.objects.filter(
        account=taker,
        yen__gt=0,
        transfer__instrument=Instrument.INVESTMENT,
        transfer__postings__account=fund.account_id,
    )
    return rows.aggregate(sum=Sum("yen"))["sum"] or 0


def years(fund: Fund, as_of: date) -> tuple[rules.Year, ...]:
    """The fund year by year up to the day; two queries."""
    month = start_month(as_of)
    rows = (
        Posting.objects.filter(account_id=fund.account_id, transfer__made_on__lte=as_of)
        .annotate(
            other=F("transfer__postings__account_id"),
            other_layer=F("transfer__postings__account__layer"),
        )
        .exclude(other=F("account_id"))
        .order_by("transfer__made_on", "pk")
    )
    above = {layer for layer, below in BELOW.items() if fund.account.layer in below}
    lines = [
        rules.Line(day=day, yen=yen, from_above=layer in above)
        for day, yen, layer in rows.values_list("transfer__made_on", "yen", "other_layer")
    ]
    promised = dict(
        Promise.objects.filter(fund=fund, released_on__isnull=True, made_on__lte=as_of)
        .order_by()
        .values_list("fiscal_year")
        .annotate(sum=Sum("yen"))
    )
    first, last = (FiscalYear.of(day, month).year for day in (fund.begins_on, fund.ends_on))
    return rules.years(lines, promised, first, last, month)
