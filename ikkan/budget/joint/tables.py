"""A view over rounds as it is asked for in the address, and the table that answers it.

Decides: which axes, stage, unit and filters an address may name, and what each number leads to.
Called by views. Source: ui.md §6 "Data table".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ikkan.budget.joint import rules, words
from ikkan.budget.joint.queries import Asked
from ikkan.budget.joint.rules import Counting, Fact, Pivot, Stage, Sum
from ikkan.budget.models import Round
from ikkan.plan.snapshot import Snapshot
from ikkan.tabular import Column, Sheet
from ikkan.values.text import Text

_SINGLE: Final = {
    "ministry": "body",
    "project": "project",
    "cost_class": "cost_class",
    "programme": "programme",
    "purpose": "purpose",
    "phase": "phase",
    "year": "year",
    "pot": "pot",
}
ROWS: Final = (*_SINGLE, "domain")
COLUMNS: Final = ("stage", *ROWS)
_KINDS: Final = {"ministry": "body"} | {
    name: name for name in ("project", "cost_class", "programme", "purpose", "phase", "domain")
}
_DEFAULT_STAGES: Final = (Stage.REQUEST, Stage.WISH, Stage.ASKED, Stage.DRAFT, Stage.ENACTED)
MOST_LINES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an address asks for; what it cannot name is the default."""

    round: str
    rows: str
    columns: str
    stage: Stage
    unit: str
    counting: Counting
    narrowed: Mapping[str, str]

    @classmethod
    def read(cls, asked: Mapping[str, str], rounds: Sequence[Round]) -> Question:
        """From the parameters of the address."""
        codes = [one.code for one in rounds]
        first = codes[0] if codes else ""
        named = asked.get("round", "")
        return cls(
            round=named if named in codes or named == "all" else first,
            rows=_one(asked.get("rows"), ROWS, "ministry"),
            columns=_one(asked.get("columns"), COLUMNS, "stage"),
            stage=Stage(_one(asked.get("stage"), [*Stage], Stage.ASKED)),
            unit=_one(asked.get("unit"), [*words.UNITS], "oku"),
            counting=Counting(_one(asked.get("counting"), [*Counting], Counting.FULL)),
            narrowed={name: asked[f"in_{name}"] for name in ROWS if f"in_{name}" in asked},
        )

    def said(self, **changed: str) -> dict[str, str]:
        """The parameters of an address that asks the same but for `changed`."""
        found = {
            "round": self.round,
            "rows": self.rows,
            "columns": self.columns,
            "stage": str(self.stage),
            "unit": self.unit,
            "counting": str(self.counting),
            **{f"in_{name}": value for name, value in self.narrowed.items()},
        }
        return found | changed

    def without(self, name: str) -> dict[str, str]:
        """The parameters without one of them."""
        return {key: value for key, value in self.said().items() if key != name}


def _one(asked: str | None, known: Sequence[str], default: str) -> str:
    return asked if asked is not None and asked in known else default


def narrowed(facts: Sequence[Fact], question: Question) -> list[Fact]:
    """The lines behind a number."""
    kept = list(facts)
    for name, code in question.narrowed.items():
        if name == "domain":
            kept = [one for one in kept if code in (one.domains or ("",))]
        else:
            kept = [one for one in kept if str(getattr(one, _SINGLE[name])) == code]
    return kept


def pivot_of(facts: Sequence[Fact], question: Question, known: Snapshot) -> Pivot:
    """The sums that the question asks for."""
    by_stage = question.columns == "stage"
    return rules.pivot(
        facts,
        _keys(question.rows, question.counting),
        None if by_stage else _keys(question.columns, question.counting),
        _DEFAULT_STAGES if by_stage else (question.stage,),
        {"rows": _order(question.rows, known), "columns": _order(question.columns, known)},
    )


def _keys(axis: str, counting: Counting) -> rules.Keys:
    return rules.domains(counting) if axis == "domain" else rules.single(_SINGLE[axis])


def _order(axis: str, known: Snapshot) -> list[str]:
    kind = _KINDS.get(axis)
    return [row.code for row in known.entries(kind, state="all")] if kind else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A number as it stands in a cell, with the address of the lines behind it."""

    text: str
    missing: int
    lines: int
    asks: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row; `sum` only where its columns add up."""

    name: str
    cells: tuple[Shown | None, ...]
    sum: str | None
    share: str | None
    asks: Mapping[str, str]


class Table:
    """The answer in one language and unit."""

    def __init__(self, pivot: Pivot, question: Question, known: Snapshot, language: str) -> None:
        self.pivot, self.question, self.language = pivot, question, language
        self._known = known
        self._factor = words.UNITS[question.unit].factor
        self.by_stage = question.columns == "stage"

    def name(self, axis: str, code: str) -> str:
        """What a key of an axis is called; the remainder by its own words."""
        if code == rules.NONE:
            return words.REMAINDER.of(self.language)
        if axis == "stage":
            return words.STAGES[code].of(self.language)
        kind = "pot" if axis == "pot" else _KINDS.get(axis)
        if kind is None:
            return code
        return name_of(self._known, kind, code).of(self.language)

    @property
    def heads(self) -> list[str]:
        """Headings of the columns."""
        return [self.name(self.question.columns, code) for code in self.pivot.columns]

    @property
    def rows(self) -> list[ShownRow]:
        """Every row with its cells and, where columns add up, its sum."""
        return [
            ShownRow(
                name=self.name(self.question.rows, code),
                cells=tuple(
                    self._shown(self.pivot.cells.get((code, column)), code, column)
                    for column in self.pivot.columns
                ),
                sum=None if self.by_stage else self._text(self.pivot.of_row[code]),
                share=self._share(code),
                asks=self.question.said(**{f"in_{self.question.rows}": code}),
            )
            for code in self.pivot.rows
        ]

    @property
    def totals(self) -> list[str] | None:
        """Sums of the columns; None where lines count in full in several rows."""
        if self.counted_twice:
            return None
        return [self._text(self.pivot.of_column[code]) for code in self.pivot.columns]

    @property
    def counted_twice(self) -> bool:
        """Whether a line may stand in several rows or columns in full: then nothing is added."""
        axes = (self.question.rows, self.question.columns)
        return "domain" in axes and self.question.counting == Counting.FULL

    @property
    def whole(self) -> str | None:
        """The sum of all, where rows and columns add up."""
        return None if self.by_stage or self.counted_twice else self._text(self.pivot.whole)

    @property
    def off(self) -> int:
        """By how much rounded cells miss a rounded sum, the largest of the columns."""
        if self.counted_twice:
            return 0
        found = [
            rules.off_by_rounding(
                (self._sum(row, code).amount for row in self.pivot.rows),
                self.pivot.of_column[code].amount,
                self._factor,
            )
            for code in self.pivot.columns
        ]
        return max(found, key=abs, default=0)

    def _share(self, row: str) -> str | None:
        """The part of a row in all that is shown; by stages in what was asked for."""
        if self.counted_twice:
            return None
        part, whole = self.pivot.of_row[row], self.pivot.whole
        if self.by_stage:
            part = self._sum(row, Stage.ASKED)
            whole = self.pivot.of_column.get(Stage.ASKED, Sum())
        if not whole.yen or part.amount is None:
            return "―"
        return f"{float(part.yen / whole.yen):.1%}"

    def _sum(self, row: str, column: str) -> Sum:
        return self.pivot.cells.get((row, column), Sum())

    def _text(self, one: Sum) -> str:
        return self.yen(one.amount)

    def yen(self, amount: int | None) -> str:
        """An amount in the unit of the table; a dash where there is none yet."""
        if amount is None:
            return "―"
        return f"{rules.in_unit(amount, self._factor):,}".replace("-", "−")

    def _shown(self, one: Sum | None, row: str, column: str) -> Shown | None:
        if one is None or not one.lines:
            return None
        narrowing = {f"in_{self.question.rows}": row}
        if not self.by_stage:
            narrowing[f"in_{self.question.columns}"] = column
        return Shown(
            text=self._text(one),
            missing=one.missing,
            lines=one.lines,
            asks=self.question.said(**narrowing),
        )

    def sheet(self, title: str, notes: Sequence[str]) -> Sheet:
        """The same table as a file, in whole yen."""
        axis = words.AXES[self.question.rows].of(self.language)
        heads = [Column(head=axis), *(Column(head=f"{one} (円)") for one in self.heads)]
        rows = [
            (
                self.name(self.question.rows, code),
                *(self._sum(code, column).amount for column in self.pivot.columns),
            )
            for code in self.pivot.rows
        ]
        return Sheet.of(title, heads, rows, list(notes))


def name_of(known: Snapshot, kind: str, code: str) -> Text:
    """The name of a row of the pack; its code where the pack has none."""
    row = next((one for one in known.entries(kind, state="all") if one.code == code), None)
    return row.label if row is not None else Text(code, code)


def lines_behind(found: Asked, question: Question) -> list[Fact]:
    """The lines of the narrowed view, at most a page of them."""
    return narrowed(found.facts, question)[:MOST_LINES] if question.narrowed else []
