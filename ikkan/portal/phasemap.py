"""Programmes against phases of research, as a map of one year prints them.

Decides: from which phase to which each entry reaches, how sure that is, and whether its amount
counts in the printed total. Called by the page of a table. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ikkan.plan.snapshot import EntryView, FigureView, TableView

KIND: Final = "programme_phase"
STATED: Final = "stated"
BY_POSITION: Final = "by_position"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A stretch of phases in a row of the map."""

    width: int
    filled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the map; `span` is first and last phase counted from zero, None if not known."""

    row: EntryView
    phases: int
    programme: EntryView | None
    figure: FigureView | None
    span: tuple[int, int] | None
    certainty: str
    reprint: bool
    outside: bool

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The row cut into empty stretches and the one that the programme fills."""
        first, last = self.span or (0, self.phases - 1)
        stretches = (
            Cell(width=first),
            Cell(width=last - first + 1, filled=True),
            Cell(width=self.phases - 1 - last),
        )
        return tuple(cell for cell in stretches if cell.width)

    @property
    def counted(self) -> bool:
        """Whether the amount is part of the printed total."""
        return self.figure is not None and not (self.reprint or self.outside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Entries under one printed heading of the map."""

    head: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseMap:
    """The map of one year with its printed total."""

    phases: tuple[EntryView, ...]
    blocks: tuple[Block, ...]
    total: FigureView | None

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for block in self.blocks for entry in block.entries)


def of(
    table: TableView,
    rows: Sequence[EntryView],
    phases: Sequence[EntryView],
    programmes: Mapping[str, EntryView],
) -> PhaseMap | None:
    """The map that `table` prints, or None where its figures are of no map."""
    printed = {figure.code: figure for figure in table.figures}
    amounts = [row.data.get("figure") for row in rows]
    used = [row for row in rows if row.data.get("figure") in printed]
    if not used or len({code for code in amounts if code in printed}) < 2:
        return None
    years = {row.data["year"] for row in used}
    mapped = {row.data.get("figure") for row in used}
    total = next((f for f in table.figures if f.total and f.code not in mapped), None)
    order = {phase.code: place for place, phase in enumerate(phases)}
    entries = [
        _entry(row, printed, order, programmes, total) for row in rows if row.data["year"] in years
    ]
    blocks: list[tuple[str | None, list[Entry]]] = []
    for entry in entries:
        head = entry.row.data.get("block")
        if not blocks or blocks[-1][0] != head:
            blocks.append((head, []))
        blocks[-1][1].append(entry)
    return PhaseMap(
        phases=tuple(phases),
        blocks=tuple(Block(head=head, entries=tuple(found)) for head, found in blocks),
        total=total,
    )


def _entry(
    row: EntryView,
    printed: Mapping[str, FigureView],
    order: Mapping[str, int],
    programmes: Mapping[str, EntryView],
    total: FigureView | None,
) -> Entry:
    first, last = row.data.get("from_phase"), row.data.get("to_phase")
    span = None
    if first in order or last in order:
        ends = (order.get(first or last or "", 0), order.get(last or first or "", 0))
        span = (min(ends), max(ends))
    figure = printed.get(row.data.get("figure") or "")
    pot = total.pot if total else None
    return Entry(
        row=row,
        phases=len(order),
        programme=programmes.get(row.data["programme"]),
        figure=figure,
        span=span,
        certainty=(row.data.get("certainty") or UNKNOWN) if span else UNKNOWN,
        reprint=bool(row.data.get("reprint")) or bool(figure and figure.reprint_of),
        outside=bool(figure and figure.pot != pot),
    )
