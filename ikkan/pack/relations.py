"""What rows say about each other: references, sources and quoted lines, aliases.

Decides: whether every code that a row names stands in the pack. Called by: the checker.
Source: design §2 "every stored Ref must resolve".
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ikkan.pack import schema
from ikkan.pack.model import Pack, Row
from ikkan.pack.note import found
from ikkan.pack.schema import Column
from ikkan.values.finding import Finding, Place

_MOST_GUESSES = 20


def check(pack: Pack) -> list[Finding]:
    """Findings about references between rows."""
    findings = [*_references(pack), *_sources(pack), *_quotations(pack), *_aliases(pack)]
    return findings


def at(row: Row, column: str) -> Place:
    """The place of a cell."""
    return Place(row.place.file, line=row.place.line, column=column)


def _references(pack: Pack) -> Iterator[Finding]:
    guesses = 0
    for kind in schema.load().kinds.values():
        for column in kind.columns:
            if column.type != "ref":
                continue
            for row in pack.rows_of(kind.code):
                value = row.data[column.name]
                if not isinstance(value, str):
                    continue
                finding = _reference(pack, row, column, value, guess=guesses < _MOST_GUESSES)
                if finding is not None:
                    guesses += 1
                    yield finding


def _reference(pack: Pack, row: Row, column: Column, value: str, *, guess: bool) -> Finding | None:
    target = column.target(value)
    place = at(row, column.name)
    if target == row.ref:
        return found("ref.self", place, read=value)
    if pack.find(target.kind, target.code) is not None:
        return None
    codes = [other.code for other in pack.rows_of(target.kind)] if guess else []
    near = difflib.get_close_matches(target.code, codes, n=3)
    return found("ref.dangling", place, read=target.code, kind=target.kind, near=near)


def _sources(pack: Pack) -> Iterator[Finding]:
    for rows in pack.rows.values():
        for row in rows:
            for source in row.sources:
                if pack.find("source", source.code) is None:
                    yield found("source.unknown", at(row, "source"), read=str(source))
                elif source.line is not None and pack.find("quotation", str(source)) is None:
                    yield found("source.no_quotation", at(row, "source"), read=str(source))


def _quotations(pack: Pack) -> Iterator[Finding]:
    """A quotation with a line has the code "SOURCE:LINE", so that citations find it."""
    for row in pack.rows_of("quotation"):
        of, line = row.data["of"], row.data["line"]
        if of is not None and line is not None and row.code != f"{of}:{line}":
            yield found("quotation.code", at(row, "code"), read=row.code, expected=f"{of}:{line}")


def _aliases(pack: Pack) -> Iterator[Finding]:
    for row in pack.rows_of("alias"):
        kind, of = row.data["kind"], row.data["of"]
        if not isinstance(kind, str) or not isinstance(of, str):
            continue
        if kind not in schema.load().kinds:
            known = list(schema.load().kinds)
            yield found("alias.kind", at(row, "kind"), read=kind, known=known)
        elif pack.find(kind, of) is None:
            yield found("ref.dangling", at(row, "of"), read=of, kind=kind, near=[])
