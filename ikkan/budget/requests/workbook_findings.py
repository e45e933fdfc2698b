"""Findings about an uploaded workbook as pages and files show them, and as they are kept.

Decides: how a place in a workbook is named. Called by uploads, the request page, the XLSX of
findings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ikkan.budget.requests.workbook_words import SAID
from ikkan.tabular.sheet import Sheet
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

_SIDES: Final = {True: Text("右", "right"), False: Text("左", "left")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding as a page shows it."""

    severity: Severity
    place: str
    words: Text
    step: Text

    @property
    def sort(self) -> str:
        """error, warning or info."""
        return self.severity.value


def told(finding: Finding) -> Told:
    """A finding in words. Raises KeyError for a code that no reading gives."""
    values = dict(finding.values)
    if "right" in values:
        values["side"] = _SIDES[bool(values["right"])]
    words, step = SAID[finding.code]
    return Told(
        severity=finding.severity,
        place=_place(finding.place),
        words=words.format(**values),
        step=step,
    )


def _place(place: Place) -> str:
    cell = f"{place.column or ''}{place.line or ''}"
    return " ".join(part for part in (place.key or "", cell) if part) or place.file


def as_data(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as they are kept until the workbook is applied."""
    return [
        {
            "code": one.code,
            "severity": one.severity.value,
            "place": [one.place.file, one.place.line, one.place.key, one.place.column],
            "values": {name: _kept(value) for name, value in one.values.items()},
        }
        for one in findings
    ]


def of_data(rows: Sequence[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Findings as they were kept."""
    return tuple(
        Finding(
            row["code"],
            Place(row["place"][0], row["place"][1], row["place"][2], row["place"][3]),
            severity=Severity(row["severity"]),
            values={name: _given(value) for name, value in row["values"].items()},
        )
        for row in rows
    )


def _kept(value: object) -> object:
    if isinstance(value, Text):
        return {"ja": value.ja, "en": value.en}
    return value if isinstance(value, (bool, int, str)) else str(value)


def _given(value: Any) -> object:
    return Text(value["ja"], value["en"]) if isinstance(value, dict) else value


def sheet(findings: Sequence[Finding], name: str) -> Sheet:
    """Findings as a table to hand out, in both languages."""
    heads = ["程度 Severity", "場所 Place", "指摘", "Finding", "次にすること", "Next step"]
    rows = [
        (f"{one.severity.label.ja} {one.severity.label.en}", one.place, one.words.ja, one.words.en,
         one.step.ja, one.step.en)
        for one in map(told, findings)
    ]  # fmt: skip
    return Sheet.of("指摘 Findings", heads, rows, notes=(name,))
