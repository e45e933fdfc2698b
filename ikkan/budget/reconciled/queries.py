"""Appropriations of the ledger beside the published figures, cell by cell.

Decides: a figure stands once, 再掲 under what it repeats; no two figures are ever added, and sums
over ministries come from the ledger alone. Called by the portal. Source: design §3.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from ikkan.budget.models import Posting
from ikkan.budget.reconciled.rules import Compared, Key, Sums, Verdict, compare
from ikkan.budget.rules import Instrument, Layer, Pot
from ikkan.plan.snapshot import FigureView, Snapshot

BODY = "body:"
_ENACTED = "enacted"
_AMOUNT = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A published figure with what the ledger says of it; `again` are its reprints (再掲)."""

    figure: FigureView
    compared: Compared
    again: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One year, ministry, cost class and pot: the ledger's sums and every print of it."""

    key: Key
    sums: Sums | None
    prints: tuple[Printed, ...]

    @property
    def verdict(self) -> Verdict:
        """What is said where nothing is printed, else of the first print."""
        return self.prints[0].compared.verdict if self.prints else Verdict.NO_PRINT

    @property
    def given(self) -> int | None:
        """What the treasury gave, or came on from the year before, in yen."""
        if self.sums is None:
            return None
        return self.sums.given + self.sums.carried_in


def cells(snapshot: Snapshot, as_of: date) -> tuple[Cell, ...]:
    """Every cell that the ledger or a figure has, the newest year first. One query."""
    sums = with_totals(ledger(as_of))
    prints = published(snapshot)
    found = []
    for key in sorted({*sums, *prints}, key=_order):
        own = sums.get(key)
        given = None if own is None else own.given + own.carried_in
        found.append(
            Cell(
                key=key,
                sums=own,
                prints=tuple(
                    Printed(
                        figure=one,
                        compared=compare(given, one.value, one.unit, one.interval),
                        again=again,
                    )
                    for one, again in prints.get(key, ())
                ),
            )
        )
    return tuple(found)


def _order(key: Key) -> tuple[int, bool, str, str, bool, str]:
    """What is said of no cost class stands last; all ministries before each of them."""
    unsaid = not key.cost_class
    return (-key.year, unsaid, key.cost_class, key.pot, bool(key.ministry), key.ministry)


def published(
    snapshot: Snapshot,
) -> Mapping[Key, list[tuple[FigureView, tuple[FigureView, ...]]]]:
    """Enacted amounts of whole ministries, and of all of them, each with its reprints."""
    again: dict[str, list[FigureView]] = {}
    rows = snapshot.figures(measure=_AMOUNT, stage=_ENACTED, project=None, programme=None)
    for one in rows:
        if one.reprint_of:
            again.setdefault(one.reprint_of, []).append(one)
    found: dict[Key, list[tuple[FigureView, tuple[FigureView, ...]]]] = {}
    for one in rows:
        whole = one.ministry or one.total
        if one.reprint_of or not whole or one.year is None or not one.pot:
            continue
        key = Key(one.year, one.ministry or "", one.cost_class or "", one.pot)
        found.setdefault(key, []).append((one, tuple(again.get(one.code, ()))))
    return found


def ledger(as_of: date) -> dict[Key, Sums]:
    """What each ministry got by year of its account, class and pot, up to the day. One query."""
    rows = _entries(as_of).values_list(
        *("account__fiscal_year", "account__owner", "account__cost_class"),
        *("transfer__pot", "transfer__supplement", "instrument", "other_layer", "other_year"),
    )
    found: dict[Key, Sums] = {}
    for year, owner, cost_class, pot, number, instrument, layer, other, yen in rows.annotate(
        sum=Sum("yen")
    ):
        key = Key(year, owner.removeprefix(BODY), cost_class, pot_of(pot, number))
        sums = _sums(year, instrument, layer, other, yen)
        if sums is not None:
            found[key] = found.get(key, Sums()) + sums
    return found


def _entries(as_of: date) -> QuerySet:
    """Postings of ministries against the treasury and other accounts of ministries."""
    return (
        Posting.objects.filter(account__layer=Layer.MINISTRY, transfer__made_on__lte=as_of)
        .annotate(
            instrument=Coalesce("transfer__corrects__instrument", "transfer__instrument"),
            other=F("transfer__postings__account_id"),
            other_layer=F("transfer__postings__account__layer"),
            other_year=F("transfer__postings__account__fiscal_year"),
        )
        .exclude(other=F("account_id"))
        .filter(other_layer__in=[Layer.TREASURY, Layer.MINISTRY])
        .order_by()
    )


def _sums(year: int, instrument: str, other_layer: str, other_year: int, yen: int) -> Sums | None:
    """To which sum postings belong; a correction belongs where its first entry does."""
    if other_layer == Layer.TREASURY:
        if instrument == Instrument.RETURN:
            return Sums(returned=-yen)
        return Sums(given=yen)
    if instrument == Instrument.CARRY_OVER:
        return Sums(carried_in=yen) if other_year < year else Sums(carried_out=-yen)
    return Sums(moved=yen) if instrument == Instrument.REALLOCATION else None


def with_totals(found: Mapping[Key, Sums]) -> dict[Key, Sums]:
    """The same with the sums over all ministries, under the empty ministry."""
    totals: dict[Key, Sums] = {}
    for key, sums in found.items():
        whole = Key(key.year, "", key.cost_class, key.pot)
        totals[whole] = totals.get(whole, Sums()) + sums
    return {**totals, **found}


def pot_of(pot: str, number: int) -> str:
    """The pot as packs write it: a supplementary budget with its number."""
    return f"{pot}_{number}" if pot == Pot.SUPPLEMENTARY and number else pot


def entries(key: Key, as_of: date) -> Collection[int]:
    """Keys of the transfers behind the ledger's sums of a cell. One query."""
    pot, _, number = key.pot.rpartition("_")
    known = pot == Pot.SUPPLEMENTARY and number.isdigit()
    rows = _entries(as_of).filter(
        account__fiscal_year=key.year,
        account__cost_class=key.cost_class,
        transfer__pot=pot if known else key.pot,
        transfer__supplement=int(number) if known else 0,
    )
    if key.ministry:
        rows = rows.filter(account__owner=f"{BODY}{key.ministry}")
    return set(rows.values_list("transfer_id", flat=True))


def years(found: Collection[Cell]) -> tuple[int, ...]:
    """The years that have cells, the newest first."""
    return tuple(sorted({cell.key.year for cell in found}, reverse=True))
