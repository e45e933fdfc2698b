"""What a page shows of an identity and of a figure, put together from one snapshot.

Decides: which checks, quotations, tables, contradictions and records belong to a figure.
Called by the views of tables, figures, checks and sources; no query of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ikkan.documents import intervals
from ikkan.pack import schema
from ikkan.plan.rules import Comparison, Judgement, Verdict, plain
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot, TableView
from ikkan.portal import words
from ikkan.portal.choices import WORDS
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_UNEQUAL: Final = " ≠ "
_CHIPS: Final = {
    Verdict.HOLDS: "chip-ok",
    Verdict.WITHIN_ROUNDING: "chip-warn",
    Verdict.CONTRADICTION: "chip-stop",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A verdict as sign and words; `code` is also its class in the style sheet."""

    verdict: Verdict

    @property
    def code(self) -> str:
        return self.verdict.value

    @property
    def chip(self) -> str:
        """The class of a chip with this verdict."""
        return _CHIPS.get(self.verdict, "")

    @property
    def sign(self) -> str:
        return words.SIGNS[self.verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComparison:
    """One comparison: the sum in signs and digits, the print apart where they differ."""

    comparison: Comparison
    sum: str
    print: str | None
    drawing: intervals.IntervalDrawing | None
    spread: str

    @property
    def mark(self) -> Mark:
        return Mark(verdict=self.comparison.verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCheck:
    """An identity of the pack with its verdict."""

    judgement: Judgement
    entry: EntryView
    comparisons: tuple[ShownComparison, ...]

    @property
    def code(self) -> str:
        return self.entry.code

    @property
    def mark(self) -> Mark:
        return Mark(verdict=self.judgement.verdict)

    @property
    def rule(self) -> Text:
        return WORDS[self.judgement.identity.rule]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A line of a source: its words as the pack keeps them, None where only the line is known."""

    source: EntryView | None
    code: str
    line: int | None
    quotation: EntryView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A contradiction and its readings in order."""

    entry: EntryView
    readings: tuple[tuple[EntryView, tuple[Quoted, ...], FigureView | None], ...]


def check(snapshot: Snapshot, judgement: Judgement) -> ShownCheck:
    """The identity with its arithmetic and, where rounding matters, its drawing."""
    return ShownCheck(
        judgement=judgement,
        entry=snapshot.entry("identity", judgement.identity.code),
        comparisons=tuple(_comparison(found) for found in judgement.comparisons),
    )


def checks(snapshot: Snapshot, judgements: Iterable[Judgement]) -> tuple[ShownCheck, ...]:
    """Several of them, in the order given."""
    return tuple(check(snapshot, judgement) for judgement in judgements)


def mark(snapshot: Snapshot, figure: FigureView | None) -> Mark | None:
    """The mark at the corner of a printed cell; None where no identity uses the figure."""
    verdict = snapshot.mark(figure.code) if figure is not None else None
    return None if verdict is None else Mark(verdict=verdict)


def tally(judgements: Iterable[Judgement]) -> tuple[tuple[Mark, int], ...]:
    """How many have each verdict, every verdict named, in the order of the legend."""
    found = [judgement.verdict for judgement in judgements]
    return tuple((Mark(verdict=verdict), found.count(verdict)) for verdict in words.ORDER)


def quoted(snapshot: Snapshot, row: EntryView | FigureView) -> tuple[Quoted, ...]:
    """The lines a row cites."""
    return tuple(_quoted(snapshot, code, line) for code, line in row.sources)


def note(snapshot: Snapshot, code: str) -> Quoted:
    """The quotation of that code."""
    source, _, line = code.partition(":")
    return _quoted(snapshot, source, int(line) if line.isdigit() else None)


def tables_with(snapshot: Snapshot, codes: Iterable[str]) -> tuple[TableView, ...]:
    """Printed tables in which one of the figures stands."""
    wanted = set(codes)
    return tuple(
        table for table in snapshot.tables if any(figure.code in wanted for figure in table.figures)
    )


def conflicts(snapshot: Snapshot, codes: Iterable[str] | None = None) -> tuple[Conflict, ...]:
    """Contradictions with their readings; with `codes` only those that name one of the figures."""
    wanted = None if codes is None else set(codes)
    by_conflict: dict[str, list[EntryView]] = {}
    for reading in snapshot.entries("reading"):
        by_conflict.setdefault(reading.data["of"], []).append(reading)
    found = []
    for entry in snapshot.entries("contradiction"):
        readings = sorted(by_conflict.get(entry.code, []), key=lambda row: row.data["order"])
        named = {row.data.get("figure") for row in readings}
        if wanted is None or wanted & named:
            found.append(
                Conflict(
                    entry=entry,
                    readings=tuple(
                        (row, quoted(snapshot, row), _figure(snapshot, row.data.get("figure")))
                        for row in readings
                    ),
                )
            )
    return tuple(found)


def users(snapshot: Snapshot, figure: FigureView) -> tuple[EntryView | FigureView, ...]:
    """Rows of registers that name the figure, contradictions and identities aside."""
    named = [
        row
        for kind, column in _figure_columns()
        for row in snapshot.entries(kind)
        if row.data.get(column) == figure.code
    ]
    again = [row for row in snapshot.figures() if row.reprint_of == figure.code]
    return (*named, *again)


def related(
    snapshot: Snapshot, figure: FigureView
) -> tuple[tuple[str, EntryView | FigureView], ...]:
    """The rows that the figure names, with the column that names them."""
    found = []
    for column in schema.load().kinds["figure"].columns:
        code = figure.data.get(column.name)
        if column.type == "ref" and code:
            rows = (snapshot.find(Ref(kind, str(code))) for kind in column.kinds)
            row = next((row for row in rows if row is not None), None)
            if row is not None:
                found.append((column.name, row))
    return tuple(found)


def seals(snapshot: Snapshot) -> Mapping[str, str]:
    """The one-letter seal of each body that has one, in the order of the pack."""
    return {
        row.code: row.data["seal"]
        for row in snapshot.entries("body", state="all")
        if row.data.get("seal")
    }


def _comparison(found: Comparison) -> ShownComparison:
    unequal = _UNEQUAL in found.arithmetic
    total, _, print_ = found.arithmetic.partition(_UNEQUAL)
    twice = f" = {plain(found.right)}"
    if total.endswith(twice * 2):
        total = total.removesuffix(twice)
    points = found.left_interval.low == found.left_interval.high and (
        found.right_interval.low == found.right_interval.high
    )
    drawn = found.verdict in (Verdict.WITHIN_ROUNDING, Verdict.CONTRADICTION) and not points
    spread = words.spread(found.left_interval)
    return ShownComparison(
        comparison=found,
        sum=total,
        print=print_ if unequal else None,
        spread=spread,
        drawing=intervals.draw(found.right_interval, found.left_interval) if drawn else None,
    )


def _quoted(snapshot: Snapshot, code: str, line: int | None) -> Quoted:
    source = snapshot.find(Ref("source", code))
    named = code if line is None else f"{code}:{line}"
    row = snapshot.find(Ref("quotation", named)) if line is not None else None
    return Quoted(
        source=source if isinstance(source, EntryView) else None,
        code=code,
        line=line,
        quotation=row if isinstance(row, EntryView) else None,
    )


def _figure(snapshot: Snapshot, code: object) -> FigureView | None:
    row = snapshot.find(Ref("figure", str(code))) if code else None
    return row if isinstance(row, FigureView) else None


@lru_cache(maxsize=1)
def _figure_columns() -> tuple[tuple[str, str], ...]:
    return tuple(
        (kind.code, column.name)
        for kind in schema.load().kinds.values()
        for column in kind.columns
        if column.type == "ref"
        and "figure" in column.kinds
        and kind.code not in ("figure", "reading")
    )
