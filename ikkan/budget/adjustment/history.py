"""Rounds of the adjustment fund as releases, papers and the press give them, year by year.

Decides: which printed rows belong to a year and how they are drawn; a re-assigned amount is no new
money and stands apart. Called by the public pages. Pure. Source: adjustment_year, adjustment_round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ikkan.documents import columns, svg
from ikkan.documents.paper import Drawing
from ikkan.plan.rules import Judgement
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_PARTS: Final = ("discretion", "topdown", "part")
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One round as told: its amount where one is printed, what of it, and out of what."""

    row: EntryView
    amount: FigureView | None
    parts: tuple[tuple[Text, FigureView], ...]
    reassigned_from: FigureView | None

    @property
    def year(self) -> int:
        return int(self.row.data["year"])

    @property
    def number(self) -> int:
        return int(self.row.data["number"])

    @property
    def status(self) -> str:
        """released, printed or press."""
        return str(self.row.data["status"])

    @property
    def band(self) -> str:
        """What it is drawn with: rounds of one number; re-assigned money never with new money."""
        return f"{self.number}r" if self.reassigned_from else str(self.number)

    @property
    def figures(self) -> tuple[FigureView, ...]:
        """Everything printed about it."""
        found = (self.amount, *(figure for _, figure in self.parts), self.reassigned_from)
        return tuple(figure for figure in found if figure is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldYear:
    """A year as told: its amount, the larger fund it comes from, what was decided, its rounds."""

    year: int
    row: EntryView | None
    ceiling: FigureView | None
    origin: FigureView | None
    decided: FigureView | None
    rounds: tuple[Told, ...]

    @property
    def figures(self) -> tuple[FigureView, ...]:
        """Everything printed about it and its rounds."""
        own = (self.ceiling, self.origin, self.decided)
        rounds = (figure for one in self.rounds for figure in one.figures)
        return (*(figure for figure in own if figure is not None), *rounds)


def years(known: Snapshot) -> tuple[ToldYear, ...]:
    """Every year of which a source tells something, earliest first."""
    rounds = [_told(known, row) for row in known.entries("adjustment_round", state="all")]
    rows = {int(row.data["year"]): row for row in known.entries("adjustment_year", state="all")}
    return tuple(
        _year(known, year, rows.get(year), [one for one in rounds if one.year == year])
        for year in sorted({*rows, *(one.year for one in rounds)})
    )


def of_year(known: Snapshot, year: int) -> ToldYear | None:
    """What the sources tell of one year; None where they tell nothing."""
    return next((one for one in years(known) if one.year == year), None)


def origin(told: Iterable[ToldYear]) -> ToldYear | None:
    """The newest year of which the larger fund is printed as well."""
    return max((one for one in told if one.origin), key=lambda one: one.year, default=None)


def checks(known: Snapshot, told: Iterable[ToldYear]) -> tuple[Judgement, ...]:
    """The identities in which these figures stand, in the order of the pack."""
    codes = {figure.code for one in told for figure in one.figures}
    return tuple(one for one in known.judgements.values() if codes & set(one.identity.codes))


def bands(told: Iterable[ToldYear]) -> dict[str, Text]:
    """The bands of the drawing and what they are called; new money before re-assigned."""
    found = sorted(
        {(bool(one.reassigned_from), one.number) for year in told for one in year.rounds}
    )
    return {
        f"{number}r" if again else str(number): (_AGAIN if again else _ROUND).format(number=number)
        for again, number in found
    }


def drawing(told: Sequence[ToldYear], language: str) -> Drawing | None:
    """Printed amounts, a band for each round of a year; None for fewer than two."""
    drawn = [one for year in told for one in year.rounds if one.amount is not None]
    if len(drawn) < _FEWEST:
        return None
    span = range(min(one.year for one in drawn), max(one.year for one in drawn) + 1)
    named = bands(told)
    values: dict[tuple[str, int], Decimal] = {
        (one.band, one.year): one.amount.value for one in drawn if one.amount is not None
    }
    parts = [
        columns.Series(key=key, values=tuple(values.get((key, year)) for year in span))
        for key in named
        if any((key, year) in values for year in span)
    ]
    alt = _ALT.format(first=span[0], last=span[-1], count=len(drawn)).of(language)
    chart = columns.banded(list(span), parts)
    names = {key: text.of(language) for key, text in named.items()}
    tints = dict.fromkeys(names, 0)
    return Drawing(svg=svg.of_columns(chart, names=names, tints=tints, alt=alt), alt=alt)


def _told(known: Snapshot, row: EntryView) -> Told:
    parts = ((name, _figure(known, row.data[name])) for name in _PARTS)
    return Told(
        row=row,
        amount=_figure(known, row.data["amount"]),
        parts=tuple((_PART_NAMES[name], figure) for name, figure in parts if figure is not None),
        reassigned_from=_figure(known, row.data["reassigned_from"]),
    )


def _year(known: Snapshot, year: int, row: EntryView | None, rounds: Sequence[Told]) -> ToldYear:
    data: Any = {} if row is None else row.data
    return ToldYear(
        year=year,
        row=row,
        ceiling=_figure(known, data.get("ceiling")),
        origin=_figure(known, data.get("origin")),
        decided=_figure(known, data.get("decided")),
        rounds=tuple(sorted(rounds, key=lambda one: one.number)),
    )


def _figure(known: Snapshot, code: Any) -> FigureView | None:
    found = known.find(Ref("figure", str(code))) if code else None
    return found if isinstance(found, FigureView) else None


_PART_NAMES: Final = {
    "discretion": Text("うち裁量型", "of it by discretion"),
    "topdown": Text("うちトップダウン型", "of it top-down"),
    "part": Text("うち", "a part of it"),
}
_ROUND: Final = Text("第{number}回", "Round {number}")
_AGAIN: Final = Text("第{number}回（組み替え）", "Round {number} (re-assigned)")
_ALT: Final = Text(
    "{first}年度から{last}年度までの調整費の回。額が知られる{count}回。",
    "Rounds of the adjustment fund, FY{first} to FY{last}; {count} with a known amount.",
)
