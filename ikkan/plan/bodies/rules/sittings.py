"""What a meeting, its papers and an advice must say, and in which order a meeting goes.

Decides: called → held → minuted → published; which body gives which sort of advice to which.
Called by plan.bodies.actions. Source: 000:391 (専門的調査・政策的助言), 000:53, 000:11.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.plan.bodies.rules.standing import OPINING, Standing
from ikkan.values.ref import Ref
from ikkan.values.text import Text

CALLED: Final = "called"
HELD: Final = "held"
MINUTED: Final = "minuted"
PUBLISHED: Final = "published"
MEETING_STATES: Final = {
    CALLED: Text("招集", "Called"),
    HELD: Text("開催済み", "Held"),
    MINUTED: Text("議事録あり", "Minuted"),
    PUBLISHED: Text("公表済み", "Published"),
}
EXAMINATION: Final = "examination"
POLICY_ADVICE: Final = "policy_advice"
OPINION: Final = "opinion"
ADVICE_SORTS: Final = {
    EXAMINATION: Text("専門的調査", "Expert examination"),
    POLICY_ADVICE: Text("政策的助言", "Policy advice"),
    OPINION: Text("意見", "Opinion"),
}
RELATION: Final = {EXAMINATION: "examines", POLICY_ADVICE: "advises"}
AGREES: Final = "agrees"
VERDICTS: Final = {
    AGREES: Text("妥当とする", "Agrees"),
    "conditions": Text("条件を付ける", "Agrees under conditions"),
    "differs": Text("異なる意見", "Differs"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of an agenda and the records it is about."""

    words: str
    about: tuple[Ref, ...] = ()

    @classmethod
    def parse(cls, line: str) -> Item:
        """``次期計画の案 | plan.clause:CL-2026-000001``. Raises RefError."""
        words, _, refs = line.partition("|")
        return cls(words=words.strip(), about=tuple(Ref.parse(ref) for ref in refs.split()))

    def __str__(self) -> str:
        refs = " ".join(str(ref) for ref in self.about)
        return f"{self.words} | {refs}" if refs else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """A meeting as it is called."""

    body: str
    title_ja: str
    title_en: str = ""
    day: date
    place: str = ""
    agenda: tuple[Item, ...]

    def named(self) -> tuple[Ref, ...]:
        """Every record that its agenda names."""
        return tuple(ref for item in self.agenda for ref in item.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """A paper for a meeting; `withheld_because` keeps it inside when the meeting is published."""

    meeting: str
    number: str
    title_ja: str
    title_en: str = ""
    laid_by: str = ""
    text: str = ""
    about: tuple[Ref, ...] = ()
    withheld_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAdvice:
    """What one body says to another about records; `evidence` is what it rests on."""

    body: str
    sort: str
    to_body: str
    text_ja: str
    text_en: str = ""
    verdict: str = AGREES
    evidence: str = ""
    about: tuple[Ref, ...] = ()
    meeting: str = ""
    given_on: date


def refused_meeting(new: NewMeeting, known: Standing) -> tuple[Text, ...]:
    """Everything against calling it."""
    found = []
    if new.body not in known.forms:
        found.append(_NO_BODY.format(body=new.body))
    elif not known.is_college(new.body):
        found.append(_NO_COLLEGE.format(body=known.name(new.body)))
    if not new.title_ja.strip():
        found.append(_TITLE)
    if not new.agenda or not all(item.words for item in new.agenda):
        found.append(_AGENDA)
    return tuple(found)


def refused_paper(new: NewPaper, state: str) -> tuple[Text, ...]:
    """Everything against laying it before a meeting in that state."""
    found = []
    if state != CALLED:
        found.append(_LATE_PAPER)
    if not new.number.strip() or not new.title_ja.strip():
        found.append(_PAPER)
    return tuple(found)


def refused_holding(state: str, held_on: date, present: tuple[str, ...], as_of: date) -> list[Text]:
    """Everything against recording that it was held."""
    found = []
    if state != CALLED:
        found.append(_NOT_CALLED.format(state=MEETING_STATES[state]))
    if held_on > as_of:
        found.append(AHEAD.format(day=held_on, today=as_of))
    if not present:
        found.append(_PRESENT)
    return found


def refused_advice(new: NewAdvice, known: Standing, as_of: date) -> tuple[Text, ...]:
    """Everything against the advice; who gives which sort to whom follows the pack."""
    unknown = [one for one in (new.body, new.to_body) if one not in known.forms]
    found = [_NO_BODY.format(body=one) for one in unknown]
    if not unknown:
        found += _refused_giver(new, known)
    if not new.text_ja.strip():
        found.append(_TEXT)
    if not new.about:
        found.append(_ABOUT)
    if new.given_on > as_of:
        found.append(AHEAD.format(day=new.given_on, today=as_of))
    return tuple(found)


def _refused_giver(new: NewAdvice, known: Standing) -> list[Text]:
    if new.body == new.to_body:
        return [_ITSELF.format(body=known.name(new.body))]
    relation = RELATION.get(new.sort)
    if relation is None:
        if known.forms[new.body] in OPINING:
            return []
        return [_NO_OPINION.format(body=known.name(new.body))]
    may = known.who(relation, new.to_body)
    if new.body in may:
        return []
    words = _NOT_GIVER if may else _NO_GIVER
    return [
        words.format(
            body=known.name(new.body),
            sort=ADVICE_SORTS[new.sort],
            to=known.name(new.to_body),
            may=known.listed(may),
            relation=relation,
        )
    ]


AHEAD: Final = Text(
    "{day}は今日（{today}）より後です。その日が来てから記録してください。",
    "{day} lies after today ({today}); record it once the day has come.",
)
_NO_BODY: Final = Text(
    "「{body}」という機関はありません。政策パックか設置要綱の会議体から選んでください。",
    "There is no body {body}; choose one of the policy pack or one set up by a charter.",
)
_NO_COLLEGE: Final = Text(
    "{body}は会議体ではありません。本部、会議、協議会、調査会、評議会から選んでください。",
    "{body} is not a body that meets; choose a headquarters, council, panel, conference or board.",
)
_TITLE: Final = Text("会議の名を書いてください。", "Write the name of the meeting.")
_AGENDA: Final = Text(
    "議題を一つ以上、一行に一つずつ書いてください。",
    "Write at least one item of the agenda, one a line.",
)
_LATE_PAPER: Final = Text(
    "資料は開催の前に出します。この会議はもう開かれました。次の会議に出してください。",
    "Papers are laid before a meeting is held, and this one was; lay it before the next.",
)
_PAPER: Final = Text(
    "資料の番号と題名を書いてください。", "Write the number and the title of the paper."
)
_NOT_CALLED: Final = Text(
    "この会議は「{state}」です。開催を記録できるのは招集された会議だけです。",
    "This meeting is “{state}”; only one that was called can be recorded as held.",
)
_PRESENT: Final = Text(
    "出席した職または人を一行に一つずつ書いてください。",
    "Write who was present, one office or person a line.",
)
_TEXT: Final = Text("助言の文を書いてください。", "Write the words of the advice.")
_ABOUT: Final = Text(
    "何についての助言か（条項、所見、方針などの「種類:コード」）を書いてください。",
    "Name what the advice is about (kind:code of a clause, finding, policy…).",
)
_ITSELF: Final = Text(
    "{body}は自分に助言できません。相手の機関を選び直してください。",
    "{body} cannot advise itself; choose another body.",
)
_NO_OPINION: Final = Text(
    "{body}は意見を出す会議体・団体ではありません。府省の考えは、同意か決定として記録してください。",
    "{body} is no body that gives opinions; record what a ministry thinks as consent or decision.",
)
_NOT_GIVER: Final = Text(
    "{to}に{sort}を行うのは{may}です（政策パックの機関の関係「{relation}」）。"
    "{body}は「意見」として出せます。",
    "{sort} to {to} is given by {may} (relation “{relation}” of the policy pack); {body} may "
    "give an opinion instead.",
)
_NO_GIVER: Final = Text(
    "{to}に{sort}を行う機関は政策パックにありません（機関の関係「{relation}」）。"
    "{body}は「意見」として出せます。",
    "The policy pack names nobody who gives {to} {sort} (relation “{relation}”); {body} may "
    "give an opinion instead.",
)
