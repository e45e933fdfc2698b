"""Minutes of a meeting and the paper of a decision, as official papers in one language.

Decides: the parts and their order; what a reader may not see is not printed. Called by views.
Source: 000:391 (inputs of a decision), ui.md §8 "Print".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.documents.paper import Chapter, Exhibit, Grid, Head, Paper, Row, Value, Words
from ikkan.plan.bodies import queries
from ikkan.plan.bodies.models import Decision, Meeting
from ikkan.plan.bodies.rules.deciding import STATES
from ikkan.plan.bodies.rules.sittings import ADVICE_SORTS, MEETING_STATES, VERDICTS, Item
from ikkan.records import ports
from ikkan.records import queries as records
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LANGUAGES: Final = ("ja", "en")
_OTHER: Final = {"ja": "en", "en": "ja"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """In which language, for whom and on which day a paper is set."""

    language: str
    actor: Actor
    as_of: date

    def say(self, words: Text, **filled: object) -> str:
        """Words in the language of the paper."""
        return words.format(**filled).of(self.language)

    def body(self, code: str) -> str:
        """The name of a body."""
        return queries.standing(self.as_of).name(code).of(self.language) if code else ""

    def named(self, refs: Sequence[Ref]) -> str:
        """Names of the records that the reader may see, with their codes."""
        names = ports.names(refs, self.as_of, self.actor)
        said = [f"{names[ref].label.of(self.language)} ({ref})" for ref in refs if ref in names]
        return " / ".join(said)

    def written(self, row: Any, name: str) -> str:
        """A text in two columns, in the other language where this one is not written."""
        here = str(getattr(row, f"{name}_{self.language}"))
        return here or str(getattr(row, f"{name}_{_OTHER[self.language]}"))

    def day(self, value: date | None) -> str:
        """A day, or nothing."""
        return value.isoformat() if value else ""


def minutes(meeting: Meeting, desk: Desk) -> Paper:
    """Agenda, papers, advice, decisions, who was present, and what was said."""
    title = f"{desk.written(meeting, 'title')} {desk.say(_NUMBER, number=meeting.number)}"
    papers = records.visible("plan.paper", desk.actor).filter(meeting=meeting)
    advice = records.visible("plan.advice", desk.actor).filter(meeting=meeting)
    decisions = records.visible("plan.decision", desk.actor).filter(meeting=meeting)
    agenda = [Item.parse(line) for line in meeting.agenda]
    parts = [
        _part(
            _AGENDA,
            (_NO, _ITEM, _ABOUT),
            [(n, one.words, desk.named(one.about)) for n, one in enumerate(agenda, 1)],
        ),
        _part(
            _PAPERS,
            (_NO, _TITLE, _LAID_BY),
            [
                (row.number, desk.written(row, "title"), desk.body(row.laid_by))
                for row in papers.order_by("number", "pk")
            ],
        ),
        _part(_PRESENT, (_NO, _WHO), [(n, one) for n, one in enumerate(meeting.present, 1)]),
        _part(_MINUTES, (_NO, _SAID), _paragraphs(desk.written(meeting, "minutes"))),
        _advice(advice.order_by("sort", "pk"), desk),
        _part(
            _DECISIONS,
            (_TITLE, _DAY, _STATE),
            [
                (desk.written(row, "title"), desk.day(row.decided_on), desk.say(STATES[row.state]))
                for row in decisions.order_by("pk")
            ],
        ),
    ]
    facts = (
        (_BODY, desk.body(meeting.body)),
        (_DAY, desk.day(meeting.held_on)),
        (_PLACE, meeting.place),
        (_STATE, desk.say(MEETING_STATES[meeting.state])),
        (_CODE, f"plan.meeting:{meeting.code}"),
    )
    return _paper(title, _LEAD_MINUTES, facts, parts, meeting, meeting.held_on, desk)


def decision_paper(decision: Decision, desk: Desk) -> Paper:
    """What is decided, about what, on which advice, and how advice that differs was met."""
    advice = records.visible("plan.advice", desk.actor).filter(decisions=decision)
    about = [Ref.parse(ref) for ref in decision.about]
    parts = [
        _part(_WORDS, (_NO, _SAID), _paragraphs(desk.written(decision, "text"))),
        _part(
            _CHANGED,
            (_NO, _RECORD),
            [(n, named) for n, ref in enumerate(about, 1) if (named := desk.named([ref]))],
        ),
        _advice(advice.order_by("sort", "pk"), desk),
        _part(_DEPARTS, (_NO, _SAID), _paragraphs(decision.departs_because)),
    ]
    where = desk.say(_CIRCULATED, why=decision.circulated_because)
    if decision.meeting is not None:
        where = desk.named([Ref("plan.meeting", decision.meeting.code)])
    amends = decision.amends
    facts = (
        (_BODY, desk.body(decision.body)),
        (_BASIS, decision.basis),
        (_STATE, desk.say(STATES[decision.state])),
        (_DAY, desk.day(decision.decided_on)),
        (_WHERE, where if decision.meeting or decision.circulated_because else ""),
        (_AMENDS, desk.named([Ref("plan.decision", amends.code)]) if amends else ""),
        (_CODE, f"plan.decision:{decision.code}"),
    )
    title, day = desk.written(decision, "title"), decision.decided_on or desk.as_of
    return _paper(title, _LEAD_DECISION, facts, parts, decision, day, desk)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    title: Text
    heads: tuple[Text, ...]
    rows: Sequence[tuple[Value, ...]]


def _part(title: Text, heads: tuple[Text, ...], rows: Sequence[tuple[Value, ...]]) -> _Part:
    return _Part(title=title, heads=heads, rows=rows)


def _advice(rows: Any, desk: Desk) -> _Part:
    said = [
        (
            desk.say(ADVICE_SORTS[row.sort]),
            desk.body(row.body),
            desk.say(VERDICTS[row.verdict]),
            desk.written(row, "text"),
            desk.written(row, "answer"),
        )
        for row in rows
    ]
    return _part(_ADVICE, (_SORT, _GIVEN_BY, _VERDICT, _SAID, _ANSWER), said)


def _paragraphs(words: str) -> list[tuple[Value, ...]]:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return [(number, line) for number, line in enumerate(lines, 1)]


def _paper(
    title: str,
    lead: Text,
    facts: Sequence[tuple[Text, str]],
    parts: Sequence[_Part],
    row: Any,
    day: date,
    desk: Desk,
) -> Paper:
    other = _OTHER[desk.language]
    exhibits = tuple(
        Exhibit(
            number=str(number),
            title=desk.say(part.title),
            other=part.title.of(other),
            rule=desk.say(_RULES[part.title]),
            grid=_grid(part, desk) if part.rows else None,
            absent="" if part.rows else desk.say(_NOTHING),
        )
        for number, part in enumerate(parts, 1)
    )
    return Paper(
        language=desk.language,
        other_language=other,
        title=title,
        author=desk.body(row.body),
        lead=desk.say(lead),
        facts=tuple((desk.say(head), said) for head, said in facts if said),
        foot=desk.say(_FOOT, code=row.code, day=desk.as_of),
        words=_PAPER_WORDS[desk.language],
        chapters=(Chapter(number=1, title=title, exhibits=exhibits),),
        stamp=datetime.combine(day, time.min, tzinfo=UTC),
        mark=desk.say(_MARK) if row.fictional else "",
    )


def _grid(part: _Part, desk: Desk) -> Grid:
    heads = tuple(Head(text=desk.say(head), numeric=head is _NO) for head in part.heads)
    return Grid(heads=heads, rows=tuple(Row(cells=tuple(row)) for row in part.rows))


_NUMBER: Final = Text("（第{number}回）", "(no. {number})")
_AGENDA: Final = Text("議題", "Agenda")
_PAPERS: Final = Text("資料", "Papers")
_PRESENT: Final = Text("出席者", "Present")
_MINUTES: Final = Text("議事", "Minutes")
_ADVICE: Final = Text("助言・意見", "Advice and opinions")
_DECISIONS: Final = Text("決定", "Decisions")
_WORDS: Final = Text("決定の文", "Words of the decision")
_CHANGED: Final = Text("この決定が変えたもの", "What it changed")
_DEPARTS: Final = Text("条件・異なる意見の扱い", "How conditions and differing advice were met")
_NO: Final = Text("番号", "No.")
_ITEM: Final = Text("議題", "Item")
_ABOUT: Final = Text("対象", "About")
_TITLE: Final = Text("題名", "Title")
_LAID_BY: Final = Text("提出", "Laid by")
_WHO: Final = Text("職・人", "Office or person")
_SAID: Final = Text("文", "Words")
_RECORD: Final = Text("記録", "Record")
_SORT: Final = Text("種別", "Sort")
_GIVEN_BY: Final = Text("出した機関", "Given by")
_VERDICT: Final = Text("結論", "Verdict")
_ANSWER: Final = Text("回答", "Answer")
_BODY: Final = Text("機関", "Body")
_DAY: Final = Text("日", "Day")
_PLACE: Final = Text("場所", "Place")
_STATE: Final = Text("状態", "State")
_CODE: Final = Text("記録", "Record")
_BASIS: Final = Text("根拠", "Legal basis")
_WHERE: Final = Text("決定の場", "Taken at")
_AMENDS: Final = Text("改める決定", "Amends")
_CIRCULATED: Final = Text("持ち回り（{why}）", "by circulation ({why})")
_NOTHING: Final = Text("この時点で記録はありません。", "Nothing is recorded at this time.")
_LEAD_MINUTES: Final = Text("会議の議事録", "Minutes of a meeting")
_LEAD_DECISION: Final = Text("決定書", "Paper of a decision")
_FOOT: Final = Text("{code}　時点 {day}", "{code} · as of {day}")
_MARK: Final = Text("実演値 – この記録は架空です", "Demonstration – this record is fictional")
_PAPER_WORDS: Final[Mapping[str, Words]] = {
    "ja": Words(
        rule="この表", sources="出典", unit="単位", contents="目次", chart="図", table="表"
    ),
    "en": Words(
        rule="This table",
        sources="Sources",
        unit="Unit:",
        contents="Contents",
        chart="Figure",
        table="Table",
    ),
}
_RULES: Final[Mapping[Text, Text]] = {
    _AGENDA: Text("招集のときの議題と、その対象。", "Items as called, and what they are about."),
    _PAPERS: Text(
        "会議に出された資料。公表しない理由のあるものは公開版に出ません。",
        "Papers laid before the meeting; the public paper leaves out those withheld.",
    ),
    _PRESENT: Text("出席した職または人。", "Offices or persons present."),
    _MINUTES: Text("議事録の段落を順に。", "The paragraphs of the minutes in order."),
    _ADVICE: Text(
        "専門的調査、政策的助言、意見を種別ごとに。",
        "Expert examination, policy advice and opinions, by sort.",
    ),
    _DECISIONS: Text("この会議で決定されたもの、案のもの。", "Decided or drafted there."),
    _WORDS: Text("決定の文の段落を順に。", "The paragraphs of the decision in order."),
    _CHANGED: Text("決定の対象となる記録。", "The records that it decides about."),
    _DEPARTS: Text(
        "条件を付けた助言、異なる意見を、どう扱ったか。",
        "How advice under conditions, or that differs, was met.",
    ),
}
