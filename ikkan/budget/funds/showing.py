"""What the page of a fund shows: years, instalments, conditions, promises, what sources print.

Decides: published amounts stand beside the ledger and are never added to it. Called by kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.safestring import SafeString

from ikkan.audit.actor import Actor
from ikkan.budget.actions import TRANSFER_KIND
from ikkan.budget.edges import KIND as ACCOUNT_KIND
from ikkan.budget.funds import queries
from ikkan.budget.models import Fund
from ikkan.documents import svg
from ikkan.plan.queries import snapshot
from ikkan.records.words import language
from ikkan.values.money import Unit, Yen
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

Rows = Iterable[tuple[Any, ...]]
_TENTH = Decimal("0.1")
PLANNED = Text("予定", "Planned")
CAME = Text("済み", "Received")
DROPPED = Text("取りやめ", "Dropped")
REPAID = Text("返還済み", "Repaid")
WAIVED = Text("免除", "Waived")
OPEN = Text("続いている", "Running")
ENDED = Text("期間が終わった", "Past its end")
CLOSED = Text("終えた", "Closed")


def state(fund: Fund, as_of: date) -> Text:
    """In which state it is on the day."""
    if fund.closed_on is not None and fund.closed_on <= as_of:
        return CLOSED
    return ENDED if fund.ends_on < as_of else OPEN


def page(fund: Fund, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """The drawing of balances with its unit, and how the fund stands."""
    now = queries.standing(fund, as_of)
    this = FiscalYear.of(as_of, queries.start_month(as_of)).year
    found = [one for one in queries.years(fund, as_of) if one.year <= this]
    largest = max((one.balance for one in found), default=0)
    unit = Unit.OKU if largest >= Unit.OKU.factor // 10 else Unit.YEN
    alt = Text(
        f"年度末の残高。いまの残高は{now.balance:,}円。",
        f"Balance at the end of each year; now ¥{now.balance:,}.",
    ).of(language())
    values = [_in(one.balance, unit) for one in found]
    names = [f"{one.year}年度" if language() == "ja" else f"FY{one.year}" for one in found]
    return {
        "state": state(fund, as_of),
        "balance_said": _said(now.balance),
        "planned_said": _said(now.planned),
        "promised_said": _said(now.promised),
        "free_said": _said(now.free),
        "unit": unit.symbol,
        "alt": alt,
        "chart": SafeString(svg.of_bars(names, values, alt=alt)) if largest > 0 else "",
    }


def _said(yen: int) -> Text:
    return Text(f"{yen:,}円", str(Yen(yen)))


def _in(yen: int, unit: Unit) -> Decimal:
    value = Yen(yen).in_unit(unit)
    return value if unit is Unit.YEN else value.quantize(_TENTH, rounding=ROUND_HALF_UP)


def years(fund: Fund, actor: Actor, as_of: date) -> Rows:
    """One row for each fiscal year that began; of later ones those for which money is promised."""
    this = FiscalYear.of(as_of, queries.start_month(as_of)).year
    for one in queries.years(fund, as_of):
        if one.year <= this:
            amounts = (one.received, one.paid, one.returned, one.balance, one.promised)
            yield (one.year, *amounts)
        elif one.promised:
            yield (one.year, None, None, None, None, one.promised)


def instalments(fund: Fund, actor: Actor, as_of: date) -> Rows:
    """Planned, received and dropped ones, in their order."""
    for one in fund.instalments.select_related("transfer"):
        came = one.transfer if one.transfer and one.transfer.made_on <= as_of else None
        said = CAME if came else DROPPED if one.dropped_because else PLANNED
        yield (
            one.number,
            one.due_on,
            one.yen,
            one.budget,
            said,
            came.made_on if came else None,
            Ref(TRANSFER_KIND, came.code) if came else one.dropped_because,
        )


def conditions(fund: Fund, actor: Actor, as_of: date) -> Rows:
    """What must be met, for whom, and since when it is."""
    for one in fund.conditions.select_related("taker").filter(added_on__lte=as_of):
        met = one.met_on if one.met_on is not None and one.met_on <= as_of else None
        whom = Ref(ACCOUNT_KIND, one.taker.code) if one.taker else EVERYBODY
        yield (
            one.number,
            Text.either(one.text_ja, one.text_en),
            whom,
            MET if met else NOT_MET,
            met,
        )


def evidence(fund: Fund, actor: Actor, as_of: date) -> Rows:
    """What shows that conditions are met."""
    for one in fund.conditions.filter(met_on__lte=as_of):
        yield (one.number, one.met_on, one.evidence, one.met_by)


def promises(fund: Fund, actor: Actor, as_of: date) -> Rows:
    """What was promised to whom for which year."""
    for one in fund.promises.select_related("taker").filter(made_on__lte=as_of):
        released = one.released_on is not None and one.released_on <= as_of
        yield (
            Ref(ACCOUNT_KIND, one.taker.code),
            one.number,
            one.fiscal_year,
            one.yen,
            one.reason,
            one.released_because if released else "",
        )


def repayments(fund: Fund, actor: Actor, as_of: date) -> Rows:
    """What is to come back of investments, and what came."""
    for one in fund.repayments.select_related("taker", "transfer").filter(agreed_on__lte=as_of):
        came = one.transfer if one.transfer and one.transfer.made_on <= as_of else None
        said = REPAID if came else WAIVED if one.waived_because else PLANNED
        yield (
            one.number,
            Ref(ACCOUNT_KIND, one.taker.code),
            one.due_on,
            one.yen,
            one.terms,
            said,
            Ref(TRANSFER_KIND, came.code) if came else one.waived_because,
        )


def printed(fund: Fund, actor: Actor, as_of: date) -> Rows:
    """Amounts that sources print of the programme's fund, each with what it covers."""
    known = snapshot(as_of)
    rows = [
        one
        for one in known.entries("fund", state="all")
        if one.code == fund.row or one.data.get("programme") == fund.programme
    ]
    for one in rows:
        code = str(one.data.get("figure") or "")
        figure = known.find(Ref("figure", code)) if code else None
        yield (
            one.ref,
            one.data.get("period_printed") or "",
            figure.ref if figure is not None else None,
            getattr(figure, "printed", ""),
        )


EVERYBODY = Text("すべての支払い", "Every payment")
MET = Text("満たされた", "Met")
NOT_MET = Text("まだ", "Not yet")
