"""What the file checks call a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from house import licences, sources, tree


@pytest.mark.parametrize(
    ("name", "licence", "taken"),
    [
        ("click", "BSD-3-Clause", True),
        ("psycopg", "LGPL-3.0-only", True),
        ("other", "LGPL-3.0-only", False),
        ("other", "GPL-3.0-or-later", False),
        ("other", "AGPL-3.0", False),
        ("other", "MIT OR GPL-2.0", True),
        ("other", "UNKNOWN", False),
    ],
)
def test_only_permissive_licences_are_taken(name: str, licence: str, taken: bool) -> None:
    assert licences.accepted(name, licence) is taken


def test_file_over_the_wall_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "ROOT", tmp_path)
    path = tmp_path / "ikkan" / "plan" / "utils.py"
    path.parent.mkdir(parents=True)
    path.write_text("x = 1\n" * 401, encoding="utf-8")
    assert list(sources.too_long(path)) == ["ikkan/plan/utils.py: 401 lines, the wall is 400"]
    assert len(list(sources.badly_named(path))) == 1


def test_trace_of_a_machine_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "ROOT", tmp_path)
    path = tmp_path / "notes.md"
    path.write_text("fine\nsee /ho" + "me/someone/x\nfrom py" + "pi.org\n", encoding="utf-8")
    assert [found.split(":")[1] for found in sources.traces(path)] == ["2", "3"]
