"""Fixtures shared by every test; the plugins beside this file set the surroundings.

`make test` runs the suite twice through `house.suite`: everything on SQLite with two workers, then
the tests that touch the database (`django_db` mark, `db`, `live_server`) on a PostgreSQL that
`house.postgres` starts from its wheel. One pass by hand: `.venv/bin/pytest tests/line`; on another
database: `IKKAN_DATABASE_URL=postgresql://… IKKAN_TEST_PASS=postgresql .venv/bin/pytest`.

Marks: `shared` needs the folder of sources, `browser` a chromium, `postgres` and `sqlite_only` one
of the databases, `pack` runs `pack_dir` on both packs, `covers("S-226", …)` names requirements.
What lacks its means is skipped and the summary says so by name.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import settings

from tests.plugins import means

ROOT = Path(__file__).resolve().parents[1]
PACKS = ROOT / "packs"
TODAY = date(2026, 11, 22)

settings.register_profile("ikkan", derandomize=True, deadline=None, database=None)
settings.load_profile("ikkan")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "pack_dir" in metafunc.fixturenames:
        names = ["amed", "minimal"] if metafunc.definition.get_closest_marker("pack") else ["amed"]
        metafunc.parametrize("pack_dir", [PACKS / name for name in names], ids=names)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source material; for tests marked `shared`."""
    return means.shared_folder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one command printed and returned."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The whole output as JSON, else its last line that is JSON."""
        try:
            return json.loads(self.out)
        except ValueError:
            return json.loads(self.out.strip().splitlines()[-1])


class Command:
    """The `ikkan` command, in this process or in one of its own."""

    def __call__(self, *args: object, stdin: str = "") -> Outcome:
        """Run in this process, on the database of the test."""
        from ikkan.server import cli

        words = [str(arg) for arg in args]
        out, err, before = io.StringIO(), io.StringIO(), sys.stdin
        sys.stdin = io.StringIO(stdin)
        code: object = 0
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = cli.main(words)
        except SystemExit as stop:
            code = stop.code
        finally:
            sys.stdin = before
        if code is not None and not isinstance(code, int):
            err.write(f"{code}\n")
            code = 1
        return Outcome(code=int(code or 0), out=out.getvalue(), err=err.getvalue())

    def process(
        self, *args: object, env: dict[str, str] | None = None, timeout: float = 300
    ) -> Outcome:
        """Run as a process of its own, with a home and database that `env` names."""
        words = [sys.executable, "-m", "ikkan.server.cli", *(str(arg) for arg in args)]
        done = subprocess.run(
            words,
            cwd=ROOT,
            env=os.environ | (env or {}),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        return Outcome(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.fixture
def ikkan() -> Command:
    """`ikkan("line", "walk", ref)` in process; `ikkan.process(…)` apart."""
    return Command()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One headless browser of the system for the session; open contexts from it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=means.chromium_path(),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Any) -> Iterator[Any]:
    """A fresh page in a context of its own: Japanese, light, 1280 × 900."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="ja-JP", color_scheme="light"
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def axe() -> Any:
    """`axe(page)` gives the serious and critical findings as short lines."""
    from axe_playwright_python.sync_playwright import Axe

    engine = Axe()

    def findings(page: Any, impacts: tuple[str, ...] = ("serious", "critical")) -> list[str]:
        violations = engine.run(page).response["violations"]
        return [
            f"{found['id']}: {found['help']} at {node['target']}"
            for found in violations
            if found["impact"] in impacts
            for node in found["nodes"]
        ]

    return findings


@pytest.fixture(scope="session")
def amed() -> Any:
    """packs/amed, sound, read once."""
    from ikkan.server import packs

    return packs.load(PACKS / "amed")


@pytest.fixture
def applied(db: None, amed: Any) -> Any:
    """packs/amed in force in the database of the test; the version it became."""
    from tests.packed import in_force

    return in_force(amed, TODAY)


@pytest.fixture
def as_role(db: None) -> Any:
    """`as_role("researcher", Ref(…))`: a client logged in with the role, everywhere or for scopes.

    The account stands in `client.account`, its actor in `client.actor`.
    """
    from django.test import Client

    from ikkan.accounts import actions, queries
    from ikkan.audit.actor import SYSTEM

    made = iter(range(1, 1000))

    def log_in(role: str, *scopes: Any) -> Any:
        day = timezone.localdate()
        how: dict[str, Any] = {"by": SYSTEM, "as_of": day, "version": None, "key": None}
        user = actions.create_account(f"{role}-{next(made)}@example.jp", role, None, **how)
        for scope in scopes or (None,):
            actions.grant_role(user.code, role, scope=scope, valid_from=TODAY, **how)
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.account, client.actor = user, queries.actor_of(user, day)
        return client

    return log_in
