"""How a due day is said, in which order work stands, which roles an absence lends; pure.

Called by work, actions and the pages. A last day counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ikkan.accounts.rules import Held, delegable
from ikkan.values.text import Text

SOON: Final = 3
"""Days before a due day from which it counts as near."""
_TODAY: Final = Text("今日まで", "Due today")
_TOMORROW: Final = Text("明日まで", "Due tomorrow")
_LEFT: Final = Text("あと{days}日", "{days} days left")
_LATE: Final = Text("{days}日過ぎています", "{days} days late")
_LATE_ONE: Final = Text("1日過ぎています", "1 day late")
_NO_DUE: Final = Text("期限なし", "No due day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A due day in words; `tone` is late, near, far or none."""

    words: Text
    tone: str


_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def said(day: date) -> Text:
    """A day as a sentence names it: 2026年4月1日, 1 Apr 2026."""
    return Text(
        f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    )


def due(day: date | None, today: date) -> Due:
    """What to say of a due day today."""
    if day is None:
        return Due(words=_NO_DUE, tone="none")
    days = (day - today).days
    if days < 0:
        words = _LATE_ONE if days == -1 else _LATE.format(days=-days)
        return Due(words=words, tone="late")
    if days == 0:
        return Due(words=_TODAY, tone="late")
    if days == 1:
        return Due(words=_TOMORROW, tone="near")
    return Due(words=_LEFT.format(days=days), tone="near" if days <= SOON else "far")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A role and the days for which it can be lent."""

    role: str
    valid_from: date
    valid_to: date


def lendable(grants: Iterable[Held], first: date, last: date) -> tuple[Span, ...]:
    """The roles of these grants within `first` to `last`, each as few unbroken spans.

    What may not be lent is left out; grants of one role that meet or overlap are one span.
    """
    by_role: dict[str, list[tuple[date, date]]] = {}
    for grant in grants:
        begins = max(grant.valid_from, first)
        ends = last if grant.valid_to is None else min(grant.valid_to, last)
        if delegable(grant.role) and begins <= ends:
            by_role.setdefault(grant.role, []).append((begins, ends))
    return tuple(
        Span(role=role, valid_from=begins, valid_to=ends)
        for role in sorted(by_role)
        for begins, ends in _merged(by_role[role])
    )


def _merged(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found
