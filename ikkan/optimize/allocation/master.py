"""The master: the first stage under separable functions that lie above the expected worth.

Decides: the amounts that the functions so far promise most for, and the multipliers behind that.
Called by: descent, structured. A function is known by some of its lines; more are added where the
answer lies, until the model says there what the functions say.

    max t  with  t ≤ constant_k + Σ_p ψ_kp,  ψ_kp ≤ every line known of U_kp,  x in the first stage
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ikkan.optimize.allocation import solver
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.functions import Envelope, Function
from ikkan.optimize.allocation.rows import first_rows
from ikkan.optimize.allocation.solver import INFINITY, Solution
from ikkan.values.arrays import Floats, Indices

REFINED: Final = 40
NONE: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A function in the model: its columns and row, which lines it has, its worth at nothing."""

    envelope: Envelope
    column: int
    row: int
    lines: npt.NDArray[np.bool_]
    nothing: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The master's answer: no plan is worth more than `bound`, as far as its functions reach."""

    x: Floats
    bound: float
    shares: Floats
    total_price: float
    cap_prices: Floats


class Master:
    """A model that grows by functions and lines; the solver starts from its last answer."""

    def __init__(self, stage: FirstStage) -> None:
        rows, self.places = first_rows(stage, direct=False)
        self.worth = rows.column(1.0, -INFINITY, INFINITY)
        self.stage = stage
        self.columns, self.rows = len(rows.cost), len(rows.row_lower)
        self.solver = solver.loaded(rows.model())
        self.solver.setOptionValue("mip_rel_gap", 0.0)
        self.known: list[Known] = []

    def add(self, function: Function, near: Floats) -> None:
        """It holds from now on, and is known best around `near`."""
        stage = self.stage
        count = len(stage.low)
        lower = np.maximum(stage.low, stage.least)
        envelope = function.envelope(lower, stage.high)
        nothing = function.values[function.grid.offsets[:-1]]
        lines = np.zeros(len(envelope.slope), np.bool_)
        known = Known(envelope, self.columns, self.rows, lines, nothing)
        free = np.full(count, INFINITY)
        none = np.zeros(0)
        self.solver.addCols(
            count, np.zeros(count), -free, free, 0, np.zeros(count, np.int32),
            none.astype(np.int32), none,
        )  # fmt: skip
        self.columns += count
        self.known.append(known)
        own = np.concatenate(([self.worth], known.column + np.arange(count))).astype(np.int32)
        values = np.concatenate(([1.0], np.full(count, -1.0)))
        self.solver.addRow(-INFINITY, function.fund_price * stage.fund, len(own), own, values)
        self.rows += 1
        self._learn(known, envelope.chosen(near))

    def _learn(self, known: Known, pieces: Indices) -> None:
        """ψ_kp ≤ at zero + slope · x_p; a programme that may get nothing has it for yes alone."""
        envelope = known.envelope
        known.lines[pieces] = True
        p, at_zero = envelope.programme[pieces], envelope.at_zero[pieces]
        yes = np.array([self.places.yes.get(one, -1) for one in range(len(known.nothing))])[p]
        asked = yes >= 0
        columns = np.stack((known.column + p, p, yes), axis=1)
        values = np.stack(
            (np.ones(len(p)), -envelope.slope[pieces], known.nothing[p] - at_zero), axis=1
        )
        there = np.stack((np.ones_like(asked), np.ones_like(asked), asked), axis=1)
        starts = np.concatenate(([0], np.cumsum(2 + asked)[:-1])).astype(np.int32)
        above = np.where(asked, known.nothing[p], at_zero)
        columns, values = columns[there].astype(np.int32), values[there]
        below = np.full(len(p), -INFINITY)
        self.solver.addRows(len(p), below, above, len(values), starts, columns, values)
        self.rows += len(p)

    def best(self, tolerance: float) -> Best:
        """The amounts that the functions promise most for, to `tolerance`."""
        count, yes = len(self.stage.low), self.places.yes
        if yes:
            self.solver.setOptionValue("mip_abs_gap", tolerance / 2)
            self._eased(tolerance)
        for _ in range(REFINED):
            found = self._run()
            x = found.z[:count]
            if not self._refined(x, found.z, tolerance):
                break
        price = found.row_prices if not yes else self._settled(found).row_prices
        shares = np.array([price[known.row] for known in self.known])
        return Best(
            x=x,
            bound=found.bound,
            shares=np.maximum(shares, 0.0) / max(shares.sum(), 1e-300),
            total_price=max(float(price[self.places.total]), 0.0),
            cap_prices=price[list(self.places.caps)],
        )

    def _refined(self, x: Floats, z: Floats, tolerance: float) -> bool:
        """Add lines where a function says less at x than the model does."""
        count, more = len(x), False
        share = np.ones(count)
        for p, column in self.places.yes.items():
            share[p] = z[column]
        at = np.where(share < NONE, 0.0, x / np.maximum(share, NONE))
        for known in self.known:
            own, envelope = z[known.column : known.column + count], known.envelope
            said = float(own.sum()) + envelope.of.fund_price * self.stage.fund
            if said > z[self.worth] + tolerance and known is not self.known[-1]:
                continue
            over_it = envelope.pieces(at)
            line = envelope.at_zero[over_it] * share + envelope.slope[over_it] * x
            over = own - (line + known.nothing * (1.0 - share)) > tolerance / count
            over &= (share >= NONE) & ~known.lines[over_it]
            if over.any():
                self._learn(known, over_it[over])
                more = True
        return more

    def in_part(self, tolerance: float) -> tuple[Floats, float]:
        """Amounts and their promise where yes and no may be said in part."""
        found = self._eased(tolerance)
        return found.z[: len(self.stage.low)], found.bound

    def _eased(self, tolerance: float) -> Solution:
        """Learn lines where yes and no may be said in part: most of what the mixed model needs."""
        import highspy

        columns = np.array(sorted(self.places.yes.values()), dtype=np.int32)
        sorts: Any = highspy.HighsVarType
        few = len(columns)
        self.solver.changeColsIntegrality(few, columns, np.full(few, sorts.kContinuous))
        for _ in range(REFINED):
            found = self._solved()
            if not self._refined(found.z[: len(self.stage.low)], found.z, tolerance):
                break
        self.solver.changeColsIntegrality(few, columns, np.full(few, sorts.kInteger))
        return found

    def _run(self) -> Solution:
        return self._solved(mixed=bool(self.places.yes))

    def _solved(self, *, mixed: bool = False) -> Solution:
        """The answer of the solver; it is asked again from nothing before it is not believed.

        The master always has an answer: ψ and t may be as small as they like.
        """
        found = solver.answer(self.solver, "master", mixed=mixed)
        if found is None or found.value is None:
            self.solver.clearSolver()
            solver.sharpness(self.solver, solver.USUAL)
            found = solver.answer(self.solver, "master", mixed=mixed)
            solver.sharpness(self.solver, solver.EXACT)
        if found is None or found.value is None:
            status = self.solver.modelStatusToString(self.solver.getModelStatus())
            raise solver.unsolved(status, "master")
        return found

    def _settled(self, found: Solution) -> Solution:
        """The linear model behind a mixed answer: every yes and no as it was found."""
        import highspy

        columns = np.array(sorted(self.places.yes.values()), dtype=np.int32)
        said = np.rint(found.z[columns])
        sorts: Any = highspy.HighsVarType
        few = len(columns)
        self.solver.changeColsIntegrality(few, columns, np.full(few, sorts.kContinuous))
        self.solver.changeColsBounds(few, columns, said, said)
        answer = self._solved()
        self.solver.changeColsIntegrality(few, columns, np.full(few, sorts.kInteger))
        self.solver.changeColsBounds(few, columns, np.zeros(few), np.ones(few))
        return answer
