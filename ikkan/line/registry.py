"""Which kinds of records the line may name, who can describe them, and what counts as a gap.

Decides: nothing about the records themselves; every context registers its own kinds here when
Django starts. Called by: line.queries, plan, later contexts. Source: design §2 (typed references).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ikkan.values.ref import Ref
from ikkan.values.text import Text

KNOWN = "known"
OPEN = "open"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the line shows of a record.

    `state` is known, open (known, but not yet in force on the day) or unknown (no such record).
    """

    ref: Ref
    label: Text
    station: str | None = None
    value: Text | None = None
    state: str = KNOWN
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A record at which the line is broken."""

    ref: Ref
    label: Text
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRule:
    """One way in which a line may be broken, declared by the context that knows."""

    kind: str
    code: str
    label: Text
    query: Callable[[date], Iterable[Gap]]


Resolver = Callable[[Iterable[Ref], date], Mapping[Ref, Record]]
_resolvers: dict[str, tuple[Resolver, str | None]] = {}
_gaps: dict[tuple[str, str], GapRule] = {}
_successions: dict[str, None] = {}


def register(kind: str, resolver: Resolver, station: str | None) -> None:
    """Make `kind` known. Raises ValueError when another resolver has it."""
    if _resolvers.get(kind, (resolver, station)) != (resolver, station):
        raise ValueError(f"{kind} is registered twice")
    _resolvers[kind] = (resolver, station)


def register_gap(kind: str, code: str, label: Text, query: Callable[[date], Iterable[Gap]]) -> None:
    """Declare a rule of the broken-line report; `query` gives the gaps as of a day."""
    _gaps[(kind, code)] = GapRule(kind=kind, code=code, label=label, query=query)


def register_succession(edge_kind: str) -> None:
    """Say that edges of this kind lead from a plan to the one before it."""
    _successions[edge_kind] = None


def successions() -> tuple[str, ...]:
    """Kinds of edges from a plan to the one before it."""
    return tuple(_successions)


def kinds() -> tuple[str, ...]:
    """Every registered kind in the order of registration."""
    return tuple(_resolvers)


def station(kind: str) -> str | None:
    """The station at which records of a kind stand; None off the line or for an unknown kind."""
    return _resolvers[kind][1] if kind in _resolvers else None


def gap_rules() -> tuple[GapRule, ...]:
    """Every declared rule in the order of registration."""
    return tuple(_gaps.values())


def resolve(refs: Iterable[Ref], as_of: date) -> dict[Ref, Record]:
    """A Record for every reference; of state `unknown` where nobody knows it."""
    asked = list(dict.fromkeys(refs))
    by_kind: dict[str, list[Ref]] = {}
    for ref in asked:
        by_kind.setdefault(ref.kind, []).append(ref)
    found: dict[Ref, Record] = {}
    for kind, members in by_kind.items():
        if kind in _resolvers:
            found.update(_resolvers[kind][0](members, as_of))
    return {ref: found.get(ref) or _nobody(ref) for ref in asked}


def _nobody(ref: Ref) -> Record:
    return Record(ref=ref, label=Text(ref.code, ref.code), state=UNKNOWN)
