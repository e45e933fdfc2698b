"""Two at once on one request: neither overwrites the other, nothing is put together half-way.

Threads on PostgreSQL, where locks are of rows; processes on SQLite, which locks its file.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from ikkan.budget.models import Line, Request, Round
from ikkan.budget.requests import actions, queries
from ikkan.pack.model import Pack
from ikkan.plan import actions as plan
from ikkan.values.errors import Busy, IkkanError
from tests.budget.conftest import ASKED
from tests.budget.requests import desk
from tests.budget.requests.desk import HQ, does, how, now, officer

TRIES = 200
EDIT = """
import sys, django
django.setup()
from ikkan.audit.actor import SYSTEM
from ikkan.budget.requests import actions
from ikkan.budget.requests.rules import NewLine
from ikkan.values.errors import IkkanError
import datetime
who, day = int(sys.argv[1]), datetime.date(2026, 11, 22)
for seen in range(1, 9):
    line = NewLine(code="L-01", name_ja="行", cost_class="grants", project="N2-01", request_yen=who)
    try:
        actions.put_line(sys.argv[2], line, seen, by=SYSTEM, as_of=day, version=None, key=None)
        print("done", seen)
    except IkkanError as error:
        print(error.code, seen)
"""


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each was told: done, or the code of the refusal; whoever is told to wait tries again."""
    start = threading.Barrier(len(acts))
    told = [""] * len(acts)

    def run(place: int) -> None:
        start.wait()
        try:
            for _ in range(TRIES):
                try:
                    acts[place]()
                    told[place] = "done"
                except Busy:
                    continue
                except IkkanError as error:
                    told[place] = error.code
                break
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.fixture
def found(transactional_db: None, minimal: Pack) -> Round:
    plan.record_pack(minimal, **ASKED)
    return desk.open_round("minimal")


def lines(codes: Sequence[str]) -> list[desk.NewLine]:
    return [desk.new_line(code, "minimal") for code in codes]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_officers_on_one_line(found: Round) -> None:
    care = desk.of(found, "CARE")
    desk.put(care, *lines(["L-01"]))

    def edit(name: str, yen: int) -> Callable[[], Line]:
        line = desk.new_line("L-01", "minimal", request_yen=yen)
        return lambda: actions.put_line(care.code, line, 1, **how(officer("CARE", name)))

    told = at_once(edit("a", 1), edit("b", 2))
    assert sorted(told) == ["done", "request.line_changed"]
    kept = queries.lines_of(now(care))[0]
    assert (kept.request_yen, kept.row_version) == (told.index("done") + 1, 2)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_lines_at_once_are_both_kept(found: Round) -> None:
    care = desk.of(found, "CARE")

    def add(code: str) -> Callable[[], Line]:
        [line] = lines([code])
        return lambda: actions.put_line(care.code, line, None, **how(officer("CARE")))

    assert at_once(*[add(f"L-{number}") for number in range(4)]) == ["done"] * 4
    assert Line.objects.count() == 4
    assert now(care).version == 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_submits_make_one_version(found: Round) -> None:
    care = desk.of(found, "CARE")
    desk.put(care, *lines(["L-01"]))
    seen = now(care).version

    def submit(name: str) -> Callable[[], Request]:
        return lambda: actions.submit(care.code, **how(officer("CARE", name), seen))

    told = at_once(submit("a"), submit("b"))
    assert sorted(told) == ["audit.version", "done"]
    assert (now(care).state, care.versions.count()) == ("submitted", 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_submits_of_two_ministries_leave_the_round_where_it_is(found: Round) -> None:
    both = [desk.of(found, body) for body in ("CARE", "LEARN")]
    for request in both:
        desk.put(request, *lines(["L-01"]))
    told = at_once(*[lambda one=one: does("submit", one) for one in both])  # type: ignore[misc]
    assert told == ["done", "done"]
    assert Round.objects.get().state == "submitted"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_put_together_is_what_was_agreed(found: Round) -> None:
    care, learn = (desk.of(found, body) for body in ("CARE", "LEARN"))
    for request in (care, learn):
        desk.put(request, *lines(["L-01"]))
        does("submit", request)
    does("consent", care, by=HQ)
    decision = desk.decision(found, "BOARD")
    seen = Round.objects.get().version
    told = at_once(
        lambda: actions.compile_round(found.code, decision, **how(HQ, seen)),
        lambda: does("reopen", learn, desk.AHEAD, "直す", by=HQ),
        lambda: does("consent", learn, by=HQ),
    )
    here = Round.objects.get()
    assert {one.compiled_number for one in here.requests.all()} in ({1}, {None})
    assert (here.compiled_at is None) == (told[0] != "done")
    states = {one.state for one in here.requests.all()}
    assert ("bundled" in states) == (states == {"bundled"})


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_two_processes_on_one_line_never_both_keep_the_same_turn(
    found: Round, tmp_path: Path
) -> None:
    care = desk.of(found, "CARE")
    desk.put(care, *lines(["L-01"]))
    with closing(sqlite3.connect(tmp_path / "ikkan.sqlite3")) as file:
        connection.connection.backup(file)
    named = {"IKKAN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "ikkan.server.settings"}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", EDIT, str(who), care.code],
            env=os.environ | named,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        for who in (1, 2)
    ]
    said = [process.communicate(timeout=300) for process in both]
    turns = [
        row.split()[1] for out, _ in said for row in out.splitlines() if row.startswith("done")
    ]
    told = [row.split()[0] for out, _ in said for row in out.splitlines()]
    assert sorted(turns) == sorted(set(turns)), said  # each turn was one process's
    assert len(told) == 16, said
    with closing(sqlite3.connect(tmp_path / "ikkan.sqlite3")) as file:
        [(version,)] = file.execute("select row_version from budget_line").fetchall()
    assert version == len(turns) + 1
