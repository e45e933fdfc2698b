"""Where the results of a No-go could be used: records alike, with the words they share.

Decides: awards, in-house themes, projects elsewhere and, through their awards, other seeds, best
first; what the reader may not see is left out. Called by the page of re-use. Source: E-3 p.36
(look for ways to use the results of a No-go).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.elsewhere import queries as elsewhere
from ikkan.awards.elsewhere.comparing import Collection, Pair
from ikkan.portfolio.edges import SEED
from ikkan.portfolio.gating import queries
from ikkan.portfolio.models import Gate, Relation, SeedAward
from ikkan.records import queries as records
from ikkan.records.kinds import kind_of
from ikkan.retrieval import similarity
from ikkan.values.ref import Ref
from ikkan.values.text import Text

BEST: Final = 30
LEAST: Final = 0.05
SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A record that could use the results: why it was found, and whether it is linked already."""

    ref: Ref
    title: Text
    url: str
    kind: Text
    score: float
    shared: tuple[str, ...]
    domains: tuple[str, ...]
    via: str
    linked: bool
    fictional: bool


def uses(gate: Gate, actor: Actor) -> list[Use]:
    """The records alike that the actor may see; a constant number of queries."""
    collection = elsewhere.collection()
    own = {f"{AWARD}:{award.code}" for award in queries.awards_of(gate)}
    own |= _same_seed(gate)
    pairs: dict[str, Pair] = {}
    for key in sorted(own):
        for pair in _alike(collection, key):
            other = pair.right
            if other not in own and pair.text > getattr(pairs.get(other), "text", 0.0):
                pairs[other] = pair
    seeds = _seeds_of(pairs)
    rows = records.many([Ref.parse(key) for key in (*pairs, *seeds)], actor)
    linked = _linked(gate)
    found = []
    for key, (pair, via) in {
        **{key: (pair, "") for key, pair in pairs.items()},
        **{key: (pairs[award], award) for key, award in seeds.items()},
    }.items():
        ref = Ref.parse(key)
        row, kind = rows.get(ref), kind_of(ref.kind)
        if row is None or kind is None or (via and Ref.parse(via) not in rows):
            continue
        agreed = collection.document(pair.left).domains & collection.document(pair.right).domains
        found.append(
            Use(
                ref=ref,
                title=kind.title(row),
                url=kind.url(ref.code),
                kind=kind.label,
                score=pair.text,
                shared=pair.shared,
                domains=tuple(sorted(agreed)),
                via=Ref.parse(via).code if via else "",
                linked=key in linked,
                fictional=row.fictional,
            )
        )
    return sorted(found, key=lambda one: (-one.score, str(one.ref)))[:SHOWN]


def _alike(collection: Collection, key: str) -> Iterable[Pair]:
    place = collection.places.get(key)
    if place is None:
        return
    found: set[int] = set()
    for matrix in collection.matrices.values():
        query = matrix.only(np.array([place], dtype=np.int64))
        for best in similarity.nearest(query, matrix, BEST, LEAST):
            found |= {int(one) for one in best.targets[0] if one != similarity.NOBODY}
    for other in sorted(found - {place}):
        yield collection.pair(key, collection.documents[other].key)


def _same_seed(gate: Gate) -> set[str]:
    if gate.seed is None:
        return set()
    return {f"{AWARD}:{code}" for code in gate.seed.awards.values_list("code", flat=True)}


def _seeds_of(pairs: Iterable[str]) -> dict[str, str]:
    """Seeds carried by awards that were found, each with the award by which it was."""
    codes = [Ref.parse(key).code for key in pairs if key.startswith(f"{AWARD}:")]
    rows = SeedAward.objects.filter(award__code__in=codes).order_by("-pk")
    named = rows.values_list("seed__code", "award__code")
    return {f"{SEED}:{seed}": f"{AWARD}:{award}" for seed, award in named}


def _linked(gate: Gate) -> set[str]:
    if gate.seed is None:
        return set()
    own = f"{SEED}:{gate.seed.code}"
    to = Relation.objects.filter(seed=gate.seed).values_list("ref", flat=True)
    back = Relation.objects.filter(ref=own).values_list("seed__code", flat=True)
    return {*to, *(f"{SEED}:{code}" for code in back)}
