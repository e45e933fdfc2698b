"""Decides what a test run proves: covered items and the codes that pages showed.

`house.suite` names the file to write in IKKAN_TEST_REPORT; `house.coverage` reads it. A test counts
for the items of its `covers` mark when all its phases pass and it goes through HTTP or the CLI: it
asks for a fixture that does, or a request reached Django while it ran.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

FACES = {"client", "as_role", "live_server", "browser_page", "ikkan", "crawl", "admin_client"}


class ShownCodes:
    """Set-like recorder of the `kind:code` references that crawled pages carry."""

    def __init__(self) -> None:
        self._refs: set[str] = set()

    def record_shown(self, ref: str) -> None:
        """Record one value of a `data-ref` attribute."""
        self._refs.add(ref)

    add = record_shown

    def update(self, refs: Iterable[str]) -> None:
        self._refs.update(refs)

    def __contains__(self, ref: object) -> bool:
        return ref in self._refs

    def __iter__(self) -> Iterator[str]:
        return iter(self._refs)

    def __len__(self) -> int:
        return len(self._refs)


class Evidence:
    """What one process has seen; workers hand theirs to the controller when they end."""

    def __init__(self) -> None:
        self.covered: dict[str, set[str]] = {}
        self.shown: set[str] = set()
        self.failed: set[str] = set()
        self.skipped: set[str] = set()
        self.passed = 0
        self.deselected = 0
        self.lost_workers = 0

    def merge(self, other: dict[str, Any]) -> None:
        for item, tests in other["covered"].items():
            self.covered.setdefault(item, set()).update(tests)
        self.shown.update(other["shown"])

    def as_data(self) -> dict[str, Any]:
        return {
            "covered": {item: sorted(tests) for item, tests in sorted(self.covered.items())},
            "shown": sorted(self.shown),
        }


EVIDENCE = pytest.StashKey[Evidence]()
SHOWN = pytest.StashKey[ShownCodes]()
PHASES = pytest.StashKey[list[str]]()
ASKED = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[EVIDENCE] = Evidence()


@pytest.fixture
def shown_codes(request: pytest.FixtureRequest) -> ShownCodes:
    """Recorder of shown references; what it holds counts when the test passes."""
    return request.node.stash.setdefault(SHOWN, ShownCodes())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Any:
    """Notes whether a request reached Django, through whatever client."""
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        return (yield)
    from django.core.signals import request_started

    def asked(**_: object) -> None:
        item.stash[ASKED] = True

    request_started.connect(asked, weak=False)
    try:
        return (yield)
    finally:
        request_started.disconnect(asked)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    phases = item.stash.setdefault(PHASES, [])
    phases.append(report.outcome)
    if report.when == "teardown" and phases and set(phases) == {"passed"}:
        _credit(item)
    return report


def _credit(item: pytest.Item) -> None:
    evidence = item.config.stash[EVIDENCE]
    if SHOWN in item.stash:
        evidence.shown.update(item.stash[SHOWN])
    if not item.stash.get(ASKED, False) and not FACES & set(getattr(item, "fixturenames", ())):
        return
    for mark in item.iter_markers("covers"):
        for number in mark.args:
            evidence.covered.setdefault(number, set()).add(item.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    evidence = _controller_evidence
    if evidence is None:
        return
    if report.failed:
        evidence.failed.add(report.nodeid)
    elif report.skipped:
        evidence.skipped.add(report.nodeid)
    elif report.when == "call":
        evidence.passed += 1


_controller_evidence: Evidence | None = None


def pytest_sessionstart(session: pytest.Session) -> None:
    global _controller_evidence
    if not hasattr(session.config, "workerinput"):
        _controller_evidence = session.config.stash[EVIDENCE]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    evidence = node.config.stash[EVIDENCE]
    handed = getattr(node, "workeroutput", {}).get("evidence")
    if handed is None:
        evidence.lost_workers += 1
    else:
        evidence.merge(handed)


def pytest_deselected(items: list[pytest.Item]) -> None:
    if _controller_evidence is not None and os.environ.get("IKKAN_TEST_PASS") != "postgresql":
        _controller_evidence.deselected += len(items)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    evidence = session.config.stash[EVIDENCE]
    if hasattr(session.config, "workerinput"):
        session.config.workeroutput["evidence"] = evidence.as_data()
        return
    target = os.environ.get("IKKAN_TEST_REPORT")
    if target:
        _write(Path(target), session, evidence, int(exitstatus))


def _write(target: Path, session: pytest.Session, evidence: Evidence, exitstatus: int) -> None:
    data = evidence.as_data() | {
        "exit": exitstatus,
        "passed": evidence.passed,
        "failed": sorted(evidence.failed),
        "skipped": sorted(evidence.skipped),
        "deselected": evidence.deselected,
        "lost_workers": evidence.lost_workers,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
