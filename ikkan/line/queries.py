"""Walks the line: what stands above and below a record as of a day, and where it breaks.

Decides: what stands at which station and what a walk shows. Called by pages and `ikkan line`; edges
are read by line.reading, within bounds; cycles are met once. Source: design §1, ui.md §2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.audit.actor import PUBLIC, SYSTEM, Actor
from ikkan.line import registry
from ikkan.line.models import Edge
from ikkan.line.reading import Level, Reading, doubtful, lower, upper
from ikkan.line.registry import HIDDEN, KNOWN, OPEN, UNKNOWN, Gap, Record
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

DEPTH: Final = 8
STATIONS: Final = (
    *("plan", "budget", "call", "award", "gate", "handover", "outcome", "next_plan"),
)
PLAN, AWARD, NEXT_PLAN = STATIONS[0], STATIONS[3], STATIONS[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A record on the walk, reached over an edge of `kind`; its children are one step further.

    `repeated`: met before on this walk, its children stand there. `cut`: the walk goes on here,
    further than it was followed.
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
    """A record with what stands nearer to the plan, what came of it, and what is beside it.

    What else came of an award above it is beside it, and so is the plan that cites any of this.
    """

    root: Record
    as_of: date
    up: tuple[Node, ...]
    down: tuple[Node, ...]
    sides: tuple[Node, ...]
    up_cut: bool = False
    down_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StationNode:
    """One of the eight stations of a record's line; `reason` says why nothing is known.

    `more`: the line was not followed to its end, so that more may stand here.
    """

    station: str
    records: tuple[Record, ...]
    state: str
    current: bool
    reason: Text | None
    more: bool = False

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

    What the viewer may not see is left out; what stands behind it moves up in its place. No more
    than reading.MOST edges are followed each way: where more hang, the node is `cut`.
    Raises NotFound when nobody knows `ref`, and alike when the viewer may not see it.
    """
    return _walk(ref, Reading(as_of, known_on, viewer), depth)


def stations(ref: Ref, as_of: date, viewer: Actor = PUBLIC) -> tuple[StationNode, ...]:
    """The eight stations of the record's line, in their order. Raises NotFound.

    A plan that follows one on the way, or cites what came of it, stands at the last station. A
    plan of which nothing has come yet shows the line that it cites, and stands at its end.
    """
    return _stations(ref, Reading(as_of, None, viewer))


def thread(
    ref: Ref, as_of: date, viewer: Actor, depth: int = DEPTH
) -> tuple[tuple[StationNode, ...], Walk]:
    """Both for one page: what the stations read, the walk does not read again. Raises NotFound."""
    reading = Reading(as_of, None, viewer)
    return _stations(ref, reading), _walk(ref, reading, depth)


def _walk(ref: Ref, reading: Reading, depth: int) -> Walk:
    up = reading.levels([ref], depth, upward=True)
    down = reading.levels([ref], depth, upward=False)
    awards = _awards(_reached(up, upward=True))
    branches = reading.levels(awards, depth, upward=False)
    below = [ref, *_reached(down, upward=False), *_reached(branches, upward=False)]
    later = {lower(edge): edge for edge in reading.successions(below, upward=False)}
    beside, met = reading.beside(ref), {ref, *_ends(up), *_ends(down)}
    loose = (*beside, *later.values())
    named = {*met, *_ends(branches), *(end for edge in loose for end in _both(edge))}
    records = reading.resolve(sorted(named))
    _demand_seen(records[ref])
    near = [_node(edge, _other(edge, ref), records) for edge in beside]
    shown = {node.record.ref for node in near} | met
    near += [_node(edge, plan, records) for plan, edge in later.items() if plan not in shown]
    near += [
        node
        for award in awards
        for node in _tree(award, branches, records, depth, reading.cut[False], upward=False)
        if node.record.ref not in met
    ]
    return Walk(
        root=records[ref],
        as_of=reading.as_of,
        up=_tree(ref, up, records, depth, reading.cut[True], upward=True),
        down=_tree(ref, down, records, depth, reading.cut[False], upward=False),
        sides=tuple(node for node in near if node.record.state != HIDDEN),
        up_cut=ref in reading.cut[True],
        down_cut=ref in reading.cut[False],
    )


def _stations(ref: Ref, reading: Reading) -> tuple[StationNode, ...]:
    near = _line_of([ref], reading)
    at_end = False
    if len(near) == 1 and registry.station(ref.kind) == PLAN:
        cited = [upper(edge) for edge in reading.successions(near, upward=True)]
        past = _line_of(cited, reading) if cited else []
        if any(registry.station(one.kind) not in (None, PLAN) for one in past):
            near, at_end = [*past, ref], True
    later = dict.fromkeys(lower(edge) for edge in reading.successions(near, upward=False))
    records = reading.resolve([*near, *later])
    _demand_seen(records[ref])
    by_station: dict[str, list[Record]] = {station: [] for station in STATIONS}
    for found in dict.fromkeys([*near, *later]):
        record = records[found]
        station = NEXT_PLAN if found in later else record.station
        if station is not None and record.state != HIDDEN:
            by_station[station].append(record)
    here = NEXT_PLAN if at_end else records[ref].station
    more = bool(reading.cut[False])
    return tuple(_station(name, by_station[name], name == here, ref, more) for name in STATIONS)


def _line_of(starts: list[Ref], reading: Reading) -> list[Ref]:
    """The records themselves, then everything above and below them, the nearest first.

    What else came of an award above them belongs to their line too: gates beside an outcome.
    """
    above = _reached(reading.levels(starts, DEPTH, upward=True, direct=True), upward=True)
    below = _reached(reading.levels(starts, DEPTH, upward=False, direct=True), upward=False)
    beside = reading.levels(_awards(above), DEPTH, upward=False, direct=True)
    return list(dict.fromkeys([*starts, *above, *below, *_reached(beside, upward=False)]))


def _awards(refs: Iterable[Ref]) -> list[Ref]:
    return [one for one in refs if registry.station(one.kind) == AWARD]


def _demand_seen(record: Record) -> None:
    if record.state in (UNKNOWN, HIDDEN):
        raise NotFound("line.record", _NOBODY.format(ref=record.ref))


def broken(as_of: date, viewer: Actor = PUBLIC) -> tuple[Broken, ...]:
    """Every declared gap and every reference that resolves to nothing; empty reports included.

    Records that the viewer may not see are neither listed nor counted.
    """
    found = [(rule, tuple(rule.query(as_of))) for rule in registry.gap_rules()]
    refs = (gap.ref for _, gaps in found for gap in gaps)
    seen = registry.seen(refs, viewer)
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
    records = registry.resolve(sorted(doubtful()), as_of, SYSTEM)
    return tuple(
        Gap(ref=ref, label=record.label)
        for ref, record in records.items()
        if record.state == UNKNOWN
    )


def _tree(
    root: Ref,
    levels: list[Level],
    records: Mapping[Ref, Record],
    depth: int,
    closed: Collection[Ref],
    *,
    upward: bool,
) -> tuple[Node, ...]:
    """The levels as a tree; a record is opened where it stands nearest, elsewhere it repeats."""
    leaving = {ref: edges for level in levels for ref, edges in level.items()}
    nearest: dict[Ref, int] = {root: 0}
    for edge in (edge for level in levels for edges in level.values() for edge in edges):
        nearest.setdefault(upper(edge) if upward else lower(edge), edge.pk)

    def children(ref: Ref, left: int) -> tuple[Node, ...]:
        made: list[Node] = []
        for edge in leaving.get(ref, ()):
            end = upper(edge) if upward else lower(edge)
            again = nearest[end] != edge.pk
            below = children(end, left - 1) if left > 1 and not again else ()
            if records[end].state == HIDDEN:
                made += below
                continue
            cut = left <= 1 or (end in closed and not again)
            made.append(_node(edge, end, records, children=below, repeated=again, cut=cut))
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


def _station(
    name: str, records: Iterable[Record], current: bool, ref: Ref, more: bool
) -> StationNode:
    """The record itself comes first at its own station."""
    known = tuple(sorted(records, key=lambda record: record.ref != ref))
    if not known:
        reason = _NOT_RECORDED if registry.is_record(ref.kind) else _NOT_PRINTED
        return StationNode(station=name, records=(), state=UNKNOWN, current=current, reason=reason)
    state = KNOWN if any(record.state == KNOWN for record in known) else OPEN
    return StationNode(
        station=name,
        records=known,
        state=state,
        current=current,
        reason=None,
        more=more and len(known) > 1,
    )


def _both(edge: Edge) -> tuple[Ref, Ref]:
    return lower(edge), upper(edge)


def _other(edge: Edge, ref: Ref) -> Ref:
    return upper(edge) if lower(edge) == ref else lower(edge)


def _ends(levels: list[Level]) -> set[Ref]:
    every = (edge for level in levels for edges in level.values() for edge in edges)
    return {ref for edge in every for ref in _both(edge)}


def _reached(levels: list[Level], *, upward: bool) -> list[Ref]:
    """Records met on the way, the nearest first, each once."""
    every = (edge for level in levels for edges in level.values() for edge in edges)
    return list(dict.fromkeys(upper(edge) if upward else lower(edge) for edge in every))


_NOBODY = Text(
    "「{ref}」という記録はありません。「種類:コード」を確かめてください。",
    "There is no record {ref}; check kind:code.",
)
_NOT_PRINTED = Text("資料になし", "Not in the sources")
_NOT_RECORDED = Text("記録なし", "Nothing recorded")
_DANGLING = Text("行き先のない参照", "References to nothing")
