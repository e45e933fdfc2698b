"""Which kinds of records the line may name, who can describe them, and what counts as a gap.

Decides: nothing about the records themselves; plan registers the kinds of packs here when Django
starts, and kinds declared to `records` are known without. Called by: line.queries, plan, pages.
Source: design §2 (typed references).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ikkan.audit.actor import SYSTEM, Actor
from ikkan.records import kinds as declared
from ikkan.records import queries as records
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KNOWN = "known"
OPEN = "open"
UNKNOWN = "unknown"
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the line shows of a record.

    `state` is known, open (known, but not yet in force on the day), unknown (no such record) or
    hidden (the viewer may not see it: it is never drawn, listed or counted).
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
    if (found := declared.kind_of(kind)) is not None:
        return found.station
    return _resolvers[kind][1] if kind in _resolvers else None


def is_record(kind: str) -> bool:
    """Whether its rows are records of this home, not rows of a pack."""
    return declared.kind_of(kind) is not None


def gap_rules() -> tuple[GapRule, ...]:
    """Every declared rule in the order of registration."""
    return tuple(_gaps.values())


def resolve(refs: Iterable[Ref], as_of: date, viewer: Actor = SYSTEM) -> dict[Ref, Record]:
    """A Record for every reference; `unknown` where nobody knows it, `hidden` from this viewer.

    One query for each kind of record, two where the viewer may not see all of them, and what the
    kind prepares.
    """
    asked = list(dict.fromkeys(refs))
    by_kind: dict[str, list[Ref]] = {}
    for ref in asked:
        by_kind.setdefault(ref.kind, []).append(ref)
    found: dict[Ref, Record] = {}
    for kind, members in by_kind.items():
        if kind in _resolvers:
            found.update(_resolvers[kind][0](members, as_of))
        elif (own := declared.kind_of(kind)) is not None:
            found.update(_declared(own, members, as_of, viewer))
    return {ref: found.get(ref) or _nobody(ref) for ref in asked}


def seen(refs: Iterable[Ref], viewer: Actor) -> set[Ref]:
    """Those that the viewer may see: rows of packs, and visible records. A query for each kind."""
    asked = set(refs)
    of_pack = {ref for ref in asked if ref.kind in _resolvers}
    return of_pack | records.exist(asked - of_pack, viewer)


def exist(refs: Iterable[Ref]) -> set[Ref]:
    """Those of `refs` that stand for something: a record, or a row of the pack on any day."""
    asked = set(refs)
    of_pack = [ref for ref in asked if ref.kind in _resolvers]
    today = timezone.localdate()
    known = {ref for ref, one in resolve(of_pack, today).items() if one.state != UNKNOWN}
    return known | records.exist(asked - set(of_pack))


def _declared(
    kind: declared.Kind, refs: list[Ref], as_of: date, viewer: Actor
) -> Mapping[Ref, Record]:
    seen = records.many(refs, viewer)
    if kind.prepare is not None:
        kind.prepare(tuple(seen.values()), as_of)
    hidden = records.exist(set(refs) - set(seen)) if len(seen) < len(refs) else set()
    shown = {
        ref: Record(
            ref=ref,
            label=kind.title(row),
            station=kind.station,
            value=kind.value(row) if kind.value else None,
            state=OPEN if records.not_yet(kind, row, as_of) else KNOWN,
            url=kind.url(ref.code),
        )
        for ref, row in seen.items()
    }
    return shown | {ref: Record(ref=ref, label=_HIDDEN, state=HIDDEN) for ref in hidden}


def _nobody(ref: Ref) -> Record:
    return Record(ref=ref, label=Text(ref.code, ref.code), state=UNKNOWN)


_HIDDEN = Text("見る権限のない記録", "A record you may not see")
