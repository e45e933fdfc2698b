"""What a panel is made of, who counts, and when it has spoken; pure.

Decides: quorum without those excluded, which opinions stand, what may be asked. Called by actions,
queries and the contexts that put a case before a panel. Source: S-325, S-340 (003:1059, 003:1191).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.parties.rules import Conflict, Missing
from ikkan.review import messages
from ikkan.values.ref import Ref
from ikkan.values.text import Text

OPEN: Final = "open"
CLOSED: Final = "closed"
STATES: Final = (OPEN, CLOSED)
CAPACITIES: Final = (
    *("director", "supervisor", "officer", "coordinator"),
    *("industry", "expert", "reviewer"),
)
POSITIONS: Final = ("for", "against", "conditional", "abstain")
LEAST_MARK, BEST_MARK = 1, 4
MOST_SEATS: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubject:
    """What is put before a panel; people, organisations and programmes by their codes.

    `aspects` are what each member is asked to mark, side by side; `declared`: nobody speaks
    without a current declaration of interests.
    """

    ref: Ref
    title: Text
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    quorum: int = 1
    due_on: date | None = None
    programmes: tuple[str, ...] = ()
    aspects: tuple[Text, ...] = ()
    declared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A member of the panel with what it said and what keeps it from speaking."""

    person: str
    name: Text
    capacity: str
    position: str = ""
    text: str = ""
    given_on: date | None = None
    marks: tuple[int | None, ...] = ()
    recused_on: date | None = None
    reason: str = ""
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def excluded(self) -> bool:
        """Stood aside, or kept out by a rule."""
        return self.recused_on is not None or bool(self.conflicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a panel stands: who spoke, who is waited for, who does not count."""

    quorum: int
    given: tuple[Seat, ...]
    missing: tuple[Seat, ...]
    recused: tuple[Seat, ...]

    @property
    def reached(self) -> bool:
        """Whether as many spoke as must; an abstention is an opinion."""
        return len(self.given) >= self.quorum

    @property
    def short(self) -> int:
        """How many more members must be seated before the quorum can be reached."""
        return max(0, self.quorum - len(self.given) - len(self.missing))


def stands(quorum: int, seats: Iterable[Seat]) -> Standing:
    """Members who are excluded count on neither side."""
    rows = list(seats)
    free = [one for one in rows if not one.excluded]
    return Standing(
        quorum=quorum,
        given=tuple(one for one in free if one.position),
        missing=tuple(one for one in free if not one.position),
        recused=tuple(one for one in rows if one.excluded),
    )


def against_subject(new: NewSubject, as_of: date) -> Iterator[Text]:
    """Everything wrong with a new case by itself."""
    if not new.title.ja.strip() and not new.title.en.strip():
        yield messages.TITLE
    if not 1 <= new.quorum <= MOST_SEATS:
        yield messages.QUORUM.format(read=new.quorum, most=MOST_SEATS)
    if new.due_on is not None and new.due_on < as_of:
        yield messages.DUE_PAST.format(day=new.due_on, today=as_of)


def against_opinion(
    position: str, text: str, marks: Sequence[int | None], aspects: int
) -> Iterator[Text]:
    """Everything wrong with an opinion by itself."""
    if position not in POSITIONS:
        yield messages.POSITION.format(read=position[:40] or "–", choices=_choices())
    if not text.strip():
        yield messages.TEXT
    if marks and len(marks) != aspects:
        yield messages.MARKS.format(wanted=aspects, given=len(marks))
    for mark in marks:
        if mark is not None and not LEAST_MARK <= mark <= BEST_MARK:
            yield messages.MARK.format(read=mark, least=LEAST_MARK, best=BEST_MARK)


def _choices() -> Text:
    said = [messages.POSITION_LABELS[one] for one in POSITIONS]
    return Text.joined(said, "・", ", ")
