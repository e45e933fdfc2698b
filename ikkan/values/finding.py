"""What a check found, and where: code, place, severity and values, no prose.

Decides: how findings are ordered and how a place is printed. The words for a code live elsewhere.
Called by: pack, tabular, workflow and every check. Source: style 13.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import Enum

from ikkan.values.text import Text


class Severity(Enum):
    """How much a finding matters; in this order on every list."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> Text:
        """誤り・確認・情報."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


_LABELS = {
    Severity.ERROR: Text("誤り", "Error"),
    Severity.WARNING: Text("確認", "Check"),
    Severity.INFO: Text("情報", "Information"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in somebody's file: a line (CSV), a key path (TOML), or both; lines count from 1.

    Printed ``file:line``, ``file:key``, ``file:line:key`` or ``file``, then `` [column]``.
    """

    file: str
    line: int | None = None
    key: str | None = None
    column: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError: a line below 1 is a mistake of the program, not of the input."""
        if self.line is not None and self.line < 1:
            raise ValueError(f"lines count from 1, got {self.line}")

    def __str__(self) -> str:
        parts = [self.file]
        if self.line is not None:
            parts.append(str(self.line))
        if self.key is not None:
            parts.append(self.key)
        column = "" if self.column is None else f" [{self.column}]"
        return ":".join(parts) + column


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found: ``Finding("crosswalk.shares", place, values={"sum": "0.9"})``."""

    code: str
    place: Place
    _: KW_ONLY
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = field(default_factory=dict, hash=False)


def sort(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Gravest first, then by file, line, key, column and code; equal ones keep their order."""
    return tuple(sorted(findings, key=_order))


def _order(found: Finding) -> tuple[int, str, int, str, str, str]:
    place = found.place
    return (
        found.severity.rank,
        place.file,
        place.line or 0,
        place.key or "",
        place.column or "",
        found.code,
    )
