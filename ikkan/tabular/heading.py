"""Where the header of a table stands and what its columns are called, under titles and over data.

Decides: the header is the line (or the two lines) that names most of the columns a mapping asks
for; a heading over several columns belongs to each of them; units of yen stand in headings or in
a line above. Called by: reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ikkan.tabular.cells import Line, Raw, bare, blank, shown, text

LOOKED_AT: Final = 60
"""A header stands within this many lines."""
_YEN: Final = "兆円|億円|百万円|万円|千円|円"
_IN_HEADING: Final = re.compile(rf"[(\[【](?:単位)?:?({_YEN})[)\]】]$|[_/,、]({_YEN})$")
_ABOVE: Final = re.compile(rf"単位:?({_YEN})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One column: its position from 0, its name as printed, and the unit its heading says."""

    position: int
    name: str
    unit: str = ""
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header: its columns, the line of its last row (0: the form gives the names itself).

    `unit` is that of a line above the header, `score` the number of wanted columns it names.
    """

    heads: tuple[Head, ...]
    line: int
    score: int
    rows: int = 1
    unit: str = ""

    def of(self, column: str) -> tuple[Head, ...]:
        """The columns called so, by the whole name before the name without unit or upper part."""
        wanted = bare(column)
        exact = tuple(head for head in self.heads if bare(head.name) == wanted)
        return exact or tuple(head for head in self.heads if wanted in head.names)


def given(names: Iterable[str], wanted: Sequence[str]) -> Header:
    """The header of a form that names its columns itself."""
    heads = tuple(_head(position, name, ()) for position, name in enumerate(names))
    return Header(heads=heads, line=0, score=_score(heads, wanted), rows=0)


def find(
    lines: Sequence[Line],
    wanted: Sequence[str],
    merged: Mapping[tuple[int, int], tuple[int, int]],
) -> Header | None:
    """The header among the first lines; None when none of them names a wanted column."""
    rows = {line.number: list(line.cells) for line in lines}
    best: Header | None = None
    for index, line in enumerate(lines):
        one = _heads(_spread(line, rows, merged), ())
        candidates = [(one, line.number, 1)]
        if index + 1 < len(lines) and lines[index + 1].number == line.number + 1:
            upper = _filled(_spread(line, rows, merged))
            two = _heads(_spread(lines[index + 1], rows, merged), upper)
            candidates.append((two, line.number + 1, 2))
        for heads, last, count in candidates:
            score = _score(heads, wanted)
            if score and (best is None or score > best.score):
                above = (cell for n, cells in rows.items() if n <= last - count for cell in cells)
                unit = _unit_above(above)
                best = Header(heads=heads, line=last, score=score, rows=count, unit=unit)
    return best


def _spread(
    line: Line,
    rows: Mapping[int, Sequence[Raw]],
    merged: Mapping[tuple[int, int], tuple[int, int]],
) -> list[Raw]:
    """The cells of a line, those hidden in a merged range showing its value."""
    cells = list(line.cells)
    for position in range(len(cells)):
        top, left = merged.get((line.number, position), (line.number, position))
        source = rows.get(top, ())
        cells[position] = source[left] if left < len(source) else None
    return cells


def _filled(cells: Sequence[Raw]) -> list[str]:
    """Headings of the upper row, each standing over the blank cells to its right."""
    filled, last = [], ""
    for cell in cells:
        last = last if blank(cell) else text(cell)
        filled.append(last)
    return filled


def _heads(cells: Sequence[Raw], upper: Sequence[str]) -> tuple[Head, ...]:
    found = []
    for position in range(max(len(cells), len(upper))):
        cell = cells[position] if position < len(cells) else None
        over = upper[position] if position < len(upper) else ""
        name = "" if blank(cell) else shown(cell)
        if bare(name) == bare(over):
            over = ""
        if name or over:
            found.append(_head(position, name or shown(over), (shown(over),) if name else ()))
    return tuple(found)


def _head(position: int, name: str, upper: Sequence[str]) -> Head:
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    match = _IN_HEADING.search(folded)
    names = {bare(name)}
    if match is not None:
        names.add(bare(folded[: match.start()]))
    for over in filter(None, upper):
        names |= {f"{bare(over)}/{own}" for own in names}
    whole = "/".join([*filter(None, upper), name])
    unit = (match[1] or match[2]) if match is not None else ""
    return Head(position=position, name=whole, unit=unit, names=frozenset(names))


def _score(heads: Iterable[Head], wanted: Sequence[str]) -> int:
    names = {name for head in heads for name in (*head.names, bare(head.name))}
    return sum(bare(column) in names for column in wanted)


def _unit_above(cells: Iterable[Raw]) -> str:
    for cell in cells:
        match = _ABOVE.search(bare(cell)) if isinstance(cell, str) else None
        if match is not None:
            return match[1]
    return ""
