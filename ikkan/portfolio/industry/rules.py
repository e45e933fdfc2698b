"""What readiness, exits, support, interests, introductions, deals and investments may say; pure.

Decides: everything that keeps one of them from being recorded, and how far a milestone slipped.
Called by the actions and queries of this part. Source: 003:1072-1084, 003:1192-1231, 003:770-775.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.portfolio.industry import messages, words
from ikkan.values.ref import Ref
from ikkan.values.text import Text

READINESS: Final = "portfolio.readiness"
NOTE: Final = "portfolio.industry_note"
EXIT: Final = "portfolio.exit"
MILESTONE: Final = "portfolio.milestone"
SUPPORT: Final = "portfolio.support"
REFERRAL: Final = "portfolio.referral"
DEAL: Final = "portfolio.deal"
CERTIFICATION: Final = "portfolio.certification"
INVESTMENT: Final = "portfolio.investment"
ELIGIBILITY: Final = "portfolio.eligibility"
STEWARD: Final = "portfolio.steward"
INTEREST: Final = "portfolio.interest"
INTRODUCTION: Final = "portfolio.introduction"
ROOM_DOCUMENT: Final = "portfolio.room_document"
ROOM_GRANT: Final = "portfolio.room_grant"
ORGANISATION: Final = "parties.organisation"
PERSON: Final = "parties.person"
IN_CONFIDENCE: Final = "confidence"
"""What the journal calls every record kept in confidence: who reads it learns no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is said of one condition of a seed's checklist."""

    state: str
    evidence: str = ""
    evidence_ref: str = ""
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNote:
    """A note on competitors, the market, data or IP; `standing` for comparisons and reviews."""

    sort: str
    name: str
    text: str
    origin: str
    holder: str = ""
    stage: str = ""
    standing: str = ""
    noted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExit:
    """The way to industry of one seed; product type and path are rows of the pack."""

    route: str
    partner: str
    conditions: str
    planned_on: date
    product_type: str = ""
    regulatory_path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMilestone:
    """A step of that way; `owner` is the code of a person."""

    title: Text
    due_on: date
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSupport:
    """Support of a seed or of an award, one of the two."""

    category: str
    wanted: str
    seed: str = ""
    award: str = ""
    scheme: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """A consultation, coaching, round table or search."""

    sort: str
    held_on: date
    text: str
    present: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInterest:
    """What a company looks for: a seed, or what seeds must be like; `stewards` are codes."""

    company: str
    text: str
    stewards: tuple[str, ...]
    seed: str = ""
    modalities: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIntroduction:
    """Who should meet, in words that name neither, and why."""

    seed: str
    company: str
    about_seed: str
    about_company: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDeal:
    """A contract or an investment; `terms` stay inside."""

    seed: str
    company: str
    sort: str
    signed_on: date
    parties: str = ""
    terms: str = ""
    published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """How far a milestone is behind: `days` against the first plan, as of a day."""

    planned_on: date
    due_on: date
    done_on: date | None
    days: int
    late: bool


def slip_of(planned_on: date, due_on: date, done_on: date | None, as_of: date) -> Slip:
    """Done: against the plan; open: the later of the day now planned and today."""
    end = done_on if done_on is not None else max(due_on, as_of)
    return Slip(
        planned_on=planned_on,
        due_on=due_on,
        done_on=done_on,
        days=(end - planned_on).days,
        late=done_on is None and as_of > due_on,
    )


def refused_judgement(new: Judged) -> Iterator[Text]:
    """Everything against what is said of a condition."""
    if new.state not in words.ITEM_STATES:
        yield messages.CHOICE.format(read=new.state)
    if new.state == words.EVIDENCED and not new.evidence.strip():
        yield messages.EVIDENCE
    if new.state == words.NOT_NEEDED and not new.evidence.strip():
        yield messages.WHY_NOT_NEEDED
    if new.state == words.WORKING and (not new.owner or new.due_on is None):
        yield messages.OWNER_AND_DAY
    yield from refused_ref(new.evidence_ref)


def refused_ref(written: str) -> Iterator[Text]:
    """Why a typed reference is none."""
    kind, _, code = written.partition(":")
    if written and not (kind and code):
        yield messages.REF.format(read=written[:80])


def refused_note(new: NewNote, as_of: date) -> Iterator[Text]:
    """Everything against a note."""
    if new.sort not in words.NOTE_SORTS:
        yield messages.CHOICE.format(read=new.sort)
    if not new.name.strip() or not new.text.strip():
        yield messages.WORDS
    if not new.origin.strip():
        yield messages.ORIGIN
    if new.standing and new.standing not in words.STANDINGS:
        yield messages.CHOICE.format(read=new.standing)
    if new.sort in ("competitor", "review") and not new.standing:
        yield messages.STANDING
    if new.noted_on > as_of:
        yield messages.AHEAD.format(day=new.noted_on, today=as_of)


def refused_exit(new: NewExit) -> Iterator[Text]:
    """Everything against a plan of the way out."""
    if new.route not in words.ROUTES:
        yield messages.CHOICE.format(read=new.route)
    if new.partner not in words.PARTNERS:
        yield messages.CHOICE.format(read=new.partner)
    if not new.conditions.strip():
        yield messages.CONDITIONS


def refused_support(new: NewSupport) -> Iterator[Text]:
    """Everything against asking for support."""
    if new.category not in words.CATEGORIES:
        yield messages.CHOICE.format(read=new.category)
    if not new.wanted.strip():
        yield messages.WORDS
    if bool(new.seed) == bool(new.award):
        yield messages.ONE_SUBJECT


def refused_meeting(new: NewMeeting, asked_on: date, as_of: date) -> Iterator[Text]:
    """Everything against an entry of the log."""
    if new.sort not in words.MEETINGS:
        yield messages.CHOICE.format(read=new.sort)
    if not new.text.strip():
        yield messages.WORDS
    if new.held_on > as_of:
        yield messages.AHEAD.format(day=new.held_on, today=as_of)
    if new.held_on < asked_on:
        yield messages.BEFORE.format(day=new.held_on, first=asked_on)


def refused_interest(new: NewInterest) -> Iterator[Text]:
    """Everything against stating an interest."""
    if not new.text.strip():
        yield messages.WORDS
    if not new.seed and not (new.modalities or new.domains or new.phases):
        yield messages.WHAT
    if not new.stewards:
        yield messages.STEWARD_NEEDED


def refused_introduction(
    new: NewIntroduction, names: Sequence[Text], codes: Iterable[str]
) -> Iterator[Text]:
    """`names` and `codes` must not stand in the words that describe the two sides."""
    if not (new.about_seed.strip() and new.about_company.strip() and new.reason.strip()):
        yield messages.WORDS
    said = f"{new.about_seed}\n{new.about_company}".casefold()
    telling = [one.strip() for name in names for one in (name.ja, name.en)] + list(codes)
    for one in dict.fromkeys(one for one in telling if one):
        if one.casefold() in said:
            yield messages.NAMED.format(name=one)


def refused_deal(new: NewDeal, named_on: date, as_of: date) -> Iterator[Text]:
    """Everything against a deal."""
    if new.sort not in words.DEAL_SORTS:
        yield messages.CHOICE.format(read=new.sort)
    if new.signed_on > as_of:
        yield messages.AHEAD.format(day=new.signed_on, today=as_of)


def ref_or_none(written: str) -> Ref | None:
    """A typed reference as it was recorded."""
    return Ref.parse(written) if written else None
