"""Small made-up problems of several families, and what two independent solvers say about them."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from ikkan.optimize.assignment import Items, Slots
from ikkan.values.arrays import Csr

DAY = 740_000


def texts(rng: np.random.Generator, count: int, terms: int = 40) -> Csr:
    """Rows of a few terms, of length 1; some are empty."""
    dense = rng.random((count, terms)) * (rng.random((count, terms)) < 0.2)
    lengths = np.linalg.norm(dense, axis=1, keepdims=True)
    dense = np.divide(dense, lengths, out=np.zeros_like(dense), where=lengths > 0)
    rows, columns = np.nonzero(dense)
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=count))))
    return Csr(starts, columns.astype(np.int32), dense[rows, columns], terms)


def described(
    rng: np.random.Generator, items: int, slots: int, *, need: int = 1
) -> tuple[Items, Slots]:
    """Items and slots with every kind of unknown among them."""

    def bits(count: int) -> Any:
        return rng.integers(0, 64, count).astype(np.uint64)

    opens = np.where(rng.random(slots) < 0.2, 0, DAY + rng.integers(0, 800, slots))
    closes = np.where(rng.random(slots) < 0.2, 0, np.maximum(opens, DAY) + 100)
    first = rng.integers(-1, 5, slots)
    return (
        Items(
            codes=tuple(f"A{number}" for number in range(items)),
            text=texts(rng, items),
            phase=rng.integers(-1, 6, items).astype(np.int16),
            modality=rng.integers(-1, 6, items).astype(np.int16),
            domains=bits(items),
            ends=np.where(rng.random(items) < 0.2, 0, DAY + rng.integers(0, 800, items)).astype(
                np.int32
            ),
            yen=rng.integers(0, 4, items) * 10_000_000,
            need=np.full(items, need, np.int32),
        ),
        Slots(
            codes=tuple(f"S{number}" for number in range(slots)),
            text=texts(rng, slots),
            phase_from=first.astype(np.int16),
            phase_to=np.where(rng.random(slots) < 0.2, -1, first + 1).astype(np.int16),
            modalities=bits(slots),
            domains=bits(slots),
            opens=opens.astype(np.int32),
            closes=closes.astype(np.int32),
            yen=rng.integers(0, 4, slots) * 10_000_000,
            lower=np.zeros(slots, np.int32),
            upper=rng.integers(1, 4, slots).astype(np.int32),
            money=np.full(slots, -1, np.int64),
        ),
    )


def family(rng: np.random.Generator, name: str, items: int, slots: int) -> Any:
    """Scores (items, slots) with few or many ties, and capacities."""
    scores = rng.random((items, slots))
    upper = rng.integers(1, 4, slots)
    if name == "ties":
        scores = np.floor(scores * 4) / 4
    elif name == "flat":
        scores = np.full((items, slots), 0.5)
    elif name == "giant":
        scores[:, 0] += 1.0
        upper[0] = items // 2
    elif name == "tight":
        upper = np.bincount(rng.integers(0, slots, items), minlength=slots)
    elif name == "rank one":
        scores = np.outer(rng.random(items), rng.random(slots))
    return scores.round(9), upper


FAMILIES = ("random", "ties", "flat", "giant", "tight", "rank one")


def best(
    scores: Any,
    need: Any,
    lower: Any,
    upper: Any,
    *,
    usable: Any = None,
    whole: bool = False,
    forced: Any = (),
    yen: Any = None,
    money: Any = None,
) -> float | None:
    """The optimum by a mixed-integer solver (HiGHS through scipy); None where there is none."""
    items, slots = scores.shape
    every = np.arange(items * slots)
    allowed = np.ones(scores.shape, bool) if usable is None else usable.copy()
    least = np.zeros(scores.shape)
    for i, j in forced:
        least[i, j] = 1
        allowed[i, j] = True
    ones = np.ones(items * slots)
    by_item = sparse.csr_matrix((ones, (every // slots, every)))
    by_slot = sparse.csr_matrix((ones, (every % slots, every)))
    limits = [
        LinearConstraint(by_item, need if whole else np.zeros(items), need),
        LinearConstraint(by_slot, lower, upper),
    ]
    if money is not None:
        spent = sparse.csr_matrix((np.repeat(yen, slots), (every % slots, every)))
        limits.append(LinearConstraint(spent, -np.inf, np.where(money < 0, np.inf, money)))
    found = milp(
        -scores.ravel(),
        constraints=limits,
        bounds=Bounds(least.ravel(), allowed.ravel().astype(float)),
        integrality=np.ones(items * slots) if money is not None else np.zeros(items * slots),
    )
    return float(-found.fun) if found.success else None
