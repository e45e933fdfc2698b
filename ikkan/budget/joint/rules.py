"""Sums over the lines of requests along two axes; pure.

Decides: what is added up and what is only shown: a line printed again is never added twice, an
amount that is not there yet is missing and not zero, a line of several disease areas is counted in
full in each or in equal parts. Called by queries and papers. Source: design §3; 001 L61.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Final

from ikkan.values.money import Yen


class Stage(StrEnum):
    """How far an amount of a line is, from asking to enactment."""

    REQUEST = "request"
    WISH = "wish"
    ASKED = "request_and_wish"
    DRAFT = "draft"
    ENACTED = "enacted"


ASKED: Final = (Stage.REQUEST, Stage.WISH)
"""The two of which the third is the sum."""
NONE: Final = ""
"""The key of lines that say nothing on an axis: the remainder, always shown apart."""


class Counting(StrEnum):
    """How a line of several disease areas counts in each of them."""

    FULL = "full"
    FRACTIONAL = "fractional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of one request with its amounts by stage, in whole yen; None: not there yet."""

    year: int
    pot: str
    round: str
    request: str
    body: str
    line: str
    name_ja: str
    name_en: str
    programme: str
    project: str
    cost_class: str
    purpose: str
    phase: str
    domains: tuple[str, ...]
    reprint: bool
    provisional: bool
    amounts: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What one cell holds: yen (exact), how many lines, and how many of them have no amount."""

    yen: Fraction = Fraction(0)
    lines: int = 0
    missing: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            yen=self.yen + other.yen,
            lines=self.lines + other.lines,
            missing=self.missing + other.missing,
        )

    @property
    def amount(self) -> int | None:
        """Whole yen; None where no line of the cell has an amount."""
        if self.missing == self.lines:
            return None
        return round(self.yen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pivot:
    """Sums by two keys, with those of every row, every column and of all."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Sum]
    of_row: Mapping[str, Sum]
    of_column: Mapping[str, Sum]
    whole: Sum
    again: Sum = field(default_factory=Sum)
    """What lines printed again come to; part of no sum."""


Keys = Callable[[Fact], Sequence[tuple[str, Fraction]]]
_ONE: Final = Fraction(1)


def single(name: str) -> Keys:
    """An axis on which a line has one key; the remainder where it says nothing."""
    return lambda fact: ((str(getattr(fact, name)), _ONE),)


def domains(counting: Counting) -> Keys:
    """The axis of disease areas: in full in each, or in equal parts."""

    def keys(fact: Fact) -> Sequence[tuple[str, Fraction]]:
        if not fact.domains:
            return ((NONE, _ONE),)
        part = _ONE if counting == Counting.FULL else Fraction(1, len(fact.domains))
        return tuple((code, part) for code in fact.domains)

    return keys


def amount_at(fact: Fact, stage: str) -> int | None:
    """The yen of a line at a stage; request and wish together where either is asked for."""
    if stage != Stage.ASKED:
        return fact.amounts.get(stage)
    asked = [fact.amounts.get(one) for one in ASKED]
    return None if asked == [None, None] else sum(one or 0 for one in asked)


def pivot(
    facts: Iterable[Fact],
    rows: Keys,
    columns: Keys | None,
    stages: Sequence[str],
    order: Mapping[str, Sequence[str]],
) -> Pivot:
    """Sums along two axes; `columns` None: the stages are the columns.

    With stages as columns each row is no sum of its columns: request, draft and enacted are the
    same money further on, so the sum of a row is not given. `order` holds the codes of "rows" and
    "columns" in the order of the pack; others follow by code, the remainder stands last.
    """
    cells: dict[tuple[str, str], Sum] = {}
    of_row: dict[str, Sum] = {}
    of_column: dict[str, Sum] = {}
    whole, again = Sum(), Sum()
    for fact in facts:
        for stage in stages:
            one = _of(amount_at(fact, stage))
            if fact.reprint:
                again += one
                continue
            whole += one
            across = ((stage, _ONE),) if columns is None else columns(fact)
            for key, part in across:
                of_column[key] = of_column.get(key, Sum()) + _part(one, part)
            for row, share in rows(fact):
                of_row[row] = of_row.get(row, Sum()) + _part(one, share)
                for key, part in across:
                    place = (row, key)
                    cells[place] = cells.get(place, Sum()) + _part(one, share * part)
    return Pivot(
        rows=_ordered(of_row, order.get("rows", ())),
        columns=_ordered(of_column, stages if columns is None else order.get("columns", ())),
        cells=cells,
        of_row=of_row,
        of_column=of_column,
        whole=whole,
        again=again,
    )


def _of(yen: int | None) -> Sum:
    return Sum(lines=1, missing=1) if yen is None else Sum(yen=Fraction(yen), lines=1)


def _part(one: Sum, part: Fraction) -> Sum:
    return Sum(yen=one.yen * part, lines=one.lines, missing=one.missing)


def _ordered(found: Mapping[str, Sum], order: Sequence[str]) -> tuple[str, ...]:
    known = {code: place for place, code in enumerate(order)}
    return tuple(sorted(found, key=lambda code: (code == NONE, known.get(code, len(known)), code)))


def in_unit(yen: int, factor: int) -> int:
    """Rounded to the unit of the paper, half up (四捨五入)."""
    return Yen(yen).share(Fraction(1, factor)).amount


def off_by_rounding(parts: Iterable[int | None], total: int | None, factor: int) -> int:
    """By how much the rounded parts miss the rounded total: what the paper has to say."""
    if total is None:
        return 0
    return sum(in_unit(one, factor) for one in parts if one is not None) - in_unit(total, factor)
