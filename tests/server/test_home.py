"""A home from nothing, as its own processes see it: init, doctor, serve, and back."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite_only


def surroundings(home: Path) -> dict[str, str]:
    return {"IKKAN_HOME": str(home), "LANG": "C.UTF-8", "IKKAN_DATABASE_URL": ""}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A home with the real pack and the logins of a demonstration."""
    made = tmp_path_factory.mktemp("home") / "ikkan"
    done = subprocess.run(
        [sys.executable, "-m", "ikkan.server.cli", "init", "--demo-logins"],
        cwd=root,
        env=os.environ | surroundings(made),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return made


def test_a_fresh_home_is_refused_until_init(ikkan, tmp_path: Path) -> None:
    env = surroundings(tmp_path / "none")
    for words in (["serve"], ["figures", "check"], ["line", "broken"], ["audit", "verify"]):
        done = ikkan.process(*words, env=env)
        assert done.code == 2, words
        assert "ikkan init" in done.err
        assert "Traceback" not in done.err


def test_init_is_safe_to_repeat(home: Path, ikkan) -> None:
    for name in ("secret.key", "journal.key", "demo-logins.json"):
        assert (home / name).stat().st_mode & 0o777 == 0o600
    kept = {name: (home / name).read_bytes() for name in ("journal.key", "demo-logins.json")}
    again = ikkan.process("init", "--demo-logins", "--json", env=surroundings(home))
    assert (again.code, again.json["static"]) == (0, False)
    assert kept == {name: (home / name).read_bytes() for name in kept}
    assert ikkan.process("audit", "verify", env=surroundings(home)).code == 0


def test_a_lost_journal_key_is_not_replaced(home: Path, ikkan) -> None:
    key = home / "journal.key"
    text = key.read_text()
    key.unlink()
    try:
        done = ikkan.process("init", env=surroundings(home))
    finally:
        key.touch(mode=0o600)
        key.write_text(text)
    assert done.code == 2
    assert "journal.key" in done.err


def test_doctor_tells_what_to_do(home: Path, ikkan, tmp_path: Path) -> None:
    well = ikkan.process("doctor", "--json", env=surroundings(home))
    assert well.code == 0, well.out
    checks = well.json["checks"]
    assert checks["database"]["seen"].startswith("sqlite 3.")
    assert "journal_mode wal" in checks["database"]["seen"]
    assert checks["pack"]["seen"] == "amed@2026.11"
    assert checks["japanese_font"]["state"] in {"ok", "warning"}
    ill = ikkan.process("doctor", env=surroundings(tmp_path / "none"))
    assert ill.code == 1
    assert "ikkan init" in ill.out
    assert not (tmp_path / "none").exists(), "doctor writes nothing"


def test_a_command_starts_within_a_second(ikkan) -> None:
    import_all = "import ikkan.server.cli, sys; print([m for m in sys.modules if m in HEAVY])"
    heavy = "HEAVY = {'django', 'openpyxl', 'granian', 'allauth', 'psycopg'}; "
    done = subprocess.run(
        [sys.executable, "-c", heavy + import_all], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_serve_answers_until_interrupted(home: Path, root: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "ikkan.server.cli", "serve", "--port", str(port), "--workers", "1"],
        cwd=root,
        env=os.environ | surroundings(home) | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        status = answered(f"http://127.0.0.1:{port}/static/django_htmx/htmx-2.min.js")
        taken = subprocess.run(
            [sys.executable, "-m", "ikkan.server.cli", "serve", "--port", str(port)],
            cwd=root,
            env=os.environ | surroundings(home),
            capture_output=True,
            text=True,
            check=False,
        )
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
    finally:
        process.kill()
    assert status == 200
    assert taken.returncode == 2
    assert f":{port}" in taken.stderr
    assert process.returncode == 0, out
    assert f"http://localhost:{port}/" in out
    assert "administrator@ikkan.example" in out
    assert "Traceback" not in out


def answered(address: str) -> int:
    """The status once the server listens; fails after twenty seconds."""
    end = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return int(answer.status)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
