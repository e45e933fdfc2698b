"""Two packs put into force at once: one waits or is refused, nothing is half."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction

from ikkan.audit.actor import SYSTEM
from ikkan.pack import diff
from ikkan.pack.model import Pack
from ikkan.plan import queries
from ikkan.plan.actions import packs as actions
from ikkan.plan.models import PackVersion
from ikkan.server import packs
from ikkan.values.errors import Busy
from tests.plan import copies

TODAY = date(2026, 11, 22)
CELL = "series.amed.2014.MEXT.recast"


@pytest.fixture
def variants(root: Path, tmp_path: Path) -> list[Path]:
    """Two versions of the real pack that print one amount differently."""
    made = []
    for number, value in enumerate(("567", "577"), start=1):
        folder = copies.copied(root / "packs" / "amed", tmp_path / f"variant-{number}")
        copies.with_version(folder, f"2027.{number}")
        made.append(copies.with_cell(folder, "figure", CELL, printed=value, value=value))
    return made


def record(pack: Pack) -> PackVersion:
    return actions.record_pack(pack, by=SYSTEM, as_of=TODAY, version=None, key=None)


@pytest.mark.sqlite_only
def test_two_commands_at_once_on_one_file(variants: list[Path], tmp_path: Path, ikkan) -> None:
    home = {"IKKAN_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"}
    assert ikkan.process("init", env=home).code == 0
    words = [sys.executable, "-m", "ikkan.server.cli", "pack", "apply"]
    running = [
        subprocess.Popen(
            [*words, str(folder)],
            env=surroundings(home),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for folder in variants
    ]
    ended = [(process.communicate(timeout=120), process.returncode) for process in running]
    assert {code for _, code in ended} <= {0, 2}, ended
    assert 0 in {code for _, code in ended}
    differences = [
        ikkan.process("pack", "diff", folder, "--json", env=home).json["changes"]
        for folder in variants
    ]
    assert sorted(differences)[0] == 0, "the last one is there as a whole"
    assert ikkan.process("audit", "verify", env=home).code == 0


def surroundings(home: dict[str, str]) -> dict[str, str]:
    import os

    return os.environ | home


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_applications_at_once_wait_for_each_other(amed: Pack, variants: list[Path]) -> None:
    record(amed)
    both = [packs.load(folder) for folder in variants]
    start = threading.Barrier(2)
    failures: list[BaseException] = []

    def apply(pack: Pack) -> None:
        try:
            start.wait()
            record(pack)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=apply, args=(pack,)) for pack in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert PackVersion.objects.count() == 3
    last = queries.recorded_pack()
    assert diff.diff(next(one for one in both if one.version == last.version), last) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_is_told_busy(amed: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "WAIT", "200ms")
    told: list[BaseException] = []

    def apply() -> None:
        try:
            record(amed)
        except Busy as busy:
            told.append(busy)
        finally:
            connection.close()

    with transaction.atomic():
        actions._alone()
        other = threading.Thread(target=apply)
        other.start()
        other.join()
    assert len(told) == 1
    assert not PackVersion.objects.exists()
