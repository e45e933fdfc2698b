"""What a round, a request and its lines may be, and what two lines differ in; pure.

Decides: the words of the thread, the acts that a pack's machine may name, everything against a
line. Called by actions, the workbook and forms. Source: 004 L23-L92, L130-L159; 001 L8, L14.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from ikkan.budget.rules import LARGEST, Pot
from ikkan.values.errors import RefError, VersionConflict
from ikkan.values.finding import Finding, Place
from ikkan.values.ref import Ref, is_record_code
from ikkan.values.text import Text

LONGEST_CODE: Final = 20
LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 4000
MOST_LINES: Final = 2000
CITED: Final = frozenset({"clause", "plan.clause"})
"""Kinds of plan items that a line may cite."""
CODED: Final[Mapping[str, str]] = {
    "cost_class": "cost_class",
    "programme": "programme",
    "project": "project",
    "purpose": "purpose",
    "phase": "phase",
    "domains": "domain",
    "area": "area",
    "affirms": "inclusion",
}
"""Field of a line → the set of codes from which it is taken."""


class Say(StrEnum):
    """What an entry of the thread is."""

    HEARING = "hearing"
    QUESTION = "question"
    ANSWER = "answer"
    INSTRUCTION = "instruction"
    REPORT = "report"
    CONSENT = "consent"
    REOPENING = "reopening"
    NOTE = "note"


REPLIED: Final[Mapping[str, str]] = {Say.QUESTION: Say.ANSWER, Say.INSTRUCTION: Say.REPORT}
"""What a reply to an entry is; both are open until they are closed."""


class Act(StrEnum):
    """What can be done with a request; a step of the pack's machine names one of them.

    COMPILE, DRAFT and ENACT are done to all requests of a round together, once all are there.
    """

    EDIT = "edit"
    CONFIRM = "confirm"
    SUBMIT = "submit"
    HEAR = "hear"
    ASK = "ask"
    ANSWER = "answer"
    INSTRUCT = "instruct"
    REPORT = "report"
    CLOSE = "close"
    REVISE = "revise"
    CONSENT = "consent"
    REOPEN = "reopen"
    CORRECT = "correct"
    COMPILE = "compile"
    NEGOTIATE = "negotiate"
    DRAFT = "draft"
    RECORD = "record"
    ENACT = "enact"


class Side(StrEnum):
    """Who takes a step: the ministry that asks, or the headquarters that coordinate."""

    MINISTRY = "ministry"
    HEADQUARTERS = "headquarters"


class Demand(StrEnum):
    """Conditions that a step of the machine may demand."""

    COMPLETE = "request.complete"
    OTHER_HANDS = "request.other_hands"
    WINDOW = "request.window"
    HEARD = "request.heard"
    CLOSED = "request.closed"
    DECISION = "round.decision"
    AMOUNTS = "round.amounts"


class Check(StrEnum):
    """What a pack may ask of every line before a request is complete."""

    PROJECT = "project"
    INCLUSION = "inclusion"
    CITES = "cites"
    PURPOSE = "purpose"
    DOMAINS = "domains"
    AREA = "area"
    JUSTIFICATION = "justification"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line as it is asked for; `code` stays with it through all versions; whole yen.

    `cites` are references of plan items as text, `domains` codes of disease areas, `affirms` the
    questions of the inclusion test that are answered with yes, `no_project` why it has none.
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
    affirms: tuple[str, ...] = ()
    no_project: str = ""


FIELDS: Final = tuple(one.name for one in fields(NewLine))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    """A round to open; `bodies` are the ministries asked; none: those of the pack that pay.

    `deadlines`: act → the moment by which it is due; an act without one keeps the days of the pack.
    """

    fiscal_year: int
    name_ja: str
    ceiling_on: date
    pot: str = Pot.INITIAL.value
    number: int = 0
    name_en: str = ""
    policy: str = ""
    bodies: tuple[str, ...] = ()
    deadlines: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Codes from which the fields of a line are taken, with their names; sets as in CODED."""

    codes: Mapping[str, Mapping[str, Text]]
    checks: tuple[str, ...] = ()

    def has(self, name: str, code: str) -> bool:
        """Whether a field may hold that code."""
        return code in self.codes.get(CODED[name], {})


@dataclass(frozen=True, slots=True)
class Change:
    """One field in which two lines differ."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """A line of two versions: `sort` is added, removed or changed."""

    code: str
    sort: str
    before: NewLine | None
    after: NewLine | None
    changes: tuple[Change, ...] = ()

    @property
    def yen(self) -> int:
        """By how much request and wish together changed."""
        return _asked(self.after) - _asked(self.before)


class LineConflict(VersionConflict):
    """Somebody changed the line meanwhile: `now` is as it stands, `changes` now → yours.

    `seen` is the row version with which the line can be saved again; None where it is gone.
    """

    def __init__(
        self, text: Text, *, now: NewLine | None, yours: NewLine, seen: int | None
    ) -> None:
        super().__init__("request.line_changed", text)
        self.now, self.yours, self.seen = now, yours, seen
        self.changes = differences(now, yours) if now is not None else ()


def differences(before: NewLine, after: NewLine) -> tuple[Change, ...]:
    """The fields in which two lines differ, in the order of the form."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in FIELDS)
    return tuple(Change(name, was, now) for name, was, now in pairs if was != now)


def compare(before: Iterable[NewLine], after: Iterable[NewLine]) -> tuple[LineChange, ...]:
    """What was added, removed and changed between two sets of lines, by code."""
    old = {line.code: line for line in before}
    new = {line.code: line for line in after}
    found = []
    for code in sorted(old.keys() | new.keys()):
        was, now = old.get(code), new.get(code)
        changes = differences(was, now) if was is not None and now is not None else ()
        if was is None or now is None or changes:
            sort = "added" if was is None else "removed" if now is None else "changed"
            found.append(LineChange(code=code, sort=sort, before=was, after=now, changes=changes))
    return tuple(found)


def _asked(line: NewLine | None) -> int:
    return 0 if line is None or line.reprint_of else line.request_yen + line.wish_yen


def total(lines: Iterable[NewLine]) -> int:
    """Request and wish together; a line that is printed again counts once."""
    return sum(_asked(line) for line in lines)


def findings(lines: Sequence[NewLine], known: Known, places: Sequence[Place]) -> list[Finding]:
    """Everything against keeping these lines, each at its place; [] where they can be kept."""
    found: list[Finding] = []
    if len(lines) > MOST_LINES:
        return [Finding("request.too_many", places[0], values={"most": MOST_LINES})]
    seen = Counter(line.code for line in lines)
    for line, place in zip(lines, places, strict=True):
        found += _line(line, known, place)
        if seen[line.code] > 1:
            found.append(Finding("request.twice", place, values={"code": line.code}))
    return found


def _line(line: NewLine, known: Known, place: Place) -> Iterable[Finding]:
    def against(rule: str, /, **values: object) -> Finding:
        return Finding(f"request.{rule}", place, values=values)

    if not is_record_code(line.code) or len(line.code) > LONGEST_CODE:
        yield against("code", code=line.code, most=LONGEST_CODE)
    if not line.name_ja.strip():
        yield against("name")
    if max(len(line.name_ja), len(line.name_en)) > LONGEST_NAME:
        yield against("long", field="name_ja", most=LONGEST_NAME)
    for name in ("justification", "note", "no_project"):
        if len(getattr(line, name)) > LONGEST_TEXT:
            yield against("long", field=name, most=LONGEST_TEXT)
    for name in ("request_yen", "wish_yen", "previous_yen"):
        yen = getattr(line, name)
        if yen is not None and not 0 <= yen <= LARGEST:
            yield against("yen", field=name, yen=yen, largest=LARGEST)
    if not line.cost_class:
        yield against("missing", field="cost_class")
    for name in CODED:
        value = getattr(line, name)
        for code in value if isinstance(value, tuple) else (value,):
            if code and not known.has(name, code):
                yield against("unknown", field=name, read=code)
    for name in ("domains", "cites", "affirms"):
        if len(set(getattr(line, name))) < len(getattr(line, name)):
            yield against("repeated", field=name)
    yield from (against("cites", read=ref) for ref in line.cites if _kind(ref) not in CITED)
    if line.reprint_of == line.code:
        yield against("reprint_self", code=line.code)


def _kind(ref: str) -> str:
    try:
        return Ref.parse(ref).kind
    except RefError:
        return ""


def reprint_findings(lines: Sequence[NewLine], places: Sequence[Place]) -> list[Finding]:
    """Lines printed again whose first print is not among them, or is printed again itself."""
    firsts = {line.code for line in lines if not line.reprint_of}
    return [
        Finding("request.reprint", place, values={"code": line.code, "first": line.reprint_of})
        for line, place in zip(lines, places, strict=True)
        if line.reprint_of and line.reprint_of not in firsts and line.reprint_of != line.code
    ]


def incomplete(lines: Sequence[NewLine], known: Known, places: Sequence[Place]) -> list[Finding]:
    """What the pack still asks of these lines before the request can be submitted."""
    found: list[Finding] = []
    questions = tuple(known.codes.get("inclusion", {}))
    for line, place in zip(lines, places, strict=True):
        lacking = {
            Check.PROJECT: not line.project and not line.no_project.strip(),
            Check.INCLUSION: any(code not in line.affirms for code in questions),
            Check.CITES: not line.cites,
            Check.PURPOSE: not line.purpose,
            Check.DOMAINS: not line.domains,
            Check.AREA: not line.area,
            Check.JUSTIFICATION: not line.justification.strip(),
        }
        found += [
            Finding(f"request.lacks_{name}", place, values={"code": line.code})
            for name in known.checks
            if lacking.get(Check(name), False)
        ]
    return found


def round_findings(new: NewRound, known_pots: Iterable[str], bodies: Iterable[str]) -> list[str]:
    """Codes of everything against opening a round in this form."""
    found = []
    if not new.name_ja.strip() or len(new.name_ja) > LONGEST_NAME:
        found.append("round_name")
    if new.pot not in set(known_pots):
        found.append("round_pot")
    if (new.pot == Pot.INITIAL) != (new.number == 0):
        found.append("round_number")
    if not -1 <= new.fiscal_year - new.ceiling_on.year <= 1:
        found.append("round_year")
    if set(new.bodies) - set(bodies):
        found.append("round_bodies")
    if any(act not in set(Act) for act in new.deadlines):
        found.append("round_deadline_act")
    if any(moment.date() < new.ceiling_on for moment in new.deadlines.values()):
        found.append("round_deadline")
    return found


def opened(ceiling_on: date, as_of: date) -> bool:
    """Whether the window of submission is open: from the day the ceiling was decided."""
    return as_of >= ceiling_on


def late(moment: datetime, due: datetime | None, until: datetime | None) -> bool:
    """Whether a deadline is over, and the time of a re-opening too."""
    if due is None or moment <= due:
        return False
    return until is None or moment > until
