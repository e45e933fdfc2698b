"""The execution plan (実行計画) of a round as an official paper.

Decides: its chapters; who receives money and how much of it, by programme and by ministry, what was
re-assigned, why, and how it went down. A draft says so on every page. Called by views.
Source: adjustment-fund-policy-2025-draft.execution-plan; ui.md §8 "Print".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from ikkan.budget.adjustment import paper_words as words
from ikkan.budget.adjustment.naming import day_of, name_of, type_of
from ikkan.budget.adjustment.reassigning import left
from ikkan.budget.joint.words import UNIT_NAMES, UNITS
from ikkan.budget.models import AdjustmentAward, AdjustmentProposal, AdjustmentRound
from ikkan.documents.paper import Chapter, Exhibit, Grid, Head, Paper, Row, Value
from ikkan.plan.snapshot import Snapshot
from ikkan.records import papers
from ikkan.values import era
from ikkan.values.money import Unit, Yen
from ikkan.values.text import Text

_OTHER: Final = {"ja": "en", "en": "ja"}
_TENTH, _ONE = Decimal("0.1"), Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the pot of the year stood: what earlier rounds took, what this one, what is left."""

    pot: int
    before: int
    here: int

    @property
    def left(self) -> int:
        return self.pot - self.before - self.here


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One amount of the plan; `source` the proposal that re-assigned money comes from."""

    proposal: AdjustmentProposal
    yen: int
    reason: str = ""
    source: str = ""
    steps: tuple[Any, ...] = ()


def decided(awards: Iterable[AdjustmentAward]) -> list[Line]:
    """The amounts as they are after later re-assignment; those of nothing are left out."""
    return [
        Line(
            proposal=one.proposal,
            yen=left(one),
            reason=one.reason,
            source=one.reassigned_from.proposal.code if one.reassigned_from else "",
            steps=tuple(one.steps.all()),
        )
        for one in awards
        if left(one) > 0
    ]


def drafted(proposals: Iterable[AdjustmentProposal]) -> list[Line]:
    """The amounts of the draft that was put forward."""
    return [Line(proposal=one, yen=one.draft_yen) for one in proposals if one.draft_yen]


def round_name(one: AdjustmentRound) -> Text:
    """令和8年度（2026）第2回 or FY2026, round 2."""
    year = one.year.fiscal_year
    return Text(
        f"{era.label(year, 'ja')} 第{one.number}回", f"{era.label(year, 'en')}, round {one.number}"
    )


def execution_plan(
    one: AdjustmentRound,
    lines: Sequence[Line],
    standing: Standing,
    known: Snapshot,
    unit: str,
    language: str,
    as_of: date,
    decisions: Sequence[Any],
) -> Paper:
    """The paper in one language and unit; without decisions it is a draft."""
    book = _Book(one, lines, known, unit, language)
    say = book.say
    marks = [] if decisions else [say(words.DRAFT)]
    marks += [say(words.MADE_UP)] if one.fictional else []
    day = book.day(as_of)
    version = known.pack_version
    last = max((row.decided_on for row in decisions), default=as_of)
    chapters: list[Callable[[int], Chapter]] = [book.amounts, book.ministries, book.reasons]
    chapters += [book.moved] if any(line.source for line in lines) else []
    chapters += [book.flow] if any(line.steps for line in lines) else []
    return Paper(
        language=language,
        other_language=_OTHER[language],
        title=say(words.TITLE.format(name=round_name(one))),
        author=str(known.settings["headquarters"][language]),
        lead=say(words.LEAD),
        facts=tuple(book.facts(standing, decisions, day)),
        foot=f"{one.code} – {day} – {version.code} {version.version}",
        words=papers.WORDS[language],
        chapters=tuple(make(number) for number, make in enumerate(chapters, start=1)),
        stamp=datetime.combine(last, time(12), tzinfo=UTC),
        mark=" · ".join(marks),
    )


class _Book:
    """What every chapter needs: the amounts, names, unit and language."""

    def __init__(
        self,
        one: AdjustmentRound,
        lines: Sequence[Line],
        known: Snapshot,
        unit: str,
        language: str,
    ) -> None:
        self.round, self.lines, self.known, self.language = one, lines, known, language
        self.unit, self.unit_name = UNITS[unit], UNIT_NAMES[unit]

    def say(self, text: Text) -> str:
        return text.of(self.language)

    def name(self, kind: str, code: str) -> str:
        return self.say(name_of(self.known, kind, code)) if code else self.say(words.NONE)

    def yen(self, yen: int) -> Decimal:
        finest = _TENTH if self.unit is Unit.OKU else _ONE
        return Yen(yen).in_unit(self.unit).quantize(finest, rounding=ROUND_HALF_UP)

    def facts(
        self, standing: Standing, decisions: Sequence[Any], day: str
    ) -> Iterable[tuple[str, str]]:
        year, say = self.round.year, self.say
        yield say(words.YEAR), era.label(year.fiscal_year, self.language)
        yield say(words.POT), self._money(standing.pot)
        if year.origin_yen:
            name = Text(year.origin_ja, year.origin_en or year.origin_ja)
            yield say(words.ORIGIN), f"{say(name)} {self._money(year.origin_yen)}"
        yield say(words.BEFORE), self._money(standing.before)
        yield say(words.HERE), self._money(standing.here)
        yield say(words.LEFT), self._money(standing.left)
        if self.round.reserve_yen:
            yield say(words.RESERVE), self._money(self.round.reserve_yen)
        yield say(words.RULES), self.name("adjustment_policy", year.policy)
        if self.round.reason_code:
            yield say(words.EMERGENCY), self.name("adjustment_code", self.round.reason_code)
        for one in decisions:
            yield say(words.DECISION), f"{self._decision(one)} {self.day(one.decided_on)}"
        yield say(words.AS_OF), day

    def amounts(self, number: int) -> Chapter:
        """Every programme and measure that receives money, with the amount."""
        rows = [
            (
                line.proposal.code,
                self._title(line.proposal),
                self.name("programme", line.proposal.programme),
                self.name("body", line.proposal.ministry),
                self.say(type_of(self.known, self.round.year.policy, line.proposal)),
                line.yen,
            )
            for line in self.lines
        ]
        heads = (words.CODE, words.MEASURE, words.PROGRAMME, words.MINISTRY, words.TYPE)
        return self._chapter(number, words.AMOUNTS, [(words.AMOUNTS, heads, rows)])

    def ministries(self, number: int) -> Chapter:
        """What goes to the budget of each ministry, and to each project."""
        return self._chapter(
            number,
            words.BY_MINISTRY,
            [
                (words.BY_MINISTRY, (words.MINISTRY,), self._sums("body", "ministry")),
                (words.BY_PROJECT, (words.PROJECT,), self._sums("project", "project")),
            ],
        )

    def reasons(self, number: int) -> Chapter:
        """Why each of them, and what it is to bring."""
        rows = [
            (
                line.proposal.code,
                self._title(line.proposal),
                self._reason(line),
                self.name("adjustment_code", line.proposal.effect),
                self._expected(line.proposal),
                line.yen,
            )
            for line in self.lines
        ]
        heads = (words.CODE, words.MEASURE, words.REASON, words.EFFECT, words.EXPECTED)
        return self._chapter(number, words.REASONS, [(words.REASONS, heads, rows)])

    def moved(self, number: int) -> Chapter:
        """Decided money that goes elsewhere; the total of the year stays as it is."""
        rows = [
            (line.source, line.proposal.code, self._title(line.proposal), line.yen)
            for line in self.lines
            if line.source
        ]
        heads = (words.FROM, words.TO, words.MEASURE)
        return self._chapter(number, words.MOVED, [(words.MOVED, heads, rows)])

    def flow(self, number: int) -> Chapter:
        """The transfers by which the money went down."""
        say = self.say
        rows = [
            (
                self._title(line.proposal),
                self.day(step.transfer.made_on),
                step.transfer.code,
                f"{say(step.transfer.giver.name)} → {say(step.transfer.taker.name)}",
                int(step.transfer.yen),
            )
            for line in self.lines
            for step in line.steps
        ]
        heads = (words.MEASURE, words.DAY, words.TRANSFER, words.ACCOUNTS)
        chapter = [(words.FLOW, heads, rows)]
        return self._chapter(number, words.FLOW, chapter, total=False)

    def _sums(self, kind: str, attribute: str) -> list[tuple[Any, ...]]:
        found: dict[str, int] = {}
        for line in self.lines:
            code = str(getattr(line.proposal, attribute))
            found[code] = found.get(code, 0) + line.yen
        return [(self.name(kind, code), yen) for code, yen in sorted(found.items())]

    def _title(self, proposal: AdjustmentProposal) -> str:
        return self.say(Text(proposal.title_ja, proposal.title_en or proposal.title_ja))

    def day(self, day: date) -> str:
        return self.say(day_of(day))

    def _decision(self, one: Any) -> str:
        """The decision of the headquarters by its title and code, else the code of the amounts."""
        taken = one.decision
        if taken is None:
            return str(one.code)
        return f"{self.say(Text(taken.title_ja, taken.title_en or taken.title_ja))} ({taken.code})"

    def _reason(self, line: Line) -> str:
        own = Text(line.proposal.reason_ja, line.proposal.reason_en or line.proposal.reason_ja)
        return " / ".join(part for part in (self.say(own), line.reason) if part)

    def _expected(self, proposal: AdjustmentProposal) -> str:
        return ", ".join(
            f"{self.name('indicator', code)} {count}" for code, count in proposal.expected.items()
        )

    def _money(self, yen: int) -> str:
        return f"{self.yen(yen):,} {self.say(self.unit_name)}"

    def _chapter(
        self,
        number: int,
        title: Text,
        tables: Sequence[tuple[Text, tuple[Text, ...], Sequence[tuple[Any, ...]]]],
        *,
        total: bool = True,
    ) -> Chapter:
        exhibits = tuple(
            self._exhibit(f"{number}-{place}", name, heads, rows, total=total)
            for place, (name, heads, rows) in enumerate(tables, start=1)
        )
        return Chapter(number=number, title=self.say(title), exhibits=exhibits)

    def _exhibit(
        self,
        number: str,
        title: Text,
        heads: tuple[Text, ...],
        rows: Sequence[tuple[Any, ...]],
        *,
        total: bool,
    ) -> Exhibit:
        """A table whose last column is the amount; with its exact total, rounded after adding."""
        name, other = self.say(title), title.of(_OTHER[self.language])
        rule = self.say(words.RULE)
        if not rows:
            nothing = self.say(words.NOTHING)
            return Exhibit(number=number, title=name, other=other, rule=rule, absent=nothing)
        made = [Row(cells=(*row[:-1], self.yen(row[-1]))) for row in rows]
        if total:
            blank: tuple[Value, ...] = ("",) * (len(heads) - 1)
            summed = self.yen(sum(row[-1] for row in rows))
            made.append(Row(cells=(self.say(words.TOTAL), *blank, summed), strong=True))
        grid = Grid(
            heads=(
                *(Head(text=self.say(head)) for head in heads),
                Head(text=self.say(words.AMOUNT), numeric=True),
            ),
            rows=tuple(made),
            unit=self.say(self.unit_name),
        )
        return Exhibit(number=number, title=name, other=other, rule=rule, grid=grid)
