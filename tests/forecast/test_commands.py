"""`ikkan forecast` on plain files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.sqlite_only
HISTORY = "project,phase,entered,left,outcome\n" + "".join(
    f"P{n},a,20{10 + n % 9}-04-01,20{12 + n % 9}-0{1 + n % 8}-15,{('advanced', 'stopped')[n % 2]}\n"
    for n in range(30)
)
RUNNING = "R1,a,2025-04-01,,\nR2,b,2024-10-01,,\n"
ASSUMED: dict[str, Any] = {
    "phases": ["a", "b"],
    "history": "history.csv",
    "observed": "2026-03-31",
    "prior": {"years": {"a": 2, "b": 4}, "success": 0.5, "strength": 1, "source": "assumed"},
    "starts_per_year": [5, 6, 7],
    "cost": {"a": 10, "b": 30},
    "budget": {"yen": 100, "speed": 1, "success": {"a": 0, "b": 0.2}},
    "first_year": 2026,
}


def written(folder: Path, history: str = HISTORY + RUNNING, **changes: Any) -> Path:
    """The two files; a change of None leaves a key out."""
    told = {key: value for key, value in {**ASSUMED, **changes}.items() if value is not None}
    (folder / "history.csv").write_text(history, encoding="utf-8")
    path = folder / "assumed.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_a_history_is_fitted_and_forecast(ikkan: Any, tmp_path: Path) -> None:
    out = tmp_path / "years.csv"
    file = written(tmp_path)
    done = ikkan("forecast", file, "--years", 3, "--replications", 50, "--out", out, "--json")
    assert done.code == 0, done.err
    assert (done.json["path"], done.json["years"]) == ("named", [2026, 2027, 2028])
    active = done.json["indicators"]["a.active"]
    assert active["low"][0] <= active["high"][0]
    assert active["joint_low"][0] <= active["low"][0]
    assert "assumed" in done.json["notes"][0]["en"]
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 3 * 6
    again = ikkan("forecast", file, "--years", 3, "--replications", 50, "--json")
    assert again.json["indicators"] == done.json["indicators"]
    said = ikkan("--lang", "ja", "forecast", file, "--years", 2, "--replications", 20, "--cohorts")
    assert "まとまり" in said.out


def test_known_values_and_cohorts_need_no_history(ikkan: Any, tmp_path: Path) -> None:
    cohorts = [{"phase": "a", "years": 1, "count": 1000}]
    file = written(
        tmp_path, history="", cohorts=cohorts, known={"years": 2, "success": 0.5}, prior=None,
        observed=None, budget=None, starts_per_year=0,
    )  # fmt: skip
    told = json.loads(file.read_text(encoding="utf-8"))
    del told["history"]
    file.write_text(json.dumps(told), encoding="utf-8")
    done = ikkan("forecast", file, "--years", 2, "--replications", 50, "--json")
    assert (done.code, done.json["path"]) == (0, "cohorts")
    assert done.json["indicators"]["a.active"]["mean"][0] == pytest.approx(1000 * 0.6065, abs=15)
    assert ikkan("forecast", file, "--named").code == 2
    assert ikkan("forecast", file, "--calibrate", 5).code == 2


def test_intervals_are_calibrated_on_demand(ikkan: Any, tmp_path: Path) -> None:
    file = written(tmp_path)
    done = ikkan("forecast", file, "--years", 1, "--replications", 5, "--calibrate", 40, "--json")
    assert done.code == 0
    assert done.json["calibration"]["n"] == 40
    assert set(done.json["calibration"]["coverage"]) == {"a.advanced", "b.advanced", "a.active"}


def test_bad_files_are_told_whole_in_both_languages(ikkan: Any, tmp_path: Path) -> None:
    history = "project,phase,entered,left,outcome\nA,a,2020-01-01,x,advanced\n,a,2020-01-01,,\n"
    file = written(
        tmp_path, history=history + "B,z,2020-01-01,2019-01-01,won\n", typo=1, first_year="x",
        prior={"years": -1, "success": {"a": 2, "x": 1}}, starts_per_year=[-1],
        projects=[{"code": "A", "phase": "q", "years": True}, {"code": "A"}],
    )  # fmt: skip
    done = ikkan("forecast", file, "--json")
    assert done.code == 2
    said = done.json["message"]["en"]
    for part in (
        "typo", "first_year", "prior.years", "prior.success.a", "phase x", "success.b is missing",
        "starts_per_year[0]", "projects[0]", "projects[1]", "history.csv:2", "history.csv:3",
        "B (4)", "phase z", "outcome won",
    ):  # fmt: skip
        assert part in said, part
    assert len(done.json["message"]["ja"].splitlines()) == len(said.splitlines())
    for broken in ("{", "[" * 100_000, '{"phases": ["a"], "phases": ["b"]}'):
        file.write_text(broken, encoding="utf-8")
        assert ikkan("forecast", file, "--json").json["error"] == "files.json"
    assert ikkan("forecast", tmp_path / "none.json").code == 2
    file.write_text("[]", encoding="utf-8")
    assert ikkan("forecast", file).code == 2
    both = written(tmp_path, known={"years": 1, "success": 0.5})
    assert "either a history" in ikkan("forecast", both, "--json").json["message"]["en"]
    good = written(tmp_path)
    nowhere = tmp_path / "none" / "years.csv"
    done = ikkan("forecast", good, "--years", 1, "--replications", 5, "--out", nowhere, "--json")
    assert (done.code, done.json["error"]) == (2, "files.open")
