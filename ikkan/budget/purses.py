"""What binds the money of a fund when it leaves: its end, its conditions, what it promised.

Decides: read with the accounts locked, so that two who draw on one fund never both pass. Called by
ledger for every transfer, whoever makes it. Source: design §10 "funds".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum

from ikkan.budget.models import Account, Condition, Fund, Instalment, Posting, Promise
from ikkan.budget.rules import BELOW
from ikkan.values.finding import Finding, Place


@dataclass(slots=True, kw_only=True)
class Purse:
    """A fund as it stands: `planned` is still to come, `open` is promised and not yet paid."""

    fund: str
    account: str
    begins_on: date
    ends_on: date
    closed_on: date | None
    conditions: tuple[Condition, ...]
    planned: int
    open: Counter[tuple[str, int]]

    def findings(self, taker: str, day: date, place: Place) -> list[Finding]:
        """What its days and conditions say against money that leaves for `taker` on `day`."""
        found = self.closed(place)
        values: dict[str, object] = {"fund": self.fund, "day": day}
        if not self.begins_on <= day <= self.ends_on:
            ends = {"begins": self.begins_on, "ends": self.ends_on}
            found.append(Finding("fund.days", place, values=values | ends))
        for one in self.conditions:
            asked = one.taker is None or one.taker.code == taker
            if asked and (one.met_on is None or one.met_on > day):
                said = {"number": one.number, "text": one.text_ja}
                found.append(Finding("fund.condition", place, values=values | said))
        return found

    def closed(self, place: Place) -> list[Finding]:
        """A fund that was closed neither pays nor gets money anew."""
        if self.closed_on is None:
            return []
        return [Finding("fund.ended", place, values={"fund": self.fund, "day": self.closed_on})]

    def promised(self, taker: str, year: int, yen: int, left: int, place: Place) -> list[Finding]:
        """What its promises to others say against `yen` while `left` stays in the account."""
        bound = sum(self.open.values()) - min(yen, self.open[taker, year])
        if left + self.planned >= bound:
            return []
        others = sum(self.open.values()) - self.open[taker, year]
        free = max(left + yen + self.planned - others, 0)
        values = {"fund": self.fund, "taker": taker, "yen": yen, "free": free, "bound": others}
        return [Finding("fund.promised", place, values=values)]

    def left(self, taker: str, year: int, yen: int) -> None:
        """Money of the year left for `taker`: so much less is promised to it."""
        self.open[taker, year] -= min(yen, self.open[taker, year])


def of_accounts(accounts: Iterable[Account]) -> dict[str, Purse]:
    """The purses of those of the accounts that are a fund's, by code. At most five queries."""
    keys = [account.pk for account in accounts]
    funds = list(Fund.objects.filter(account__in=keys).select_related("account").order_by("pk"))
    if not funds:
        return {}
    conditions: dict[int, list[Condition]] = {}
    for one in Condition.objects.filter(fund__in=funds).select_related("taker"):
        conditions.setdefault(one.fund_id, []).append(one)
    planned = dict(
        Instalment.objects.filter(fund__in=funds, transfer__isnull=True, dropped_because="")
        .order_by()
        .values_list("fund")
        .annotate(sum=Sum("yen"))
    )
    promised = unpaid([fund.account.code for fund in funds])
    return {
        fund.account.code: Purse(
            fund=fund.code,
            account=fund.account.code,
            begins_on=fund.begins_on,
            ends_on=fund.ends_on,
            closed_on=fund.closed_on,
            conditions=tuple(conditions.get(fund.pk, ())),
            planned=planned.get(fund.pk, 0),
            open=promised[fund.account.code],
        )
        for fund in funds
    }


def unpaid(accounts: Iterable[str]) -> dict[str, Counter[tuple[str, int]]]:
    """For each account of a fund what it promised each taker for a year and has not paid of it.

    Two queries.
    """
    codes = list(accounts)
    found: dict[str, Counter[tuple[str, int]]] = {code: Counter() for code in codes}
    rows = Promise.objects.filter(fund__account__code__in=codes, released_on__isnull=True)
    named = rows.order_by().values_list("fund__account__code", "taker__code", "fiscal_year")
    for code, taker, year, yen in named.annotate(sum=Sum("yen")):
        found[code][taker, year] = yen
    for (code, taker, year), yen in paid(codes).items():
        if (taker, year) in found[code]:
            found[code][taker, year] = max(found[code][taker, year] - yen, 0)
    return found


def paid(accounts: list[str]) -> dict[tuple[str, str, int], int]:
    """What each account gave each account below it for a year, returns and corrections off.

    One query.
    """
    rows = (
        Posting.objects.filter(account__code__in=accounts)
        .annotate(
            other=F("transfer__postings__account__code"),
            other_layer=F("transfer__postings__account__layer"),
        )
        .exclude(other=F("account__code"))
        .order_by()
    )
    named = rows.values_list(
        *("account__code", "account__layer", "other", "other_layer", "transfer__fiscal_year")
    )
    return {
        (code, other, year): -yen
        for code, layer, other, other_layer, year, yen in named.annotate(sum=Sum("yen"))
        if other_layer in BELOW[layer]
    }
