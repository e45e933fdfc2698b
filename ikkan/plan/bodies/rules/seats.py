"""What an appointment to an office and a charter must say before they are kept.

Decides: offices of which a body has one, who appoints and dismisses, terms that overlap, the parts
of a charter. Called by plan.bodies.actions. Source: 000:28 (理事長・監事の任命・解任), 000:434.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.plan.bodies.rules.standing import FUNDERS, Standing
from ikkan.values.text import Text

PRESIDENT: Final = "president"
AUDITOR: Final = "auditor"
SORTS: Final = {
    "head": Text("長（本部長・議長・会長・座長）", "Head or chair"),
    "acting": Text("代行", "Acting chair"),
    "deputy": Text("副（副本部長・副議長）", "Deputy head or chair"),
    "member": Text("構成員・委員", "Member"),
    PRESIDENT: Text("理事長", "President"),
    AUDITOR: Text("監事", "Auditor"),
    "executive": Text("理事・執行役", "Executive director"),
    "secretary": Text("事務局", "Secretary"),
}
SINGLE: Final = frozenset({"head", PRESIDENT})
"""Offices of which a body has one at a time."""
APPOINTED: Final = frozenset({PRESIDENT, AUDITOR})
"""Offices that the appointing bodies named by the pack fill and clear."""
Term = tuple[date, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeat:
    """An office of a body given to a holder; `by_office` where the holder is itself an office."""

    body: str
    sort: str
    office_ja: str
    office_en: str = ""
    holder_ja: str
    holder_en: str = ""
    by_office: bool = False
    appointed_by: str = ""
    valid_from: date
    valid_to: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCharter:
    """The charter of a council of the pack (`body`), or of one that is set up now (names)."""

    body: str = ""
    name_ja: str = ""
    name_en: str = ""
    owners: tuple[str, ...] = ()
    scope_ja: str
    scope_en: str = ""
    members: tuple[str, ...]
    plans: tuple[str, ...] = ()
    basis: str
    valid_from: date
    valid_to: date | None = None


def refused_seat(new: NewSeat, known: Standing, others: Iterable[Term]) -> tuple[Text, ...]:
    """Everything against the appointment; `others` are terms of the same office of the body."""
    found = []
    if new.body not in known.forms:
        found.append(_NO_BODY.format(body=new.body))
    if not new.office_ja.strip() or not new.holder_ja.strip():
        found.append(_WORDS)
    if new.valid_to is not None and new.valid_to < new.valid_from:
        found.append(_BACKWARDS.format(first=new.valid_from, last=new.valid_to))
    if not new.basis.strip():
        found.append(_BASIS)
    found += refused_appointer(new.body, new.sort, new.appointed_by, known)
    if new.sort in SINGLE:
        mine: Term = (new.valid_from, new.valid_to)
        taken = [term for term in others if overlap(term, mine)]
        found += [_TAKEN.format(office=SORTS[new.sort], term=said(term)) for term in taken[:1]]
    return tuple(found)


def refused_appointer(body: str, sort: str, by: str, known: Standing) -> list[Text]:
    """An office that is filled by appointment is filled by a body that the pack names for it."""
    if by and by not in known.forms:
        return [_NO_BODY.format(body=by)]
    if sort not in APPOINTED or known.forms.get(body) not in FUNDERS:
        return []
    may = known.appointers(body)
    if not may:
        return [_NOBODY_APPOINTS.format(body=known.name(body), office=SORTS[sort])]
    if by in may:
        return []
    named = _NOT_SAID if not by else known.name(by)
    return [
        _APPOINTER.format(
            body=known.name(body), office=SORTS[sort], by=named, may=known.listed(may)
        )
    ]


def refused_charter(new: NewCharter, known: Standing, others: Iterable[Term]) -> tuple[Text, ...]:
    """Everything against the charter; `others` are terms of charters of the same body."""
    found = []
    if new.body and new.body not in known.forms:
        found.append(_NO_BODY.format(body=new.body))
    if not new.body and not new.name_ja.strip():
        found.append(_NAME)
    if not new.scope_ja.strip() or not new.members or not new.basis.strip():
        found.append(_CHARTER)
    found += [_NO_BODY.format(body=one) for one in new.owners if one not in known.forms]
    if new.valid_to is not None and new.valid_to < new.valid_from:
        found.append(_BACKWARDS.format(first=new.valid_from, last=new.valid_to))
    taken = [term for term in others if overlap(term, (new.valid_from, new.valid_to))]
    found += [_CHARTERED.format(body=known.name(new.body), term=said(term)) for term in taken[:1]]
    return tuple(found)


def refused_end(valid_from: date, valid_to: date | None, last: date) -> Text | None:
    """Why a term cannot end on that day."""
    if last < valid_from or (valid_to is not None and last > valid_to):
        return _END.format(last=last, term=said((valid_from, valid_to)))
    return None


def overlap(one: Term, other: Term) -> bool:
    """Whether two terms have a day in common; a term without end goes on."""
    return (one[1] or date.max) >= other[0] and (other[1] or date.max) >= one[0]


def said(term: Term) -> str:
    """``2026-04-01–2028-03-31``."""
    return f"{term[0]}–{term[1] or ''}"


_NOT_SAID: Final = Text("（記載なし）", "(not said)")
_NO_BODY: Final = Text(
    "「{body}」という機関はありません。政策パックか設置要綱の会議体から選んでください。",
    "There is no body {body}; choose one of the policy pack or one set up by a charter.",
)
_WORDS: Final = Text(
    "職の名と、その職に就く人または職を書いてください。",
    "Write the office, and the person or office that holds it.",
)
_BACKWARDS: Final = Text(
    "終わりの日（{last}）が始まりの日（{first}）より前です。直してください。",
    "The last day ({last}) lies before the first ({first}); correct one of them.",
)
_BASIS: Final = Text(
    "根拠（法令の条、辞令、決定）を書いてください。",
    "Write the basis (article of law, letter of appointment, decision).",
)
_APPOINTER: Final = Text(
    "{body}の{office}を任命・解任できるのは{may}です（政策パックの機関の関係「任命する」）。"
    "任命者「{by}」は挙げられていません。任命者を選び直してください。",
    "{office} of {body} is appointed and dismissed by {may} (relation “appoints” of the policy "
    "pack), not by {by}; choose one of them as appointing body.",
)
_NOBODY_APPOINTS: Final = Text(
    "{body}の{office}を任命する機関が政策パックにありません。"
    "機関の関係（appoints）をパックに加えてから記録してください。",
    "The policy pack names nobody who appoints the {office} of {body}; add the relation "
    "(appoints) to the pack first.",
)
_TAKEN: Final = Text(
    "{office}は一人の職で、任期{term}の人がいます。先にその任期を終えてください。",
    "{office} is held by one at a time, and one holds it {term}; end that term first.",
)
_END: Final = Text(
    "{last}は任期（{term}）の外です。任期の中の日を書いてください。",
    "{last} lies outside the term ({term}); write a day within it.",
)
_NAME: Final = Text(
    "政策パックの会議体を選ぶか、新しい会議体の名を書いてください。",
    "Choose a body of the policy pack, or write the name of the new council.",
)
_CHARTER: Final = Text(
    "設置要綱には、所掌、構成員、根拠の三つが要ります。",
    "A charter needs three things: its scope, its members, its basis.",
)
_CHARTERED: Final = Text(
    "{body}には期間{term}の設置要綱があります。先にその期間を終えてください。",
    "{body} has a charter for {term}; end that one first.",
)
