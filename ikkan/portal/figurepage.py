"""Which published figures a reader asked for, and everything one of them is.

Decides: the filters of the list and the facts of a figure, from one snapshot.
Called by views.figures. No query of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ikkan.pack import schema
from ikkan.plan.rules import Verdict
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot, TableView
from ikkan.portal import shown, words
from ikkan.portal.choices import WORDS
from ikkan.values.text import Text

FILTERS: Final = ("set", "year", "ministry", "cost_class", "measure", "basis")
_TELLING: Final = 24
_MOST_QUOTED: Final = 2
_KINDS: Final = {"ministry": "body", "cost_class": "cost_class", "basis": "basis"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter."""

    value: str
    label: Text
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter with the values that figures really have."""

    name: str
    label: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One dimension of a figure: its column, and the record or plain word that it names."""

    label: Text
    row: EntryView | FigureView | None
    word: Text


def asked(query: Mapping[str, Any]) -> dict[str, str]:
    """The filters of a query string that are not empty."""
    return {name: str(query[name]).strip() for name in (*FILTERS, "q") if query.get(name)}


def chosen(snapshot: Snapshot, wanted: Mapping[str, str]) -> tuple[FigureView, ...]:
    """Figures that fit every filter; `q` looks in names, codes and printed texts."""
    needle = _folded(wanted.get("q", ""))
    return tuple(
        figure
        for figure in snapshot.figures()
        if all(
            str(getattr(figure, name) or "") == value
            for name, value in wanted.items()
            if name in FILTERS
        )
        and all(word in _haystack(figure) for word in needle.split())
    )


def filters(snapshot: Snapshot, wanted: Mapping[str, str]) -> tuple[Filter, ...]:
    """Every filter, with what the figures of the pack hold in it."""
    columns = {column.name: column for column in schema.load().kinds["figure"].columns}
    titles = _set_titles(snapshot)
    counts: dict[str, dict[str, int]] = {name: {} for name in FILTERS}
    for figure in snapshot.figures():
        for name, found in counts.items():
            value = str(getattr(figure, name) or "")
            if value:
                found[value] = found.get(value, 0) + 1
    return tuple(
        Filter(
            name=name,
            label=columns[name].label,
            choices=tuple(
                Choice(
                    value=value,
                    label=_label(snapshot, name, value, titles),
                    count=count,
                    chosen=wanted.get(name) == value,
                )
                for value, count in (
                    sorted(counts[name].items()) if name == "year" else counts[name].items()
                )
            ),
        )
        for name in FILTERS
    )


@dataclass(frozen=True, kw_only=True)
class FigurePage:
    """One published figure as of a day."""

    snapshot: Snapshot
    figure: FigureView

    @cached_property
    def mark(self) -> shown.Mark | None:
        return shown.mark(self.snapshot, self.figure)

    @cached_property
    def value(self) -> str:
        return words.value(self.figure)

    @cached_property
    def basis(self) -> EntryView:
        return self.snapshot.entry("basis", self.figure.basis)

    @cached_property
    def checks(self) -> tuple[shown.ShownCheck, ...]:
        """Checks in which it is the print come first."""
        judged = self.snapshot.judgements_of(self.figure.code)
        own = [j for j in judged if any(t.code == self.figure.code for t in j.identity.right)]
        return shown.checks(self.snapshot, [*own, *(j for j in judged if j not in own)])

    @cached_property
    def quotations(self) -> tuple[shown.Quoted, ...]:
        return shown.quoted(self.snapshot, self.figure)

    @cached_property
    def tables(self) -> tuple[TableView, ...]:
        return shown.tables_with(self.snapshot, (self.figure.code,))

    @cached_property
    def notes(self) -> tuple[shown.Quoted, ...]:
        """Notes under the tables in which it stands, each once."""
        codes = dict.fromkeys(code for table in self.tables for code in table.notes)
        return tuple(shown.note(self.snapshot, code) for code in codes)

    @cached_property
    def card_quotations(self) -> tuple[shown.Quoted, ...]:
        """Its own lines where they say more than the number; else the notes that explain it."""
        own = [
            found
            for found in self.quotations
            if found.quotation and len(found.quotation.data["text"]) > _TELLING
        ]
        explained = self.mark is not None and self.mark.verdict is Verdict.WITHIN_ROUNDING
        told = [found for found in self.notes if found.quotation] if explained else []
        return tuple(own[:_MOST_QUOTED] + told[-1:])

    @cached_property
    def conflicts(self) -> tuple[shown.Conflict, ...]:
        return shown.conflicts(self.snapshot, (self.figure.code,))

    @cached_property
    def users(self) -> tuple[EntryView | FigureView, ...]:
        return shown.users(self.snapshot, self.figure)

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What the figure is about, column by column of its kind; empty ones are left out."""
        rows = dict(shown.related(self.snapshot, self.figure))
        found = []
        for column in schema.load().kinds["figure"].columns:
            if column.name in _OWN_PLACE:
                continue
            value = self.figure.data.get(column.name)
            if value in (None, "", False):
                continue
            row = rows.get(column.name)
            found.append(Dimension(label=column.label, row=row, word=_word(column.type, value)))
        return tuple(found)

    def citation(self, language: str, address: str) -> str:
        """The block of text behind “copy citation”."""
        version = self.snapshot.pack_version
        source = self.quotations[0].source if self.quotations else None
        return words.citation(
            self.figure,
            language=language,
            source=source.label if source else None,
            basis=self.basis.label,
            pack=f"{version.code} {version.version}",
            as_of=self.snapshot.as_of.isoformat(),
            address=address,
        )


def _label(snapshot: Snapshot, name: str, value: str, titles: Mapping[str, Text]) -> Text:
    kind = _KINDS.get(name)
    if kind is not None:
        return snapshot.entry(kind, value).label
    if name == "set":
        return titles.get(value, Text(value, value))
    if name == "measure":
        return WORDS.get(value, Text(value, value))
    return Text(value, value)


def _set_titles(snapshot: Snapshot) -> Mapping[str, Text]:
    """Sets that stand in one table only are called by its title."""
    titles: dict[str, dict[str, Text]] = {}
    for table in snapshot.tables:
        for figure in table.figures:
            titles.setdefault(figure.set, {})[table.code] = table.title
    return {name: next(iter(found.values())) for name, found in titles.items() if len(found) == 1}


def _word(kind: str, value: object) -> Text:
    if kind == "flag":
        return _YES
    return WORDS.get(str(value), Text(str(value), str(value)))


def _haystack(figure: FigureView) -> str:
    return _folded(f"{figure.label.ja} {figure.label.en} {figure.code} {figure.printed}")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


_OWN_PLACE: Final = frozenset(
    {"name", "printed", "value", "unit", "rounding", "exact", "approximate", "basis", "note"}
)
_YES: Final = Text("はい", "Yes")
