"""Problem, effort called for, measure, programme: one row for each chain that anything says.

Decides: what a chain is made of: links of the pack, and clauses in preparation or decided that
answer a problem or an effort. What nothing joins is left empty and said to be missing. Called by
views.plan_clauses. Source: S-056, S-060.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.portal import plantree
from ikkan.records import queries
from ikkan.records.kinds import kinds
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MEASURES: Final = frozenset({"measure", "common_effort", "goal", "indicator", "plan.clause"})
EFFORTS: Final = frozenset({"policy_item", "principle"})
MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A record on a chain; `certainty` says what joins it to the one before."""

    ref: Ref
    label: Text
    url: str
    form: str
    certainty: str = ""
    fictional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One way from a problem to what is done; an empty place is not printed."""

    problem: Step | None
    effort: Step | None
    measure: Step | None
    last: tuple[Step, ...]


def chains(known: Snapshot, actor: Actor) -> tuple[Chain, ...]:
    """Every chain, problems first in the order of the pack; problems without an answer too."""
    graph = _Graph(known, actor)
    found = [chain for problem in graph.problems() for chain in graph.under(problem)]
    seen = {chain.measure.ref for chain in found if chain.measure}
    loose = [one for one in graph.carried() if one.ref not in seen]
    return (*found, *(Chain(problem=None, effort=None, measure=one, last=graph.last(one))
                      for one in loose))  # fmt: skip


class _Graph:
    def __init__(self, known: Snapshot, actor: Actor) -> None:
        self._known, self._links = known, plantree.links(known)
        self._kind = next(one for one in kinds() if one.code == "plan.clause")
        rows = queries.visible(self._kind, actor)[:MOST]
        self._clauses = {Ref("plan.clause", row.code): row for row in rows}
        self._answering: dict[Ref, list[Ref]] = {}
        for ref, row in self._clauses.items():
            for said in row.answers:
                self._answering.setdefault(Ref.parse(said), []).append(ref)

    def problems(self) -> Iterator[Step]:
        named = {plantree.end(row) for row in self._known.entries("clause_link")
                 if row.data["relation"] == plantree.ANSWERS}  # fmt: skip
        for row in self._known.entries("clause"):
            if row.data["form"] == "situation" or row.ref in named:
                yield self._step(row)
        for ref, clause in self._clauses.items():
            if clause.form == "situation":
                yield self._drafted(ref, clause)

    def under(self, problem: Step) -> Iterator[Chain]:
        answers = list(self._below(problem.ref))
        if not answers:
            yield Chain(problem=problem, effort=None, measure=None, last=())
        for one in answers:
            if one.form not in EFFORTS:
                yield Chain(problem=problem, effort=None, measure=one, last=self.last(one))
                continue
            measures = list(self._below(one.ref))
            if not measures:
                yield Chain(problem=problem, effort=one, measure=None, last=self.last(one))
            for measure in measures:
                yield Chain(problem=problem, effort=one, measure=measure, last=self.last(measure))

    def carried(self) -> Iterator[Step]:
        for ref in self._links.to:
            row = self._known.find(ref)
            if isinstance(row, EntryView) and self._links.ends(
                self._known, ref, plantree.CARRIES, "programme"
            ):
                yield self._step(row)

    def last(self, measure: Step) -> tuple[Step, ...]:
        clause = self._clauses.get(measure.ref)
        codes: Iterable[str] = clause.programmes if clause is not None else ()
        drafted = [plantree.entry(self._known, "programme", code) for code in codes]
        linked = self._links.ends(self._known, measure.ref, plantree.CARRIES, "programme")
        return tuple(self._step(row) for row in (*linked, *drafted) if row is not None)

    def _below(self, ref: Ref) -> Iterator[Step]:
        for link in self._links.to.get(ref, ()):
            row = self._known.find(plantree.start(link))
            right = link.data["relation"] in (plantree.ANSWERS, plantree.CARRIES)
            if right and isinstance(row, EntryView) and row.kind != "programme":
                yield self._step(row, str(link.data["certainty"]))
        for one in self._answering.get(ref, ()):
            yield self._drafted(one, self._clauses[one])

    def _step(self, row: EntryView, certainty: str = "") -> Step:
        form = str(row.data.get("form") or row.kind) if row.kind == "clause" else row.kind
        return Step(ref=row.ref, label=row.label, url=row.url, form=form, certainty=certainty)

    def _drafted(self, ref: Ref, clause: Any) -> Step:
        label, url = self._kind.title(clause), self._kind.url(clause.code)
        made_up = clause.fictional
        return Step(ref=ref, label=label, url=url, form=clause.form, fictional=made_up)
