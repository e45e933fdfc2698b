"""Everything the page and the files of one printed table show, from one snapshot.

Decides: cells with their marks and pieces, the arranged grid, the drawing or the phase map.
Called by views.tables. No query of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _

from ikkan.plan.rules import Judgement
from ikkan.plan.snapshot import CellView, EntryView, FigureView, Snapshot, TableView
from ikkan.portal import charts, downloads, grids, phasemap, printed, shown
from ikkan.tabular import Cell, Sheet
from ikkan.values.text import Text

BASIS: Final = "basis"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCell:
    """One printed cell with what opens in it."""

    cell: CellView
    pieces: tuple[printed.Piece, ...]
    mark: shown.Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One printed row."""

    head: Text
    cells: tuple[PageCell, ...]


@dataclass(frozen=True, kw_only=True)
class TablePage:
    """One printed table as of a day."""

    snapshot: Snapshot
    table: TableView

    @cached_property
    def seals(self) -> dict[str, str]:
        return dict(shown.seals(self.snapshot))

    @cached_property
    def rows(self) -> tuple[PageRow, ...]:
        return tuple(
            PageRow(head=row.head, cells=tuple(self._cell(cell) for cell in row.cells))
            for row in self.table.rows
        )

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        return grids.touching(self.table, self.snapshot.judgements.values())

    @cached_property
    def tally(self) -> tuple[tuple[shown.Mark, int], ...]:
        return shown.tally(self.judgements)

    @cached_property
    def grid(self) -> grids.Grid:
        names = {row.code: row.label for row in self.snapshot.entries("body", state="all")}
        names |= {row.code: row.label for row in self.snapshot.entries("cost_class", state="all")}
        order = {code: names[code] for code in (*self.seals, *names)}
        return grids.arrange(
            self.table,
            self.judgements,
            seals=self.seals,
            names=order,
            total=_TOTAL,
        )

    @cached_property
    def elsewhere(self) -> tuple[shown.ShownCheck, ...]:
        return shown.checks(self.snapshot, self.grid.elsewhere)

    @cached_property
    def checks(self) -> tuple[shown.ShownCheck, ...]:
        """Every identity that uses a number of the table."""
        return shown.checks(self.snapshot, self.judgements)

    @cached_property
    def chart(self) -> charts.YearChart | charts.ProjectBars | None:
        if self.map or self.table.group == BASIS:
            return None
        bases = self.snapshot.entries("basis", state="all")
        return charts.of(self.table, {row.code for row in bases if row.data.get("comparable")})

    @cached_property
    def map(self) -> phasemap.PhaseMap | None:
        return phasemap.of(
            self.table,
            self.snapshot.entries(phasemap.KIND, state="all"),
            self.snapshot.entries("phase", state="all"),
            {row.code: row for row in self.snapshot.entries("programme", state="all")},
        )

    @property
    def map_checks(self) -> tuple[Judgement, ...]:
        """Identities whose print is the total of the map."""
        total = self.map.total if self.map else None
        return tuple(
            found
            for found in self.judgements
            if total and any(term.code == total.code for term in found.identity.right)
        )

    @cached_property
    def notes(self) -> tuple[shown.Quoted, ...]:
        return tuple(shown.note(self.snapshot, code) for code in self.table.notes)

    @cached_property
    def source(self) -> EntryView:
        return self.snapshot.entry("source", self.table.source)

    @cached_property
    def bases(self) -> tuple[EntryView, ...]:
        """Bases of its figures in the order in which they appear."""
        codes = dict.fromkeys(figure.basis for figure in self.table.figures)
        return tuple(self.snapshot.entry("basis", code) for code in codes)

    @cached_property
    def conflicts(self) -> tuple[shown.Conflict, ...]:
        return shown.conflicts(self.snapshot, (figure.code for figure in self.table.figures))

    @property
    def on_basis(self) -> bool:
        return self.table.group == BASIS

    def sheets(self, language: str) -> tuple[Sheet, ...]:
        """Every number on a line of its own; then the table as printed."""
        cited = downloads.source_codes(self.table.figures)
        notes = [*downloads.notes(self.snapshot, (self.table.source, *cited), language)]
        notes += [quoted.quotation.data["text"] for quoted in self.notes if quoted.quotation]
        title = self.table.title.of(language)
        numbers = Sheet.of(title, _heads(), self._numbers(language), notes)
        as_printed = Sheet.of(
            _("As printed"),
            [
                self.table.corner.of(language) or " ",
                *(column.of(language) for column in self.table.columns),
            ],
            (
                [row.head.of(language), *(printed.text(cell, self.seals) for cell in row.cells)]
                for row in self.table.rows
            ),
        )
        return (numbers, as_printed)

    def _numbers(self, language: str) -> Iterator[list[Cell]]:
        for row in self.table.rows:
            for column, cell in zip(self.table.columns, row.cells, strict=True):
                for figure in (*((cell.main,) if cell.main else ()), *cell.parts):
                    place: list[Cell] = [row.head.of(language), column.of(language)]
                    yield place + figure_cells(self.snapshot, figure, language)

    def _cell(self, cell: CellView) -> PageCell:
        return PageCell(
            cell=cell,
            pieces=printed.second_line(cell, self.seals),
            mark=shown.mark(self.snapshot, cell.main),
        )


def figure_heads() -> tuple[str, ...]:
    """Headings of the columns that `figure_cells` fills."""
    return (
        *(_("Code"), _("Meaning"), _("As printed"), _("Value"), _("Unit"), _("Lowest")),
        *(_("Highest"), _("Measure"), _("Basis"), _("Basis code"), _("Fiscal year")),
        *(_("Ministry code"), _("Cost class code"), _("Project code"), _("Programme code")),
        *(_("Stage code"), _("Pot code"), _("Verdict"), _("Identities"), _("Source")),
    )


def figure_cells(snapshot: Snapshot, figure: FigureView, language: str) -> list[Cell]:
    """One figure as a row of a file: labels in the page's language, codes beside them."""
    interval = figure.interval
    mark = shown.mark(snapshot, figure)
    basis = snapshot.entry("basis", figure.basis)
    identities = " ".join(found.identity.code for found in snapshot.judgements_of(figure.code))
    return [
        *(figure.code, figure.label.of(language), figure.printed, figure.value, figure.unit),
        interval.low if interval else None,
        interval.high if interval else None,
        *(figure.measure, basis.label.of(language), figure.basis, figure.year, figure.ministry),
        *(figure.cost_class, figure.project, figure.programme, figure.stage, figure.pot),
        mark.verdict.label.of(language) if mark else None,
        *(identities, downloads.places(figure)),
    ]


def _heads() -> tuple[str, ...]:
    return (_("Row"), _("Column"), *figure_heads())


_TOTAL = Text("印字の計", "Printed total")
