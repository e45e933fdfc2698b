"""Rules of the portfolio: three small machines, the order of gates, who may decide.

Decides: which step follows which, and when a decision stands; pure. Called by actions and loads.
Source: design §3 "Workflows" (seed, gate and hand-over are three machines; device gates loop).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.portfolio import messages
from ikkan.values.errors import InputError
from ikkan.values.text import Text

ACTIVE: Final = "active"
PENDING: Final = "pending"
GO: Final = "go"
CONDITIONAL: Final = "conditional"
NO_GO: Final = "no_go"
REDIRECT: Final = "redirect"
PROPOSED: Final = "proposed"
DECIDED: Final = "decided"
DECLINED: Final = "declined"
CONTINUED: Final = "continued"
"""A seed that goes on as another one: renamed, merged or split."""
SEED_STATES: Final = (ACTIVE, "succeeded", "stalled", "ended", CONTINUED)
DECISIONS: Final = (PENDING, GO, CONDITIONAL, NO_GO, REDIRECT)
HANDOVER_STATES: Final = (PROPOSED, DECIDED, DECLINED)
DECIDERS: Final = ("program_director", "program_supervisor")
MONTHS_BEFORE_END: Final = 18

SEED_STEPS: Final[Mapping[str, frozenset[str]]] = {
    ACTIVE: frozenset({"succeeded", "stalled", "ended", CONTINUED}),
    "stalled": frozenset({"succeeded", "ended", CONTINUED}),
    "succeeded": frozenset(),
    "ended": frozenset(),
    CONTINUED: frozenset(),
}
GATE_STEPS: Final[Mapping[str, frozenset[str]]] = {
    PENDING: frozenset({GO, CONDITIONAL, NO_GO, REDIRECT}),
    CONDITIONAL: frozenset({GO, NO_GO, REDIRECT}),
    GO: frozenset(),
    NO_GO: frozenset(),
    REDIRECT: frozenset(),
}
HANDOVER_STEPS: Final[Mapping[str, frozenset[str]]] = {
    PROPOSED: frozenset({DECIDED, DECLINED}),
    DECIDED: frozenset(),
    DECLINED: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion of a gate; `met` is None until it was judged; `code` is the pack's."""

    text: Text
    met: bool | None = None
    note: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A gate of the pack: its modality, its place in the order, whether one may come back to it."""

    code: str
    modality: str
    order: int
    loops: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """In which programme a decision falls and why somebody might decide there.

    `granted`: the role is held for this programme. `everywhere`: it is held without a limit.
    `appointed`: None where no appointment of the person is recorded, else whether one reaches.
    """

    granted: bool
    everywhere: bool
    appointed: bool | None

    @property
    def held(self) -> bool:
        """An appointment limits a role held everywhere; a role for the programme stands alone."""
        if self.granted or self.appointed:
            return True
        return self.everywhere and self.appointed is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided at a gate; `met` answers the criteria in their order, "" not judged.

    A redirect names `to_programme` or `to_modality`; a No-go what becomes of the `money`.
    """

    decision: str
    reason: str
    decided_on: date
    due_on: date | None = None
    met: tuple[bool | None, ...] = ()
    to_programme: str = ""
    to_modality: str = ""
    money: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeed:
    """A seed as a batch brings it, with the numbers of its awards."""

    title: Text
    named_on: date
    awards: tuple[str, ...]
    code: str = ""
    modality: str = ""
    phase: str = ""
    domains: tuple[str, ...] = ()
    state: str = ACTIVE
    reason: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGate:
    """A gate as a batch brings it, decided or pending."""

    award: str
    template: str
    opened_on: date
    criteria: tuple[Criterion, ...]
    code: str = ""
    seed: str = ""
    decision: str = PENDING
    reason: str = ""
    decided_on: date | None = None
    decided_by: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHandover:
    """A hand-over as a batch brings it; its award is that of the gate where one is given.

    `link` says how it came (plain, matching, pairing), `route` how it is taken up; with the route
    `licence` it names no programme.
    """

    to_programme: str
    proposed_on: date
    code: str = ""
    gate: str = ""
    award: str = ""
    seed: str = ""
    to_award: str = ""
    proposal: str = ""
    state: str = PROPOSED
    reason: str = ""
    decided_on: date | None = None
    decided_by: str = ""
    link: str = "plain"
    route: str = "call"


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def demand_step(
    steps: Mapping[str, frozenset[str]], labels: Mapping[str, Text], now: str, then: str
) -> None:
    """Raise InputError unless the machine may go from `now` to `then`."""
    if then not in steps[now]:
        words = messages.NO_STEP.format(now=labels[now], then=labels.get(then, then))
        if steps[now]:
            allowed = [labels[one] for one in sorted(steps[now])]
            words = messages.NO_STEP_BUT.format(
                now=labels[now],
                then=labels.get(then, then),
                allowed=Text.joined(allowed, "・", ", "),
            )
        raise InputError("portfolio.step", words)


def demand_reason(reason: str) -> str:
    """The reason without blanks around it. Raises InputError where there is none."""
    if not reason.strip():
        raise InputError("portfolio.reason", messages.REASON_MISSING)
    return reason.strip()


def demand_day(day: date, *, first: date, today: date) -> None:
    """Raise InputError for a decision before there was anything to decide, or in the future."""
    if day < first:
        raise InputError("portfolio.too_early", messages.TOO_EARLY.format(day=day, first=first))
    if day > today:
        raise InputError("portfolio.future", messages.FUTURE.format(day=day, today=today))


def demand_due(decision: str, due_on: date | None, decided_on: date) -> None:
    """Raise InputError unless a conditional Go, and nothing else, has a later day to settle it."""
    if decision == CONDITIONAL and due_on is None:
        raise InputError("portfolio.due_missing", messages.DUE_MISSING)
    if decision != CONDITIONAL and due_on is not None:
        raise InputError("portfolio.due_spare", messages.DUE_SPARE)
    if due_on is not None and due_on <= decided_on:
        words = messages.DUE_EARLY.format(due_on=due_on, decided_on=decided_on)
        raise InputError("portfolio.due_early", words)


def demand_met(decision: str, met: Sequence[bool | None]) -> None:
    """Raise InputError for a plain Go while a criterion is not met or not judged."""
    unmet = sum(1 for one in met if one is not True)
    if decision == GO and unmet:
        raise InputError("portfolio.unmet", messages.UNMET.format(count=unmet))


def demand_order(template: Template, passed: Iterable[Template]) -> None:
    """Raise InputError for going back to an earlier gate where the modality has no loop."""
    for one in passed:
        if one.modality != template.modality:
            words = messages.OTHER_MODALITY.format(template=template.code, passed=one.code)
            raise InputError("portfolio.modality", words)
        if one.order >= template.order and not template.loops:
            words = messages.NO_LOOP.format(template=template.code, passed=one.code)
            raise InputError("portfolio.no_loop", words)
