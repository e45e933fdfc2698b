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
from ikkan.optimize.assignment.faults import AssignmentError
from ikkan.optimize.assignment.plan import Plan
from ikkan.optimize.assignment.problem import Changes, Pairs, Problem
from ikkan.values.arrays import Floats, Indices

SHARES: Final = (1.0, 0.995, 0.985, 0.96, 0.9, 0.8, 0.65, 0.5, 0.3)
"""Shares of the proven bound that are tried, the highest first."""
TRIES: Final = 12
TOGETHER: Final = (80, 200, 400)
"""How many items are planned together with those below a floor, before it is given up."""
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
    share = 0
    for _ in range(TRIES):
        floor = SHARES[share] * proof.bound
        late = limit is not None and time.perf_counter() - began > limit
        if late or best.worst >= floor - SLACK:
            break
        before = proof.bound
        found, proof = _lifted(known, plain, floor, proof)
        if found is not None and found.worst > best.worst:
            best = found
        elif proof.bound > CLOSE * before:
            share = min(share + 1, len(SHARES) - 1)
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


def _lifted(
    known: Candidates, plain: Plan, floor: float, proof: Proof
) -> tuple[_Held | None, Proof]:
    """Pairs in which everybody has at least `floor`, or what proves that it cannot be so."""
    together = _below(known, plain.pairs, plain.fits, floor)
    for most in TOGETHER:
        together = _neighbours(known, plain.pairs, together, floor, most)
        found = _under_floor(known, plain, together, floor)
        if found is not None:
            return found, proof
        proof = min(proof, known.proof(together), key=lambda one: one.bound)
        if proof.bound < floor - SLACK:
            break
    return None, proof


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


def _under_floor(known: Candidates, plain: Plan, chosen: Indices, floor: float) -> _Held | None:
    """The best total of the chosen, each at `floor` or above, while all others keep their pairs."""
    kept = ~np.isin(plain.pairs[:, 0], chosen) | plain.pinned
    found = _programme(known, plain.pairs[kept & ~plain.pinned], chosen, floor)
    if found is None:
        return None
    rows, columns, worth, taken = found
    made = np.stack((rows[taken], columns[taken]), axis=1)
    return _held(
        known,
        np.concatenate((plain.pairs[kept], made)),
        np.concatenate((plain.fits[kept], worth[taken])),
    )


def _programme(
    known: Candidates, others: Pairs, chosen: Indices, floor: float
) -> tuple[Indices, Indices, Floats, Any] | None:
    """(items, slots, fits, whether it is taken) of every pair, beside the pairs of others."""
    width = len(known.upper)
    used = np.bincount(others[:, 1], minlength=width)
    spent = np.bincount(others[:, 1], weights=known.yen[others[:, 0]], minlength=width)
    part = known.fits.only(chosen)
    rows, size, columns = part.rows(), len(chosen), np.arange(len(part.columns))
    slots, of_slot = np.unique(part.columns, return_inverse=True)
    need = known.need[chosen].astype(np.float64)
    least = np.where(known.counted[chosen], floor - known.base[chosen], -np.inf)
    lower = np.maximum(known.lower - used, 0)[slots].astype(np.float64)
    paid = np.where(known.money >= 0, known.money - spent, np.inf)[slots]
    endless = np.full(size, np.inf)
    ones = np.ones(len(columns))
    solver = bottleneck.solved(
        cost=-part.weights,
        most=ones,
        rows=(
            np.concatenate((least, need * known.whole, lower, np.full(len(slots), -np.inf))),
            np.concatenate((endless, need, (known.upper - used)[slots], paid)),
        ),
        entries=(
            (rows, columns, part.weights),
            (size + rows, columns, ones),
            (2 * size + of_slot, columns, ones),
            (2 * size + len(slots) + of_slot, columns, known.yen[chosen][rows].astype(np.float64)),
        ),
        whole=True,
    )
    if solver is None:
        return None
    taken = np.asarray(solver.getSolution().col_value) > 0.5
    return chosen[rows], part.columns.astype(np.int64), part.weights, taken


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
