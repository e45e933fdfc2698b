"""Identities of a pack: the named rule exists, its parameters are given, its figures are there.

Decides: form only; whether an identity holds is judged in plan. Called by: the checker.
Source: design §3; rules.py for the parameters.
"""

from __future__ import annotations

from collections.abc import Iterator

from ikkan.pack import cells, rules, schema
from ikkan.pack.model import Pack, Row
from ikkan.pack.note import found
from ikkan.pack.relations import at
from ikkan.values.finding import Finding


def check(pack: Pack) -> list[Finding]:
    """Findings about columns that hold signed figures or name a rule."""
    findings: list[Finding] = []
    for kind in schema.load().kinds.values():
        for column in kind.columns:
            for row in pack.rows_of(kind.code):
                value = row.data[column.name]
                if not isinstance(value, str):
                    continue
                if column.type == "terms":
                    findings += _terms(pack, row, column.name, value)
                elif column.named:
                    findings += _rule(row, column.name, value)
    return findings


def _terms(pack: Pack, row: Row, column: str, value: str) -> Iterator[Finding]:
    for term in cells.terms(value):
        if pack.find("figure", term.code) is None:
            yield found("identity.figure", at(row, column), read=term.code)


def _rule(row: Row, column: str, value: str) -> Iterator[Finding]:
    rule = rules.builtin().get(value)
    if rule is None:
        yield found("rule.unknown", at(row, column), read=value, known=list(rules.builtin()))
        return
    for parameter in rule.parameters:
        if row.data.get(parameter) is None:
            place = at(row, parameter)
            yield found("rule.parameter", place, rule=value, parameter=parameter)
