"""Rules of the officers' records: what each must say, and which step follows which. Pure.

Called by actions. A coordinator advises and never decides: nothing here is a decision on an award.
Source: 003:405-430 (S-318, S-319, S-324), 003:1050-1064 (S-325, S-326), 003:1217-1227.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.portfolio.officers import messages
from ikkan.portfolio.officers.words import (
    ADDRESSEES,
    ADVICE_SORTS,
    ANSWERS,
    EXIT_PARTS,
    MEETING_SORTS,
    PROPOSAL_SORTS,
    SEVERITIES,
)
from ikkan.values.ref import Ref
from ikkan.values.text import Text

ADVICE: Final = "portfolio.officer_advice"
ISSUE: Final = "portfolio.issue"
CROSS: Final = "portfolio.cross_case"
MEETING: Final = "portfolio.officer_meeting"
ITEM: Final = "portfolio.action_item"
PROPOSAL: Final = "portfolio.design_proposal"
DESIGN: Final = "portfolio.programme_design"

DIRECTOR: Final = "director"
PRESIDENT: Final = "president"
EXECUTIVES: Final = "executives"
GIVEN, ANSWERED, DONE, WITHDRAWN = "given", "answered", "done", "withdrawn"
ACCEPTED, PARTLY, DECLINED = "accepted", "partly", "declined"
OPEN, PLANNED, RESOLVED, DROPPED, SETTLED = "open", "planned", "resolved", "dropped", "settled"
HELD: Final = "held"
AGREE: Final = "agree"
DRAFT, SENT, ADOPTED, SUPERSEDED = "draft", "sent", "adopted", "superseded"
Steps = Mapping[str, frozenset[str]]

ADVICE_STEPS: Final[Steps] = {
    GIVEN: frozenset({ANSWERED, WITHDRAWN}),
    ANSWERED: frozenset({DONE}),
    DONE: frozenset(),
    WITHDRAWN: frozenset(),
}
ISSUE_STEPS: Final[Steps] = {
    OPEN: frozenset({PLANNED, RESOLVED, ACCEPTED}),
    PLANNED: frozenset({PLANNED, OPEN, RESOLVED, ACCEPTED}),
    RESOLVED: frozenset({OPEN}),
    ACCEPTED: frozenset({OPEN}),
}
CASE_STEPS: Final[Steps] = {
    OPEN: frozenset({SETTLED, DROPPED}),
    SETTLED: frozenset(),
    DROPPED: frozenset(),
}
MEETING_STEPS: Final[Steps] = {
    PLANNED: frozenset({HELD}),
    HELD: frozenset(),
}
ITEM_STEPS: Final[Steps] = {
    OPEN: frozenset({OPEN, DONE, DROPPED}),
    DONE: frozenset({OPEN}),
    DROPPED: frozenset({OPEN}),
}
PROPOSAL_STEPS: Final[Steps] = {
    DRAFT: frozenset({SENT, WITHDRAWN}),
    SENT: frozenset({ANSWERED, WITHDRAWN}),
    ANSWERED: frozenset({DONE}),
    DONE: frozenset(),
    WITHDRAWN: frozenset(),
}
CLOSED: Final = frozenset({RESOLVED, ACCEPTED})
"""States of an issue that waits for nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAdvice:
    """A proposal or advice of a coordinator for a disease area, to an office and its holder.

    `project` is that of the director, `seat` that of the president or an executive.
    """

    sort: str
    domain: str
    to: str
    text: Text
    due_on: date
    project: str = ""
    seat: str = ""
    about: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How an addressee answers; `due_on` is the day by which what was accepted is done."""

    answer: str
    reason: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIssue:
    """An issue of an integrated project, the programmes it touches, who takes care until when."""

    project: str
    title: Text
    text: str
    severity: str
    owner: str
    due_on: date
    programmes: tuple[str, ...] = ()
    about: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMove:
    """A step of an issue with what is said to it; a new owner or due day where it changes."""

    to: str
    note: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A matter between two integrated projects or more; `text` is what is to be agreed."""

    title: Text
    text: str
    projects: tuple[str, ...]
    due_on: date | None = None
    about: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item of an agenda and the records it names."""

    text: str
    about: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """A joint meeting, symposium or hearing of the officers."""

    sort: str
    title: Text
    held_on: date
    place: str = ""
    projects: tuple[str, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """Something to be done: by whom, until when, and the record from which it came."""

    title: Text
    owner: str
    due_on: date
    about: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProposal:
    """A proposal from the field to change how programmes are designed, to a ministry or the HQ."""

    sort: str
    title: Text
    text: Text
    grounds: str
    body: str
    programmes: tuple[str, ...]
    signals: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDesign:
    """How a programme is designed, its exit included (出口志向); `gates` are gates of the pack."""

    programme: str
    body: str
    aim: str = ""
    route: str = ""
    product: str = ""
    licensing: str = ""
    successors: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    gate_plan: str = ""


def missing(design: NewDesign) -> tuple[str, ...]:
    """The parts that a complete design has and this one has not."""
    return tuple(
        part
        for part in EXIT_PARTS
        if not (found := getattr(design, part)) or (isinstance(found, str) and not found.strip())
    )


def refused_advice(new: NewAdvice, today: date) -> Iterator[Text]:
    """Everything against the form of new advice."""
    yield from _chosen(new.sort, ADVICE_SORTS)
    yield from _chosen(new.to, ADDRESSEES)
    if not new.text.ja.strip():
        yield messages.TEXT
    if new.to == DIRECTOR and not new.project:
        yield messages.PROJECT_NEEDED
    if new.to != DIRECTOR and new.project:
        yield messages.PROJECT_SPARE
    if new.due_on <= today:
        yield messages.DUE_EARLY.format(due=new.due_on, first=today)


def refused_answer(given: Answer, today: date) -> Iterator[Text]:
    """Everything against an answer: accepted ones name a day, all a reason."""
    yield from _chosen(given.answer, ANSWERS)
    if not given.reason.strip():
        yield messages.REASON
    if given.answer == DECLINED:
        if given.due_on is not None:
            yield messages.DUE_SPARE
    elif given.due_on is None:
        yield messages.DUE_MISSING
    elif given.due_on <= today:
        yield messages.DUE_EARLY.format(due=given.due_on, first=today)


def refused_issue(new: NewIssue, of_project: Collection[str], today: date) -> Iterator[Text]:
    """Everything against a new issue; `of_project` are the programmes of its project."""
    yield from _titled(new.title, new.text)
    yield from _chosen(new.severity, SEVERITIES)
    for code in new.programmes:
        if code not in of_project:
            words = messages.PROGRAMME_OUTSIDE
            yield words.format(programme=code, project=new.project)
    if new.due_on <= today:
        yield messages.DUE_EARLY.format(due=new.due_on, first=today)


def refused_move(move: IssueMove, today: date) -> Iterator[Text]:
    """A step says why; a plan names the day by which it is carried out."""
    if not move.note.strip():
        yield messages.REASON
    if move.to == PLANNED and move.due_on is None:
        yield messages.DUE_MISSING
    if move.due_on is not None and move.due_on <= today:
        yield messages.DUE_EARLY.format(due=move.due_on, first=today)


def refused_case(new: NewCase) -> Iterator[Text]:
    """Everything against a new case."""
    yield from _titled(new.title, new.text)
    if len(set(new.projects)) < 2:
        yield messages.TWO_PROJECTS


def refused_meeting(new: NewMeeting) -> Iterator[Text]:
    """Everything against a new meeting."""
    yield from _chosen(new.sort, MEETING_SORTS)
    yield from _titled(new.title, new.title.ja)


def refused_item(new: NewItem, today: date) -> Iterator[Text]:
    """Everything against a new action item."""
    yield from _titled(new.title, new.title.ja)
    if new.due_on <= today:
        yield messages.DUE_EARLY.format(due=new.due_on, first=today)


def refused_proposal(new: NewProposal, answering: bool, body: Text) -> Iterator[Text]:
    """Everything against a proposal; `answering`: whether the body designs programmes."""
    yield from _chosen(new.sort, PROPOSAL_SORTS)
    yield from _titled(new.title, new.text.ja)
    if not new.grounds.strip():
        yield messages.REASON
    if not answering:
        yield messages.NOT_ANSWERING.format(body=body)


def refused_design(new: NewDesign, answering: bool, body: Text) -> Iterator[Text]:
    """Everything against a draft; what is missing is refused only when it is adopted."""
    if new.programme in new.successors:
        yield messages.OWN_SUCCESSOR.format(programme=new.programme)
    if not answering:
        yield messages.NOT_ANSWERING.format(body=body)


def refused_step(steps: Steps, labels: Mapping[str, Text], now: str, then: str) -> Iterator[Text]:
    """Whether the machine may go from `now` to `then`."""
    if then in steps[now]:
        return
    if not steps[now]:
        yield messages.FINAL.format(now=labels[now])
        return
    allowed = [labels[one] for one in sorted(steps[now])]
    yield messages.STEP.format(
        now=labels[now], then=labels.get(then, then), allowed=listed(allowed)
    )


def listed(words: Collection[Text]) -> Text:
    """Words in a row."""
    return Text.joined(words, "・", ", ")


def _titled(title: Text, text: str) -> Iterator[Text]:
    if not title.ja.strip():
        yield messages.TITLE
    if not text.strip():
        yield messages.TEXT


def _chosen(read: str, choices: Collection[str]) -> Iterator[Text]:
    if read not in choices:
        yield messages.CHOICE.format(read=read[:40])
