"""Award-years by any two sides: groups of the database as a cube, viewed through crosswalks.

Decides: what a cell of the page counts. Groups are read from awards that the reader may see, so
that nothing hidden is counted; only the sides asked for become axes, so a request stays small
whatever the register holds, and no cube of one reader is kept for another. Called by cube_views.
Source: S-113 (programmes in several projects), design §3 (crosswalks, full and fractional).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

import numpy as np
from django.db.models import Count, Sum

from ikkan.analytics import cube
from ikkan.analytics.cube import UNMAPPED, Cells, Cube
from ikkan.analytics.cube_tables import of_groups
from ikkan.analytics.cube_view import (
    Crosswalk,
    Shares,
    View,
    Walk,
    apart,
    combined,
    ready,
    same,
    view,
)
from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.models import YearAmount
from ikkan.plan.queries import snapshot
from ikkan.plan.snapshot import EntryView
from ikkan.portfolio.officers import queries
from ikkan.portfolio.officers.crossed import FULL, NUMBER, Crossed, Numbers
from ikkan.records.queries import visible
from ikkan.values.years import FiscalYear

HUNDREDTHS: Final = 100
_COLUMNS: Final = {
    "year": "fiscal_year",
    "programme": "award__programme_code",
    "domains": "award__domains",
    "phase": "award__phase",
    "modality": "award__modality",
    "prefecture": "award__organisation__prefecture",
}
_SOURCE: Final = {"project": "programme", "ministry": "programme", "domain": "domains"}
"""Sides that are seen through a crosswalk, and the axis that it begins from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """A cube and what turns its axes into the sides asked for."""

    cube: Cube
    asked: Crossed
    crosswalks: Mapping[str, Crosswalk]

    def of(self, side: str) -> Crosswalk:
        """The crosswalk of a side; the axis itself where it needs none."""
        own = self.crosswalks.get(side)
        return own or same(self.cube.axes[self.cube.place(_SOURCE.get(side, side))])


def read(actor: Actor, asked: Crossed, as_of: date) -> Numbers:
    """The numbers of a page; a constant number of queries."""
    sides = [one for one in (asked.rows, asked.columns) if one]
    wanted = {_SOURCE.get(one, one) for one in (*sides, *(set(asked.kept) & set(_SOURCE)))}
    if "project" in sides or "project" in asked.kept:
        wanted.add("year")
    axes = [name for name in _COLUMNS if name in wanted]
    groups, found = _groups(actor, asked, as_of, axes)
    made = cube.build(*of_groups(groups, axes))
    desk = _Desk(cube=made, asked=asked, crosswalks=_crosswalks(asked, made, as_of))
    cells = _cells(desk, sides)
    codes = [_codes(desk, one) for one in sides]
    by_row, by_column = (_total(desk, sides, cells, lost) for lost in (1, 0))
    return Numbers(
        rows=codes[0],
        columns=codes[1] if asked.columns else (),
        cells=cells if asked.columns else cells[:, None][:, :0],
        by_row=by_row,
        by_column=by_column if asked.columns else by_column[None][:0],
        whole=int(_total(desk, sides[:1], by_row, 0)),
        parts=_parts(asked),
        awards=found,
        yearly="year" in axes,
    )


def _total(desk: _Desk, sides: Sequence[str], cells: Cells, lost: int) -> Cells:
    """The cells without one side: added up, or anew where that side counts things several times."""
    if lost >= len(sides):
        return cells
    if sides[lost] == "domain" and desk.asked.counting == FULL:
        return _cells(desk, [one for at, one in enumerate(sides) if at != lost])
    found: Cells = cells.sum(axis=lost)
    return found


def _groups(
    actor: Actor, asked: Crossed, as_of: date, axes: Sequence[str]
) -> tuple[list[tuple[Any, ...]], int]:
    """Yen and distinct awards of every group that the reader may see, and how many awards."""
    seen = visible(AWARD, actor).filter(began_on__lte=as_of).order_by().values("pk")
    rows = YearAmount.objects.filter(award__in=seen, sort=asked.sort, yen__gt=0)
    if asked.year:
        rows = rows.filter(fiscal_year=asked.year)
    for side in ("programme", "phase", "modality", "prefecture"):
        code = asked.kept.get(side)
        if code is not None:
            rows = rows.filter(**{_COLUMNS[side]: "" if code == UNMAPPED else code})
    columns = [_COLUMNS[name] for name in axes]
    sums = rows.order_by().values_list(*columns).annotate(
        yen=Sum("yen"), number=Count("award", distinct=True)
    )  # fmt: skip
    at = axes.index("domains") if "domains" in axes else None
    groups = [
        tuple(" ".join(sorted(one)) if place == at else one for place, one in enumerate(group))
        for group in sums
    ]
    return groups, rows.aggregate(count=Count("award", distinct=True))["count"]


def _cells(desk: _Desk, sides: Sequence[str]) -> Cells:
    """The cells over the sides, in their order; what is asked for alone is kept."""
    asked = desk.asked
    kept = [one for one in _SOURCE if one in asked.kept and one not in sides]
    every = [*sides, *kept]
    of_axis: dict[str, list[str]] = {}
    for one in every:
        of_axis.setdefault(_SOURCE.get(one, one), []).append(one)
    walks: list[str | Walk] = [
        axis
        if mine == [axis]
        else ready(combined([desk.of(one) for one in mine], desk.cube), desk.cube)
        for axis, mine in of_axis.items()
    ]
    measure = NUMBER if asked.measure == NUMBER else "yen"
    cells = view(desk.cube, View(sides=tuple(walks), measure=measure, parts=_parts(asked))).cells
    at = 0
    for walk, mine in zip(walks, of_axis.values(), strict=True):
        if not isinstance(walk, str):
            cells = apart(cells, at, [desk.of(one) for one in mine])
        at += len(mine)
    order = [one for mine in of_axis.values() for one in mine]
    cells = cells.transpose([order.index(one) for one in every])
    for place in reversed(range(len(every))):
        side = every[place]
        if side not in asked.kept:
            continue
        here = np.array([code == asked.kept[side] for code in _codes(desk, side)])
        if side in kept:
            cells = cells[..., here].sum(axis=-1)
        else:
            shape = [1] * cells.ndim
            shape[place] = -1
            cells = cells * here.reshape(shape)
    return cells


def _codes(desk: _Desk, side: str) -> tuple[str, ...]:
    """The places of a side in their order, the remainder last."""
    if side in desk.crosswalks:
        return (*desk.crosswalks[side].targets, UNMAPPED)
    return desk.cube.axes[desk.cube.place(side)].members


def _parts(asked: Crossed) -> int:
    """Numbers of awards are shared out in hundredths, yen in whole yen."""
    return HUNDREDTHS if asked.measure == NUMBER else 1


def _crosswalks(asked: Crossed, made: Cube, as_of: date) -> dict[str, Crosswalk]:
    """What the axes of the cube lead to."""
    known, found = snapshot(as_of), {}
    members = {axis.name: axis.members for axis in made.axes}
    if "programme" in members:
        payers = queries.payers(as_of)
        paid = {
            ("", code): ((payers[code], Fraction(1)),)
            for code in members["programme"]
            if code in payers
        }
        bodies = tuple(sorted({code for one in paid.values() for code, _ in one}))
        found["ministry"] = Crosswalk(axis="programme", targets=bodies, shares=paid)
    if "year" in members and "project" in (asked.rows, asked.columns, *asked.kept):
        month = int(known.settings["fiscal_year_start_month"])
        found["project"] = Crosswalk(
            axis="programme",
            targets=tuple(
                row.code
                for row in known.entries("project", state="all")
                if row.data["term"] == asked.term
            ),
            shares={
                (year, code): projects
                for year in members["year"]
                if year != UNMAPPED
                for code, projects in _projects(
                    asked, FiscalYear(int(year), month).start, known
                ).items()
            },
            dated_by="year",
        )
    if "domains" in members:
        found["domain"] = _domains(members["domains"], asked.counting == FULL)
    return found


def _domains(members: Sequence[str], full: bool) -> Crosswalk:
    """Sets of areas to areas: each whole, or equal parts."""
    sets = {code: tuple(code.split()) for code in members if code != UNMAPPED}
    return Crosswalk(
        axis="domains",
        targets=tuple(sorted({area for areas in sets.values() for area in areas})),
        shares={
            ("", code): tuple((area, Fraction(1, 1 if full else len(areas))) for area in areas)
            for code, areas in sets.items()
        },
        full=full,
    )


def _projects(asked: Crossed, day: date, known: Any) -> dict[str, Shares]:
    """Programme → shares in projects of the term on a day; the last known ones where asked."""
    begun: dict[str, list[EntryView]] = {}
    for row in known.entries("programme_share", state="all"):
        if (row.valid_from or day) <= day:
            begun.setdefault(row.data["programme"], []).append(row)
    of_term = {
        row.code for row in known.entries("project", state="all") if row.data["term"] == asked.term
    }
    leads = _leads(known, of_term)
    found = {}
    for code, rows in begun.items():
        there = [row for row in rows if (row.valid_to or day) >= day]
        if not there and asked.shares == "last":
            latest = max(row.valid_from or day for row in rows)
            there = [row for row in rows if (row.valid_from or day) == latest]
        sums: dict[str, Fraction] = {}
        for row in there:
            project, share = row.data["project"], Fraction(row.data["share"])
            for to, weight in leads.get(project, ()):
                sums[to] = sums.get(to, Fraction(0)) + share * weight
        found[code] = tuple(sums.items())
    return found


def _leads(known: Any, of_term: set[str]) -> dict[str, list[tuple[str, Fraction]]]:
    """Project → projects of the term with the weights that a crosswalk prints; itself there."""
    found: dict[str, list[tuple[str, Fraction]]] = {code: [(code, Fraction(1))] for code in of_term}
    for row in known.entries("crosswalk", state="all"):
        before, after = row.data.get("from_project"), row.data.get("to_project")
        if before not in of_term and after in of_term and row.data.get("weight"):
            found.setdefault(before, []).append((after, Fraction(row.data["weight"])))
    return found
