"""The engine is for any funder: names of bodies, programmes and projects stay in the pack."""

from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("body", "programme", "project")
COLUMNS = ("name_ja", "name_en")
SUFFIXES = {".py", ".html", ".txt", ".css", ".js", ".po", ".toml", ".svg", ".csv", ".json", ".xml"}
SHORTEST = 4


def pack_names() -> set[str]:
    """Names of the pack's rows, too short ones left out: they are words of the language."""
    names = {"AMED"}
    for kind in KINDS:
        path = ROOT / "packs" / "amed" / f"{kind}.csv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                names.update(row.get(column, "").strip() for column in COLUMNS)
    return {name for name in names if len(name) >= SHORTEST}


def engine_files() -> list[Path]:
    return [path for path in sorted((ROOT / "ikkan").rglob("*")) if path.suffix in SUFFIXES]


def _pattern(names: set[str]) -> re.Pattern[str]:
    """Latin names as whole words, Japanese ones anywhere; the longest first."""
    ordered = sorted(names, key=len, reverse=True)
    parts = [rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in ordered]
    return re.compile("|".join(parts))


def test_no_name_of_the_pack_stands_in_the_engine() -> None:
    pattern = _pattern(pack_names())
    found = [
        f"{path.relative_to(ROOT)}:{number}: {hit.group()}"
        for path in engine_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (hit := pattern.search(line))
    ]
    assert not found, "\n".join(found)
