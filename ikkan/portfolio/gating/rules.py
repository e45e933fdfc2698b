"""What a gate asks besides its criteria: gates before a phase, joint opinions, money; pure.

Decides: which gates a move of phase needs, what the strictest director allows, how early a Go is.
Called by the actions and pages of gates. Source: S-343, S-346 (003:1196, 003:1204); E-3 p.36.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from ikkan.portfolio.rules import CONDITIONAL, DECISIONS, GO, NO_GO, PENDING

FATES: Final = ("stop", "return", "keep")
PASSING: Final = (GO, CONDITIONAL)
_STRICT: Final = ("against", "conditional", "for", "abstain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A gate of the pack that stands before a phase, by the orders of both."""

    gate: str
    modality: str
    order: int
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A criterion that a source prints: for one gate, or for any where `gate` is empty."""

    code: str
    gate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """A gate as statistics count it."""

    modality: str
    template: str
    decision: str
    opened_on: date
    decided_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Gates of one template: how many of each decision, and how long decisions took."""

    modality: str
    template: str
    counts: Mapping[str, int]
    days: int | None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def share(self) -> str:
        """Go and conditional Go among those decided, in percent."""
        decided = self.total - self.counts[PENDING]
        passed = self.counts[GO] + self.counts[CONDITIONAL]
        return f"{passed / decided:.0%}" if decided else "–"


def gates_between(
    ahead: Iterable[Ahead], modality: str, frm: int, to: int, orders: Mapping[str, int]
) -> list[str]:
    """Gates of the modality before a phase above `frm` and up to `to`, in their order."""
    rows = [
        one for one in ahead if one.modality == modality and frm < orders.get(one.phase, frm) <= to
    ]
    return [one.gate for one in sorted(rows, key=lambda one: (orders[one.phase], one.order))]


def not_passed(
    needed: Sequence[str], passed: Collection[str], above: Mapping[str, int]
) -> list[str]:
    """Gates that were not passed; a later gate of the same modality stands for the earlier ones."""
    highest = max((above.get(one, 0) for one in passed), default=0)
    return [one for one in needed if above.get(one, 0) > highest]


def strictest(positions: Iterable[str]) -> str:
    """The gravest of several positions; "" where nobody spoke."""
    said = set(positions)
    return next((one for one in _STRICT if one in said), "")


def forbidden(position: str) -> tuple[str, ...]:
    """Decisions that a director's position keeps a joint gate from."""
    if position == "against":
        return PASSING
    return (GO,) if position == CONDITIONAL else ()


def early_months(decided_on: date, ends_on: date) -> int:
    """Whole months between a decision and the last day of the award; 0 where it came after."""
    months = (ends_on.year - decided_on.year) * 12 + ends_on.month - decided_on.month
    return max(0, months - (1 if ends_on.day < decided_on.day else 0))


def counted(gates: Iterable[Passing]) -> Iterator[Counted]:
    """Figures by modality and template, in the order of both."""
    groups: dict[tuple[str, str], list[Passing]] = {}
    for one in gates:
        groups.setdefault((one.modality, one.template), []).append(one)
    for (modality, template), rows in sorted(groups.items()):
        days = [(one.decided_on - one.opened_on).days for one in rows if one.decided_on is not None]
        yield Counted(
            modality=modality,
            template=template,
            counts={name: sum(one.decision == name for one in rows) for name in DECISIONS},
            days=round(median(days)) if days else None,
        )


def asks_money(decision: str) -> bool:
    """Whether a decision leaves money of later years without a use."""
    return decision == NO_GO
