"""The lists in docs/ are whole: requirement items and glossary terms, each once."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from ikkan.records.kinds import kinds

DOCS = Path(__file__).resolve().parents[2] / "docs"


def rows(name: str) -> tuple[list[str], list[dict[str, str]]]:
    with (DOCS / name).open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        found = list(reader)
        return list(reader.fieldnames or []), found


def test_requirements_are_numbered_without_a_gap() -> None:
    columns, found = rows("requirements.csv")
    assert columns == ["id", "group", "group_title", "source", "term_ja", "statement", "need"]
    assert [row["id"] for row in found] == [f"S-{n:03}" for n in range(1, 629)]
    assert len({row["group"] for row in found}) == 28
    assert all(row["statement"] and row["need"] and row["source"] for row in found)


def test_glossary_names_each_term_once_in_both_languages() -> None:
    columns, found = rows("glossary.csv")
    assert columns == ["term", "ja", "en", "note"]
    twice = [term for term, count in Counter(row["term"] for row in found).items() if count > 1]
    assert not twice
    assert all(row["term"] and row["ja"] and row["en"] for row in found)


def test_every_kind_of_record_is_called_as_the_glossary_says() -> None:
    _, found = rows("glossary.csv")
    terms = {(row["ja"], row["en"].casefold()) for row in found}
    called = {(kind.label.ja, kind.label.en.casefold()) for kind in kinds()}
    assert called <= terms
