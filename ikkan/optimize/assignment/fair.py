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
from typing import Final, NamedTuple

import numpy as np

from ikkan.optimize.assignment import bottleneck, solving, warm
from ikkan.optimize.assignment.bottleneck import SLACK, Candidates, Proof
from ikkan.optimize.assignment.faults import Infeasible
from ikkan.optimize.assignment.plan import Plan
from ikkan.optimize.assignment.problem import Changes, Pairs, Problem
from ikkan.values.arrays import Floats, Indices

SHARES: Final = (1.0, 0.995, 0.985, 0.96, 0.9, 0.8, 0.65, 0.5, 0.3)
"""Shares of the proven bound that are tried, the highest first."""
LOWEST: Final = 200
"""How many of the items that can reach least stand in the proof."""
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


_Shares = tuple[Indices, Indices, Floats, Floats]


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
    for share in SHARES:
        late = limit is not None and time.perf_counter() - began > limit
        if late or best.worst >= share * proof.bound - SLACK:
            break
        found = _lifted(known, plain, share * proof.bound)
        if found is not None:
            best = found
        elif share == SHARES[0]:
            low = _below(known, plain.pairs, plain.fits, proof.bound)
            lowest = np.argsort(known.alone(), kind="stable")[:LOWEST]
            proof = known.proof(np.union1d(low, lowest))
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
        except Infeasible:
            high = floor
        floor = (low + high) / 2.0
    return _plan(plain, made, best, proof, high, began)


def _lifted(known: Candidates, plain: Plan, floor: float) -> _Held | None:
    """Pairs in which everybody has at least `floor`, or None where none were found."""
    together = _below(known, plain.pairs, plain.fits, floor)
    for most in TOGETHER:
        together = _neighbours(known, plain.pairs, together, floor, most)
        found = _under_floor(known, plain, together, floor)
        if found is not None:
            return found
    return None


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
    """The best total of the chosen, each at `floor` or above, while all others keep their pairs.

    The linear programme settles most of them; those it splits are planned in whole numbers.
    """
    ours = np.isin(plain.pairs[:, 0], chosen)
    kept = ~ours | plain.pinned
    pairs, fits = plain.pairs[kept], plain.fits[kept]
    others = plain.pairs[~ours & ~plain.pinned]
    split = _programme(known, others, chosen, floor, whole=False)
    if split is None:
        return None
    rows, columns, worth, share = split
    broken = np.unique(rows[(share > SLACK) & (share < 1.0 - SLACK)])
    whole = (share > 0.5) & ~np.isin(rows, broken)
    settled = np.stack((rows[whole], columns[whole]), axis=1)
    rest = None
    if len(broken):
        rest = _programme(known, np.concatenate((others, settled)), broken, floor, whole=True)
        if rest is None:
            settled, worth = settled[:0], worth[:0]
            whole = np.zeros(0, dtype=bool)
            rest = _programme(known, others, chosen, floor, whole=True)
        if rest is None:
            return None
    for more, value in (
        (settled, worth[whole]),
        *([] if rest is None else [_taken(rest)]),
    ):
        pairs, fits = np.concatenate((pairs, more)), np.concatenate((fits, value))
    return _held(known, pairs, fits)


def _taken(found: _Shares) -> tuple[Pairs, Floats]:
    rows, columns, worth, share = found
    taken = share > 0.5
    return np.stack((rows[taken], columns[taken]), axis=1), worth[taken]


def _programme(
    known: Candidates, others: Pairs, chosen: Indices, floor: float, *, whole: bool
) -> _Shares | None:
    """(items, slots, fits, how much of each pair is taken), beside the pairs of others."""
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
        whole=whole,
    )
    if solver is None:
        return None
    share = np.asarray(solver.getSolution().col_value)
    return chosen[rows], part.columns.astype(np.int64), part.weights, share


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
