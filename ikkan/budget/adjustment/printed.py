"""What the pack prints about the adjustment fund: its meaning, its rules by date, its cases.

Decides: how rule sets stand side by side. Called by views. Source: 003 L1168-L1185, 003 L505.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ikkan.budget.adjustment.history import ToldYear
from ikkan.budget.adjustment.naming import day_of
from ikkan.budget.rules import Pot
from ikkan.plan.snapshot import IN_FORCE, EntryView, Snapshot
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A rule set of the fund: what it allows, its rounds and its types of money."""

    row: EntryView
    now: bool
    slots: tuple[EntryView, ...]
    cases: tuple[EntryView, ...]


def meaning(known: Snapshot) -> EntryView | None:
    """The cost class that the printed amounts of the fund are of, with its definition."""
    for figure in known.figures(state="all", pot=str(Pot.ADJUSTMENT)):
        found = known.find(Ref("cost_class", figure.cost_class)) if figure.cost_class else None
        if isinstance(found, EntryView):
            return found
    return None


def cases(known: Snapshot) -> tuple[tuple[EntryView, tuple[EntryView, ...]], ...]:
    """Published cases of which a step names the fund as its mechanism, with those steps."""
    named = meaning(known)
    steps: dict[str, list[EntryView]] = defaultdict(list)
    for row in known.entries("case_step", state="all") if named else ():
        if named and named.label.ja in str(row.data["mechanism"] or ""):
            steps[str(row.data["case"])].append(row)
    return tuple((known.entry("case", code), tuple(found)) for code, found in steps.items())


def rules(known: Snapshot) -> tuple[Rules, ...]:
    """The rule sets by date, the oldest first; `now` is the one in force on the day."""
    slots, kinds = (
        known.entries("adjustment_slot", state="all"),
        known.entries("adjustment_case", state="all"),
    )
    return tuple(
        Rules(
            row=row,
            now=row.state == IN_FORCE,
            slots=tuple(one for one in slots if one.data["of"] == row.code),
            cases=tuple(one for one in kinds if one.data["of"] == row.code),
        )
        for row in known.entries("adjustment_policy", state="all")
    )


def rule_rows(sets: Sequence[Rules]) -> list[tuple[Text, list[Text]]]:
    """What each rule set says of each rule, so that old and new stand side by side."""
    rows = [(_BETWEEN, [_days(one.row) for one in sets])]
    rows += [
        (name, [yes if one.row.data[flag] else no for one in sets])
        for flag, (name, yes, no) in _FLAGS.items()
    ]
    rows.append((_ROUNDS, [_listed(one.slots) for one in sets]))
    rows.append((_TYPES, [_listed(one.cases) for one in sets]))
    return rows


def _days(row: EntryView) -> Text:
    none = Text("", "")
    first, last = (day_of(day) if day else none for day in (row.valid_from, row.valid_to))
    return Text(f"{first.ja}～{last.ja}", f"{first.en} to {last.en}".strip())


def _listed(rows: Sequence[EntryView]) -> Text:
    return Text(
        "、".join(one.label.ja for one in rows) or _NONE.ja,
        "; ".join(one.label.en for one in rows) or _NONE.en,
    )


def share(told: ToldYear | None) -> int:
    """How much of the larger fund the year's amount is, of a thousand."""
    if told is None or told.ceiling is None or told.origin is None or not told.origin.value:
        return 0
    return int(1000 * told.ceiling.value / told.origin.value)


_YES, _NO = Text("できる", "Yes"), Text("できない", "No")
_FLAGS: Final = {
    "frame_bound": (
        Text("事業の枠組み・範囲に縛られない措置", "Not bound by frame or scope of programmes"),
        _NO,
        _YES,
    ),
    "several_years": (Text("年度をまたぐ措置", "Money over several years"), _YES, _NO),
    "continued": (
        Text("先行する課題からの継続支援", "Continuous support after a preceding project"),
        _YES,
        _NO,
    ),
    "flexible": (Text("採択の柔軟な運用", "Flexible adoption"), _YES, _NO),
    "consolidated_only": (
        Text("機構に集約した予算に限る", "Only budgets consolidated in the agency"),
        Text("限る", "Yes"),
        Text("限らない", "No"),
    ),
}
_BETWEEN: Final = Text("適用の期間", "In force")
_ROUNDS: Final = Text("回", "Rounds")
_TYPES: Final = Text("類型", "Types of money")
_NONE: Final = Text("資料になし", "not in the sources")
