"""The schema reads, and refuses to contradict itself; every finding has its sentence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ikkan.pack import messages, rules, schema


def written() -> dict[str, Any]:
    return tomllib.loads(schema.PATH.read_text(encoding="utf-8"))


def test_stations_are_the_eight_of_the_line() -> None:
    assert len(schema.load().stations) == 8
    assert schema.load() is schema.load()


def test_label_columns_are_written_as_two() -> None:
    assert schema.load().kinds["project"].column("name").headers == ("name_ja", "name_en")


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("type", "number", "unknown type"),
        ("type", "ref", "a ref names known kinds"),
        ("options", ["a"], "a choice names options"),
        ("edge", "up", "an edge is up or side"),
        ("name", "code", "a column twice"),
        ("colour", "red", "unknown keys"),
    ],
)
def test_contradiction_in_the_schema_is_refused(key: str, value: object, reason: str) -> None:
    data = written()
    data["kind"]["role"]["columns"][0][key] = value
    with pytest.raises(ValueError, match=reason):
        schema.parse(data)


def test_unknown_station_is_refused() -> None:
    data = written()
    data["kind"]["role"]["station"] = "moon"
    with pytest.raises(ValueError, match="unknown station"):
        schema.parse(data)


def test_every_code_of_a_finding_has_a_sentence_and_every_sentence_a_use() -> None:
    folder = Path(schema.__file__).parent
    groups = {code.partition(".")[0] for code in messages.SENTENCES}
    pattern = re.compile(rf'"((?:{"|".join(sorted(groups))})\.[a-z_0-9]+)"')
    used = {
        code
        for file in folder.glob("*.py")
        if file.name != "messages.py"
        for code in pattern.findall(file.read_text(encoding="utf-8"))
    }
    files = {f"{name}.{end}" for name in ("pack", "tables", "rules") for end in ("toml", "py")}
    refusals = {"pack.findings", "pack.row", "pack.table", "figure.per"}
    assert used - files - refusals - set(rules.builtin()) == set(messages.SENTENCES)
