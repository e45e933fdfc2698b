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


def _stands(name: str, text: str) -> bool:
    """Latin names as whole words, Japanese ones anywhere."""
    if name not in text:
        return False
    return not name.isascii() or re.search(rf"\b{re.escape(name)}\b", text) is not None


def test_no_name_of_the_pack_stands_in_the_engine() -> None:
    files = {path: path.read_text(encoding="utf-8") for path in engine_files()}
    whole = "\n".join(files.values())
    met = sorted(name for name in pack_names() if _stands(name, whole))
    found = [
        f"{path.relative_to(ROOT)}:{number}: {name}"
        for name in met
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if _stands(name, line)
    ]
    assert not found, "\n".join(found)
