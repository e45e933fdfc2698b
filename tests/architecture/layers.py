"""The layer list as the import contract in pyproject.toml states it; read, never repeated."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def contract(name: str) -> dict[str, Any]:
    """One contract of pyproject.toml by its id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    found: dict[str, Any] = next(entry for entry in contracts if entry["id"] == name)
    return found


def layer_rows() -> list[list[str]]:
    """Packages from left (highest) to right (lowest); siblings share a row."""
    layers = contract("layers")["layers"]
    return [[name.strip().strip("()") for name in row.split("|")] for row in layers]


def height() -> dict[str, int]:
    """Package → place in the list; a larger number stands further right."""
    return {name: place for place, row in enumerate(layer_rows()) for name in row}
