"""What a party may be called by number, and when one person may not decide about another; pure.

Decides: check digits, the form of numbers, which facts are a conflict of interest (利益相反).
Called by: actions; by the offices of gates and hand-overs, which gather the facts.
Sources: 法人番号の指定等に関する省令 (check digit, modulus 9); JIS X 0401 (prefectures).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

NUMBER_LENGTH: Final = 13
RESEARCHER_LENGTH: Final = 8


def digits(written: str) -> str:
    """A number as typed, without hyphens and spaces, full-width digits made plain."""
    plain = unicodedata.normalize("NFKC", written)
    return "".join(sign for sign in plain if not sign.isspace() and sign not in "-‐‑‒–—−ー")


def check_digit(base: str) -> int:
    """The first digit of a corporate number (法人番号) from its other twelve.

    9 less the remainder by 9 of the sum of P(n) × Q(n): P(n) the n-th digit from the right, Q(n)
    1 where n is odd and 2 where it is even. Raises ValueError unless `base` is twelve digits.
    """
    if not is_digits(base, NUMBER_LENGTH - 1):
        raise ValueError("a check digit stands over twelve digits")
    weighed = (int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(base)))
    return 9 - sum(weighed) % 9


def is_digits(text: str, length: int) -> bool:
    """Whether `text` is that many plain digits."""
    return len(text) == length and text.isascii() and text.isdigit()


def is_corporate_number(number: str) -> bool:
    """Whether thirteen digits carry the right check digit."""
    return is_digits(number, NUMBER_LENGTH) and int(number[0]) == check_digit(number[1:])


def is_researcher_number(number: str) -> bool:
    """Whether it has the form of a researcher number: eight digits."""
    return is_digits(number, RESEARCHER_LENGTH)


class TieSort(Enum):
    """How two parties are tied; OTHER is kept for the reader and conflicts with nothing."""

    FAMILY = "family"
    COAUTHOR = "coauthor"
    ADVISOR = "advisor"
    EMPLOYMENT = "employment"
    SHAREHOLDING = "shareholding"
    COMPETITOR = "competitor"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person with the organisation it belongs to, or an organisation alone; codes, "" none."""

    person: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A tie (関係) of `person` to another person or to an organisation; its last day counts."""

    code: str
    sort: TieSort
    person: str
    other: str = ""
    organisation: str = ""
    valid_from: date
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class ConflictRule(Enum):
    """The rules on conflicts by name, the gravest first."""

    SAME_PERSON = "parties.conflict.same_person"
    FAMILY = "parties.conflict.family"
    SHAREHOLDING = "parties.conflict.shareholding"
    EMPLOYMENT = "parties.conflict.employment"
    SAME_ORGANISATION = "parties.conflict.same_organisation"
    COMPETITOR = "parties.conflict.competitor"
    ADVISOR = "parties.conflict.advisor"
    COAUTHOR = "parties.conflict.coauthor"


_BY_SORT: Final = {
    TieSort.FAMILY: ConflictRule.FAMILY,
    TieSort.SHAREHOLDING: ConflictRule.SHAREHOLDING,
    TieSort.EMPLOYMENT: ConflictRule.EMPLOYMENT,
    TieSort.COMPETITOR: ConflictRule.COMPETITOR,
    TieSort.ADVISOR: ConflictRule.ADVISOR,
    TieSort.COAUTHOR: ConflictRule.COAUTHOR,
}
_GRAVITY: Final = {rule: place for place, rule in enumerate(ConflictRule)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The rule that fired and the facts under it; `tie` where a tie is the fact."""

    rule: ConflictRule
    decider: Party
    subject: Party
    tie: Tied | None = None


class Missing(Enum):
    """What was not on file when conflicts were looked for, so that they could not all be seen."""

    DECLARATION = "parties.missing.declaration"
    ORGANISATION = "parties.missing.organisation"
    SUBJECT = "parties.missing.subject"


def missing(decider: Party, subjects: Iterable[Party], *, declared: bool) -> tuple[Missing, ...]:
    """What the search for conflicts of `decider` with `subjects` could not rest on."""
    found = [] if declared else [Missing.DECLARATION]
    if not decider.organisation:
        found.append(Missing.ORGANISATION)
    if not any(one.person or one.organisation for one in subjects):
        found.append(Missing.SUBJECT)
    return tuple(found)


def conflict(decider: Party, subject: Party, ties: Iterable[Tied], day: date) -> Conflict | None:
    """The gravest reason why `decider` may not decide about `subject` on `day`; None if free.

    The same person, the same organisation, or a tie in force: between the two persons, of the
    decider to the subject's organisation, or of the subject's employment at the decider's.
    """
    found: list[tuple[ConflictRule, Tied | None]] = []
    if decider.person and decider.person == subject.person:
        found.append((ConflictRule.SAME_PERSON, None))
    if decider.organisation and decider.organisation == subject.organisation:
        found.append((ConflictRule.SAME_ORGANISATION, None))
    found += [
        (_BY_SORT[tie.sort], tie)
        for tie in ties
        if tie.sort in _BY_SORT and tie.on(day) and _binds(tie, decider, subject)
    ]
    if not found:
        return None
    rule, tie = min(found, key=lambda one: (_GRAVITY[one[0]], one[1].code if one[1] else ""))
    return Conflict(rule=rule, decider=decider, subject=subject, tie=tie)


def _binds(tie: Tied, decider: Party, subject: Party) -> bool:
    if tie.other:
        return bool(subject.person) and {tie.person, tie.other} == {decider.person, subject.person}
    if not tie.organisation:
        return False
    if tie.person == decider.person:
        return tie.organisation == subject.organisation
    at_decider = tie.organisation == decider.organisation
    return tie.sort is TieSort.EMPLOYMENT and tie.person == subject.person and at_decider
