"""Copies of a pack with one thing changed, for tests of plan, line and server."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[list[dict[str, str]]], None]


def copied(source: Path, target: Path) -> Path:
    """The pack in `source`, copied to `target`."""
    shutil.copytree(source, target)
    return target


def edited(pack: Path, kind: str, edit: Edit) -> Path:
    """`pack` with the rows of one kind passed through `edit`."""
    file = pack / f"{kind}.csv"
    with file.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        heads, rows = list(reader.fieldnames or ()), list(reader)
    edit(rows)
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, heads, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return pack


def with_cell(pack: Path, kind: str, code: str, **cells: str) -> Path:
    """`pack` with some cells of one row written anew."""

    def edit(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["code"] == code).update(cells)

    return edited(pack, kind, edit)


def with_version(pack: Path, version: str) -> Path:
    """`pack` with another version in pack.toml."""
    file = pack / "pack.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    written = [f'version = "{version}"' if line.startswith("version") else line for line in lines]
    file.write_text("\n".join(written) + "\n", encoding="utf-8")
    return pack
