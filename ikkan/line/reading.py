"""Reads edges of the line, level by level and within bounds, and each of them once for a page.

Decides: which edges count on a day, and how far a line is followed: a programme has thousands of
awards, a page shows some of each kind and says that it goes on. Called by line.queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.line import registry
from ikkan.line.models import Edge
from ikkan.line.registry import Record
from ikkan.records.kinds import kinds
from ikkan.values.ref import Ref

MOST: Final = 200
"""Edges that are followed in one direction, about."""
WIDTH: Final = 40
"""Edges to records of one kind that are followed from one record."""
FEW: Final = 300
"""Edges of one level that are read without asking the database to number them first."""
Level = Mapping[Ref, tuple[Edge, ...]]


class Reading:
    """The edges of a day as one viewer reads them; `cut` has, by direction (True is upward), the
    records from which more leads on than was followed."""

    def __init__(self, as_of: date, known_on: date | None, viewer: Actor) -> None:
        self.as_of, self._viewer = as_of, viewer
        self._edges = _in_force(as_of, known_on)
        self._read: dict[bool, dict[Ref, tuple[Edge, ...]]] = {True: {}, False: {}}
        self._records: dict[Ref, Record] = {}
        self.cut: dict[bool, set[Ref]] = {True: set(), False: set()}

    def levels(
        self, start: list[Ref], depth: int, *, upward: bool, direct: bool = False
    ) -> list[Level]:
        """Breadth first: the edges of each level by the record they leave; no record twice.

        `direct`: without those that lead from a plan to the one before it.
        """
        met, level, found, left = set(start), start, list[Level](), MOST
        past = registry.successions() if direct else ()
        for _ in range(depth):
            if left <= 0:
                self.cut[upward].update(level)
                break
            self._fetch(level, min(WIDTH, max(1, left // max(1, len(level)))), upward=upward)
            every = self._read[upward]
            step = {
                ref: kept
                for ref in level
                if (kept := tuple(edge for edge in every[ref] if edge.kind not in past))
            }
            if not step:
                break
            found.append(step)
            left -= sum(map(len, step.values()))
            end = upper if upward else lower
            ends = dict.fromkeys(end(edge) for members in step.values() for edge in members)
            level = [ref for ref in ends if ref not in met]
            met.update(level)
        return found

    def beside(self, ref: Ref) -> tuple[Edge, ...]:
        """The edges to and from what is beside a record."""
        sides = self._edges.filter(direction=Edge.SIDE)
        out = sides.filter(from_kind=ref.kind, from_code=ref.code)[:WIDTH]
        into = sides.filter(to_kind=ref.kind, to_code=ref.code)[:WIDTH]
        return (*out, *into)

    def successions(self, refs: list[Ref], *, upward: bool) -> list[Edge]:
        """Edges from a plan to one before it, or to what it cites, that these records have."""
        edges = self._edges.filter(kind__in=registry.successions())
        here, codes = lower if upward else upper, [ref.code for ref in refs]
        chosen = edges.filter(from_code__in=codes) if upward else edges.filter(to_code__in=codes)
        place = {ref: number for number, ref in enumerate(refs)}
        found = [edge for edge in chosen if here(edge) in place]
        return sorted(found, key=lambda edge: place[here(edge)])

    def resolve(self, refs: Iterable[Ref]) -> Mapping[Ref, Record]:
        """The records of these and of all that were asked before."""
        new = [ref for ref in refs if ref not in self._records]
        self._records.update(registry.resolve(new, self.as_of, self._viewer))
        return self._records

    def _fetch(self, level: list[Ref], share: int, *, upward: bool) -> None:
        """Edges that leave these records, at most `share` to each kind. Two queries at most."""
        read, cut = self._read[upward], self.cut[upward]
        new = [ref for ref in level if ref not in read]
        if not new:
            return
        here, end = (lower, upper) if upward else (upper, lower)
        code = "from_code" if upward else "to_code"
        edges = self._edges.filter(
            direction=Edge.UP, **{f"{code}__in": [ref.code for ref in new]}
        ).order_by("pk")
        rows = list(edges[: FEW + 1])
        if len(rows) > FEW:
            rows = list(_first_of_each(edges, share + 1, upward=upward))
        found: dict[Ref, list[Edge]] = {ref: [] for ref in new}
        number = Counter[tuple[Ref, str]]()
        for edge in rows:
            ref = here(edge)
            if ref not in found:
                continue
            number[ref, end(edge).kind] += 1
            if number[ref, end(edge).kind] > share:
                cut.add(ref)
            else:
                found[ref].append(edge)
        read.update({ref: tuple(edges) for ref, edges in found.items()})


def _first_of_each(edges: QuerySet[Edge], most: int, *, upward: bool) -> QuerySet[Edge]:
    """Of each record's edges to one kind the first ones; where there are thousands."""
    ends = ("from_kind", "from_code", "to_kind") if upward else ("to_kind", "to_code", "from_kind")
    number = Window(RowNumber(), partition_by=[F(end) for end in ends], order_by="pk")
    return edges.annotate(number=number).filter(number__lte=most)


def doubtful() -> set[Ref]:
    """Ends of current edges that no record has: rows of packs, and references to nothing."""
    current = Edge.objects.filter(superseded_at__isnull=True).order_by()
    found: set[Ref] = set()
    for side in ("from", "to"):
        known = Q()
        for kind in kinds():
            codes = kind.model._default_manager.order_by().values("code")
            known |= Q(**{f"{side}_kind": kind.code, f"{side}_code__in": codes})
        ends = current.exclude(known).values_list(f"{side}_kind", f"{side}_code").distinct()
        found.update(Ref(kind, code) for kind, code in ends)
    return found


def lower(edge: Edge) -> Ref:
    """The record that an edge leaves."""
    return Ref(edge.from_kind, edge.from_code)


def upper(edge: Edge) -> Ref:
    """The record that it leads to."""
    return Ref(edge.to_kind, edge.to_code)


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
