"""What the adjustment fund may be used for under the rules in force; pure.

Decides: years, rounds and proposals against one set of rules of the pack, and amounts against what
is left. Called by the actions and pages of this part. Source: 004 L97-L112, 003 L1168-L1185.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ikkan.budget.adjustment import messages
from ikkan.budget.rules import LARGEST
from ikkan.values.text import Text

DISCRETION: Final = "discretion"
TOPDOWN: Final = "topdown"
EXPECTED: Final = "expected"
CONFIRMED: Final = "confirmed"
REGULAR: Final = "regular"
IRREGULAR: Final = "irregular"
EMERGENCY: Final = "emergency"
OPEN: Final = "open"
SCREENING: Final = "screening"
PROPOSED: Final = "proposed"
DECIDED: Final = "decided"
EXECUTED: Final = "executed"
CLOSED: Final = "closed"
STEPS: Final = (OPEN, SCREENING, PROPOSED, DECIDED, EXECUTED, CLOSED)
"""The states of a round in their order."""
DRAFT: Final = "draft"
SUBMITTED: Final = "submitted"
SCREENED: Final = "screened"
RETURNED: Final = "returned"
WITHDRAWN: Final = "withdrawn"
DECLINED: Final = "declined"
LIVING: Final = frozenset({SUBMITTED, SCREENED})
"""States of proposals that a plan may give money to."""
ALLOCATION: Final = "allocation"
REASSIGNMENT: Final = "reassignment"
ANYBODY: Final = "any"
FRAMED: Final = frozenset({"awards.award", "calls.call", "programme"})
"""What rules bound by programme frames let a proposal aim at."""
SEEDS: Final = frozenset({"portfolio.seed", "portfolio.product"})
MOST_SCORE: Final = 10
MOST_EVIDENCE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A type of money of a set of rules; `token` names it, as in "discretion.a"."""

    code: str
    sort: str
    case: str
    name: Text
    proposer: str
    connection: bool

    @property
    def token(self) -> str:
        return f"{self.sort}.{self.case}" if self.case else self.sort


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When a round may be held and which types it takes; no number: any."""

    code: str
    sort: str
    number: int | None
    month: int | None
    takes: tuple[str, ...]
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One set of rules (配分方針) as the pack has it."""

    code: str
    name: Text
    status: str
    holder: str
    valid_from: date | None
    valid_to: date | None
    consolidated_only: bool
    frame_bound: bool
    several_years: bool
    last_year: int | None
    continued: bool
    flexible: bool
    most_share: Fraction | None
    cases: tuple[Case, ...]
    slots: tuple[Slot, ...]

    def case(self, sort: str, case: str) -> Case | None:
        """The type of that sort and case."""
        return next((one for one in self.cases if (one.sort, one.case) == (sort, case)), None)

    def slot(self, sort: str, number: int) -> Slot | None:
        """The rule of rounds of that sort: that of the number before that of any."""
        of_sort = [one for one in self.slots if one.sort == sort]
        exact = [one for one in of_sort if one.number == number]
        return next(iter(exact or [one for one in of_sort if one.number is None]), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewYear:
    """A pot to set up; `figure` and `origin_figure` are published figures, `account` its purse."""

    fiscal_year: int
    yen: int
    account: str
    status: str = EXPECTED
    figure: str = ""
    origin_yen: int | None = None
    origin_ja: str = ""
    origin_en: str = ""
    origin_figure: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    """A round to open in the year of that code."""

    year: str
    opens_on: date
    closes_on: date
    meets_on: date | None = None
    sort: str = REGULAR
    reserve_yen: int = 0
    reason_code: str = ""
    reason: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProposal:
    """What is asked of a round; `target` and `predecessor` are typed references as text."""

    round: str
    sort: str
    case: str = ""
    title_ja: str
    title_en: str = ""
    target: str = ""
    programme: str
    project: str = ""
    ministry: str = ""
    yen: int
    least_yen: int = 0
    score: Decimal
    reason_ja: str
    reason_en: str = ""
    progress: str = ""
    evidence: tuple[str, ...] = ()
    effect: str
    expected: Mapping[str, Decimal]
    predecessor: str = ""
    outside_frame: bool = False
    multi_year: bool = False
    until: int | None = None
    flexible: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a proposal is judged against beside the rules; sets hold the codes that exist.

    `target_programme` is the programme of the award it aims at; `paying` the bodies whose budget
    is consolidated in the agency, empty where the pack says nothing of it.
    """

    fiscal_year: int
    pot: int
    takes: tuple[str, ...]
    target_kind: str
    target_programme: str
    missing: tuple[str, ...]
    paying: frozenset[str]
    effects: frozenset[str]
    indicators: frozenset[str]
    projects: frozenset[str]


def year_findings(new: NewYear, rules: Rules | None) -> tuple[Text, ...]:
    """Everything against setting up this pot."""
    found = []
    if rules is None:
        found.append(messages.NO_RULES.format(year=new.fiscal_year))
    if not 0 < new.yen <= LARGEST:
        found.append(messages.YEN.format(largest=LARGEST))
    if new.status not in (EXPECTED, CONFIRMED):
        found.append(messages.STATUS)
    if new.origin_yen is not None and new.origin_yen < new.yen:
        found.append(messages.ORIGIN.format(yen=new.yen, origin=new.origin_yen))
    return tuple(found)


def round_findings(
    new: NewRound, number: int, rules: Rules, left: int, reasons: frozenset[str]
) -> tuple[Text, ...]:
    """Everything against opening this round while `left` yen of the pot are not decided."""
    found = []
    slot = rules.slot(new.sort, number)
    if slot is None:
        said = messages.SORTS.get(new.sort, Text(new.sort[:20], new.sort[:20]))
        found.append(messages.NO_SLOT.format(sort=said, number=number, rules=rules.name))
    if new.closes_on < new.opens_on:
        found.append(messages.DAYS.format(opens=new.opens_on, closes=new.closes_on))
    if new.meets_on is not None and new.meets_on < new.opens_on:
        found.append(messages.MEETS.format(meets=new.meets_on, opens=new.opens_on))
    if not 0 <= new.reserve_yen <= left:
        found.append(messages.RESERVE.format(yen=new.reserve_yen, left=left))
    if new.sort == EMERGENCY:
        if new.reason_code not in reasons:
            known = ", ".join(sorted(reasons)) or "–"
            found.append(messages.REASON_CODE.format(code=new.reason_code or "–", known=known))
        if not new.reason.strip():
            found.append(messages.EMERGENCY_REASON)
    elif new.reason_code:
        found.append(messages.NO_EMERGENCY)
    return tuple(found)


def proposal_findings(new: NewProposal, rules: Rules, around: Around) -> tuple[Text, ...]:
    """Everything against this proposal, each with its remedy."""
    found = [*_money_findings(new, rules, around), *_word_findings(new, around)]
    case = rules.case(new.sort, new.case)
    if case is None:
        said = f"{new.sort}.{new.case}" if new.case else new.sort
        known = ", ".join(one.token for one in rules.cases)
        found.append(messages.NO_CASE.format(case=said, rules=rules.name, known=known))
    elif not taken(case, around.takes):
        takes = Text.joined(
            (one.name for one in rules.cases if taken(one, around.takes)), "、", ", "
        )
        found.append(messages.NOT_TAKEN.format(case=case.name, takes=takes))
    if rules.consolidated_only and around.paying and not new.ministry:
        found.append(messages.NO_MINISTRY)
    elif rules.consolidated_only and around.paying and new.ministry not in around.paying:
        known = ", ".join(sorted(around.paying))
        found.append(messages.NOT_CONSOLIDATED.format(body=new.ministry, known=known))
    found += _loosened_findings(new, rules, around)
    found += [messages.MISSING.format(ref=ref) for ref in around.missing]
    if len(new.evidence) > MOST_EVIDENCE:
        found.append(messages.MANY_EVIDENCE.format(most=MOST_EVIDENCE))
    return tuple(found)


def taken(case: Case, takes: Sequence[str]) -> bool:
    """Whether a round that takes these types takes this one."""
    return case.token in takes or case.sort in takes


def _money_findings(new: NewProposal, rules: Rules, around: Around) -> list[Text]:
    found = []
    if not 0 < new.yen <= LARGEST:
        found.append(messages.YEN.format(largest=LARGEST))
    elif new.yen > around.pot:
        found.append(messages.OVER_POT.format(yen=new.yen, pot=around.pot))
    if new.yen > 0 and not 0 <= new.least_yen <= new.yen:
        found.append(messages.LEAST.format(least=new.least_yen, yen=new.yen))
    if rules.most_share is not None and new.yen > rules.most_share * around.pot:
        most = int(rules.most_share * around.pot)
        found.append(messages.SHARE.format(yen=new.yen, most=most, rules=rules.name))
    return found


def _word_findings(new: NewProposal, around: Around) -> list[Text]:
    found = []
    if not new.title_ja.strip():
        found.append(messages.TITLE)
    if not new.reason_ja.strip():
        found.append(messages.REASON)
    if new.sort == DISCRETION and not new.progress.strip():
        found.append(messages.PROGRESS)
    if not new.score.is_finite() or not 0 <= new.score <= MOST_SCORE:
        found.append(messages.SCORE.format(most=MOST_SCORE))
    if new.effect not in around.effects:
        known = ", ".join(sorted(around.effects)) or "–"
        found.append(messages.EFFECT.format(code=new.effect or "–", known=known))
    for indicator, count in new.expected.items():
        if indicator not in around.indicators:
            found.append(messages.INDICATOR.format(code=indicator[:80]))
        elif not count.is_finite() or count <= 0:
            found.append(messages.COUNT.format(code=indicator, count=count))
    if not new.expected:
        found.append(messages.EXPECTED)
    if new.project and around.projects and new.project not in around.projects:
        known = ", ".join(sorted(around.projects))
        found.append(messages.PROJECT.format(code=new.project, known=known))
    return found


def _loosened_findings(new: NewProposal, rules: Rules, around: Around) -> list[Text]:
    """What only the flexible rules allow: other targets, several years, continuing, adoption."""
    found = []
    if new.target and around.target_kind not in FRAMED | SEEDS:
        found.append(messages.TARGET.format(ref=new.target))
    elif rules.frame_bound and (new.outside_frame or around.target_kind in SEEDS):
        found.append(messages.FRAME.format(rules=rules.name))
    if around.target_programme and around.target_programme != new.programme:
        values = {"target": around.target_programme, "programme": new.programme}
        if rules.frame_bound:
            found.append(messages.OTHER_PROGRAMME.format(rules=rules.name, **values))
        elif not new.outside_frame:
            found.append(messages.SAY_OUTSIDE.format(**values))
    if new.multi_year and not rules.several_years:
        found.append(messages.ONE_YEAR.format(rules=rules.name, year=around.fiscal_year))
    elif new.multi_year:
        last = rules.last_year
        until = new.until or 0
        if until <= around.fiscal_year or (last is not None and until > last):
            first, most = around.fiscal_year + 1, last or "–"
            found.append(messages.UNTIL.format(until=new.until or "–", first=first, last=most))
    elif new.until is not None:
        found.append(messages.UNTIL_WITHOUT)
    if new.predecessor and not rules.continued:
        found.append(messages.CONTINUED.format(rules=rules.name))
    if new.flexible and not rules.flexible:
        found.append(messages.FLEXIBLE.format(rules=rules.name))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A proposal as amounts are judged against it."""

    code: str
    state: str
    yen: int
    least_yen: int


def amount_findings(
    amounts: Mapping[str, int], asked: Mapping[str, Asked], free: int, most: int | None = None
) -> tuple[Text, ...]:
    """Everything against giving these amounts while `free` yen may be given in the round.

    `most` is what one proposal may take by the rules of the year.
    """
    found = []
    for code, yen in amounts.items():
        one = asked.get(code)
        if one is None:
            found.append(messages.NOT_HERE.format(code=code[:80]))
        elif yen < 0 or yen > one.yen:
            found.append(messages.AMOUNT.format(code=code, yen=yen, most=one.yen))
        elif yen and yen < one.least_yen:
            found.append(messages.TOO_LITTLE.format(code=code, yen=yen, least=one.least_yen))
        elif most is not None and yen > most:
            found.append(messages.OVER_SHARE.format(code=code, yen=yen, most=most))
        elif yen and one.state != SCREENED:
            said = messages.PROPOSAL_STATES[one.state]
            found.append(messages.NOT_SCREENED.format(code=code, state=said))
    unsaid = sorted({code for code, one in asked.items() if one.state in LIVING} - set(amounts))
    if unsaid:
        found.append(messages.UNSAID.format(codes=", ".join(unsaid)))
    total = sum(amounts.values())
    if total > free:
        found.append(messages.OVER.format(total=total, free=max(free, 0), over=total - free))
    return tuple(found)


def reason_findings(
    amounts: Mapping[str, int], engine: Mapping[str, int], reasons: Mapping[str, str]
) -> tuple[Text, ...]:
    """Where the amounts differ from those of the engine and nobody says why."""
    found = []
    for code, yen in amounts.items():
        said = engine.get(code)
        if said is not None and said != yen and not reasons.get(code, "").strip():
            found.append(messages.DIFFERS.format(code=code, yen=yen, engine=said))
    return tuple(found)
