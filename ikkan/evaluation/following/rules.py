"""What a follow-up, a goal of the funder and a rating must say; pure.

Decides: what is followed up, what a report of it needs, who may set goals, what is rated and
when a year's evaluation is whole. Called by actions. Source: S-013, S-014, S-312, S-481, 004 L525.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.evaluation.following import messages
from ikkan.values.ref import Ref
from ikkan.values.text import Text

NOT_STARTED: Final = "not_started"
STATES: Final[Mapping[str, Text]] = {
    NOT_STARTED: Text("未着手", "Not started"),
    "on_track": Text("予定どおり", "On track"),
    "delayed": Text("遅れ", "Delayed"),
    "done": Text("完了", "Done"),
    "stopped": Text("中止", "Stopped"),
}
MEASURES: Final = frozenset({"clause", "plan.clause"})
DRAFT: Final = "draft"
PRESENTED: Final = "presented"
GOAL_STATES: Final[Mapping[str, Text]] = {
    DRAFT: Text("案", "Draft"),
    PRESENTED: Text("提示済み", "Presented"),
}
LONGEST_PERIOD: Final = 10
ITEM: Final = "item:"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFollowup:
    """A measure to be followed up in one fiscal year by the body that owns it."""

    measure: Ref
    fiscal_year: int
    body: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was done for a measure in the year, how it stands, and what shows it."""

    state: str
    done_ja: str
    done_en: str = ""
    evidence: tuple[Ref, ...] = ()
    reported_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """One item of the goals, with the indicators by which it is measured."""

    text_ja: str
    text_en: str = ""
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGoal:
    """Mid- to long-term goals of a body: their period, who sets them, and the items in order."""

    title_ja: str
    title_en: str = ""
    body: str
    first_year: int
    last_year: int
    ministers: tuple[str, ...]
    items: tuple[NewItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRating:
    """What somebody says of an item of the goals, or of a role of the body, in one year.

    `about` is "item:1" or a clause that names a role; `grade` is a code of the pack's scale where
    it has one, else words.
    """

    goal: str
    about: str
    fiscal_year: int
    grade: str
    text_ja: str
    text_en: str = ""
    rated_on: date


def refused_followup(new: NewFollowup) -> list[Text]:
    """Everything wrong with it."""
    found = []
    if new.measure.kind not in MEASURES:
        found.append(messages.MEASURE.format(ref=new.measure))
    return found


def refused_report(report: Report, first_day: date, as_of: date) -> list[Text]:
    """Everything wrong with it, given the first day of its fiscal year."""
    found = []
    if report.state not in STATES:
        found.append(messages.STATE.format(read=report.state, known=", ".join(STATES)))
    if not report.done_ja.strip():
        found.append(messages.WORDS)
    if report.reported_on > as_of:
        found.append(messages.AHEAD.format(day=report.reported_on, today=as_of))
    if report.reported_on < first_day and report.state != NOT_STARTED:
        found.append(messages.YEAR.format(day=report.reported_on, first=first_day))
    return found


def refused_goal(new: NewGoal, setters: Collection[str]) -> list[Text]:
    """Everything wrong with it; `setters` are the bodies that set goals of `body`."""
    found = []
    if not new.title_ja.strip():
        found.append(messages.TITLE)
    if not 0 <= new.last_year - new.first_year < LONGEST_PERIOD:
        found.append(messages.PERIOD.format(first=new.first_year, last=new.last_year))
    if not new.ministers:
        found.append(messages.NOBODY)
    others = sorted(set(new.ministers) - set(setters))
    if others:
        known = ", ".join(sorted(setters)) or "–"
        found.append(messages.SETTER.format(read=", ".join(others), body=new.body, known=known))
    if not new.items or any(not item.text_ja.strip() for item in new.items):
        found.append(messages.ITEMS)
    return found


def refused_rating(
    new: NewRating, period: tuple[int, int], abouts: Collection[str], grades: Collection[str]
) -> list[Text]:
    """Everything wrong with it; without grades of the pack any words are taken."""
    found = []
    if not period[0] <= new.fiscal_year <= period[1]:
        found.append(messages.OUTSIDE.format(year=new.fiscal_year, first=period[0], last=period[1]))
    if new.about not in abouts:
        found.append(messages.ABOUT.format(read=new.about, known=", ".join(sorted(abouts))))
    if not new.grade.strip() or (grades and new.grade not in grades):
        found.append(messages.GRADE.format(read=new.grade, known=", ".join(grades) or "–"))
    if not new.text_ja.strip():
        found.append(messages.WORDS)
    return found


def unrated(abouts: Collection[str], rated: Collection[str]) -> list[str]:
    """What still needs the rating of the ministers before the year can be published."""
    return [one for one in abouts if one not in set(rated)]


SORTS: Final[Mapping[str, Text]] = {
    "service": Text("支援サービス", "Support service"),
    "guideline": Text("ガイドライン", "Guideline"),
    "regulation": Text("規制の変更", "Change of regulation"),
    "consultation": Text("相談", "Consultation"),
    "support": Text("支援の実施", "Support given"),
    "training": Text("研修", "Training"),
    "exchange": Text("派遣・受入", "Exchange"),
    "outreach": Text("広報・普及", "Outreach"),
}
STANDING: Final = frozenset({"service", "guideline"})
"""Sorts that may stand without a day; the others say what happened, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What stands or happened under a measure, kept by `body`.

    `organisation` is the code of whom it was for or by; `value` counts people or cases in `unit`.
    """

    sort: str
    measure: Ref
    body: str
    name_ja: str
    name_en: str = ""
    type: str = ""
    organisation: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    detail_ja: str = ""
    detail_en: str = ""
    value: int | None = None
    unit: str = ""
    link: str = ""
    published: bool = False


def refused_entry(new: NewEntry) -> list[Text]:
    """Everything wrong with it."""
    found = []
    if new.sort not in SORTS:
        found.append(messages.SORT.format(read=new.sort, known=", ".join(SORTS)))
    if new.measure.kind not in MEASURES:
        found.append(messages.MEASURE.format(ref=new.measure))
    if not new.name_ja.strip():
        found.append(messages.NAME)
    if new.begins_on is None and new.sort not in STANDING:
        found.append(messages.BEGINS)
    if new.begins_on is not None and new.ends_on is not None and new.ends_on < new.begins_on:
        found.append(messages.ORDER.format(first=new.begins_on, last=new.ends_on))
    if new.value is not None and not new.unit.strip():
        found.append(messages.UNIT)
    if new.link and not new.link.startswith(("https://", "http://")):
        found.append(messages.LINK.format(read=new.link))
    return found
