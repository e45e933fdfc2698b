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

from ikkan.optimize.allocation import solver
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.functions import Envelope, Function
from ikkan.optimize.allocation.rows import first_rows
from ikkan.optimize.allocation.solver import INFINITY, Solution
from ikkan.values.arrays import Floats

Line = tuple[float, float]
REFINED: Final = 40
NONE: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A function in the model: its columns and row, its lines so far, its worth at nothing."""

    envelope: Envelope
    column: int
    row: int
    lines: tuple[set[Line], ...]
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
        lines = tuple(envelope.lines(p, float(near[p])) for p in range(count))
        known = Known(envelope, self.columns, self.rows, lines, nothing)
        free = np.full(count, INFINITY)
        none = np.zeros(0)
        self.solver.addCols(
            count, np.zeros(count), -free, free, 0, np.zeros(count, np.int32),
            none.astype(np.int32), none,
        )  # fmt: skip
        self.columns += count
        self.known.append(known)
        own = {known.column + p: -1.0 for p in range(count)}
        made = [({self.worth: 1.0, **own}, function.fund_price * stage.fund)]
        self._add([*made, *(self._line(known, p, one) for p in range(count) for one in lines[p])])

    def _line(
        self, known: Known, p: int, line: tuple[float, float]
    ) -> tuple[dict[int, float], float]:
        """ψ_kp ≤ at zero + slope · x_p; a programme that may get nothing has it for yes alone."""
        at_zero, slope = line
        yes = self.places.yes.get(p)
        if yes is None:
            return {known.column + p: 1.0, p: -slope}, at_zero
        nothing = float(known.nothing[p])
        return {known.column + p: 1.0, p: -slope, yes: nothing - at_zero}, nothing

    def _add(self, rows: list[tuple[dict[int, float], float]]) -> None:
        lengths = [len(entries) for entries, _ in rows]
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int32)
        columns = np.array([one for entries, _ in rows for one in entries], dtype=np.int32)
        values = np.array([one for entries, _ in rows for one in entries.values()])
        above = np.array([high for _, high in rows])
        below = np.full(len(rows), -INFINITY)
        self.solver.addRows(len(rows), below, above, len(values), starts, columns, values)
        self.rows += len(rows)

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
        more = []
        for known in self.known:
            own = z[known.column : known.column + len(x)]
            said = float(own.sum()) + known.envelope.of.fund_price * self.stage.fund
            if said > z[self.worth] + tolerance and known is not self.known[-1]:
                continue
            for p, one in enumerate(x):
                share = z[self.places.yes[p]] if p in self.places.yes else 1.0
                if share < NONE:
                    continue
                line = known.envelope.line(p, float(one) / share)
                nothing = known.nothing[p] * (1.0 - share)
                over = own[p] - (line[0] * share + line[1] * one + nothing)
                if over > tolerance / len(x) and line not in known.lines[p]:
                    known.lines[p].add(line)
                    more.append(self._line(known, p, line))
        if more:
            self._add(more)
        return bool(more)

    def _eased(self, tolerance: float) -> None:
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
