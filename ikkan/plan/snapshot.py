"""Everything a pack says as of a day, frozen: entries, figures, printed tables, verdicts.

Decides: what a reader of that day sees. Made by queries.snapshot, shared by all threads.
Source: design §3; ui.md §2 (what had not begun on the day is known as not yet).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from ikkan.plan import addresses, rules
from ikkan.values.errors import NotFound
from ikkan.values.figure import Figure, Interval
from ikkan.values.ref import Ref
from ikkan.values.text import Text

IN_FORCE: Final = "in_force"
ENDED: Final = "ended"
NOT_YET: Final = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A row of a pack; `state` is in_force, ended or not_yet on the day of the snapshot.

    `data` holds every column of its kind: labels are Text, decimals Decimal, days date.
    """

    ref: Ref
    label: Text
    data: Mapping[str, Any]
    sources: tuple[tuple[str, int | None], ...]
    items: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    state: str
    position: int
    recorded_at: datetime

    @property
    def kind(self) -> str:
        return self.ref.kind

    @property
    def code(self) -> str:
        return self.ref.code

    @property
    def url(self) -> str:
        return addresses.of(self.ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A published figure with its dimensions; an empty dimension is None."""

    ref: Ref
    label: Text
    data: Mapping[str, Any]
    sources: tuple[tuple[str, int | None], ...]
    items: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    state: str
    position: int
    recorded_at: datetime
    figure: Figure
    set: str
    measure: str
    basis: str
    vintage: str | None
    year: int | None
    period: str | None
    ministry: str | None
    total: bool
    cost_class: str | None
    project: str | None
    programme: str | None
    term: str | None
    stage: str | None
    pot: str | None
    reprint_of: str | None
    note: Text | None

    @property
    def kind(self) -> str:
        return self.ref.kind

    @property
    def code(self) -> str:
        return self.ref.code

    @property
    def url(self) -> str:
        return addresses.of(self.ref)

    @property
    def name(self) -> Text:
        return self.label

    @property
    def printed(self) -> str:
        return self.figure.text

    @property
    def value(self) -> Decimal:
        return self.figure.value

    @property
    def unit(self) -> str:
        return self.figure.unit

    @property
    def rounding(self) -> Decimal:
        return self.figure.rounding

    @property
    def exact(self) -> bool:
        return self.figure.exact

    @property
    def approximate(self) -> bool:
        return self.figure.approximate

    @property
    def interval(self) -> Interval | None:
        return self.figure.interval


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One printed cell: a figure, its parts on the second line, printed words around them."""

    main: FigureView | None = None
    parts: tuple[FigureView, ...] = ()
    parts_style: str = "seals"
    separator: str = ","
    labels: tuple[Text, ...] = ()
    prefix: Text | None = None
    suffix: Text | None = None

    @property
    def blank(self) -> bool:
        """Nothing is printed there."""
        return not (self.main or self.parts or self.prefix or self.suffix)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row of a printed table."""

    head: Text
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table of a source as printed; `notes` are codes of quotations."""

    code: str
    group: str
    title: Text
    source: str
    unit: str | None
    basis: str | None
    year: int | None
    notes: tuple[str, ...]
    corner: Text
    columns: tuple[Text, ...]
    layout: str
    rows: tuple[RowView, ...]

    @property
    def figures(self) -> tuple[FigureView, ...]:
        """Every figure printed in it, in reading order."""
        return tuple(
            figure
            for row in self.rows
            for cell in row.cells
            for figure in (*((cell.main,) if cell.main else ()), *cell.parts)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One application of a pack."""

    code: str
    version: str
    digest: str
    applied_at: datetime
    applied_by: str


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What one database knew of its pack, as of `as_of`; look-ups raise NotFound."""

    as_of: date
    pack_version: VersionView
    settings: Mapping[str, Any]
    tables: tuple[TableView, ...]
    judgements: Mapping[str, rules.Judgement]
    _entries: Mapping[str, tuple[EntryView, ...]] = field(repr=False)
    _figures: tuple[FigureView, ...] = field(repr=False)

    def entries(self, kind: str, *, state: str | None = None) -> tuple[EntryView, ...]:
        """Rows of a kind that had begun by the day, in the order of the pack.

        `state` narrows to one of in_force, ended, not_yet; "all" gives every row.
        """
        return tuple(row for row in self._entries.get(kind, ()) if _wanted(row.state, state))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds that have rows, figures aside."""
        return tuple(self._entries)

    def find(self, ref: Ref) -> EntryView | FigureView | None:
        """The row of that reference whatever its state, or None."""
        if ref.kind == "figure":
            return self._figure_index.get(ref.code)
        return self._entry_index.get((ref.kind, ref.code))

    def entry(self, kind: str, code: str) -> EntryView:
        """The row of that kind and code whatever its state."""
        found = self._entry_index.get((kind, code))
        if found is None:
            raise NotFound("plan.entry", _NOTHING.format(kind=kind, code=code))
        return found

    def figure(self, code: str) -> FigureView:
        """The published figure of that code."""
        found = self._figure_index.get(code)
        if found is None:
            raise NotFound("plan.figure", _NOTHING.format(kind="figure", code=code))
        return found

    def figures(self, *, state: str | None = None, **dims: object) -> tuple[FigureView, ...]:
        """Figures that had begun by the day and have the given dimensions, in the pack's order.

        ``figures(set="series", year=2021, ministry=None)``; a tuple or set means one of these.
        """
        return tuple(
            row
            for row in self._figures
            if _wanted(row.state, state)
            and all(_fits(getattr(row, name), value) for name, value in dims.items())
        )

    def table(self, code: str) -> TableView:
        """The printed table of that code."""
        for table in self.tables:
            if table.code == code:
                return table
        raise NotFound("plan.table", _NOTHING.format(kind="table", code=code))

    def judgements_of(self, code: str) -> tuple[rules.Judgement, ...]:
        """Every identity in which the figure stands, in the order of the pack."""
        return self._judgements_of.get(code, ())

    def mark(self, code: str) -> rules.Verdict | None:
        """The worst verdict where the figure is the print, else where it takes part, else None.

        `no_identity` only where nothing else speaks of it.
        """
        judged = self.judgements_of(code)
        compared = [one for one in judged if one.verdict is not rules.Verdict.NO_IDENTITY]
        as_print = [
            one for one in compared if any(term.code == code for term in one.identity.right)
        ]
        return rules.worst(one.verdict for one in as_print or compared or judged)

    def cited(self, source: str) -> Mapping[int, tuple[EntryView | FigureView, ...]]:
        """Rows that cite a line of the source, by line; 0 for the source as a whole."""
        return self._cited.get(source, {})

    @property
    def summary(self) -> dict[str, int]:
        """How many identities have each verdict."""
        return rules.summary(self.judgements.values())

    @cached_property
    def _entry_index(self) -> Mapping[tuple[str, str], EntryView]:
        return {(row.kind, row.code): row for rows in self._entries.values() for row in rows}

    @cached_property
    def _figure_index(self) -> Mapping[str, FigureView]:
        return {row.code: row for row in self._figures}

    @cached_property
    def _judgements_of(self) -> Mapping[str, tuple[rules.Judgement, ...]]:
        found: dict[str, list[rules.Judgement]] = {}
        for judgement in self.judgements.values():
            for code in judgement.identity.codes:
                found.setdefault(code, []).append(judgement)
        return {code: tuple(members) for code, members in found.items()}

    @cached_property
    def _cited(self) -> Mapping[str, Mapping[int, tuple[EntryView | FigureView, ...]]]:
        found: dict[str, dict[int, tuple[EntryView | FigureView, ...]]] = {}
        rows: Iterable[EntryView | FigureView] = (
            *(row for members in self._entries.values() for row in members),
            *self._figures,
        )
        for row in rows:
            for source, line in row.sources:
                lines = found.setdefault(source, {})
                lines[line or 0] = (*lines.get(line or 0, ()), row)
        return {source: dict(sorted(lines.items())) for source, lines in found.items()}


def _wanted(state: str, asked: str | None) -> bool:
    if asked is None:
        return state != NOT_YET
    return asked == "all" or state == asked


def _fits(value: object, asked: object) -> bool:
    if isinstance(asked, (tuple, set, frozenset, list)):
        return value in asked
    return value == asked


_NOTHING = Text(
    "{kind}:{code}はありません。コードを確かめてください。",
    "There is no {kind}:{code}; check the code.",
)
