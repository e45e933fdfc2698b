"""A copy of the fictional pack that a test may spoil, and what the checker says about it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ikkan.pack import checker, messages
from ikkan.values.finding import Finding

MINIMAL = Path(__file__).resolve().parents[2] / "packs" / "minimal"


class Copy:
    """A pack's folder to be spoilt; every finding is asked for its sentence as well."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def swap(self, name: str, old: str, new: str, *, times: int = 1) -> int:
        """Replaces `old` in a file and returns the line on which it stood first."""
        file = self.path / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old} is not in {name}"
        file.write_text(text.replace(old, new, times), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def add(self, name: str, text: str) -> int:
        """Adds a line at the end of a file and returns its number."""
        file = self.path / name
        written = file.read_text(encoding="utf-8")
        file.write_text(f"{written}{text}\n", encoding="utf-8")
        return written.count("\n") + 1

    def findings(self) -> list[Finding]:
        """What the checker finds."""
        found = checker.check(self.path)
        for finding in found:
            said = messages.render(finding)
            assert said.ja.startswith(str(finding.place))
            assert said.en.startswith(str(finding.place))
            assert "{" not in said.en.replace("{}", "").replace("{ ja", "")
        return found

    def found(self) -> list[tuple[str, str]]:
        """Code and place of everything the checker finds."""
        return [(finding.code, str(finding.place)) for finding in self.findings()]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy of packs/minimal."""
    path = tmp_path / "minimal"
    shutil.copytree(MINIMAL, path)
    return Copy(path)
