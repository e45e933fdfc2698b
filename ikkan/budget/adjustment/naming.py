"""What rows of the pack are called on pages and papers of the fund. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def name_of(known: Snapshot, kind: str, code: str) -> Text:
    """What a row of the pack is called; its code where the pack has it no more."""
    found = known.find(Ref(kind, code)) if code else None
    return found.label if found is not None else Text(code, code)


def day_of(day: date) -> Text:
    """A day in words of either language, whichever is in force."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%b %Y}")


def type_row(known: Snapshot, policy: str, proposal: Any) -> EntryView | None:
    """The row of the rules for the type and case of a proposal."""
    for row in known.entries("adjustment_case", state="all"):
        said = row.data
        if (said["of"], said["sort"], said["case"] or "") == (policy, proposal.sort, proposal.case):
            return row
    return None


def type_of(known: Snapshot, policy: str, proposal: Any) -> Text:
    """What the type and case of a proposal are called under the rules of its year."""
    found = type_row(known, policy, proposal)
    if found is not None:
        return found.label
    said = f"{proposal.sort} {proposal.case}".strip()
    return Text(said, said)
