"""`ikkan assign` and `ikkan match` on plain files."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.sqlite_only
SCORES = (
    "proposal,reviewer,score\nP1,R1,0.9\nP1,R2,0.8\nP1,R3,0.1\nP2,R1,0.7\nP2,R2,0.2\nP2,R3,0.3\n"
)
AWARDS = (
    "code,title,phase,modality,domains,ends,yen\n"
    "A1,がん創薬の探索,1,drug,cancer,2027-03-31,10000000\n"
    "A2,gene therapy vector,2,gene,rare;child,2027-03-31,20000000\n"
)
SLOTS = (
    "code,title,phase_from,phase_to,modalities,domains,opens,closes,yen,upper,money\n"
    "S1,がん創薬の開発,1,3,drug,cancer,2027-04-01,2027-09-30,12000000,1,\n"
    "S2,rare disease gene therapy,2,3,gene;drug,rare,2027-04-01,,20000000,1,25000000\n"
)


def written(folder: Path, **files: str) -> dict[str, Path]:
    """Files of a person."""
    paths = {name: folder / f"{name}.csv" for name in files}
    for name, text in files.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


def test_reviewers_are_assigned_and_written(ikkan: Any, tmp_path: Path) -> None:
    given = written(tmp_path, scores=SCORES, conflicts="proposal,reviewer\nP1,R1\n")
    out = tmp_path / "plan.csv"
    done = ikkan(
        "assign", given["scores"], "--load", 2, "--need", 2, "--conflicts", given["conflicts"],
        "--exact", "--out", out, "--json",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert (done.json["pairs"], done.json["value"], done.json["gap"]) == (4, 1.9, 0.0)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {(row["proposal"], row["reviewer"]) for row in rows} == {
        ("P1", "R2"), ("P1", "R3"), ("P2", "R1"), ("P2", "R3"),
    }  # fmt: skip
    assert ikkan("assign", given["scores"], "--load", 2, "--need", 2).code == 0


def test_bad_rows_are_told_with_their_lines_all_at_once(ikkan: Any, tmp_path: Path) -> None:
    bad = "proposal,reviewer,score\nP1,R1,x\nP1,R1,-1\n,R2,0.4\nP2,R2,NaN\nP3,R1,1\nP3,R1,1\n"
    given = written(tmp_path, scores=bad, pins="proposal,reviewer\nP9,R1\n", other="a,b\n1,2\n")
    done = ikkan("assign", given["scores"], "--load", 2, "--pins", given["pins"], "--json")
    assert done.code == 2
    said = done.json["message"]["en"].splitlines()
    assert [line.split(":")[1] for line in said] == ["2", "3", "4", "5", "7", "2"]
    assert len(done.json["message"]["ja"].splitlines()) == 6
    assert ikkan("assign", given["other"], "--load", 2).code == 2
    assert ikkan("assign", tmp_path / "none.csv", "--load", 2).code == 2


def test_too_little_capacity_is_explained(ikkan: Any, tmp_path: Path) -> None:
    given = written(tmp_path, scores=SCORES)
    done = ikkan("assign", given["scores"], "--load", 1, "--need", 2, "--json")
    assert done.code == 2
    assert done.json["error"] == "assignment.capacity"
    partial = ikkan("assign", given["scores"], "--load", 1, "--need", 2, "--partial", "--json")
    assert (partial.code, partial.json["unmatched"]) == (0, 1)


def test_awards_are_matched_with_components_prices_and_reasons(ikkan: Any, tmp_path: Path) -> None:
    given = written(tmp_path, awards=AWARDS, slots=SLOTS, forbids="award,slot\nA1,S2\n")
    out = tmp_path / "plan.csv"
    done = ikkan(
        "match", given["awards"], given["slots"], "--forbids", given["forbids"], "--out", out,
        "--json",
    )  # fmt: skip
    assert done.code == 0, done.err
    rows = {
        row["award"]: row for row in csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    }
    assert (rows["A1"]["slot"], rows["A2"]["slot"]) == ("S1", "S2")
    assert float(rows["A1"]["modality"]) == 1.0
    assert 0 < float(rows["A1"]["text"]) < 1
    assert done.json["exact"]
    refused = ikkan("match", given["awards"], given["slots"], "--weights", "text=1,other=1")
    assert refused.code == 2
    assert ikkan("match", given["awards"], given["slots"], "--floor", "0.99").code == 0
