"""Decides the surroundings of a test process before Django reads its settings.

Loaded by `-p` from pyproject.toml, so it runs ahead of pytest-django. Every process gets a
home of its own under a temporary folder; nothing of the person's own home is touched. The clock of
the server goes on from noon of one day, so that a run at midnight or next year says the same.
What Python compiles is kept beside the packages, also where the surroundings forbid it, and what
was read before the first test is no longer searched for garbage: both only save time.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 22, 3, tzinfo=UTC)
"""In Japan; the day that `tests.conftest` calls TODAY."""


def _fresh_home() -> Path:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    home = Path(tempfile.mkdtemp(prefix=f"ikkan-test-{worker}-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def _keep_the_day() -> None:
    """Django's clock, told to begin at noon; models take it before they are read."""
    begun, clock = datetime.now(UTC), timezone.now
    timezone.now = lambda: clock() - begun + NOON


def _keep_bytecode() -> None:
    """For this process and those it starts; the tree stays clean."""
    kept = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".venv" / "bytecode"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.pycache_prefix, sys.dont_write_bytecode = kept, False


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Everything is imported now and stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


_keep_bytecode()
_keep_the_day()
os.environ["IKKAN_HOME"] = str(_fresh_home())
if (ROOT / "ikkan" / "server").is_dir():
    os.environ["DJANGO_SETTINGS_MODULE"] = "ikkan.server.settings"
# Playwright's synchronous face keeps an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.setdefault("IKKAN_SHARED", str(ROOT.parent / "shared"))
