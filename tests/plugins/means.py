"""Decides which tests have the means to run here, and says aloud which have not.

Means are the shared folder of sources, a chromium, and PostgreSQL from its wheel. With CI=true a
missing chromium is a failure. In the PostgreSQL pass only tests that touch the database are kept.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
"""The shell first: the same engine without the window around it draws a page for half the work."""


def chromium_path() -> str | None:
    """The browser of the system, or the one IKKAN_CHROMIUM names."""
    named = os.environ.get("IKKAN_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


def shared_folder() -> Path:
    """The folder of source material: IKKAN_SHARED, else ../shared beside the repository."""
    return Path(os.environ.get("IKKAN_SHARED", str(ROOT.parent / "shared")))


def on_postgresql() -> bool:
    return os.environ.get("IKKAN_DATABASE_URL", "").startswith("postgres")


def touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def needs_browser(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("browser") is not None or bool(
        fixtures & {"browser_page", "chromium"}
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("IKKAN_TEST_PASS") != "postgresql":
        return
    kept = [item for item in items if touches_database(item) and not needs_browser(item)]
    kept_ids = {id(item) for item in kept}
    config.hook.pytest_deselected(items=[item for item in items if id(item) not in kept_ids])
    items[:] = kept


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared") and not shared_folder().is_dir():
        pytest.skip("no shared folder of sources: set IKKAN_SHARED")
    if needs_browser(item) and chromium_path() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no chromium on this machine, and CI demands one", pytrace=False)
        pytest.skip("no chromium on this machine: apt-get install chromium")
    if item.get_closest_marker("sqlite_only") and on_postgresql():
        pytest.skip("speaks of SQLite only")
    if item.get_closest_marker("postgres") and not on_postgresql():
        pytest.skip("speaks of PostgreSQL only: runs in the second pass of `make test`")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        by_reason[reason.removeprefix("Skipped: ")].append(report.nodeid)
    if not by_reason:
        return
    terminalreporter.section("SKIPPED, by name and reason", sep="!", yellow=True)
    for reason, names in sorted(by_reason.items()):
        terminalreporter.line(f"{reason} ({len(names)})")
        for name in sorted(set(names)):
            terminalreporter.line(f"    {name}")
