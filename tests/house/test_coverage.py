"""Coverage is computed from a full report of this commit, and from nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from house import coverage

REQUIREMENTS = """id,group,group_title,source,term_ja,statement,need
S-001,A,Bodies,000 L1,本部,HQ.,Body.
S-002,A,Bodies,000 L2,会議,Council.,Body.
S-003,B,Law,000 L3,法,Act.,Row.
"""


def report(**changes: Any) -> dict[str, Any]:
    return {"commit": "c1", "full": True, "dirty": False, "shown": [], "covered": {}} | changes


def written(folder: Path, **changes: Any) -> Path:
    path = folder / "report.json"
    path.write_text(json.dumps(report(**changes)), encoding="utf-8")
    return path


def test_report_of_another_commit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(coverage.Refused, match="commit"):
        coverage.read_report(written(tmp_path, commit="c0"), "c1")


def test_report_of_a_partial_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(coverage.Refused, match="partial"):
        coverage.read_report(written(tmp_path, full=False), "c1")


def test_report_of_uncommitted_changes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(coverage.Refused, match="not committed"):
        coverage.read_report(written(tmp_path, dirty=True), "c1")


def test_missing_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(coverage.Refused, match="make test"):
        coverage.read_report(tmp_path / "none.json", "c1")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "body.csv").write_text(
        "code,valid_from,valid_to,source,items,name_ja\nhq,,,x:1,S-001,本部\nold,,,x:1,S-002,会議\n",
        encoding="utf-8",
    )
    (folder / "identities.toml").write_text(
        '[sum_of_year]\nitems = ["S-003"]\n[[table]]\ncode = "t1"\nitems = "S-001"\n',
        encoding="utf-8",
    )
    return folder


def test_rows_are_cited_from_tables_and_toml(pack: Path) -> None:
    assert coverage.cited(pack) == {
        "S-001": {"body:hq", "table:t1"},
        "S-002": {"body:old"},
        "S-003": {"identities:sum_of_year"},
    }


def test_cited_and_shown_is_data_covered_is_works_else_absent(tmp_path: Path, pack: Path) -> None:
    requirements = tmp_path / "requirements.csv"
    requirements.write_text(REQUIREMENTS, encoding="utf-8")
    judged = coverage.judge(
        requirements,
        coverage.cited(pack),
        report(shown=["body:hq"], covered={"S-003": ["tests/x.py::test_y"]}),
    )
    assert [(row.id, row.status) for row in judged] == [
        ("S-001", "data"),
        ("S-002", "absent"),
        ("S-003", "works"),
    ]
    assert "66%" in coverage.table(judged)
