"""What a decision must say before it is kept, and before it is decided.

Decides: where it may be taken (a held meeting, or by circulation with its reason), when a reason is
owed to the advice, what only the headquarters decides. Called by plan.bodies.actions.
Source: 000:7, 000:418 (司令塔), 000:391.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.plan.bodies.rules.sittings import AGREES, AHEAD, CALLED
from ikkan.plan.bodies.rules.standing import Standing
from ikkan.values.ref import Ref
from ikkan.values.text import Text

DRAFT: Final = "draft"
DECIDED: Final = "decided"
PUBLISHED: Final = "published"
AMENDED: Final = "amended"
STATES: Final = {
    DRAFT: Text("案", "Draft"),
    DECIDED: Text("決定済み", "Decided"),
    PUBLISHED: Text("公表済み", "Published"),
    AMENDED: Text("後の決定で改められた", "Amended by a later one"),
}
TAKEN: Final = frozenset({DECIDED, PUBLISHED, AMENDED})
STANDING: Final = TAKEN - {AMENDED}
"""Taken, and no later decision stands in its place."""
RESERVED: Final = frozenset({"plan.clause", "budget.policy", "budget.round"})
"""Plan, allocation policy and request bundle: only the headquarters finalises them."""
PRINTED: Final = frozenset({"strategy", "plan", "policy", "request"})
"""Forms of instruments of the pack that a decision of the headquarters stands behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """A decision as it is drafted: of which body, about which records, on which advice."""

    body: str
    title_ja: str
    title_en: str = ""
    text_ja: str
    text_en: str = ""
    basis: str = ""
    about: tuple[Ref, ...]
    advice: tuple[str, ...] = ()
    meeting: str = ""
    circulated_because: str = ""
    departs_because: str = ""
    amends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The meeting at which it is to be decided."""

    body: str
    state: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """An advice among the inputs of the decision."""

    code: str
    to_body: str
    verdict: str
    given_on: date


def refused_draft(
    new: NewDecision, known: Standing, sitting: Sitting | None, inputs: Sequence[Input]
) -> tuple[Text, ...]:
    """Everything that keeps it from being drafted."""
    found = []
    if new.body not in known.forms:
        found.append(_NO_BODY.format(body=new.body))
    if not new.title_ja.strip() or not new.text_ja.strip():
        found.append(_WORDS)
    if not new.about:
        found.append(_ABOUT)
    reserved = [ref for ref in new.about if ref.kind in RESERVED]
    if new.body in known.forms and reserved and not known.is_headquarters(new.body):
        refs = ", ".join(str(ref) for ref in reserved)
        found.append(_RESERVED.format(body=known.name(new.body), refs=refs))
    if sitting is not None and sitting.body != new.body:
        found.append(_OTHER_MEETING.format(body=known.name(new.body)))
    if new.meeting and new.circulated_because.strip():
        found.append(_BOTH)
    found += [
        _NOT_TO.format(code=one.code, to=known.name(one.to_body), body=known.name(new.body))
        for one in inputs
        if one.to_body != new.body
    ]
    return tuple(found)


def refused_decision(
    new: NewDecision,
    known: Standing,
    sitting: Sitting | None,
    inputs: Sequence[Input],
    decided_on: date,
    as_of: date,
) -> tuple[Text, ...]:
    """Everything that keeps the draft from being decided on that day."""
    found = []
    if decided_on > as_of:
        found.append(AHEAD.format(day=decided_on, today=as_of))
    if sitting is None:
        if known.is_college(new.body) and not new.circulated_because.strip():
            found.append(_NOWHERE.format(body=known.name(new.body)))
    elif sitting.state == CALLED:
        found.append(_NOT_HELD)
    elif sitting.day > decided_on:
        found.append(_BEFORE_MEETING.format(held=sitting.day, day=decided_on))
    later = [one.code for one in inputs if one.given_on > decided_on]
    if later:
        found.append(_LATER.format(codes=", ".join(later), day=decided_on))
    against = [one.code for one in inputs if one.verdict != AGREES]
    if against and not new.departs_because.strip():
        found.append(_DEPARTS.format(codes=", ".join(against)))
    return tuple(found)


def refused_amendment(new: NewDecision, body: str, state: str, known: Standing) -> list[Text]:
    """Everything against taking the place of an earlier decision."""
    found = []
    if body != new.body:
        found.append(_AMENDS_OTHER.format(body=known.name(body)))
    if state == DRAFT:
        found.append(_AMENDS_DRAFT)
    if state == AMENDED:
        found.append(_AMENDS_TWICE)
    return found


_NO_BODY: Final = Text(
    "「{body}」という機関はありません。政策パックか設置要綱の会議体から選んでください。",
    "There is no body {body}; choose one of the policy pack or one set up by a charter.",
)
_WORDS: Final = Text(
    "決定の題名と本文を書いてください。", "Write the title and the words of the decision."
)
_ABOUT: Final = Text(
    "何についての決定か（「種類:コード」）を一つ以上書いてください。",
    "Name at least one record that it decides about (kind:code).",
)
_RESERVED: Final = Text(
    "計画、配分方針、要求の取りまとめを決定できるのは本部だけです（{refs}）。"
    "{body}は、本部への助言か意見として記録してください。",
    "Only the headquarters decides the plan, the allocation policy and the bundle of requests "
    "({refs}); record what {body} says as advice or opinion to it.",
)
_OTHER_MEETING: Final = Text(
    "選ばれた会議は{body}の会議ではありません。その機関の会議を選んでください。",
    "The meeting chosen is not one of {body}; choose a meeting of that body.",
)
_BOTH: Final = Text(
    "会議と持ち回りの理由の両方が書かれています。どちらか一つにしてください。",
    "Both a meeting and a reason for circulation are given; keep one of them.",
)
_NOT_TO: Final = Text(
    "助言{code}は{to}あてで、{body}あてではありません。外してください。",
    "Advice {code} was given to {to}, not to {body}; leave it out.",
)
_NOWHERE: Final = Text(
    "{body}は会議で決定します。開かれた会議を選ぶか、持ち回りとする理由を書いてください。",
    "{body} decides in a meeting; choose one that was held, or write why it is decided by "
    "circulation.",
)
_NOT_HELD: Final = Text(
    "その会議はまだ開かれていません。先に開催を記録してください。",
    "That meeting was not held yet; record that it was held first.",
)
_BEFORE_MEETING: Final = Text(
    "決定の日（{day}）が会議の日（{held}）より前です。会議の日以後にしてください。",
    "The day of the decision ({day}) lies before its meeting ({held}); take that day or a later.",
)
_LATER: Final = Text(
    "助言{codes}は決定の日（{day}）より後に出されています。外すか、日を直してください。",
    "Advice {codes} was given after the day of the decision ({day}); leave it out or correct the "
    "day.",
)
_DEPARTS: Final = Text(
    "助言{codes}は、条件を付けたか、異なる意見です。どう扱ったか、理由を書いてから決定してください。",
    "Advice {codes} sets conditions or differs; write why the decision departs from it, or how it "
    "meets the conditions, and decide then.",
)
_AMENDS_OTHER: Final = Text(
    "改める決定は{body}のものです。同じ機関で改めてください。",
    "The decision to be amended is one of {body}; the same body amends it.",
)
_AMENDS_DRAFT: Final = Text(
    "改める相手がまだ案です。案はそのまま直してください。",
    "What it would amend is still a draft; revise that draft.",
)
_AMENDS_TWICE: Final = Text(
    "その決定はもう改められています。いちばん新しい決定を改めてください。",
    "That decision was amended already; amend the latest one.",
)
