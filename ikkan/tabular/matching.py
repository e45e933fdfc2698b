"""The columns of a header against the fields of a mapping, with every disagreement.

Decides: what is missing, unknown or there twice, which unit an amount has, and what stands for a
field whose column the file lacks. Called by: reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ikkan.tabular.cells import bare
from ikkan.tabular.conversion import HOME
from ikkan.tabular.heading import Head, Header
from ikkan.tabular.mapping import FieldRule, TableMapping, nearest
from ikkan.values.finding import Finding, Place, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where a field is read: a position in each line, or `given` for every row."""

    rule: FieldRule
    name: str
    position: int | None = None
    unit: str = ""
    given: str | None = None


def match(
    header: Header, mapping: TableMapping, given: Mapping[str, str], place: Place
) -> tuple[tuple[Column, ...], list[Finding]]:
    """One column per field that can be read, and every finding."""
    found = list(_unknown_fields(mapping, given, place))
    columns: list[Column] = []
    taken = {head.position for rule in mapping.fields for head in _heads(header, rule)[:1]}
    free = [head.name for head in header.heads if head.position not in taken]
    for rule in mapping.fields:
        heads = _heads(header, rule)
        if heads and rule.name in given:
            values = {"field": rule.name, "column": heads[0].name}
            found.append(Finding("header.given", place, values=values))
        if len(heads) > 1:
            twice = {"column": heads[0].name, "places": ", ".join(_letter(h) for h in heads)}
            found.append(Finding("header.twice", place, values=twice))
        if heads:
            unit, notes = _unit(rule, heads[0], header, mapping.currency, place)
            found += notes
            column = Column(rule=rule, name=heads[0].name, position=heads[0].position, unit=unit)
            columns.append(column)
            continue
        value = given.get(rule.name, rule.absent)
        if value is not None:
            columns.append(Column(rule=rule, name=rule.columns[0], given=value, unit=rule.unit))
        note = _missing(rule, free, value, place)
        if note is not None:
            found.append(note)
    found += _unused(header, mapping, {column.position for column in columns}, place)
    return tuple(columns), found


def _heads(header: Header, rule: FieldRule) -> tuple[Head, ...]:
    for column in rule.columns:
        if heads := header.of(column):
            return heads
    return ()


def _missing(rule: FieldRule, free: list[str], value: str | None, place: Place) -> Finding | None:
    near = nearest(rule.columns[0], free, least=0.5 if rule.required else 0.8)
    known = {"column": rule.columns[0], "label": rule.label, "field": rule.name}
    if value is not None:
        said = known | {"value": value}
        return Finding("header.absent", place, severity=Severity.INFO, values=said)
    if rule.required:
        return Finding("header.missing", place, values=known | {"near": near})
    if near:
        said = known | {"near": near}
        return Finding("header.optional", place, severity=Severity.WARNING, values=said)
    return None


def _unit(
    rule: FieldRule, head: Head, header: Header, currency: str, place: Place
) -> tuple[str, list[Finding]]:
    if rule.type != "money" or currency != HOME:
        return "", []
    printed = head.unit or header.unit
    if rule.unit and printed and rule.unit != printed:
        values = {"column": head.name, "printed": printed, "given": rule.unit}
        return rule.unit, [Finding("header.unit", place, values=values)]
    if not rule.unit and not printed:
        return "円", [Finding("header.no_unit", place, values={"column": head.name})]
    return rule.unit or printed, []


def _unknown_fields(
    mapping: TableMapping, given: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    names = [rule.name for rule in mapping.fields]
    for name in given:
        if name not in names:
            values = {"field": name, "near": nearest(name, names), "known": ", ".join(names)}
            yield Finding("given.field", place, values=values)


def _unused(
    header: Header, mapping: TableMapping, used: set[int | None], place: Place
) -> Iterator[Finding]:
    ignored = {bare(name) for name in mapping.ignored}
    unused = [
        head.name
        for head in header.heads
        if head.position not in used and bare(head.name) not in ignored
    ]
    if unused and "*" not in mapping.ignored:
        values = {"count": len(unused), "columns": ", ".join(unused[:20])}
        yield Finding("header.unused", place, severity=Severity.INFO, values=values)


def _letter(head: Head) -> str:
    number, letters = head.position + 1, ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
