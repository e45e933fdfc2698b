"""Writers at the same time: nobody waits for a seal, and every entry ends up under one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from ikkan.audit import journal
from ikkan.audit.actor import SYSTEM
from ikkan.audit.models import ActionKey, JournalEntry, Seal, Unsealed
from ikkan.audit.verify import verify
from tests.audit import writers


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql_seal_everything(registered: None) -> None:
    assert writers.write_at_once() == []
    expected = writers.THREADS * writers.ACTIONS
    assert JournalEntry.objects.count() == ActionKey.objects.count() == expected
    assert not Unsealed.objects.exists()
    report = verify()
    assert (report.findings, report.sealed, report.pending) == ((), expected, 0)


@pytest.mark.django_db(transaction=True)
def test_a_long_run_is_sealed_once_at_its_end(registered: None) -> None:
    write, given = writers.probe_action(), {"by": SYSTEM, "as_of": date(2026, 4, 1)}
    write(0, version=None, key=None, **given)
    assert Seal.objects.count() == 1, "an action alone is sealed as it commits"
    with journal.sealing_at_the_end():
        for number in range(5):
            write(number, version=None, key=None, **given)
        assert Unsealed.objects.count() == 5
    assert Seal.objects.count() == 2
    assert verify().findings == ()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_key_used_by_two_at_once_is_done_once(registered: None) -> None:
    write, start = writers.probe_action(), threading.Barrier(4)

    def work() -> None:
        start.wait()
        write(1, by=SYSTEM, as_of=date(2026, 4, 1), version=None, key="the same")
        connection.close()

    running = [threading.Thread(target=work) for _ in range(4)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert JournalEntry.objects.count() == 1


@pytest.mark.sqlite_only
def test_processes_and_threads_on_one_sqlite_file_seal_everything(
    tmp_path: Path, root: Path
) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name != "IKKAN_DATABASE_URL"
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.audit.writers", "all"],
        cwd=root,
        env=environment | {"IKKAN_HOME": str(tmp_path), "IKKAN_JOURNAL_KEY": "k" * 40},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    expected = writers.PROCESSES * writers.THREADS * writers.ACTIONS
    assert said == {"codes": [0, 0], "entries": expected, "pending": 0, "findings": []}
