"""HiGHS behind one door: a small model of rows and columns, solved, or said to be unsolved.

Decides: which ends of the solver are answers. Called by: every step that needs a small model.

HiGHS keeps one scheduler for the whole process, made for the first value of `threads` it meets; a
model with another value is left unsolved without an error. Nobody here sets `threads`, and nobody
in this process may. Any status but optimal (and infeasible, where that was asked) is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ikkan.optimize.allocation.faults import SolverError
from ikkan.optimize.allocation.said import finding
from ikkan.values.arrays import Floats, Indices

INFINITY = float("inf")
EXACT, USUAL = 1e-9, 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """max cost·z, lower ≤ z ≤ upper, row_lower ≤ A z ≤ row_upper; A by row, `integer` marks z."""

    cost: Floats
    lower: Floats
    upper: Floats
    starts: Indices
    columns: Indices
    values: Floats
    row_lower: Floats
    row_upper: Floats
    integer: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """`bound` equals `value` for a linear model; `row_prices` are worth per unit of a row's side.

    `limit_hit`: time ran out; value and z are the best found, or None and an empty array.
    """

    value: float | None
    bound: float
    z: Floats
    row_prices: Floats
    limit_hit: bool


def solve(
    model: Model, what: str, *, limit: float | None = None, gap: float = 0.0
) -> Solution | None:
    """The optimum of a model; None where no z keeps its rows. Raises SolverError at other ends."""
    solver = loaded(model)
    solver.setOptionValue("mip_rel_gap", gap)
    if limit is not None:
        solver.setOptionValue("time_limit", float(limit))
    return run(solver, what, mixed=model.integer is not None)


def loaded(model: Model) -> Any:
    """A silent solver that holds the model and can be run again after small changes."""
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    sharpness(solver, EXACT)
    solver.passModel(_passed(model, highspy))
    return solver


def sharpness(solver: Any, tolerance: float) -> None:
    """How far a solution may break rows and bounds."""
    for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
        solver.setOptionValue(name, tolerance)


def answer(solver: Any, what: str, *, mixed: bool = False) -> Solution | None:
    """As `run`, but None at every end without an answer: for models that surely have one."""
    try:
        return run(solver, what, mixed=mixed)
    except SolverError:
        return None


def run(solver: Any, what: str, *, mixed: bool = False) -> Solution | None:
    """Run it once; as `solve`."""
    import highspy

    called = solver.run()
    status = solver.getModelStatus()
    ends = highspy.HighsModelStatus
    if status == ends.kInfeasible:
        return None
    stopped = status == ends.kTimeLimit and mixed
    if called == highspy.HighsStatus.kError or (status != ends.kOptimal and not stopped):
        raise unsolved(solver.modelStatusToString(status), what)
    info, found = solver.getInfo(), solver.getSolution()
    there = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Solution(
        value=float(info.objective_function_value) if there else None,
        bound=float(info.mip_dual_bound if mixed else info.objective_function_value),
        z=np.array(found.col_value) if there else np.empty(0),
        row_prices=np.array(found.row_dual),
        limit_hit=stopped,
    )


def unsolved(status: str, what: str) -> SolverError:
    """The refusal for a solver that ended without an answer."""
    return SolverError("allocation.solver", finding("solver", status=status, what=what).text)


def _passed(model: Model, highspy: Any) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.row_lower)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = model.cost, model.lower, model.upper
    lp.row_lower_, lp.row_upper_ = model.row_lower, model.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = model.starts.astype(np.int32)
    lp.a_matrix_.index_ = model.columns.astype(np.int32)
    lp.a_matrix_.value_ = model.values
    if model.integer is not None:
        sorts = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [sorts[bool(one)] for one in model.integer]
    return lp
