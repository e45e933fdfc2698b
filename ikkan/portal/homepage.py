"""What the home page shows beside the flow: the larger picture, cases that arrived, counts.

Decides: which steps of a case stand on its small line, and what is counted at each door.
Called by views.home. No query of its own; names come from the pack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.portal import sights
from ikkan.values.text import Text

MONTH: Final = "month"
YEAR: Final = "year"
UNDATED: Final = "undated"
_MONTH_FORM: Final = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A step on the small line of a case; `precision` is its shape."""

    step: EntryView
    label: Text
    when: str
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallLine:
    """A published case: its first step in each programme, and every step without one."""

    case: EntryView
    points: tuple[Point, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleBar:
    """A printed yearly amount with its width in percent of the greatest."""

    figure: FigureView
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortOutcome:
    """A printed count under the short name that a printed table gives it."""

    figure: FigureView
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What is counted at each door."""

    terms: tuple[tuple[EntryView, int], ...]
    figures: int
    checks: int
    cases: int
    tables: int
    contradictions: int


def lines(known: Snapshot, language: str) -> tuple[SmallLine, ...]:
    """The cases that the pack puts on the home page."""
    wanted = known.settings["home"].get("cases", {}).get("codes", ())
    return tuple(_line(case, language) for case in sights.cases(known) if case.case.code in wanted)


def scale(known: Snapshot) -> tuple[ScaleBar, ...]:
    """The printed labels of yearly spending as bars from zero."""
    figures = sights.scale(known)
    most = max((one.value for one in figures), default=Decimal(1)) or Decimal(1)
    return tuple(
        ScaleBar(figure=one, width=round(float(100 * one.value / most), 2)) for one in figures
    )


def outcomes(known: Snapshot) -> tuple[ShortOutcome, ...]:
    """The outcome figures of the home page."""
    heads = {
        cell.main.code: row.head
        for table in known.tables
        for row in table.rows
        for cell in row.cells[:1]
        if cell.main and len(row.cells) == 1
    }
    return tuple(
        ShortOutcome(figure=one.figure, name=heads.get(one.figure.code, one.figure.label))
        for one in sights.reached(known)
    )


def doors(known: Snapshot) -> Doors:
    """Counts of what the pack holds on that day."""
    return Doors(
        terms=tuple((one.term, len(one.projects)) for one in sights.terms(known) if not one.draft),
        figures=len(known.figures(state="all")),
        checks=len(known.judgements),
        cases=len(known.entries("case", state="all")),
        tables=len(known.tables),
        contradictions=len(known.entries("contradiction", state="all")),
    )


def when(step: EntryView, language: str) -> str:
    """``2016–2021``, ``2023年6月``, or the words for no date."""
    first, last = str(step.data.get("date_from") or ""), str(step.data.get("date_to") or "")
    if not first:
        return _("no date in the sources")
    shown = _moment(first, language)
    return shown if last in ("", first) else f"{shown}–{_moment(last, language)}"


def _line(case: sights.Case, language: str) -> SmallLine:
    seen: set[str] = set()
    points = []
    for step, programme in case.steps:
        if programme is not None:
            if programme.code in seen:
                continue
            seen.add(programme.code)
        label = programme.label if programme is not None else step.label
        points.append(
            Point(step=step, label=label, when=when(step, language), precision=_precision(step))
        )
    dated = [one for one in points if one.precision != UNDATED]
    undated = [one for one in points if one.precision == UNDATED]
    ordered = tuple(sorted(dated, key=lambda one: str(one.step.data["date_from"])))
    return SmallLine(
        case=case.case,
        points=(*ordered, *undated),
        left_out=len(case.steps) - len(points),
    )


def _precision(step: EntryView) -> str:
    first = str(step.data.get("date_from") or "")
    if not first:
        return UNDATED
    return MONTH if _MONTH_FORM.match(first) else YEAR


def _moment(text: str, language: str) -> str:
    match = _MONTH_FORM.match(text)
    if match is None:
        return text
    month = date(int(match[1]), int(match[2]), 1)
    return date_format(month, "Y年n月" if language == "ja" else "M Y")
