"""Chains of sheets that continue one another, and what each of them says of the same year.

Decides: which sheets are one chain: those that a sheet itself names, and matches that a person
confirmed. Called by pages and proposing. A constant number of queries for each step of a chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ikkan.budget.sheets.models import Sheet, SheetBefore, SheetBudget, SheetMatch
from ikkan.budget.sheets.rules import CONFIRMED, EARLIER

MOST: Final = 60
_STEPS: Final = 12
_PREFIX: Final = "budget.sheet:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one sheet prints of a fiscal year; `differs`: the sheet before it said otherwise."""

    sheet: Sheet
    budget: SheetBudget
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTold:
    """A fiscal year as the sheets of a chain print it, the earliest sheet first."""

    fiscal_year: int
    told: tuple[Told, ...]

    @property
    def differs(self) -> bool:
        """Whether some sheet prints another initial budget than the one before it."""
        return any(one.differs for one in self.told)


def chain(sheet: Sheet) -> list[Sheet]:
    """The sheet with all before and after it, by year; at most sixty."""
    found = {sheet.pk: sheet}
    for step in (before, after):
        level = [sheet]
        for _ in range(_STEPS):
            level = [one for one in step(level) if one.pk not in found]
            found.update((one.pk, one) for one in level)
            if not level or len(found) >= MOST:
                break
    return sorted(found.values(), key=lambda one: (one.year, one.key))[:MOST]


def before(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets that these continue."""
    pks = [one.pk for one in sheets]
    named = SheetBefore.objects.filter(sheet__in=pks).values("key")
    targets = SheetMatch.objects.filter(sheet__in=pks, sort=EARLIER, state=CONFIRMED)
    codes = [one.removeprefix(_PREFIX) for one in targets.values_list("target", flat=True)]
    return [
        *Sheet.objects.filter(named__in=named).order_by("pk")[:MOST],
        *Sheet.objects.filter(code__in=codes).order_by("pk")[:MOST],
    ]


def after(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets that continue these."""
    named = SheetBefore.objects.filter(key__in=[one.named for one in sheets]).values("sheet")
    refs = [f"{_PREFIX}{one.code}" for one in sheets]
    matched = SheetMatch.objects.filter(target__in=refs, sort=EARLIER, state=CONFIRMED)
    return [
        *Sheet.objects.filter(pk__in=named).order_by("pk")[:MOST],
        *Sheet.objects.filter(pk__in=matched.values("sheet")).order_by("pk")[:MOST],
    ]


def years_told(sheets: Sequence[Sheet]) -> list[YearTold]:
    """Every fiscal year of a chain with what each sheet prints of it, side by side. One query."""
    order = {one.pk: at for at, one in enumerate(sheets)}
    by_year: dict[int, list[SheetBudget]] = {}
    for row in SheetBudget.objects.filter(sheet__in=order).order_by("pk"):
        by_year.setdefault(row.fiscal_year, []).append(row)
    return [
        YearTold(fiscal_year=year, told=tuple(_told(sheets, order, rows)))
        for year, rows in sorted(by_year.items())
    ]


def _told(
    sheets: Sequence[Sheet], order: dict[int, int], rows: Iterable[SheetBudget]
) -> Iterable[Told]:
    last: int | None = None
    for row in sorted(rows, key=lambda one: order[one.sheet_id]):
        differs = None not in (last, row.initial) and last != row.initial
        yield Told(sheet=sheets[order[row.sheet_id]], budget=row, differs=differs)
        last = row.initial if row.initial is not None else last
