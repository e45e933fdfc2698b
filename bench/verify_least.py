"""The bound of a plan where programmes get nothing or a least amount: no prices alone prove it.

Called by `verify_allocation`. What each programme reaches by itself is known for every amount; the
most that all of them reach together under the total and the groups is a small mixed problem, which
HiGHS solves here once more over lines above those functions. Fewer lines can only raise the bound:
lines are added where the answer lies, until it says no more than the plan does.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

TURNS: Final = 60
EVEN: Final = 24
"""Lines of a programme at the start, even in amounts."""


class Part(NamedTuple):
    """One programme by itself: amounts (from 0, or from its least one on) and what they reach."""

    grid: Any
    worth: Any
    nothing: float | None


def most(parts: list[Part], total: float, groups: Any, enough: float) -> float:
    """No amounts reach more together; looked at no closer than to `enough`."""
    model = _Model(parts, total, groups)
    limit = np.inf
    for _ in range(TURNS):
        limit, amounts, said, shares = model.solved()
        if limit <= enough or not model.sharpened(amounts, said, shares):
            break
    return float(limit)


class _Model:
    """max Σ ψ: ψ_p ≤ every line known above programme p, amounts within the total and groups."""

    def __init__(self, parts: list[Part], total: float, groups: Any) -> None:
        import highspy

        self.parts, self.sides = parts, highspy.kHighsInf
        self.solver: Any = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("mip_rel_gap", 1e-9)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.corners = [_corners(part.grid, part.worth) for part in parts]
        self.known: list[set[int]] = [set() for _ in parts]
        for part in parts:
            self.solver.addVar(0.0 if part.nothing is not None else part.grid[0], part.grid[-1])
        for p in range(len(parts)):
            self.solver.addVar(-self.sides, self.sides)
            self.solver.changeColCost(len(parts) + p, 1.0)
        self.asked: dict[int, int] = {}
        for p, part in enumerate(parts):
            if part.nothing is not None:
                self.asked[p] = column = 2 * len(parts) + len(self.asked)
                self.solver.addVar(0.0, 1.0)
                self.solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
                self._row(0.0, self.sides, {p: 1.0, column: -float(part.grid[0])})
                self._row(-self.sides, 0.0, {p: 1.0, column: -float(part.grid[-1])})
        self._row(-self.sides, total, dict.fromkeys(range(len(parts)), 1.0))
        for members, highest, fewest in groups:
            self._row(fewest, highest, dict.fromkeys(map(int, members), 1.0))
        for p, corners in enumerate(self.corners):
            self._lines(p, np.unique(np.linspace(0, len(corners) - 2, EVEN).astype(int)))

    def solved(self) -> tuple[float, Any, Any, Any]:
        """The bound; amounts, what the model says of them, and how far each is asked for."""
        self.solver.run()
        info, found = self.solver.getInfo(), np.array(self.solver.getSolution().col_value)
        shares = np.ones(len(self.parts))
        for p, column in self.asked.items():
            shares[p] = found[column]
        bound = info.mip_dual_bound if self.asked else info.objective_function_value
        count = len(self.parts)
        return float(bound), found[:count], found[count : 2 * count], shares

    def sharpened(self, amounts: Any, said: Any, shares: Any) -> bool:
        """Add the line over each amount where the model says more than it; whether any was new."""
        new = False
        for p, part in enumerate(self.parts):
            if shares[p] < 0.5:
                continue
            places = part.grid[self.corners[p]]
            line = int(np.clip(np.searchsorted(places, amounts[p], "right") - 1, 0, None))
            line = min(line, len(places) - 2)
            if line >= 0 and line not in self.known[p]:
                at_zero, slope = self._line(p, line)
                if said[p] > at_zero + slope * amounts[p] + 1e-9 * abs(said[p]):
                    self._lines(p, [line])
                    new = True
        return new

    def _lines(self, p: int, lines: Any) -> None:
        for line in map(int, lines):
            at_zero, slope = self._line(p, line)
            self.known[p].add(line)
            entries = {len(self.parts) + p: 1.0, p: -slope}
            nothing = self.parts[p].nothing
            if nothing is not None:
                entries[self.asked[p]] = nothing - at_zero
            self._row(-self.sides, at_zero if nothing is None else nothing, entries)

    def _line(self, p: int, line: int) -> tuple[float, float]:
        corners, part = self.corners[p], self.parts[p]
        if line < 0 or len(corners) < 2:
            return float(part.worth.max()), 0.0
        a, b = corners[line], corners[line + 1]
        slope = (part.worth[b] - part.worth[a]) / (part.grid[b] - part.grid[a])
        return float(part.worth[a] - slope * part.grid[a]), float(slope)

    def _row(self, low: float, high: float, entries: dict[int, float]) -> None:
        columns = np.array(list(entries), dtype=np.int32)
        self.solver.addRow(low, high, len(columns), columns, np.array(list(entries.values())))


def _corners(grid: Any, worth: Any) -> Any:
    """The corners of the smallest concave function above worth."""
    kept: list[int] = []
    for k in range(len(grid)):
        while len(kept) >= 2:
            a, b = kept[-2], kept[-1]
            rise = (worth[b] - worth[a]) * (grid[k] - grid[b])
            if rise > (worth[k] - worth[b]) * (grid[b] - grid[a]):
                break
            kept.pop()
        kept.append(k)
    return np.array(kept)
