"""Walks the line: what stands above and below a record as of a day, and where it breaks.

Decides: which edges count on a day. Called by pages and `ikkan line`. One query per level and
direction, whatever the number of edges; cycles are met once. Source: design §1, ui.md §2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from ikkan.audit.actor import PUBLIC, SYSTEM, Actor
from ikkan.line import registry
from ikkan.line.models import Edge
from ikkan.line.registry import HIDDEN, KNOWN, OPEN, UNKNOWN, Gap, Record
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

DEPTH: Final = 8
STATIONS: Final = (
    *("plan", "budget", "call", "award", "gate", "handover", "outcome", "next_plan"),
)
PLAN, NEXT_PLAN = STATIONS[0], STATIONS[-1]
Level = Mapping[Ref, tuple[Edge, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A record on the walk, reached over an edge of `kind`; its children are one step further.

    `repeated`: met before on this walk, its children stand there. `cut`: the depth ended here.
    """

    record: Record
    kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    children: tuple[Node, ...] = ()
    repeated: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A record with what stands nearer to the plan, what came of it, and what is beside it."""

    root: Record
    as_of: date
    up: tuple[Node, ...]
    down: tuple[Node, ...]
    sides: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StationNode:
    """One of the eight stations of a record's line; `reason` says why nothing is known."""

    station: str
    records: tuple[Record, ...]
    state: str
    current: bool
    reason: Text | None

    @property
    def count(self) -> int:
        return len(self.records)

    @property
    def first(self) -> Record | None:
        return self.records[0] if self.records else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One way in which lines are broken, and where."""

    kind: str
    code: str
    label: Text
    gaps: tuple[Gap, ...]


def walk(
    ref: Ref,
    *,
    as_of: date,
    known_on: date | None = None,
    depth: int = DEPTH,
    viewer: Actor = PUBLIC,
) -> Walk:
    """The line of `ref` as of `as_of`, as known at the end of `known_on` (else now).

    What the viewer may not see is left out; what stands behind it moves up in its place.
    Raises NotFound when nobody knows `ref`, and alike when the viewer may not see it.
    """
    edges = _in_force(as_of, known_on)
    up = _levels(edges, [ref], depth, upward=True)
    down = _levels(edges, [ref], depth, upward=False)
    beside = tuple(_step(edges.filter(direction=Edge.SIDE), [ref], upward=True).get(ref, ())) + (
        tuple(_step(edges.filter(direction=Edge.SIDE), [ref], upward=False).get(ref, ()))
    )
    named = {ref, *_ends(up), *_ends(down), *(end for edge in beside for end in _both(edge))}
    records = registry.resolve(sorted(named), as_of, viewer)
    _demand_seen(records[ref])
    sides = (_node(edge, _other(edge, ref), records) for edge in beside)
    return Walk(
        root=records[ref],
        as_of=as_of,
        up=_tree(ref, up, records, depth, upward=True),
        down=_tree(ref, down, records, depth, upward=False),
        sides=tuple(node for node in sides if node.record.state != HIDDEN),
    )


def stations(ref: Ref, as_of: date, viewer: Actor = PUBLIC) -> tuple[StationNode, ...]:
    """The eight stations of the record's line, in their order. Raises NotFound.

    A plan that follows one on the way, or cites what came of it, stands at the last station. A
    plan of which nothing has come yet shows the line that it cites, and stands at its end.
    """
    edges = _in_force(as_of, None)
    direct = edges.exclude(kind__in=registry.successions())
    succession = edges.filter(kind__in=registry.successions())
    near = _line_of([ref], direct)
    at_end = False
    if len(near) == 1 and registry.station(ref.kind) == PLAN:
        cited = [
            _upper(e) for found in _step(succession, near, upward=True).values() for e in found
        ]
        past = _line_of(cited, direct) if cited else []
        if any(registry.station(one.kind) not in (None, PLAN) for one in past):
            near, at_end = [*past, ref], True
    following = _step(succession, near, upward=False)
    later = dict.fromkeys(_lower(edge) for found in following.values() for edge in found)
    records = registry.resolve([*near, *later], as_of, viewer)
    _demand_seen(records[ref])
    by_station: dict[str, list[Record]] = {station: [] for station in STATIONS}
    for found in dict.fromkeys([*near, *later]):
        record = records[found]
        station = NEXT_PLAN if found in later else record.station
        if station is not None and record.state != HIDDEN:
            by_station[station].append(record)
    here = NEXT_PLAN if at_end else records[ref].station
    return tuple(_station(name, by_station[name], name == here, ref) for name in STATIONS)


def _line_of(starts: list[Ref], edges: QuerySet[Edge]) -> list[Ref]:
    """The records themselves, then everything above and below them, the nearest first."""
    above = _levels(edges, starts, DEPTH, upward=True)
    below = _levels(edges, starts, DEPTH, upward=False)
    both = [*starts, *_reached(above, upward=True), *_reached(below, upward=False)]
    return list(dict.fromkeys(both))


def _demand_seen(record: Record) -> None:
    if record.state in (UNKNOWN, HIDDEN):
        raise NotFound("line.record", _NOBODY.format(ref=record.ref))


def broken(as_of: date, viewer: Actor = PUBLIC) -> tuple[Broken, ...]:
    """Every declared gap and every reference that resolves to nothing; empty reports included.

    Records that the viewer may not see are neither listed nor counted.
    """
    found = [(rule, tuple(rule.query(as_of))) for rule in registry.gap_rules()]
    refs = (gap.ref for _, gaps in found for gap in gaps)
    seen = {
        ref
        for ref, record in registry.resolve(refs, as_of, viewer).items()
        if record.state != HIDDEN
    }
    declared = tuple(
        Broken(
            kind=rule.kind,
            code=rule.code,
            label=rule.label,
            gaps=tuple(gap for gap in gaps if gap.ref in seen),
        )
        for rule, gaps in found
    )
    return (*declared, Broken(kind="", code="ref", label=_DANGLING, gaps=dangling(as_of)))


def dangling(as_of: date) -> tuple[Gap, ...]:
    """References of current edges that nobody can resolve."""
    ends = Edge.objects.filter(superseded_at__isnull=True).values_list(
        "from_kind", "from_code", "to_kind", "to_code"
    )
    named = {ref for row in ends for ref in (Ref(row[0], row[1]), Ref(row[2], row[3]))}
    records = registry.resolve(sorted(named), as_of, SYSTEM)
    return tuple(
        Gap(ref=ref, label=record.label)
        for ref, record in records.items()
        if record.state == UNKNOWN
    )


def _in_force(as_of: date, known_on: date | None) -> QuerySet[Edge]:
    """Edges begun by the day and not over; a record's own edges outlast it (models.Edge.own)."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=as_of)
    lasting = Q(own=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=as_of)
    edges = Edge.objects.filter(begun & lasting)
    if known_on is None:
        return edges.filter(superseded_at__isnull=True)
    moment = _end_of(known_on)
    still = Q(superseded_at__isnull=True) | Q(superseded_at__gte=moment)
    return edges.filter(still, recorded_at__lt=moment)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _levels(edges: QuerySet[Edge], start: list[Ref], depth: int, *, upward: bool) -> list[Level]:
    """Breadth first: the edges of each level by the record they leave; no record twice."""
    met, level, found = set(start), start, []
    for _ in range(depth):
        step = _step(edges.filter(direction=Edge.UP), level, upward=upward)
        if not step:
            break
        found.append(step)
        ends = [_upper(e) if upward else _lower(e) for members in step.values() for e in members]
        level = [ref for ref in dict.fromkeys(ends) if ref not in met]
        met.update(level)
    return found


def _step(edges: QuerySet[Edge], level: list[Ref], *, upward: bool) -> Level:
    """Edges that leave these records in one direction. One query."""
    if not level:
        return {}
    wanted = set(level)
    codes = [ref.code for ref in level]
    found: dict[Ref, list[Edge]] = {}
    chosen = edges.filter(from_code__in=codes) if upward else edges.filter(to_code__in=codes)
    for edge in chosen:
        here = _lower(edge) if upward else _upper(edge)
        if here in wanted:
            found.setdefault(here, []).append(edge)
    return {ref: tuple(found[ref]) for ref in level if ref in found}


def _tree(
    root: Ref, levels: list[Level], records: Mapping[Ref, Record], depth: int, *, upward: bool
) -> tuple[Node, ...]:
    """The levels as a tree; a record is opened where it stands nearest, elsewhere it repeats."""
    leaving = {ref: edges for level in levels for ref, edges in level.items()}
    nearest: dict[Ref, int] = {root: 0}
    for edge in (edge for level in levels for edges in level.values() for edge in edges):
        nearest.setdefault(_upper(edge) if upward else _lower(edge), edge.pk)

    def children(ref: Ref, left: int) -> tuple[Node, ...]:
        made: list[Node] = []
        for edge in leaving.get(ref, ()):
            end = _upper(edge) if upward else _lower(edge)
            again = nearest[end] != edge.pk
            below = children(end, left - 1) if left > 1 and not again else ()
            if records[end].state == HIDDEN:
                made += below
                continue
            made.append(_node(edge, end, records, children=below, repeated=again, cut=left <= 1))
        return tuple(made)

    return children(root, depth)


def _node(
    edge: Edge,
    end: Ref,
    records: Mapping[Ref, Record],
    *,
    children: tuple[Node, ...] = (),
    repeated: bool = False,
    cut: bool = False,
) -> Node:
    return Node(
        record=records[end],
        kind=edge.kind,
        valid_from=edge.valid_from,
        valid_to=edge.valid_to,
        children=children,
        repeated=repeated,
        cut=cut,
    )


def _station(name: str, records: Iterable[Record], current: bool, ref: Ref) -> StationNode:
    """The record itself comes first at its own station."""
    known = tuple(sorted(records, key=lambda record: record.ref != ref))
    if not known:
        reason = _NOT_RECORDED if registry.is_record(ref.kind) else _NOT_PRINTED
        return StationNode(station=name, records=(), state=UNKNOWN, current=current, reason=reason)
    state = KNOWN if any(record.state == KNOWN for record in known) else OPEN
    return StationNode(station=name, records=known, state=state, current=current, reason=None)


def _lower(edge: Edge) -> Ref:
    return Ref(edge.from_kind, edge.from_code)


def _upper(edge: Edge) -> Ref:
    return Ref(edge.to_kind, edge.to_code)


def _both(edge: Edge) -> tuple[Ref, Ref]:
    return _lower(edge), _upper(edge)


def _other(edge: Edge, ref: Ref) -> Ref:
    return _upper(edge) if _lower(edge) == ref else _lower(edge)


def _ends(levels: list[Level]) -> set[Ref]:
    every = (edge for level in levels for edges in level.values() for edge in edges)
    return {ref for edge in every for ref in _both(edge)}


def _reached(levels: list[Level], *, upward: bool) -> list[Ref]:
    """Records met on the way, the nearest first, each once."""
    every = (edge for level in levels for edges in level.values() for edge in edges)
    return list(dict.fromkeys(_upper(edge) if upward else _lower(edge) for edge in every))


_NOBODY = Text(
    "「{ref}」という記録はありません。「種類:コード」を確かめてください。",
    "There is no record {ref}; check kind:code.",
)
_NOT_PRINTED = Text("資料になし", "Not in the sources")
_NOT_RECORDED = Text("記録なし", "Nothing recorded")
_DANGLING = Text("行き先のない参照", "References to nothing")
