"""Files of small sheets, in the forms of the two sources."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.awards import world as worlds


@pytest.fixture(scope="module")
def pack_held(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[None]:
    """The pack in force for all tests of a file."""
    with worlds.kept(django_db_blocker, amed):
        yield


@pytest.fixture
def home(pack_held: None, db: None) -> None:
    """An empty home with the pack in force; what a test writes is undone at its end."""


@pytest.fixture
def load(home: None, ikkan: Any) -> Any:
    """The command on files; its counts always add up."""

    def run(*files: Path, mapping: str = "judgit", code: int = 0, options: Any = ()) -> Any:
        words = ("import", "review-sheets", *files, "--mapping", mapping, "--json", *options)
        done = ikkan(*words)
        assert done.code == code, done.err
        if "rows" in done.json:
            counts = done.json
            assert counts["rows"] == counts["loaded"] + counts["merged"] + counts["refused"]
        return done

    return run


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """`written(sheet, "broken line", …)`: a file of lines, packed where its name ends in .gz."""

    def write(*lines: Any, name: str = "sheets.jsonl") -> Path:
        said = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
                for line in lines]  # fmt: skip
        body = ("\n".join(said) + "\n").encode()
        path = tmp_path / name
        path.write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
        return path

    return write


@pytest.fixture
def documents(tmp_path: Path) -> tuple[Path, Path]:
    """The two documents of the successor system: two projects, one without a budget."""
    details = {
        str(number): {
            "projectId": number,
            "projectName": name,
            "ministry": "見本省",
            "bureau": "見本局",
            "purpose": "健康を守る。",
            "overview": "研究を助ける。",
            "url": None,
            "startYear": 2020,
            "endYear": None,
            "oldProjectNumber": old,
        }
        for number, name, old in ((7, "感染症の研究", "2023-見本ー22-0001"), (8, "新しい研究", ""))
    }
    summary = {
        "fiscalYear": 2023,
        "initialBudget": 33_328_000,
        "supplementaryBudget": -28_000,
        "carryoverBudget": 0,
        "reserveFund": 0,
        "totalBudget": 33_300_000,
        "executedAmount": 11_200_834,
        "carryoverToNext": 500,
        "nextYearRequest": 33_498_000,
    }
    nodes = [
        {
            "id": "project-budget-7",
            "type": "project-budget",
            "projectId": 7,
            "value": 33_300_000,
            "budgetSummary": summary,
        },
        {"id": "project-budget-8", "type": "project-budget", "projectId": 8, "value": 0},
        {
            "id": "r-1",
            "type": "recipient",
            "name": "見本大学",
            "value": 11_000_000,
            "representativeCorporateNumber": "5010005007398",
        },
    ]
    edges = [
        {"source": "total", "target": "ministry-見本省", "value": 33_300_000},
        {"source": "project-spending-7", "target": "r-1", "value": 11_000_000},
    ]
    one, other = tmp_path / "details.json.gz", tmp_path / "graph.json"
    one.write_bytes(gzip.compress(json.dumps(details, ensure_ascii=False).encode()))
    other.write_text(json.dumps({"nodes": nodes, "edges": edges}), encoding="utf-8")
    return one, other
