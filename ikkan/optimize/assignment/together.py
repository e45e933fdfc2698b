"""Some items planned together under a floor, while all others keep their pairs.

Decides: how high the least of them can stand, and pairs with the best total under a floor. Called
by: fair. The linear programme says which pairs matter: those it uses, and for every item the ones
of the least reduced cost; the whole numbers are searched among these only (HiGHS).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ikkan.optimize.assignment import bottleneck
from ikkan.optimize.assignment.bottleneck import Candidates
from ikkan.optimize.assignment.problem import Pairs
from ikkan.values.arrays import Csr, Floats, Indices

USED: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The chosen items, their pairs by row, and what the pairs of others leave of the slots."""

    known: Candidates
    chosen: Indices
    part: Csr
    rows: Indices
    slots: Indices
    of_slot: Indices
    left: Floats
    paid: Floats
    lower: Floats

    def reach(self) -> float:
        """No plan of the chosen beside these others gives the least of them more."""
        size, edges = len(self.chosen), len(self.rows)
        known, columns = self.known, np.arange(edges)
        counted = np.flatnonzero(known.counted[self.chosen])
        solver = bottleneck.solved(
            cost=np.append(np.zeros(edges), -1.0),
            most=np.append(np.ones(edges), np.inf),
            rows=(
                np.concatenate((self._least(0.0), np.full(size + len(self.slots), -np.inf))),
                np.concatenate((np.full(size, np.inf), self._need(), self.left)),
            ),
            entries=(
                (self.rows, columns, self.part.weights),
                (counted, np.full(len(counted), edges), np.full(len(counted), -1.0)),
                (size + self.rows, columns, np.ones(edges)),
                (2 * size + self.of_slot, columns, np.ones(edges)),
            ),
        )
        if solver is None:
            return 0.0
        return float(np.asarray(solver.getSolution().col_value)[-1])

    def under(self, floor: float, nearest: int) -> Indices | None:
        """Which pairs give the best total where each of the chosen has at least `floor`, among
        those the linear programme uses and the `nearest` of an item; None where none were found."""
        loose = self._solved(floor, np.arange(len(self.rows)), whole=False)
        if loose is None:
            return None
        told = loose.getSolution()
        used, cost = np.asarray(told.col_value), np.asarray(told.col_dual)
        order = np.lexsort((cost, self.rows))
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order)) - self.part.starts[self.rows[order]]
        at = np.flatnonzero((used > USED) | (rank < nearest))
        solver = self._solved(floor, at, whole=True)
        if solver is None:
            return None
        taken: Indices = at[np.asarray(solver.getSolution().col_value) > 0.5]
        return taken

    def _solved(self, floor: float, at: Indices, *, whole: bool) -> Any:
        known, size, width = self.known, len(self.chosen), len(self.slots)
        rows, of_slot, columns = self.rows[at], self.of_slot[at], np.arange(len(at))
        weights, ones, need = self.part.weights[at], np.ones(len(at)), self._need()
        yen = known.yen[self.chosen][rows].astype(np.float64)
        entries = [
            (rows, columns, weights),
            (size + rows, columns, ones),
            (2 * size + of_slot, columns, ones),
        ]
        paid = np.isfinite(self.paid).any()
        if paid:
            entries.append((2 * size + width + of_slot, columns, yen))
        endless, none = np.full(size, np.inf), np.full(width * paid, -np.inf)
        return bottleneck.solved(
            cost=-weights,
            most=ones,
            rows=(
                np.concatenate((self._least(floor), need * known.whole, self.lower, none)),
                np.concatenate((endless, need, self.left, self.paid[: width * paid])),
            ),
            entries=entries,
            whole=whole,
        )

    def _need(self) -> Floats:
        return self.known.need[self.chosen].astype(np.float64)

    def _least(self, floor: float) -> Floats:
        known, chosen = self.known, self.chosen
        return np.where(known.counted[chosen], floor - known.base[chosen], -np.inf)


def together(known: Candidates, others: Pairs, chosen: Indices) -> Together:
    """The chosen items beside the pairs of all others."""
    width = len(known.upper)
    used = np.bincount(others[:, 1], minlength=width)
    spent = np.bincount(others[:, 1], weights=known.yen[others[:, 0]], minlength=width)
    part = known.fits.only(chosen)
    slots, of_slot = np.unique(part.columns, return_inverse=True)
    return Together(
        known=known,
        chosen=chosen,
        part=part,
        rows=part.rows(),
        slots=slots,
        of_slot=of_slot,
        left=(known.upper - used)[slots].astype(np.float64),
        paid=np.where(known.money >= 0, known.money - spent, np.inf)[slots],
        lower=np.maximum(known.lower - used, 0)[slots].astype(np.float64),
    )
