"""Decides which files run first: those that take longest, so that no worker is left with one alone.

`house.suite` gives each worker whole files in this order (`--no-loadscope-reorder`).
"""

from __future__ import annotations

from typing import Final

import pytest

LONGEST: Final = (
    "tests/visibility/test_visibility.py",
    "tests/e2e/",
    "tests/server/test_home.py",
    "tests/properties/",
    "tests/upgrade/",
    "tests/demo/",
    "tests/plan/test_concurrency.py",
    "tests/server/test_keys.py",
    "tests/budget/sheets/test_resuming.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, each file whole; the others as they were collected."""
    items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    named = (number for number, begins in enumerate(LONGEST) if nodeid.startswith(begins))
    return next(named, len(LONGEST))
