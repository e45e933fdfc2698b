"""Drawings as SVG text, the same for pages and papers.

Decides: marks, letters and colours of columns and bars; words follow the colour of the text, so
dark and print need nothing more. Called by the data book. Pure. Source: ui.md §4, §7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Final

from ikkan.documents import bars, columns, lettering
from ikkan.documents.paper import written

TINTS: Final = ("#1e6ec6", "#1f5f48", "#c97902", "#4d0950", "#8897a2")
ACCENT: Final = "#1c3f94"
_LETTERS: Final = "'Hiragino Sans','BIZ UDPGothic','Noto Sans JP','Noto Sans CJK JP',sans-serif"
_SIZE: Final = 15
_SMALL: Final = 11
_MOST_LINES: Final = 2
_LEFT_NAMES: Final = columns.LEFT - 16
_NAMES: Final = 330
_BETWEEN: Final = 12


def of_columns(
    chart: columns.ColumnChart,
    *,
    names: Mapping[str, str],
    tints: Mapping[str, int],
    alt: str,
) -> str:
    """Columns over years; `names` and `tints` (from 1, 0 the accent) are those of its parts."""
    marks = [
        f'<line class="axis" x1="{chart.left}" x2="{chart.right}" y1="{y}" y2="{y}"'
        ' stroke="currentColor" stroke-width="1"/>'
        for y in chart.lines
    ]
    for piece in chart.pieces:
        tint = min(tints.get(piece.key, len(TINTS)), len(TINTS))
        colour = TINTS[tint - 1] if tint else ACCENT
        marks.append(
            f'<rect class="part part-{tint}" x="{piece.x}" y="{piece.y}" width="{piece.width}"'
            f' height="{piece.height}" fill="{colour}" fill-opacity="0.28"/>'
            f'<line class="edge edge-{tint}" x1="{piece.x}" x2="{round(piece.x + piece.width, 1)}"'
            f' y1="{piece.y}" y2="{piece.y}" stroke="{colour}" stroke-width="2"/>'
        )
        if piece.label_y is not None:
            marks.append(_text(piece.middle, piece.label_y, written(piece.value), "middle"))
    for label in chart.totals:
        said = "" if label.value is None else written(label.value)
        marks.append(_text(label.x, label.y, said, "middle", strong=chart.stacked))
    room = float(chart.height)
    for label in sorted(chart.names, key=lambda one: -one.y):
        name = names.get(label.key, label.key)
        texts, size = _fitted(name, _LEFT_NAMES)
        half = (size + 1) * (len(texts) - 1) / 2
        middle = min(label.y, room - half)  # names of several lines move up until none touch
        marks.append(_name(name, _LEFT_NAMES, label.x, middle))
        room = middle - half - size - 3
    marks += [_text(label.x, label.y, label.key, "middle") for label in chart.years]
    return _drawing(chart.width, chart.height, alt, marks)


def of_bars(names: Sequence[str], values: Sequence[Decimal | int], *, alt: str) -> str:
    """One bar from zero for each name, its number behind it."""
    chart = bars.draw([Decimal(value) for value in values])
    left = _NAMES + _BETWEEN
    marks = []
    for bar, name in zip(chart.bars, names, strict=True):
        middle = bar.y + bar.height / 2 + 5
        marks.append(_name(name, _NAMES, _NAMES, middle))
        marks.append(
            f'<rect class="bar" x="{left}" y="{bar.y}" width="{max(bar.width, 1.2)}"'
            f' height="{bar.height}" fill="{ACCENT}"/>'
        )
        end = round(left + bar.width + 6, 1)
        marks.append(_text(end, middle, written(values[bar.index]), "start"))
    return _drawing(left + chart.width, chart.height, alt, marks)


def _name(name: str, wide: float, x: float, middle: float) -> str:
    """A name that ends at `x`, in lines of `wide` pixels around `middle`."""
    texts, size = _fitted(name, wide)
    top = middle - (size + 1) * (len(texts) - 1) / 2
    return "".join(
        _text(x, top + (size + 1) * place, text, "end", size=size)
        for place, text in enumerate(texts)
    )


def _fitted(name: str, wide: float) -> tuple[list[str], int]:
    """The lines of a name, two where it must, smaller in more; and their size."""
    texts = list(lettering.lines(name, wide / _SIZE))
    if len(texts) <= _MOST_LINES:
        return texts, _SIZE
    return list(lettering.lines(name, wide / _SMALL)), _SMALL


def _text(
    x: float, y: float, text: str, anchor: str, *, strong: bool = False, size: int = _SIZE
) -> str:
    weight = ' font-weight="700"' if strong else ""
    return (
        f'<text x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}" font-size="{size}"'
        f' fill="currentColor"{weight}>{escape(text)}</text>'
    )


def _drawing(width: float, height: float, alt: str, marks: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" aria-label="{escape(alt)}" font-family="{_LETTERS}">'
        f"{''.join(marks)}</svg>"
    )
