"""Keys of a home: made once, and never anew beside a journal, wherever the database is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ikkan.audit import journal, verify
from ikkan.server import homes, surroundings
from ikkan.values.errors import InputError


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No home yet; its keys come from nowhere else."""
    monkeypatch.setenv("IKKAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("IKKAN_SECRET_KEY", raising=False)
    monkeypatch.delenv("IKKAN_JOURNAL_KEY", raising=False)
    return surroundings.home()


@pytest.fixture
def begun(applied: Any) -> None:
    journal.seal_pending()


def test_keys_are_made_once(home: Path) -> None:
    assert [path.name for path in homes.make()] == ["secret.key", "journal.key"]
    assert homes.make() == []
    assert {path.name for path in home.iterdir()} == {"secret.key", "journal.key"}
    assert (home / "journal.key").stat().st_mode & 0o777 == 0o600


def test_many_at_once_make_one_set_of_keys(home: Path) -> None:
    code = "from ikkan.server import homes; print(*[path.name for path in homes.make()])"
    many = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    outcomes = [one.communicate(timeout=60) for one in many]
    assert [one.returncode for one in many] == [0] * 6, outcomes
    assert sorted(out.strip() for out, _ in outcomes) == [""] * 5 + ["secret.key journal.key"]


def test_a_new_key_beside_a_journal_is_refused_and_taken_back(home: Path, begun: None) -> None:
    new = homes.make()
    with pytest.raises(InputError) as refused:
        homes.refuse_strange_journal(new)
    assert refused.value.code == "home.key"
    assert "missing beside an existing database" in refused.value.text.en
    assert list(home.iterdir()) == []


def test_a_key_that_did_not_seal_the_journal_is_refused(
    home: Path, begun: None, settings: Any
) -> None:
    homes.make()
    homes.refuse_strange_journal([])
    settings.IKKAN_JOURNAL_KEY = "another key"
    assert not verify.key_fits()
    with pytest.raises(InputError) as refused:
        homes.refuse_strange_journal([])
    assert refused.value.code == "home.key"
    assert (home / "journal.key").exists(), "only a key made just now is taken back"


def test_a_new_key_for_an_empty_journal_is_kept(home: Path, db: None) -> None:
    new = homes.make()
    homes.refuse_strange_journal(new)
    assert all(path.exists() for path in new)


@pytest.mark.sqlite_only
def test_init_refuses_a_new_key_for_a_database_outside_its_home(
    ikkan: Any, tmp_path: Path, root: Path
) -> None:
    def env(name: str) -> dict[str, str]:
        address = f"sqlite:///{tmp_path}/apart.sqlite3"
        return {"IKKAN_HOME": str(tmp_path / name), "IKKAN_DATABASE_URL": address}

    pack = root / "packs" / "minimal"
    assert ikkan.process("init", "--pack", pack, env=env("one")).code == 0
    done = ikkan.process("init", "--pack", pack, "--json", env=env("two"))
    assert (done.code, done.json["error"]) == (2, "home.key")
    assert not (tmp_path / "two" / "journal.key").exists()
    assert ikkan.process("init", "--pack", pack, env=env("one")).code == 0
