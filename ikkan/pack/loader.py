"""The door to a pack on disk: a sound one, or every reason why not.

Decides: that nothing works with a pack that has errors. Called by: server (apply, diff), plan's
tests. All findings at once, nothing half.
"""

from __future__ import annotations

from pathlib import Path

from ikkan.pack import checker
from ikkan.pack.model import Pack
from ikkan.values.errors import PackError
from ikkan.values.finding import Finding, Severity
from ikkan.values.text import Text


def load(path: Path) -> Pack:
    """The pack in a folder. Raises PackError with all findings when one of them is an error."""
    pack, findings = checker.examine(Path(path))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if pack is None or errors:
        raise PackError("pack.findings", _REFUSED.format(path=path, count=len(errors)), findings)
    return pack


def read(path: Path) -> tuple[Pack | None, list[Finding]]:
    """The pack as far as it can be read and all findings; never raises for bad content.

    The pack is None only where the folder or pack.toml cannot be read.
    """
    return checker.examine(Path(path))


_REFUSED = Text(
    "パック「{path}」に誤りが{count}件あります。すべて直してから読み込んでください。",
    'The pack "{path}" has {count} errors. Correct them all, then load it.',
)
