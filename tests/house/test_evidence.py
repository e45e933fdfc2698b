"""A passed test through a face counts for its items; any other test counts for nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CASES = """
import pytest

@pytest.fixture
def client(): return object()

@pytest.mark.covers("S-001")
def test_through_http(client): pass

@pytest.mark.covers("S-002")
def test_of_a_rule(): pass

@pytest.mark.covers("S-006")
def test_with_a_client_of_its_own():
    from django.core.signals import request_started
    request_started.send(object)

@pytest.mark.covers("S-003")
def test_that_fails(client): assert False

@pytest.mark.covers("S-004", "S-005")
def test_crawl(client, shown_codes):
    shown_codes.record_shown("body:hq")
    shown_codes.update(["figure:f1"])
    assert "body:hq" in shown_codes and len(shown_codes) == 2

def test_failing_crawl(client, shown_codes):
    shown_codes.record_shown("body:lost")
    assert False
"""


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "two workers"])
def test_only_passed_tests_through_a_face_count(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workers: list[str]
) -> None:
    target = tmp_path / "evidence.json"
    monkeypatch.setenv("IKKAN_TEST_REPORT", str(target))
    monkeypatch.delenv("IKKAN_TEST_PASS", raising=False)
    pytester.makeini("[pytest]\nmarkers =\n    covers(*items): requirement items\n")
    pytester.makepyfile(CASES)
    words = ["-p", "no:django", "-p", "tests.plugins.evidence", *workers]
    pytester.runpytest_subprocess(*words).assert_outcomes(passed=4, failed=2)
    found = json.loads(target.read_text(encoding="utf-8"))
    assert sorted(found["covered"]) == ["S-001", "S-004", "S-005", "S-006"]
    assert found["shown"] == ["body:hq", "figure:f1"]
    assert len(found["failed"]) == 2
    assert found["passed"] == 4
