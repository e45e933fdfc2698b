"""A printed table as a grid of single figures, with the identities that stand in it.

Decides: rows and columns of the arranged view (ministry × element where cells have parts), and
which identity checks a row, which a column, and which reaches outside.
Called by the page of a table and its downloads. Pure. Source: ui.md §6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ikkan.plan.rules import SUM, Judgement
from ikkan.plan.snapshot import CellView, FigureView, TableView
from ikkan.values.text import Text

TOTAL: Final = ""
_DIMENSIONS: Final = ("ministry", "cost_class")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the grid; `seal` where it is a ministry, `total` for the number of the cell."""

    key: str
    label: Text
    seal: str | None = None
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of figures, or a row of column checks where `figures` is empty."""

    head: Text | None
    figures: tuple[FigureView | None, ...] = ()
    checks: tuple[Judgement, ...] = ()
    column_checks: tuple[tuple[Judgement, ...], ...] = ()
    indent: bool = False

    @property
    def is_check(self) -> bool:
        return bool(self.column_checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under one head of the printed table; None where the table is not grouped."""

    head: Text | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The arranged view; `elsewhere` are identities that reach other tables or several lines."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    elsewhere: tuple[Judgement, ...]
    row_checked: bool


@dataclass(frozen=True, slots=True)
class _Bare:
    head: Text
    figures: tuple[FigureView | None, ...]


def arrange(
    table: TableView,
    judgements: Iterable[Judgement],
    *,
    seals: Mapping[str, str],
    names: Mapping[str, Text],
    total: Text,
) -> Grid:
    """The grid of `table`.

    `seals` and `names` give the one-letter seal and the name of a ministry or cost class by code,
    in the order in which columns stand; `total` heads the column of the main numbers.
    """
    dimension = _dimension(table)
    if dimension is None:
        columns = tuple(
            Column(key=str(place), label=label) for place, label in enumerate(table.columns)
        )
        bare: list[tuple[Text | None, list[_Bare]]] = [
            (None, [_Bare(row.head, tuple(cell.main for cell in row.cells)) for row in table.rows])
        ]
    else:
        columns = _columns(table, dimension, seals, names, total)
        bare = _spread(table, dimension, columns)
    return _checked(columns, bare, tuple(judgements))


def touching(table: TableView, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The identities that use a figure of the table, in their order."""
    codes = {figure.code for figure in table.figures}
    return tuple(found for found in judgements if codes.intersection(found.identity.codes))


def _dimension(table: TableView) -> str | None:
    parts = [part for row in table.rows for cell in row.cells for part in cell.parts]
    for name in _DIMENSIONS:
        if parts and all(getattr(part, name) for part in parts):
            return name
    return None


def _columns(
    table: TableView,
    dimension: str,
    seals: Mapping[str, str],
    names: Mapping[str, Text],
    total: Text,
) -> tuple[Column, ...]:
    used = {
        getattr(part, dimension) for row in table.rows for cell in row.cells for part in cell.parts
    }
    ordered = [code for code in names if code in used] + sorted(used - set(names))
    parts = tuple(
        Column(key=code, label=names.get(code, Text(code, code)), seal=seals.get(code))
        for code in ordered
    )
    return (*parts, Column(key=TOTAL, label=total, total=True))


def _spread(
    table: TableView, dimension: str, columns: Sequence[Column]
) -> list[tuple[Text | None, list[_Bare]]]:
    if len(table.columns) == 1:
        return [(None, [_bare(row.head, row.cells[0], dimension, columns) for row in table.rows])]
    return [
        (
            row.head,
            [
                _bare(head, cell, dimension, columns)
                for head, cell in zip(table.columns, row.cells, strict=True)
                if not cell.blank
            ],
        )
        for row in table.rows
    ]


def _bare(head: Text, cell: CellView, dimension: str, columns: Sequence[Column]) -> _Bare:
    parts = {getattr(part, dimension): part for part in cell.parts}
    return _Bare(
        head, tuple(cell.main if column.total else parts.get(column.key) for column in columns)
    )


def _checked(
    columns: tuple[Column, ...],
    groups: Sequence[tuple[Text | None, list[_Bare]]],
    judgements: tuple[Judgement, ...],
) -> Grid:
    place: dict[str, tuple[int, int, int]] = {}
    for high, (_, rows) in enumerate(groups):
        for number, row in enumerate(rows):
            for wide, figure in enumerate(row.figures):
                if figure is not None:
                    place.setdefault(figure.code, (high, number, wide))
    by_row: dict[tuple[int, int], list[Judgement]] = {}
    standing: list[tuple[Judgement, list[tuple[int, int, int]]]] = []
    indented: set[tuple[int, int]] = set()
    elsewhere: list[Judgement] = []
    for found in judgements:
        spots = [place.get(code) for code in found.identity.codes]
        known = [spot for spot in spots if spot is not None]
        if not known:
            continue
        lines = {spot[:2] for spot in known}
        if len(known) != len(spots) or len({spot[0] for spot in known}) > 1:
            elsewhere.append(found)
        elif len(lines) == 1:
            by_row.setdefault(known[0][:2], []).append(found)
        elif len({spot[2] for spot in known}) == 1:
            standing.append((found, known))
            indented |= _parts_below(found, place)
        else:
            elsewhere.append(found)
    below = _below(standing, place)
    return Grid(
        columns=columns,
        groups=tuple(
            Group(
                head=head,
                lines=tuple(_lines(high, rows, len(columns), by_row, below, indented)),
            )
            for high, (head, rows) in enumerate(groups)
        ),
        elsewhere=tuple(elsewhere),
        row_checked=bool(by_row),
    )


def _lines(
    high: int,
    rows: list[_Bare],
    width: int,
    by_row: Mapping[tuple[int, int], list[Judgement]],
    by_column: Mapping[tuple[int, int], Mapping[int, list[Judgement]]],
    indented: set[tuple[int, int]],
) -> Iterable[Line]:
    for number, row in enumerate(rows):
        yield Line(
            head=row.head,
            figures=row.figures,
            checks=tuple(by_row.get((high, number), ())),
            indent=(high, number) in indented,
        )
        below = by_column.get((high, number))
        if below:
            yield Line(
                head=None,
                column_checks=tuple(tuple(below.get(wide, ())) for wide in range(width)),
            )


def _below(
    standing: Sequence[tuple[Judgement, list[tuple[int, int, int]]]],
    place: Mapping[str, tuple[int, int, int]],
) -> dict[tuple[int, int], dict[int, list[Judgement]]]:
    """Column checks by group and the row they stand under; checks of one print share a row."""
    lowest: dict[tuple[int, int], int] = {}
    keyed = []
    for found, spots in standing:
        right = found.identity.right
        key = (spots[0][0], place[right[0].code][1] if right else -1)
        lowest[key] = max(lowest.get(key, 0), *(spot[1] for spot in spots))
        keyed.append((key, spots[0][2], found))
    below: dict[tuple[int, int], dict[int, list[Judgement]]] = {}
    for key, wide, found in keyed:
        below.setdefault((key[0], lowest[key]), {}).setdefault(wide, []).append(found)
    return below


def _parts_below(
    found: Judgement, place: Mapping[str, tuple[int, int, int]]
) -> set[tuple[int, int]]:
    """Rows of a sum that stand under the row of its print: elements of it."""
    if found.identity.rule != SUM or any(term.sign < 0 for term in found.identity.left):
        return set()
    top = place[found.identity.right[0].code][1]
    left = {place[term.code][:2] for term in found.identity.left}
    return left if all(row[1] > top for row in left) else set()
