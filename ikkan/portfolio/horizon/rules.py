"""What sources, items, topics, dossiers, lists, decisions and requests may say; pure.

Decides: form of what is written and which step follows which. Called by the actions of this part.
Source: 003:1063-1070, 003:729-787, 002:131-134.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ikkan.portfolio.horizon import messages
from ikkan.values.text import Text

SOURCE: Final = "portfolio.scan_source"
NOTE: Final = "portfolio.contact_note"
SIGNAL: Final = "portfolio.signal"
TOPIC: Final = "portfolio.topic"
DOSSIER: Final = "portfolio.dossier"
SHORTLIST: Final = "portfolio.shortlist"
ASSESSMENT: Final = "portfolio.assessment"
STRATEGY: Final = "portfolio.strategy"
ALERT: Final = "portfolio.alert"
EMERGENCY_PROGRAMME: Final = "portfolio.emergency_programme"
SHARING: Final = "portfolio.sharing"
EXPLAINER: Final = "portfolio.explainer"
AWARD: Final = "awards.award"
SEED: Final = "portfolio.seed"
ASSESSED: Final = (SEED, AWARD, DOSSIER)
"""Kinds of records that are judged."""

DRAFT, APPROVED, SUPERSEDED, DECIDED = "draft", "approved", "superseded", "decided"
PEACETIME, EMERGENCY = "peacetime", "emergency"
ASKED, GRANTED, DECLINED, PROVIDED, CLOSED = "asked", "granted", "declined", "provided", "closed"
PATIENTS: Final = "patients"
SHARING_STEPS: Final[Mapping[str, frozenset[str]]] = {
    ASKED: frozenset({GRANTED, DECLINED}),
    GRANTED: frozenset({PROVIDED}),
    PROVIDED: frozenset({CLOSED}),
    DECLINED: frozenset(),
    CLOSED: frozenset(),
}
LEAST_SCORE, MOST_SCORE = 1, 5
MOST: Final = 500
"""Items of one batch."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_TITLE: Final = 400
LONGEST_HEADING: Final = 2_000
LONGEST_TEXT: Final = 40_000
LONGEST_KEY: Final = 200
LONGEST_LINE: Final = 400
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE: Final = re.compile(r"(?<![\d-])0\d{1,4}[-(（ ]\d{1,4}[-)） ]\d{3,4}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source that is watched."""

    sort: str
    name: Text
    key: str = ""
    holder: str = ""
    address: str = ""
    terms: str = ""
    published: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSignal:
    """One item; `key` is its own at its source, `numbers` the projects it names."""

    source: str
    key: str
    title: Text
    text: str = ""
    happened_on: date | None = None
    year: int | None = None
    link: str = ""
    provenance: str = ""
    numbers: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    published: bool = False

    @property
    def of_year(self) -> int | None:
        """The year it counts in."""
        return self.happened_on.year if self.happened_on else self.year


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreSignal:
    """What another row adds to an item on record: numbers of projects, and what was blank."""

    code: str
    version: int
    numbers: tuple[str, ...] = ()
    blanks: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTopic:
    """A topic: of every group one phrase must be said."""

    title: Text
    groups: tuple[tuple[str, ...], ...]
    sort: str = "technology"
    modality: str = ""
    watched: bool = False
    review_on: date | None = None
    published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDossier:
    """An impact dossier; `signals` are codes of its evidence."""

    title: Text
    summary: str
    topic: str = ""
    benefits: str = ""
    size: str = ""
    evidence: str = ""
    missing: str = ""
    alternatives: str = ""
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What an assessor gives for one criterion."""

    name: Text
    score: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStrategy:
    """A strategic decision as it is drafted, with codes of what it rests on and concerns."""

    title: Text
    text: str
    sort: str
    stage: str
    phase: str = ""
    topic: str = ""
    signals: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSharing:
    """A request for a pathogen, a sample or data."""

    sort: str
    title: Text
    organisation: str
    purpose: str
    topic: str = ""
    provider: str = ""
    award: str = ""


def titled(title: Text, longest: int = LONGEST_TITLE) -> Iterator[Text]:
    """That there is a title, and a short one."""
    if not title.ja.strip() and not title.en.strip():
        yield messages.TITLE
    if max(len(title.ja), len(title.en)) > longest:
        yield messages.LONG.format(field=_TITLE, most=longest)


def among(read: str, choices: Iterable[str]) -> Iterator[Text]:
    """That a choice is one of those offered."""
    if read not in set(choices):
        yield messages.CHOICE.format(read=read[:60])


def not_ahead(day: date | None, today: date) -> Iterator[Text]:
    """That a day has come."""
    if day is not None and day > today:
        yield messages.FUTURE.format(day=day, today=today)


def linked(link: str) -> Iterator[Text]:
    """That an address is one."""
    if link and not link.startswith(("https://", "http://")):
        yield messages.LINK.format(read=link[:60])
    if len(link) > LONGEST_LINE:
        yield messages.LONG.format(field=_LINK, most=LONGEST_LINE)


def personal(*texts: str) -> bool:
    """Whether a text holds a mail address or telephone number."""
    return any(_MAIL.search(text) or _PHONE.search(text) for text in texts)


def refused_source(new: NewSource) -> Iterator[Text]:
    """Everything that keeps a source from being registered."""
    yield from titled(new.name)
    yield from among(new.sort, messages.SOURCE_SORTS)
    yield from linked(new.address)


def refused_signal(new: NewSignal, sort: str, today: date) -> Iterator[Text]:
    """Everything that keeps an item of a source of `sort` from being recorded."""
    yield from titled(new.title, LONGEST_HEADING)
    if not new.key.strip() or len(new.key) > LONGEST_KEY:
        yield messages.KEY.format(most=LONGEST_KEY)
    if len(new.text) > LONGEST_TEXT:
        yield messages.LONG.format(field=_TEXT, most=LONGEST_TEXT)
    if not new.provenance.strip():
        yield messages.PROVENANCE
    if len(new.provenance) > LONGEST_LINE:
        yield messages.LONG.format(field=_PROVENANCE, most=LONGEST_LINE)
    if new.year is not None and not FIRST_YEAR <= new.year <= LAST_YEAR:
        yield messages.YEAR.format(year=new.year, first=FIRST_YEAR, last=LAST_YEAR)
    yield from linked(new.link)
    if sort == PATIENTS:
        yield from not_ahead(new.happened_on, today)
        if personal(new.title.ja, new.title.en, new.text, new.provenance):
            yield messages.PERSONAL


def refused_topic(new: NewTopic) -> Iterator[Text]:
    """Everything that keeps a topic from being kept."""
    yield from titled(new.title)
    yield from among(new.sort, messages.TOPIC_SORTS)
    if not any(phrase.strip() for group in new.groups for phrase in group):
        yield messages.TERMS_MISSING


def groups_of(typed: str) -> tuple[tuple[str, ...], ...]:
    """One group a line, its phrases parted by commas or bars."""
    lines = (re.split(r"[,，、;；|｜]", line) for line in typed.splitlines())
    groups = (tuple(part.strip() for part in line if part.strip()) for line in lines)
    return tuple(group for group in groups if group)


def criteria_of(typed: str) -> tuple[tuple[Text, int], ...]:
    """One criterion a line, `日本語｜English｜weight`; a weight that is not written is 1."""
    found = []
    for line in typed.replace("｜", "|").splitlines():
        ja, _, rest = line.partition("|")
        en, _, weight = rest.partition("|")
        if ja.strip():
            plain = weight.strip()
            said = int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 3 else 1
            found.append((Text(ja.strip(), en.strip() or ja.strip()), max(said, 1)))
    return tuple(found)


def scores_of(typed: str) -> tuple[Score, ...]:
    """One criterion a line, `criterion｜score｜reason`; what is no number counts as 0."""
    found = []
    for line in typed.replace("｜", "|").splitlines():
        name, _, rest = line.partition("|")
        said, _, reason = rest.partition("|")
        plain = said.strip()
        score = int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 3 else 0
        if name.strip():
            words = Text(name.strip(), name.strip())
            found.append(Score(name=words, score=score, reason=reason.strip()))
    return tuple(found)


def refused_criteria(criteria: Sequence[tuple[Text, int]]) -> Iterator[Text]:
    """That there are criteria, each once."""
    if not criteria:
        yield messages.CRITERIA
    names = [name.ja for name, _ in criteria]
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield messages.CRITERIA_TWICE.format(name=name)


def refused_scores(scores: Sequence[Score], wanted: Sequence[str]) -> Iterator[Text]:
    """That every criterion is scored once and within the scale; `wanted` of a list, else none."""
    if not scores and not wanted:
        yield messages.CRITERIA
    names = [one.name.ja for one in scores]
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield messages.CRITERIA_TWICE.format(name=name)
    for one in scores:
        if not LEAST_SCORE <= one.score <= MOST_SCORE:
            yield messages.SCORE.format(
                name=one.name.ja, read=one.score or "–", least=LEAST_SCORE, most=MOST_SCORE
            )
    missing = [name for name in wanted if name not in names]
    if missing:
        yield messages.SCORES_MISSING.format(names="、".join(missing))


def refused_notice(days: int, least: int | None, state: str) -> Iterator[Text]:
    """That a call stays open as long as the status in force demands."""
    if days < 1:
        yield messages.DAYS
    elif least is not None and days < least:
        words = messages.STATUSES[state]
        yield messages.NOTICE.format(state=words, least=least, given=days)


_TITLE: Final = Text("名称", "The title")
_TEXT: Final = Text("本文", "The text")
_LINK: Final = Text("所在", "The address")
_PROVENANCE: Final = Text("出所", "The provenance")
