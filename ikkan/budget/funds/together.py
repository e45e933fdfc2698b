"""All money year by year: the yearly budget, the adjustment fund and the funds over several years.

Decides: what stands beside what. Printed figures and the ledger are two registers: they are shown
side by side and never added; a printed total of a fund belongs to its whole span. The ledger is
read only as far as the reader may see it. Called by views. Source: 003 L744-L781, L1122-L1157.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import F, Q, Sum

from ikkan.audit.actor import Actor
from ikkan.budget.actions import TRANSFER_KIND
from ikkan.budget.adjustment import history
from ikkan.budget.adjustment.queries import YEAR as POT_KIND
from ikkan.budget.funds import queries, rules, showing
from ikkan.budget.funds.joints import KIND
from ikkan.budget.models import Fund, Instalment, Posting, Promise
from ikkan.budget.rules import Layer
from ikkan.plan.queries import snapshot
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

_ADJUSTMENT: Final = "adjustment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One fiscal year as sources print it; `even` is computed and stands in no source."""

    year: int
    initial: tuple[FigureView, ...]
    supplementary: tuple[FigureView, ...]
    adjustment: tuple[FigureView, ...]
    running: tuple[Reading, ...]
    even: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One print of a fund, with the fund of the ledger that carries it out, where one is known."""

    row: EntryView
    amount: FigureView | None
    again: bool
    fund: Fund | None
    state: Text | None

    @property
    def first(self) -> int | None:
        return self.row.data.get("first_year")

    @property
    def last(self) -> int | None:
        return self.row.data.get("last_year")

    @property
    def planned(self) -> bool:
        """Whether the source says that its years are planned."""
        return self.row.data.get("period_status") == "planned"

    @property
    def differs(self) -> bool:
        """Whether the years of the ledger are others than those printed."""
        if self.fund is None or self.first is None:
            return False
        month = queries.start_month(self.fund.begins_on)
        begun = FiscalYear.of(self.fund.begins_on, month).year
        over = FiscalYear.of(self.fund.closed_on or self.fund.ends_on, month).year
        return begun != self.first or (self.last is not None and over != self.last)

    def runs(self, year: int) -> bool:
        """Whether its printed years hold the year; an end that is not printed stays open."""
        return self.first is not None and self.first <= year <= (self.last or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One fiscal year of the ledger in whole yen.

    `yearly`, `adjustment` and `received` reached programmes from the agency and are of one layer,
    so they add up; the first two are None where the reader sees no transfer at all. `paid`,
    `balance`, `planned` and `promised` are of the funds.
    """

    year: int
    yearly: int | None
    adjustment: int | None
    received: int
    paid: int
    balance: int
    planned: int
    promised: int
    pot: int | None
    decided: int | None

    @property
    def reached(self) -> int | None:
        """All that reached programmes in the year."""
        if self.yearly is None or self.adjustment is None:
            return None
        return self.yearly + self.adjustment + self.received


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Both registers; `scale` are printed labels of yearly spending with the funds and without.

    `states` are the funds of the ledger that the reader may see.
    """

    printed: tuple[Printed, ...]
    readings: tuple[Reading, ...]
    recorded: tuple[Recorded, ...]
    scale: tuple[FigureView, ...]
    states: Mapping[Fund, Text]
    this: int

    @property
    def unprinted(self) -> tuple[tuple[Fund, Text], ...]:
        """Funds of the ledger that carry out no printed one, each with its state."""
        known = {one.fund for one in self.readings}
        return tuple((fund, state) for fund, state in self.states.items() if fund not in known)


def read(actor: Actor, as_of: date) -> Together:
    """Everything the page shows; a constant number of queries."""
    known = snapshot(as_of)
    funds = tuple(visible(KIND, actor).filter(begins_on__lte=as_of).select_related("account"))
    readings = _readings(known, funds, as_of)
    return Together(
        printed=_printed(known, readings),
        readings=readings,
        recorded=_recorded(actor, funds, as_of),
        states={fund: showing.state(fund, as_of) for fund in funds},
        scale=tuple(
            known.figure(code) for code in known.settings.get("home", {}).get("scale", {}).values()
        ),
        this=FiscalYear.of(as_of, queries.start_month(as_of)).year,
    )


def _readings(known: Snapshot, funds: Sequence[Fund], as_of: date) -> tuple[Reading, ...]:
    """Every print of a fund; a programme printed twice is one fund told twice."""
    run = {fund.row: fund for fund in funds if fund.row}
    told: dict[str, EntryView] = {}
    rows = known.entries("fund", state="all")
    for row in sorted(rows, key=lambda one: one.data.get("first_year") is None):
        told.setdefault(row.data.get("programme") or row.code, row)
    found = []
    for row in rows:
        code = row.data.get("figure")
        amount = known.find(Ref("figure", str(code))) if code else None
        fund = run.get(row.code)
        found.append(
            Reading(
                row=row,
                amount=amount if isinstance(amount, FigureView) else None,
                again=told[row.data.get("programme") or row.code] is not row,
                fund=fund,
                state=None if fund is None else showing.state(fund, as_of),
            )
        )
    return tuple(found)


def _printed(known: Snapshot, readings: Sequence[Reading]) -> tuple[Printed, ...]:
    """The years of which a source prints a total, an adjustment fund, or a fund that runs."""
    initial: dict[int, list[FigureView]] = defaultdict(list)
    supplementary: dict[int, list[FigureView]] = defaultdict(list)
    for figure in known.figures(state="all", measure="amount", stage="enacted", total=True):
        narrow = figure.project or figure.programme or figure.ministry or figure.reprint_of
        if figure.year is None or narrow:
            continue
        if figure.pot == "initial":
            initial[figure.year].append(figure)
        elif str(figure.pot).startswith("supplementary"):
            supplementary[figure.year].append(figure)
    told = {one.year: one for one in history.years(known)}
    own = [one for one in readings if not one.again]
    spans = {
        year for one in own if one.first for year in range(one.first, (one.last or one.first) + 1)
    }
    return tuple(
        Printed(
            year=year,
            initial=_once(initial.get(year, ())),
            supplementary=_once(supplementary.get(year, ())),
            adjustment=_of_adjustment(told.get(year)),
            running=tuple(one for one in own if one.runs(year)),
            even=_even([one for one in own if one.runs(year)]),
        )
        for year in sorted({*initial, *supplementary, *told, *spans})
    )


def _once(figures: Iterable[FigureView]) -> tuple[FigureView, ...]:
    """Each value once for its class of cost and basis, as sources repeat them."""
    found: dict[tuple[Any, ...], FigureView] = {}
    for one in figures:
        found.setdefault((one.cost_class, one.pot, one.basis, one.value, one.unit), one)
    return tuple(found.values())


def _of_adjustment(told: history.ToldYear | None) -> tuple[FigureView, ...]:
    if told is None:
        return ()
    return tuple(one for one in (told.ceiling or told.decided,) if one is not None)


def _even(running: Sequence[Reading]) -> Decimal | None:
    """Printed totals spread evenly over their printed years: an assumption, of one unit only."""
    spread = [one for one in running if one.amount is not None and one.last is not None]
    units = {one.amount.unit for one in spread if one.amount is not None}
    if len(units) != 1:
        return None
    return sum(
        (
            one.amount.value / (one.last - one.first + 1)
            for one in spread
            if one.amount is not None and one.first is not None and one.last is not None
        ),
        start=Decimal(0),
    )


def _recorded(actor: Actor, funds: Sequence[Fund], as_of: date) -> tuple[Recorded, ...]:
    """The ledger year by year, as far as the reader may see it."""
    month = queries.start_month(as_of)
    accounts = [fund.account_id for fund in funds]
    reached = _reached(actor, as_of)
    years = _of_funds(funds, accounts, as_of, month)
    planned: dict[int, int] = defaultdict(int)
    rows = Instalment.objects.filter(fund__in=funds, transfer__isnull=True, dropped_because="")
    for day, yen in rows.values_list("due_on", "yen"):
        planned[FiscalYear.of(day, month).year] += yen
    pots = {row.fiscal_year: row for row in visible(POT_KIND, actor)}
    of_year = {one.year: one for one in years}
    span = sorted({*(reached or ()), *of_year, *planned, *pots})
    found, balance = [], 0
    for year in range(span[0], span[-1] + 1) if span else ():
        one = of_year.get(year)
        balance = one.balance if one else balance
        pot = pots.get(year)
        got = None if reached is None else reached.get(year, {})
        found.append(
            Recorded(
                year=year,
                yearly=None if got is None else got.get("", 0),
                adjustment=None if got is None else got.get(_ADJUSTMENT, 0),
                received=one.received - one.returned if one else 0,
                paid=one.paid if one else 0,
                balance=balance,
                planned=planned.get(year, 0),
                promised=one.promised if one else 0,
                pot=None if pot is None else pot.yen,
                decided=None if pot is None else pot.decided_yen,
            )
        )
    return tuple(found)


def _reached(actor: Actor, as_of: date) -> Mapping[int, Mapping[str, int]] | None:
    """By year and pot (the adjustment fund apart): what programmes that are no fund got.

    None where the reader sees no transfer: what is hidden is not nought.
    """
    transfers = visible(TRANSFER_KIND, actor)
    if not transfers.exists():
        return None
    seen = transfers.filter(made_on__lte=as_of).order_by().values("pk")
    rows = (
        Posting.objects.filter(
            transfer__in=seen, account__layer=Layer.PROGRAMME, account__fund_of__isnull=True
        )
        .filter(transfer__postings__account__layer=Layer.AGENCY)
        .order_by()
        .values_list("transfer__fiscal_year", "transfer__pot")
        .annotate(sum=Sum("yen"))
    )
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for year, pot, yen in rows:
        found[year][_ADJUSTMENT if pot == _ADJUSTMENT else ""] += yen
    return found


def _of_funds(
    funds: Sequence[Fund], accounts: Sequence[int], as_of: date, month: int
) -> tuple[rules.Year, ...]:
    """All visible funds as one, year by year; two queries."""
    rows = (
        Posting.objects.filter(account__in=accounts, transfer__made_on__lte=as_of)
        .annotate(
            other=F("transfer__postings__account_id"),
            other_layer=F("transfer__postings__account__layer"),
        )
        .exclude(other=F("account_id"))
        .order_by("transfer__made_on", "pk")
    )
    lines = [
        rules.Line(day=day, yen=yen, from_above=layer == Layer.AGENCY)
        for day, yen, layer in rows.values_list("transfer__made_on", "yen", "other_layer")
    ]
    promises = Promise.objects.filter(fund__in=funds, made_on__lte=as_of).filter(
        Q(released_on__isnull=True) | Q(released_on__gt=as_of)
    )
    promised = dict(promises.order_by().values_list("fiscal_year").annotate(sum=Sum("yen")))
    begun = [FiscalYear.of(fund.begins_on, month).year for fund in funds]
    if not begun:
        return ()
    last = max([FiscalYear.of(as_of, month).year, *promised])
    return rules.years(lines, promised, min(begun), last, month)
