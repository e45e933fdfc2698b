"""docs/pack-guide.md names every kind, column, key, rule and type."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ikkan.budget.requests.rules import Act, Check, Demand, Side
from ikkan.pack import machines, numbers, rules, schema, settings, tables

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "pack-guide.md"


def section(title: str) -> str:
    """The text under a heading that begins with `title`, up to the next heading."""
    text = GUIDE.read_text(encoding="utf-8")
    match = re.search(rf"^(#+) {re.escape(title)}.*?(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"the guide has no section {title}"
    return match[0]


@pytest.mark.parametrize("kind", schema.load().kinds.values(), ids=lambda kind: kind.code)
def test_guide_names_every_column_of_a_kind(kind: schema.Kind) -> None:
    text = section(f"`{kind.code}` ")
    assert kind.label.en in text
    assert kind.label.ja in text
    for column in kind.columns:
        line = ", ".join(f"`{header}`" for header in column.headers)
        [row] = [row for row in text.splitlines() if row.startswith(f"| {line} |")]
        assert column.label.en in row
        assert ("| yes |" in row) == column.required
        for word in (*column.options, *column.kinds):
            assert f"`{word}`" in row
        assert column.edge is None or f"({column.edge})" in row


def test_guide_names_every_common_column_and_type() -> None:
    for column in schema.load().common:
        assert f"| `{column.name}` |" in section("Columns of every kind")
    for name in schema.TYPES:
        assert f"\n| {name} |" in section("Writing CSV")


def test_guide_names_every_key_of_the_settings() -> None:
    keys = [*settings.KEYS, *(f"home.{key}" for key in settings.HOME_KEYS)]
    keys += [f"home.flow.{key}" for key in settings.FLOW_KEYS]
    keys += [f"home.flow.year.{key}" for key in settings.FLOW_YEAR_KEYS]
    keys += [f"numbers.{record}.{key}" for record in numbers.RECORDS for key in numbers.SCHEME_KEYS]
    keys += [f"numbers.award.segments.{key}" for key in numbers.SEGMENT_KEYS]
    keys += [*numbers.ACKNOWLEDGEMENT_KEYS, *numbers.PARTS, *numbers.FORMS, *rules.of_numbers()]
    keys += [f"workflow.{case}.{key}" for case in machines.CASES for key in machines.MACHINE_KEYS]
    keys += [f"request.{key}" for key in machines.REQUEST_KEYS]
    keys += [*machines.STAGE_KEYS, *machines.STATE_KEYS, *machines.STEP_KEYS, *machines.BEFORE]
    keys += machines.INCLUSION_KEYS
    for key in (*keys, *settings.BODY_KEYS, *settings.SCALE_KEYS):
        assert f"`{key}`" in section("pack.toml")


def test_guide_names_every_word_of_a_machine() -> None:
    for word in (*Act, *Side, *Demand, *Check):
        assert f"`{word}`" in section("A machine of requests")


def test_guide_names_every_key_of_the_tables() -> None:
    keys = [*tables.KEYS, *(f"rows.{key}" for key in tables.ROW_KEYS)]
    keys += [f"rows.cells.{key}" for key in tables.CELL_KEYS]
    for key in (*keys, *tables.GROUPS, *tables.LAYOUTS, *tables.PARTS_STYLES):
        assert f"`{key}`" in section("tables.toml")


def test_guide_names_every_rule() -> None:
    for name, rule in rules.builtin().items():
        assert f"`{name}`" in section("Figures and identities")
        assert rule.description.en in section("Figures and identities")
