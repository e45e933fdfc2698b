"""What in-house themes, projects of other funders and overlap cases may say; pure.

Decides: form of what is written and which step of a case follows which. Called by the actions of
this part. Source: 004:511-517 (in-house research), 000:172 and 000:357 (other funders).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ikkan.awards.elsewhere import messages
from ikkan.values.ref import Ref
from ikkan.values.text import Text

THEME: Final = "awards.theme"
PROJECT: Final = "awards.external"
CASE: Final = "awards.overlap"
AWARD: Final = "awards.award"
SIDES: Final = (AWARD, THEME, PROJECT)
"""Kinds of records whose overlap is looked at."""

RUNNING, ENDED = "running", "ended"
THEME_STATES: Final = messages.THEME_STATES
OPEN, TALKED, DIVIDED, MERGED, NONE = "open", "talked", "divided", "merged", "none"
CASE_STATES: Final = messages.CASE_STATES
SETTLED: Final = (DIVIDED, MERGED, NONE)
NEEDS_DECISION: Final = (DIVIDED, MERGED)
TAKEN: Final = ("decided", "published", "amended")
"""States of a decision that was taken."""

LARGEST_YEN: Final = 10**15
FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_TITLE: Final = 1000
LONGEST_TEXT: Final = 40_000
LONGEST_KEY: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTheme:
    """A theme of an institute of a ministry; yen by fiscal year, of one class of cost."""

    institute: str
    ministry: str
    title: Text
    abstract: str = ""
    domains: tuple[str, ...] = ()
    phase: str = ""
    modality: str = ""
    cost_class: str = ""
    amounts: Mapping[int, int] = field(default_factory=dict)
    state: str = RUNNING
    priority: bool = False
    role_funder: str = ""
    role_institute: str = ""
    division_due: date | None = None
    published: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """A project of another funder; `key` is its own at that funder, `number` what papers cite.

    `organisation` is the code of a registered one, `organisation_name` what the funder prints.
    """

    funder: str
    key: str
    title: Text
    abstract: str = ""
    number: str = ""
    principal: str = ""
    organisation_name: str = ""
    organisation: str = ""
    first_year: int | None = None
    last_year: int | None = None
    amounts: Mapping[int, int] = field(default_factory=dict)
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """What another table adds to a project on record: years, and what was blank."""

    code: str
    version: int
    amounts: Mapping[int, int] = field(default_factory=dict)
    blanks: Mapping[str, object] = field(default_factory=dict)


def refused_theme(new: NewTheme) -> Iterator[Text]:
    """Everything that keeps a theme from being registered."""
    if not new.title.ja.strip():
        yield messages.TITLE
    if len(new.title.ja) > LONGEST_TITLE or len(new.abstract) > LONGEST_TEXT:
        yield messages.LONG.format(title=LONGEST_TITLE, text=LONGEST_TEXT)
    if new.state not in THEME_STATES:
        yield messages.STATE.format(read=new.state)
    if new.amounts and not new.cost_class:
        yield messages.COST_CLASS
    yield from _refused_amounts(new.amounts)


def refused_project(new: NewProject) -> Iterator[Text]:
    """Everything that keeps a project from being recorded."""
    if not new.key.strip() or len(new.key) > LONGEST_KEY:
        yield messages.KEY.format(most=LONGEST_KEY)
    if not new.title.ja.strip() and not new.title.en.strip():
        yield messages.TITLE
    longest_title = max(len(new.title.ja), len(new.title.en))
    if longest_title > LONGEST_TITLE or len(new.abstract) > LONGEST_TEXT:
        yield messages.LONG.format(title=LONGEST_TITLE, text=LONGEST_TEXT)
    for year in (new.first_year, new.last_year):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            yield messages.YEAR.format(year=year, first=FIRST_YEAR, last=LAST_YEAR)
    if new.first_year and new.last_year and new.last_year < new.first_year:
        yield messages.YEARS.format(first=new.first_year, last=new.last_year)
    yield from _refused_amounts(new.amounts)


def _refused_amounts(amounts: Mapping[int, int]) -> Iterator[Text]:
    for year, yen in sorted(amounts.items()):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            yield messages.YEAR.format(year=year, first=FIRST_YEAR, last=LAST_YEAR)
        if not 0 <= yen <= LARGEST_YEN:
            yield messages.AMOUNT.format(year=year, yen=f"{yen:,}")


def in_order(one: Ref, other: Ref) -> tuple[Ref, Ref]:
    """The two records of a case in one fixed order: awards, themes, projects; then by code."""
    first, second = sorted((one, other), key=lambda ref: (SIDES.index(ref.kind), ref.code))
    return first, second


def refused_pair(one: Ref, other: Ref) -> Iterator[Text]:
    """Why these two cannot be a case."""
    for ref in (one, other):
        if ref.kind not in SIDES:
            yield messages.NO_SIDE.format(ref=ref)
    if one == other:
        yield messages.SAME.format(ref=one)


def refused_settlement(
    state: str, to: str, reason: str, decision: str | None, decision_state: str
) -> Iterator[Text]:
    """Why the case cannot be settled so; `decision` is its code, None where none is named."""
    if state in SETTLED:
        yield messages.IS_SETTLED.format(state=CASE_STATES[state])
    if to not in SETTLED:
        yield messages.STATE.format(read=to)
    if to in NEEDS_DECISION and state == OPEN:
        yield messages.TALK_FIRST.format(state=CASE_STATES[to])
    if not reason.strip():
        yield messages.REASON
    if to in NEEDS_DECISION and decision is None:
        yield messages.DECISION_NEEDED.format(state=CASE_STATES[to])
    if decision is not None and decision_state not in TAKEN:
        yield messages.NOT_TAKEN.format(decision=decision)
