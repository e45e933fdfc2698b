"""A plan that raises the worst-off item: how high it can stand, proven, and the best total there.

Decides: which items are raised and by which pairs. Called by: `solve` with `fair`, benchmarks. What
an item has is the sum of its fits. With one place each, a floor on every pair is raised until no
plan is left. Otherwise items that stand too low, and those that hold what could lift them, are
planned together under a floor (HiGHS); what they got is pinned and everybody else is planned anew,
so that the plan is certified like any other. `bottleneck` proves how high is possible.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields, replace
from typing import Any, Final, NamedTuple

import numpy as np

from ikkan.optimize.assignment import bottleneck, solving, warm
from ikkan.optimize.assignment.bottleneck import SLACK, Candidates, Proof
from ikkan.optimize.assignment.clock import Clock
from ikkan.optimize.assignment.faults import AssignmentError
from ikkan.optimize.assignment.plan import Plan
from ikkan.optimize.assignment.problem import Changes, Pairs, Problem
from ikkan.optimize.assignment.together import Together, together
from ikkan.values.arrays import Floats, Indices

SHARES: Final = (0.3, 0.5, 0.65, 0.75, 0.85, 0.94, 0.999)
"""Shares of what can be reached that are tried: the two highest, then by halving; of more than
MANY items the highest, then by halving, and one try less."""
TRIES, MANY = 4, 300
TOGETHER: Final = (200, 400)
"""How many items are planned together with those that stand too low."""
NEAREST, FARTHER = 7, 14
"""Pairs of an item that are looked at first, and at most once that found no plan."""
PAIRS: Final = 3000
"""So many pairs of all items together, then."""
HALVINGS: Final = 12
CLOSE: Final = 0.998


@dataclass(frozen=True, slots=True, kw_only=True)
class FairPlan(Plan):
    """A plan whose worst-off item has `worst`; no plan at all gives it more than `worst_bound`.

    `raised` are the items whose pairs were fixed for that; `total_bound` is the bound on the total
    without any regard to fairness. `proof` holds the weights of the items (n,), their sum 1, and
    the prices of the slots (m,) from which its bound follows over all pairs; where a lower floor
    on every pair already leaves no plan, that floor is the `worst_bound`.
    """

    worst: float
    worst_bound: float
    raised: Indices
    total_bound: float
    proof: Proof


class _Held(NamedTuple):
    """Pairs, their fits, and what the worst-off item has by them."""

    pairs: Pairs
    fits: Floats
    worst: float


def fair(problem: Problem, *, seed: int = 0, limit: float | None = None) -> FairPlan:
    """Raise the worst-off item as far as can be, then the total. Raises as `solve` does."""
    began = time.perf_counter()
    plain = solving.solve(problem, seed=seed, limit=limit)
    known = bottleneck.candidates(plain)
    best, proof = _held(known, plain.pairs, plain.fits), known.simple()
    if best.worst >= CLOSE * proof.bound:
        return _plan(plain, plain, best, proof, proof.bound, began)
    if (plain.sound.need == 1).all() and not (plain.sound.money >= 0).any():
        return _single(plain, known, began, limit)
    best, proof = _raised(known, plain, best, proof, Clock(began, limit))
    made = _repaired(plain, known, best)
    return _plan(plain, made, _held(known, made.pairs, made.fits), proof, proof.bound, began)


def _single(plain: Plan, known: Candidates, began: float, limit: float | None) -> FairPlan:
    """One place each: the highest floor on every pair that leaves a plan, by halving."""
    proof = known.simple()
    made, best = plain, _held(known, plain.pairs, plain.fits)
    low, high = best.worst, proof.bound
    floor = high
    for _ in range(HALVINGS):
        late = limit is not None and time.perf_counter() - began > limit
        if late or low >= CLOSE * high:
            break
        try:
            made = solving.solve(
                replace(plain.problem, floor=max(floor - SLACK, 0.0), whole=True), seed=plain.seed
            )
            best = _held(known, made.pairs, made.fits)
            low = max(low, best.worst)
        except AssignmentError:
            high = floor
        floor = (low + high) / 2.0
    return _plan(plain, made, best, proof, high, began)


def _raised(
    known: Candidates, plain: Plan, best: _Held, proof: Proof, clock: Clock
) -> tuple[_Held, Proof]:
    """The best pairs found for the worst-off item, and what proves that little more can be had."""
    chosen = _below(known, plain.pairs, plain.fits, proof.bound)
    for most in TOGETHER:
        chosen = _neighbours(known, plain.pairs, chosen, proof.bound, most)
        kept = ~np.isin(plain.pairs[:, 0], chosen) | plain.pinned
        local = together(known, plain.pairs[kept & ~plain.pinned], chosen)
        top = min(local.reach(), proof.bound)
        if top >= CLOSE * proof.bound or clock.over():
            break
    low, high, nearest = 0, len(SHARES), NEAREST
    at = high - 1
    many = len(chosen) > MANY
    for _ in range(TRIES - many):
        if low >= high or clock.over():
            break
        floor = SHARES[at] * top
        found = None
        if best.worst < floor - SLACK:
            found = _under_floor(known, plain, local, kept, floor, nearest)
            if found is None:
                high, nearest = at, max(NEAREST, min(FARTHER, PAIRS // len(chosen)))
        if found is not None and found.worst > best.worst:
            best = found
        if high > at:
            low = at + 1
        at = (low + high) // 2 if many or high < len(SHARES) - 1 else high - 1
    if best.worst < CLOSE * proof.bound and not clock.over():
        proof = min(proof, known.proof(chosen), key=lambda one: one.bound)
    return best, proof


def _neighbours(
    known: Candidates, pairs: Pairs, chosen: Indices, floor: float, most: int
) -> Indices:
    """The chosen and the items that hold the slots which could lift them, the best slots first."""
    rows = known.fits.rows()
    wanted = floor / (2.0 * np.maximum(known.need, 1))
    useful = np.isin(rows, chosen) & (known.fits.weights >= wanted[rows])
    worth = np.zeros(len(known.upper))
    np.maximum.at(worth, known.fits.columns[useful], known.fits.weights[useful])
    holders = pairs[worth[pairs[:, 1]] > 0]
    holders = holders[np.argsort(-worth[holders[:, 1]], kind="stable")]
    others = holders[~np.isin(holders[:, 0], chosen), 0]
    _, first = np.unique(others, return_index=True)
    return np.union1d(chosen, others[np.sort(first)][:most])


def _under_floor(
    known: Candidates, plain: Plan, local: Together, kept: Any, floor: float, nearest: int
) -> _Held | None:
    """The best total of the chosen, each at `floor` or above, while all others keep their pairs."""
    taken = local.under(floor, nearest)
    if taken is None:
        return None
    made = np.stack((local.chosen[local.rows[taken]], local.part.columns[taken]), axis=1)
    return _held(
        known,
        np.concatenate((plain.pairs[kept], made)),
        np.concatenate((plain.fits[kept], local.part.weights[taken])),
    )


def _repaired(plain: Plan, known: Candidates, best: _Held) -> Plan:
    """The low items pinned to what they got, all others planned anew: a certified plan."""
    made, fixed = plain, np.zeros(0, dtype=np.int64)
    raised = _below(known, plain.pairs, plain.fits, best.worst)
    while len(raised):
        fixed = np.union1d(fixed, raised)
        pins = known.free(best.pairs[np.isin(best.pairs[:, 0], fixed)])
        made = warm.resolve(plain, Changes(pins=pins))
        raised = np.setdiff1d(_below(known, made.pairs, made.fits, best.worst), fixed)
    return made


def _plan(
    plain: Plan, made: Plan, held: _Held, proof: Proof, bound: float, began: float
) -> FairPlan:
    given = {one.name: getattr(made, one.name) for one in fields(Plan)}
    given["seconds"] = time.perf_counter() - began
    given["path"] = (*made.path, "fair")
    fixed = made.pairs[made.pinned & ~np.isin(made.pairs @ _keys(made), _pins(plain))]
    return FairPlan(
        **given,
        worst=held.worst,
        worst_bound=bound,
        raised=np.unique(fixed[:, 0]),
        total_bound=plain.bound,
        proof=proof,
    )


def _held(known: Candidates, pairs: Pairs, fits: Floats) -> _Held:
    scores = known.scores(pairs, fits)[known.counted]
    return _Held(pairs, fits, float(scores.min()) if len(scores) else 0.0)


def _below(known: Candidates, pairs: Pairs, fits: Floats, floor: float) -> Indices:
    return np.flatnonzero(known.counted & (known.scores(pairs, fits) < floor - SLACK))


def _pins(plan: Plan) -> Indices:
    keys: Indices = plan.sound.pins @ _keys(plan)
    return keys


def _keys(plan: Plan) -> Indices:
    return np.array([len(plan.sound.slots), 1])
