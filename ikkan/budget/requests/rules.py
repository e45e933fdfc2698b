"""What a line of a request may be; pure.

Decides: the words of the thread and how a line is told. Called by actions, the workbook and forms.
Source: 004 L49-L92; 001 L14 (request and wish).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Say(StrEnum):
    """What an entry of the thread is."""

    QUESTION = "question"
    ANSWER = "answer"
    INSTRUCTION = "instruction"
    REPORT = "report"
    CONSENT = "consent"
    REOPENING = "reopening"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line as it is asked for; `code` stays with it through all versions; whole yen.

    `cites` are references of plan items as text, `domains` codes of disease areas.
    """

    code: str
    name_ja: str
    cost_class: str
    request_yen: int
    wish_yen: int = 0
    previous_yen: int | None = None
    name_en: str = ""
    programme: str = ""
    project: str = ""
    purpose: str = ""
    phase: str = ""
    domains: tuple[str, ...] = ()
    area: str = ""
    cites: tuple[str, ...] = ()
    justification: str = ""
    note: str = ""
    provisional: bool = False
    reprint_of: str = ""
