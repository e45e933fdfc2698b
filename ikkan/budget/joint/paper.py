"""The joint request of a round as an official paper: totals, projects, every line by ministry.

Decides: its chapters and the words above them; numbers are those of the views. Called by views.
Source: 001 (the printed form of a joint request); ui.md §8 "Print".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Final

from django.utils.formats import date_format

from ikkan.budget.joint import rules, tables, words
from ikkan.budget.joint.queries import Asked
from ikkan.budget.joint.rules import Fact, Stage, amount_at
from ikkan.budget.models import Round
from ikkan.documents.paper import Chapter, Exhibit, Grid, Head, Paper, Row, Value
from ikkan.plan.snapshot import Snapshot
from ikkan.records import papers
from ikkan.values.text import Text

_ASKED: Final = (Stage.ASKED, Stage.REQUEST, Stage.WISH)
_LATER: Final = (Stage.DRAFT, Stage.ENACTED)


def round_name(one: Round) -> Text:
    """What a round is called; a name in one language only stands for both."""
    return Text(one.name_ja, one.name_en or one.name_ja)


def in_unit(yen: int | None, factor: int) -> int | None:
    """An amount in the unit of the paper; None where there is none yet."""
    return None if yen is None else rules.in_unit(yen, factor)


def joint_request(
    one: Round,
    asked: Asked,
    known: Snapshot,
    unit: str,
    language: str,
    as_of: date,
    notes: Sequence[str],
) -> Paper:
    """The paper in one language and unit."""
    book = _Book(asked, known, unit, language, tuple(notes))
    say = book.say
    day = date_format(as_of, "Y年n月j日" if language == "ja" else "j M Y")
    foot = f"{say(round_name(one))} – {day} – {known.pack_version.code}"
    return Paper(
        language=language,
        other_language=book.other,
        title=say(words.JOINT).format(name=say(round_name(one))),
        author=say(words.AUTHOR),
        lead=say(words.JOINT_LEAD),
        facts=(
            (say(words.AS_OF), day),
            (say(words.UNIT), say(words.UNIT_NAMES[unit])),
            (say(words.STATE), say(words.COMPILED if one.compiled_at else words.NOT_COMPILED)),
        ),
        foot=f"{foot} {known.pack_version.version}",
        words=papers.WORDS[language],
        chapters=(book.totals(1), book.projects(2), book.lines(3)),
        stamp=datetime.combine(as_of, time.min, tzinfo=UTC),
        mark=say(words.MARK) if asked.made_up else "",
    )


class _Book:
    """What every chapter needs: the facts, names, unit and language."""

    def __init__(
        self, asked: Asked, known: Snapshot, unit: str, language: str, notes: tuple[str, ...]
    ) -> None:
        self.facts = [one for one in asked.facts if not one.reprint]
        self.every, self.known, self.notes = asked.facts, known, notes
        self.language, self.other = language, "en" if language == "ja" else "ja"
        self.unit, self.factor = unit, words.UNITS[unit].factor
        later = [stage for stage in _LATER if any(one.amounts.get(stage) for one in self.facts)]
        self.stages = (*_ASKED, *later)

    def say(self, text: Text) -> str:
        return text.of(self.language)

    def name(self, kind: str, code: str) -> str:
        return self.say(tables.name_of(self.known, kind, code) if code else words.REMAINDER)

    def totals(self, number: int) -> Chapter:
        """By cost class, and by ministry in each."""
        rows = []
        for code in self._codes("cost_class", (one.cost_class for one in self.facts)):
            own = [one for one in self.facts if one.cost_class == code]
            rows.append(self._row(self.name("cost_class", code), own, strong=True))
            rows += [
                self._row(f"　{self.name('body', body)}", [one for one in own if one.body == body])
                for body in self._codes("body", (one.body for one in own))
            ]
        return self._chapter(number, words.BY_CLASS, words.AXES["cost_class"], rows)

    def projects(self, number: int) -> Chapter:
        """By project, those without one last."""
        rows = [
            self._row(
                self.name("project", code), [one for one in self.facts if one.project == code]
            )
            for code in self._codes("project", (one.project for one in self.facts))
        ]
        if rows:
            rows.append(self._row(self.say(words.TOTAL), self.facts, strong=True))
        return self._chapter(number, words.BY_PROJECT, words.AXES["project"], rows)

    def lines(self, number: int) -> Chapter:
        """Every line, a table for each ministry."""
        exhibits = []
        for place, body in enumerate(self._codes("body", (one.body for one in self.every)), 1):
            own = [one for one in self.every if one.body == body]
            rows = [
                Row(
                    cells=(
                        one.line,
                        self._line_name(one),
                        self.name("project", one.project),
                        self.name("cost_class", one.cost_class),
                        *self._amounts([one]),
                    )
                )
                for one in own
            ]
            heads = (words.LINE, words.NAME, words.AXES["project"], words.AXES["cost_class"])
            name = tables.name_of(self.known, "body", body)
            exhibits.append(self._exhibit(f"{number}-{place}", name, heads, rows))
        title = self.say(words.EVERY_LINE)
        empty = self._exhibit(f"{number}-1", words.EVERY_LINE, (words.LINE,), [])
        return Chapter(number=number, title=title, exhibits=tuple(exhibits) or (empty,))

    def _line_name(self, one: Fact) -> str:
        name = one.name_en if self.language == "en" and one.name_en else one.name_ja
        marks = [
            self.say(mark)
            for mark, there in ((words.REPRINT, one.reprint), (words.PROVISIONAL, one.provisional))
            if there
        ]
        return " ".join((name, *marks))

    def _codes(self, kind: str, found: Iterable[str]) -> list[str]:
        order = [row.code for row in self.known.entries(kind, state="all")]
        place: Callable[[str], tuple[bool, int, str]] = lambda code: (  # noqa: E731
            not code,
            order.index(code) if code in order else len(order),
            code,
        )
        return sorted(set(found), key=place)

    def _row(self, name: str, facts: Sequence[Fact], *, strong: bool = False) -> Row:
        return Row(cells=(name, *self._amounts(facts)), strong=strong)

    def _amounts(self, facts: Sequence[Fact]) -> tuple[Value, ...]:
        found = []
        for stage in self.stages:
            there = [yen for one in facts if (yen := amount_at(one, stage)) is not None]
            found.append(in_unit(sum(there), self.factor) if there else None)
        return tuple(found)

    def _chapter(self, number: int, title: Text, head: Text, rows: list[Row]) -> Chapter:
        exhibit = self._exhibit(f"{number}-1", title, (head,), rows)
        return Chapter(number=number, title=self.say(title), exhibits=(exhibit,))

    def _exhibit(
        self, number: str, title: Text, heads: Sequence[Text], rows: Sequence[Row]
    ) -> Exhibit:
        grid = Grid(
            heads=(
                *(Head(text=self.say(head)) for head in heads),
                *(Head(text=self.say(words.STAGES[one]), numeric=True) for one in self.stages),
            ),
            rows=tuple(rows),
            unit=self.say(words.UNIT_NAMES[self.unit]),
            missing=self.say(words.MISSING),
        )
        return Exhibit(
            number=number,
            title=self.say(title),
            other=title.of(self.other),
            rule=self.say(words.COUNTED),
            grid=grid if rows else None,
            absent="" if rows else self.say(words.NO_LINES),
            notes=(self.say(words.ROUNDED), *self.notes) if rows else (),
        )
