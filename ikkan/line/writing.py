"""The edges that a record says of itself, written inside the action that writes the record.

Decides: which edges of a source are new, which stay, which are closed; an edge to nothing and a
circle on the way to the plan are refused. Called by actions of every context; no journal entry of
its own, the action's entry covers it. Source: design §3 "Lineage", "Time".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from ikkan.audit import ports
from ikkan.line import registry
from ikkan.line.models import Edge
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

BATCH: Final = 500
UP: Final = Edge.UP
SIDE: Final = Edge.SIDE
_LONGEST: Final = 64
Identity = tuple[str, str, bool, date | None, date | None, Ref, Ref]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """An edge of `kind` from `frm` (the source itself where None) to `to`, nearer to the plan."""

    kind: str
    to: Ref
    direction: str = UP
    frm: Ref | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    own: bool = True


def join(source: Ref, joints: Iterable[Joint]) -> None:
    """Make `joints` the edges that `source` says. Raises InputError (nothing there, a circle)."""
    join_many({source: tuple(joints)})


def join_many(said: Mapping[Ref, Iterable[Joint]]) -> None:
    """The same for many sources, in a constant number of queries for each 500 of them."""
    wanted = {source: {_identity(source, one) for one in joints} for source, joints in said.items()}
    current: dict[Ref, dict[Identity, Edge]] = {source: {} for source in wanted}
    names = [str(source) for source in wanted]
    for at in range(0, len(names), BATCH):
        rows = Edge.objects.filter(superseded_at__isnull=True, source__in=names[at : at + BATCH])
        for edge in rows:
            current[Ref.parse(edge.source)][_of(edge)] = edge
    new = [
        (source, one)
        for source, said_now in wanted.items()
        for one in sorted(said_now - {*current[source]}, key=str)
    ]
    gone = [
        edge
        for source, before in current.items()
        for one, edge in before.items()
        if one not in wanted[source]
    ]
    _demand_ends(new)
    moment = timezone.now()
    last = Edge.objects.aggregate(last=Max("recorded_at"))["last"]
    if gone and last is not None:
        moment = max(moment, last + timedelta(microseconds=1))
    for edge in gone:
        edge.superseded_at = moment
        edge.save(update_fields=["superseded_at"])
    pack = ports.pack_in_force()
    Edge.objects.bulk_create(
        [_edge(source, one, moment, pack) for source, one in new], batch_size=BATCH
    )
    _demand_no_circle([one for _, one in new if one[1] == UP])


def _identity(source: Ref, joint: Joint) -> Identity:
    begin, end = joint.valid_from, joint.valid_to
    return (joint.kind, joint.direction, joint.own, begin, end, joint.frm or source, joint.to)


def _of(edge: Edge) -> Identity:
    return (
        *(edge.kind, edge.direction, edge.own, edge.valid_from, edge.valid_to),
        Ref(edge.from_kind, edge.from_code),
        Ref(edge.to_kind, edge.to_code),
    )


def _edge(source: Ref, identity: Identity, moment: datetime, pack: str) -> Edge:
    kind, direction, own, begin, end, lower, upper = identity
    return Edge(
        kind=kind,
        direction=direction,
        own=own,
        valid_from=begin,
        valid_to=end,
        from_kind=lower.kind,
        from_code=lower.code,
        to_kind=upper.kind,
        to_code=upper.code,
        recorded_at=moment,
        pack_version=pack,
        source=str(source),
    )


def _demand_ends(new: Iterable[tuple[Ref, Identity]]) -> None:
    """Both ends of every new edge exist, as records or as rows of the pack."""
    ends = {ref for _, one in new for ref in one[5:]}
    missing = sorted(ends - registry.exist(ends))
    if missing:
        words = ", ".join(str(ref) for ref in missing[:10])
        raise InputError("line.nothing", _NOTHING.format(refs=words))


def _demand_no_circle(new: Iterable[Identity]) -> None:
    """No record stands above itself: walk up from the upper ends, all of them level by level."""
    starts: dict[Ref, set[Ref]] = {}
    for *_, lower, upper in new:
        if lower == upper:
            raise InputError("line.circle", _CIRCLE.format(ref=lower))
        starts.setdefault(upper, set()).add(lower)
    below = _with_something_below({lower for lowers in starts.values() for lower in lowers})
    starts = {upper: kept for upper, lowers in starts.items() if (kept := lowers & below)}
    reached = {upper: set(lowers) for upper, lowers in starts.items()}  # who came here from below
    level, steps = set(starts), 0
    while level and steps < _LONGEST:
        steps += 1
        following: set[Ref] = set()
        for lower, upper in _above(level):
            for begun in reached.get(lower, ()):
                if upper == begun:
                    raise InputError("line.circle", _CIRCLE.format(ref=begun))
                if begun not in reached.setdefault(upper, set()):
                    reached[upper].add(begun)
                    following.add(upper)
        level = following


def _with_something_below(refs: set[Ref]) -> set[Ref]:
    """Those to which an edge leads: no circle closes at a record under which nothing stands."""
    codes = sorted({ref.code for ref in refs})
    found: set[tuple[str, str]] = set()
    for at in range(0, len(codes), BATCH):
        rows = Edge.objects.filter(
            superseded_at__isnull=True, direction=UP, to_code__in=codes[at : at + BATCH]
        )
        found.update(rows.values_list("to_kind", "to_code").distinct())
    return {ref for ref in refs if (ref.kind, ref.code) in found}


def _above(level: set[Ref]) -> Iterable[tuple[Ref, Ref]]:
    codes = sorted({ref.code for ref in level})
    for at in range(0, len(codes), BATCH):
        rows = Edge.objects.filter(
            superseded_at__isnull=True, direction=UP, from_code__in=codes[at : at + BATCH]
        ).exclude(kind__in=registry.successions())
        named = rows.values_list("from_kind", "from_code", "to_kind", "to_code")
        for from_kind, from_code, to_kind, to_code in named:
            if (lower := Ref(from_kind, from_code)) in level:
                yield lower, Ref(to_kind, to_code)


_NOTHING: Final = Text(
    "線の行き先がありません：{refs}。先にその記録を作るか、コードを確かめてください。",
    "The line would lead to nothing: {refs}. Make that record first, or check the code.",
)
_CIRCLE: Final = Text(
    "線が輪になります：{ref}が自分自身の上流に立ちます。つながりの向きを確かめてください。",
    "The line would become a circle: {ref} would stand above itself; "
    "check which record comes first.",
)
