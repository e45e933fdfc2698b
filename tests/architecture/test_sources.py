"""Files keep below the wall, carry telling names, and leave no trace of one machine."""

from __future__ import annotations

from house import sources


def test_no_finding_about_files() -> None:
    assert sources.findings() == []
