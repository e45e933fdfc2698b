"""A run that is killed in the middle, and the run after it; batches and their queries."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.audit.actor import SYSTEM
from ikkan.budget.sheets import actions, files, reading, sources
from ikkan.budget.sheets.rules import NewSheet
from ikkan.values.errors import InputError
from tests.budget.sheets.examples import sheet
from tests.conftest import ROOT, TODAY

Files = Callable[..., Path]
ASKED: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
MANY = 1_500


@pytest.mark.sqlite_only
def test_killed_in_the_middle_it_goes_on_where_it_stopped(
    ikkan: Any, written: Files, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    env = {"IKKAN_HOME": str(home), "IKKAN_DATABASE_URL": "", "LANG": "en"}
    assert ikkan.process("init", env=env).code == 0
    path = written(
        *(sheet(2016, f"{number:04}", "研究") for number in range(MANY)), name="sheets.jsonl.gz"
    )
    words = ("import", "review-sheets", str(path), "--mapping", "judgit", "--json")
    run = subprocess.Popen(
        [sys.executable, "-m", "ikkan.server.cli", *words],
        cwd=ROOT,
        env=os.environ | env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stderr is not None
    with run.stderr:
        for line in run.stderr:
            if line.startswith("500 sheets"):
                run.send_signal(signal.SIGKILL)
                break
    assert run.wait(timeout=60) == -signal.SIGKILL
    before = stored(home)
    assert 500 <= len(before) < MANY
    assert len(before) % 500 == 0
    rest = ikkan.process(*words, env=env)
    found = json.loads(rest.out.splitlines()[-1])
    assert (found["merged"], found["loaded"]) == (len(before), MANY - len(before))
    after = stored(home)
    assert len(after) == MANY
    assert {code: after[code] for code in before} == before
    again = json.loads(ikkan.process(*words, env=env).out.splitlines()[-1])
    assert (again["merged"], again["loaded"]) == (MANY, 0)
    assert stored(home) == after


def stored(home: Path) -> dict[str, Any]:
    """Every sheet of a home with the moment of its last change and how many rows it holds."""
    (path,) = home.glob("*.sqlite3")
    with sqlite3.connect(path) as store:
        rows = store.execute(
            "SELECT code, updated_at, (SELECT count(*) FROM budget_sheetbudget b WHERE"
            " b.sheet_id = s.id), (SELECT count(*) FROM budget_sheetpayee p WHERE"
            " p.sheet_id = s.id) FROM budget_sheet s"
        ).fetchall()
    return {code: rest for code, *rest in rows}


def test_the_queries_of_a_batch_do_not_grow_with_it(home: None, written: Files) -> None:
    """As long as SQLite takes the rows in one statement; then it is split."""
    small, large = read(written, 2016, 5), read(written, 2017, 20)
    actions.load_sheets(read(written, 2015, 1), **ASKED)
    counts = []
    for batch in (small, large):
        with CaptureQueriesContext(connection) as queries:
            actions.load_sheets(batch, **ASKED)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_batch_is_written_whole_or_not_at_all(home: None, written: Files) -> None:
    one = read(written, 2016, 1)
    with pytest.raises(InputError, match="二度"):
        actions.load_sheets([*one, *one], **ASKED)
    with pytest.raises(InputError, match="500"):
        actions.load_sheets(one * 501, **ASKED)


def read(written: Files, year: int, count: int) -> list[NewSheet]:
    """Sheets of a year, read from a file."""
    source, _ = sources.read("judgit")
    assert source is not None
    path = written(*(sheet(year, f"{number:04}", "研究") for number in range(count)))
    reader = reading.Reader(source)
    return [reader.sheet(raw) for raw in files.Reading(source, [path]).sheets()]
