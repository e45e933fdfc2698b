"""Findings about the rows of a batch, told as one refusal with the row of each.

Called by the batch actions of contexts; a single record is a batch of one and names no row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text

_SHOWN: Final = 20


def places(file: str, count: int) -> list[Place]:
    """A place for each row of a batch; a single one has no line."""
    if count == 1:
        return [Place(file)]
    return [Place(file, line=number) for number in range(1, count + 1)]


def refusal(findings: Sequence[Finding], render: Callable[[Finding], Text]) -> InputError:
    """One refusal that names every finding, the first twenty in words."""
    said = []
    for finding in findings[:_SHOWN]:
        text, line = render(finding), finding.place.line
        said.append(text if line is None else _ROW.format(line=line, said=text))
    if len(findings) > _SHOWN:
        said.append(_MORE.format(count=len(findings) - _SHOWN))
    return InputError(findings[0].code, Text.joined(said))


_ROW: Final = Text("{line}行目：{said}", "Row {line}: {said}")
_MORE: Final = Text("ほか{count}件。", "{count} more.")
