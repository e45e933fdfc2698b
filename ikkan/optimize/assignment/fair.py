"""A plan that raises the worst-off item: how high it can stand, proven, and the best total there.

Decides: which items are raised and by which pairs. Called by: `solve` with `fair`, benchmarks. What
an item has is the sum of its fits. The proof is the dual of "raise the least" over all pairs; items
that stand too low are weighed more until they stand high enough, then their pairs are pinned and
everybody else is planned anew, so that the plan is certified like any other.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from ikkan.optimize.assignment import bottleneck, solving, warm
from ikkan.optimize.assignment.bottleneck import Candidates, Proof
from ikkan.optimize.assignment.plan import Plan
from ikkan.optimize.assignment.problem import Changes, Problem
from ikkan.values.arrays import Csr, Floats, Indices

SOLVES: Final = 24
"""Plans that are made at most, the first one among them."""
TRIES: Final = 8
"""Plans between two proofs."""
NEAR: Final = (0.995, 0.985)
"""Shares of the proven bound that are tried, the highest first."""
HEAVIER: Final = 2.0
LOWEST: Final = 200
"""How many of the items that can reach least stand in the first proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FairPlan(Plan):
    """A plan whose worst-off item has `worst`; no plan at all gives it more than `worst_bound`.

    `raised` are the items whose pairs were fixed for that; `total_bound` is the bound on the total
    without any regard to fairness. `proof` holds the weights of the items (n,), their sum 1, and
    the prices of the slots (m,) from which `worst_bound` follows over all pairs; `solves` counts
    the plans that were made.
    """

    worst: float
    worst_bound: float
    raised: Indices
    total_bound: float
    proof: Proof
    solves: int


def fair(problem: Problem, *, seed: int = 0, limit: float | None = None) -> FairPlan:
    """Raise the worst-off item as far as can be, then the total. Raises as `solve` does."""
    began = time.perf_counter()
    plain = solving.solve(problem, seed=seed, limit=limit)
    search = _Search(plain, began, limit)
    search.run()
    return search.plan()


class _Search:
    """Weights, plans and proofs until worst and bound meet or the plans are used up."""

    def __init__(self, plain: Plan, began: float, limit: float | None) -> None:
        self.plain, self.began, self.limit = plain, began, limit
        self.known = bottleneck.candidates(plain)
        self.solves = 1
        self.pairs, self.scores = plain.pairs, self.known.scores(plain.pairs)
        self.worst = self._least(self.scores)
        self.suspects = set(self.known.lowest(LOWEST).tolist())
        self.proof = self.known.proof(self.suspects)

    def run(self) -> None:
        """Try the highest share of the bound first; prove again with what stood in the way."""
        for share in NEAR:
            while self.worst < share * self.proof.bound and not self._over():
                before = self.proof.bound
                if self._raised(share * before):
                    break
                self.proof = min(self.proof, self.known.proof(self.suspects), key=_bound)
                if self.proof.bound > 0.999 * before:
                    break

    def plan(self) -> FairPlan:
        """The best assignment as a certified plan: the low items pinned, all others planned."""
        floor = self.worst
        told = self.known.scores(self.plain.pairs)
        raised = np.flatnonzero(self.known.counted & (told < floor - bottleneck.SLACK))
        made, fixed = self.plain, np.zeros(0, dtype=np.int64)
        while len(raised):
            fixed = np.union1d(fixed, raised)
            pins = self.pairs[np.isin(self.pairs[:, 0], fixed)]
            made = warm.resolve(self.plain, Changes(pins=self.known.free(pins)))
            scores = self.known.scores(made.pairs)
            raised = np.flatnonzero(self.known.counted & (scores < floor - bottleneck.SLACK))
            raised = np.setdiff1d(raised, fixed)
        given = {one.name: getattr(made, one.name) for one in fields(Plan)}
        given["seconds"] = time.perf_counter() - self.began
        given["path"] = (*made.path, "fair")
        worst = self._least(self.known.scores(made.pairs))
        return FairPlan(
            **given,
            worst=worst,
            worst_bound=max(self.proof.bound, worst),
            raised=fixed,
            total_bound=self.plain.bound,
            proof=self.proof,
            solves=self.solves,
        )

    def _raised(self, floor: float) -> bool:
        """Whether weights were found that lift everybody to `floor`."""
        weights = np.ones(len(self.scores))
        low = self.known.counted & (self.known.scores(self.plain.pairs) < floor)
        for _ in range(TRIES):
            if self._over():
                return False
            self.suspects |= set(np.flatnonzero(low).tolist())
            weights[low] *= HEAVIER
            pairs = self._weighed(weights)
            scores = self.known.scores(pairs)
            worst = self._least(scores)
            total, best = float(scores.sum()), float(self.scores.sum())
            if worst > self.worst or (worst == self.worst and total > best):
                self.pairs, self.scores, self.worst = pairs, scores, worst
            low = self.known.counted & (scores < floor)
            if not low.any():
                return True
        return False

    def _weighed(self, weights: Floats) -> Any:
        """The pairs of the best plan where the fits of each item count so much."""
        self.solves += 1
        known = self.known
        heavier = known.fits.weights * np.repeat(weights, np.diff(known.fits.starts))
        given = Problem(
            scores=Csr(known.fits.starts, known.fits.columns, heavier, known.fits.width),
            need=known.need,
            lower=known.lower,
            upper=known.upper,
            whole=known.whole,
        )
        made = solving.solve(given, seed=self.plain.seed)
        return np.concatenate((made.pairs, known.pins))

    def _least(self, scores: Floats) -> float:
        counted = scores[self.known.counted]
        return float(counted.min()) if len(counted) else 0.0

    def _over(self) -> bool:
        late = self.limit is not None and time.perf_counter() - self.began > self.limit
        return late or self.solves >= SOLVES


def _bound(proof: Proof) -> float:
    return proof.bound


__all__ = ["Candidates", "FairPlan", "fair"]
