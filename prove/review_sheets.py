"""All 47,597 review sheets of nine years: rows counted by other means, killed and resumed.

Called by `make prove`. Needs the folder of real data (IKKAN_SHARED).
"""

from __future__ import annotations

import csv
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SHEETS, ROWS, HOLD, PAYEES = 47_597, 190_388, 185_142, 699_361
COMPARED, REVISED = 15_351, 1_528
HALF = 500_000
"""Yen: less is no revision but another rounding of the printed million."""
MEDICAL, SECONDS = 1_568, 60
_IKKAN = [sys.executable, "-m", "ikkan.server.cli"]


def main() -> str:
    """The counts of the sources hold; a killed run goes on; a third one changes nothing."""
    folder = Path(os.environ.get("IKKAN_SHARED", "../shared")) / "data" / "judgit"
    with tempfile.TemporaryDirectory(prefix="ikkan-sheets-") as home:
        environment = os.environ | {"IKKAN_HOME": home, "IKKAN_DATABASE_URL": "", "LANG": "en"}
        subprocess.run([*_IKKAN, "init"], env=environment, check=True, capture_output=True)
        before = _worked()
        medical, took = _load(folder / "judgit_medical_rd.jsonl.gz", environment)
        worked = _worked() - before
        _demand(medical["loaded"] == MEDICAL, f"medical sheets: {medical}")
        _demand(worked <= SECONDS, f"the medical sheets took {worked:.0f} s of a processor")
        whole = folder / "judgit_all_2015-2023.jsonl.gz"
        kept = _killed(whole, environment, home)
        found, rest = _load(whole, environment)
        _demand(found["rows"] == SHEETS, f"sheets: {found}")
        _demand(found["merged"] >= kept > MEDICAL, f"{kept} were there, {found['merged']} merged")
        _demand(found["loaded"] == SHEETS - found["merged"], f"loaded: {found}")
        again, _ = _load(whole, environment)
        _demand((again["loaded"], again["merged"]) == (0, SHEETS), f"the last run: {again}")
        with sqlite3.connect(next(Path(home).glob("*.sqlite3"))) as store:
            _rows(store)
            revised, compared = _revisions(store, folder / "crosswalk_resolved.csv")
    return (
        f"{SHEETS:,} sheets, {PAYEES:,} payments; {HOLD:,} of {ROWS:,} totals hold; initial budgets"
        f" of one year differ between successive sheets in {revised:,} of {compared:,}; killed at"
        f" {kept:,} sheets and resumed ({rest:.0f} s), a further run changed nothing; the medical"
        f" {MEDICAL:,} took {took:.1f} s, {worked:.1f} s of a processor"
    )


def _worked() -> float:
    """Processor seconds of the commands so far: what else the machine does is not counted."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _load(path: Path, environment: dict[str, str]) -> tuple[dict[str, Any], float]:
    words = ["import", "review-sheets", str(path), "--mapping", "judgit", "--json"]
    started = time.monotonic()
    done = subprocess.run(
        [*_IKKAN, *words], env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1]), time.monotonic() - started


def _killed(path: Path, environment: dict[str, str], home: str) -> int:
    """Start a run and kill it after some batches; how many sheets are there."""
    words = ["import", "review-sheets", str(path), "--mapping", "judgit"]
    with subprocess.Popen(
        [*_IKKAN, *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        for line in run.stderr or ():
            if line.startswith("10,000 sheets"):
                run.send_signal(signal.SIGKILL)
                break
    with sqlite3.connect(next(Path(home).glob("*.sqlite3"))) as store:
        count: int = store.execute("SELECT count(*) FROM budget_sheet").fetchone()[0]
    return count


def _rows(store: sqlite3.Connection) -> None:
    for table, count in (("sheet", SHEETS), ("sheetpayee", PAYEES), ("sheetbudget", SHEETS * 5)):
        found = store.execute(f"SELECT count(*) FROM budget_{table}").fetchone()[0]  # noqa: S608
        _demand(found == count, f"{table}: {found} rows")
    held = dict(
        store.execute(
            "SELECT holds, count(*) FROM budget_sheetbudget WHERE gap IS NOT NULL GROUP BY holds"
        )
    )
    _demand((held[1], held[0]) == (HOLD, ROWS - HOLD), f"totals: {held}")


def _revisions(store: sqlite3.Connection, path: Path) -> tuple[int, int]:
    """Initial budgets of the same year in both sheets of each pair of the resolved crosswalk."""
    printed: dict[str, dict[int, int]] = {}
    for key, year, yen in store.execute(
        "SELECT s.key, b.fiscal_year, b.initial FROM budget_sheetbudget b JOIN budget_sheet s ON"
        " s.id = b.sheet_id WHERE b.initial IS NOT NULL"
    ):
        printed.setdefault(key, {})[year] = yen
    revised = compared = 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            later, earlier = (
                printed[f"{row[f'{side}_year']}/{row[f'{side}_ministry']}/{row[f'{side}_no']}"]
                for side in ("succ", "pred")
            )
            common = later.keys() & earlier.keys()
            compared += len(common)
            revised += sum(abs(later[year] - earlier[year]) >= HALF for year in common)
    _demand((revised, compared) == (REVISED, COMPARED), f"revisions: {revised} of {compared}")
    return revised, compared


def _demand(holds: bool, said: str) -> None:
    if not holds:
        raise AssertionError(said)
