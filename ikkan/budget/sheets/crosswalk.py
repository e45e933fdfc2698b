"""Which earlier sheet a sheet continues, told by name, amounts, text and ministry alone.

Decides: how proposals are ranked; no field that names a predecessor is read. Called by proposing
and `python -m bench crosswalk`. Pure.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ikkan.budget.sheets.likeness import alike, pairs
from ikkan.budget.sheets.rules import folded

NEAR: Final = 12
"""Candidates by name that are looked at closely, and as many by amounts."""
FOLLOWS: Final = 0.6
"""Sheets that score less than this are not proposed as one chain."""
_TEXT: Final = 600
_COMMON: Final = 40
"""Amounts that more sheets than these print say nothing."""
Amounts = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What is compared of a sheet: its names and texts folded, (initial, total, executed) yen."""

    key: str
    ministry: str
    name: str
    office: str
    text: str
    amounts: Mapping[int, Amounts]
    began: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A candidate with its score from 0 to 1 and what speaks for it."""

    key: str
    score: float
    name: float
    amounts: float | None
    text: float


def side(
    key: str, ministry: str, name: str, office: str, text: str,
    amounts: Mapping[int, Amounts], began: int | None,
) -> Side:  # fmt: skip
    """A sheet made ready for comparing."""
    return Side(
        key=key,
        ministry=folded(ministry),
        name=folded(name),
        office=folded(office),
        text=folded(text)[:_TEXT],
        amounts=amounts,
        began=began,
    )


@dataclass(slots=True)
class Earlier:
    """The sheets of an earlier year, indexed by pairs of signs of their names and by amounts."""

    sides: Sequence[Side]
    _names: list[Counter[str]] = field(default_factory=list)
    _texts: dict[int, Counter[str]] = field(default_factory=dict)
    _postings: dict[str, list[int]] = field(default_factory=dict)
    _exact: dict[str, list[int]] = field(default_factory=dict)
    _printed: dict[tuple[int, Amounts], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, one in enumerate(self.sides):
            names = pairs(one.name)
            self._names.append(names)
            self._exact.setdefault(one.name, []).append(at)
            for pair in names:
                self._postings.setdefault(pair, []).append(at)
            for printed in _telling(one):
                self._printed.setdefault(printed, []).append(at)

    def guesses(self, later: Side, most: int = 3) -> list[Guess]:
        """The likeliest predecessors of a sheet, best first."""
        names, text = pairs(later.name), pairs(later.text)
        found = [self._guess(later, names, text, at) for at in self._candidates(later, names)]
        found.sort(key=lambda one: (-one.score, one.key))
        return found[:most]

    def _candidates(self, later: Side, names: Counter[str]) -> set[int]:
        weights: Counter[int] = Counter()
        for pair in names:
            found = self._postings.get(pair, ())
            if found:
                weight = math.log(1 + len(self.sides) / len(found))
                for at in found:
                    weights[at] += weight  # type: ignore[assignment]
        chosen = {at for at, _ in weights.most_common(NEAR)}
        chosen.update(self._exact.get(later.name, ())[:NEAR])
        amounts: Counter[int] = Counter()
        for printed in _telling(later):
            found = self._printed.get(printed, ())
            if len(found) <= _COMMON:
                amounts.update(found)
        chosen.update(at for at, _ in amounts.most_common(NEAR))
        return chosen

    def _guess(self, later: Side, names: Counter[str], text: Counter[str], at: int) -> Guess:
        one = self.sides[at]
        if at not in self._texts:
            self._texts[at] = pairs(one.text)
        name = alike(names, self._names[at])
        words = alike(text, self._texts[at])
        amounts = agreement(later.amounts, one.amounts)
        score = 0.45 * name + 0.15 * words + 0.3 * (0.35 if amounts is None else amounts)
        score += 0.06 * (later.ministry == one.ministry)
        score += 0.02 * (later.office == one.office) + 0.02 * (later.began == one.began)
        return Guess(key=one.key, score=score, name=name, amounts=amounts, text=words)


def agreement(later: Mapping[int, Amounts], earlier: Mapping[int, Amounts]) -> float | None:
    """The share of amounts that both print alike for the same years; None where none is telling."""
    same = whole = 0
    for year, printed in later.items():
        for one, other in zip(printed, earlier.get(year, ()), strict=False):
            if one or other:
                whole += 1
                same += one is not None and other is not None and _close(one, other)
    return same / whole if whole else None


def _close(one: int, other: int) -> bool:
    return abs(one - other) <= max(1_000_000, abs(one) // 200)


def _telling(one: Side) -> Iterator[tuple[int, Amounts]]:
    for year, printed in one.amounts.items():
        if any(printed):
            yield year, printed


def compare(later: Iterable[Side], earlier: Sequence[Side]) -> Iterator[tuple[Side, list[Guess]]]:
    """Each later sheet with its likeliest predecessors."""
    index = Earlier(earlier)
    for one in later:
        yield one, index.guesses(one)
