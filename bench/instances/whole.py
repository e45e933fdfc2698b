"""The peer of the allocation: HiGHS on the whole problem at once, as one writes it down first.

Called by the benchmark `allocation` and by tests. Plain arrays of `funding` go in; one column per
lump, one draw on the fund per programme and scenario, one shortfall per scenario. Threads are left
alone everywhere: values that differ within one process leave a model unsolved.
"""

from __future__ import annotations

import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from bench.instances.funding import Funding

PEER: Final = "HiGHS {version}, {how}, own threads setting"


class Whole(NamedTuple):
    """What HiGHS found: value, its bound, budgets, duals of the rows, seconds and its own word."""

    value: float
    bound: float
    budgets: Any
    duals: Any
    seconds: float
    status: str

    @property
    def gap(self) -> float:
        """Distance of value and bound, relative."""
        return (self.bound - self.value) / max(abs(self.value), 1e-9)


def named(how: str) -> str:
    """``HiGHS 1.15.1, interior point``."""
    return f"HiGHS {version('highspy')}, {how}"


def linear(made: Funding, *, method: str = "ipm", crossover: bool = True) -> Whole:
    """The linear programme: lumps may be paid in part."""
    options: dict[str, Any] = {"solver": method}
    if not crossover:
        options["run_crossover"] = "off"
    return _solved(made, whole=False, options=options)


def integer(made: Funding, *, gap: float = 1e-3, limit: float = 600.0) -> Whole:
    """The mixed-integer programme up to a relative gap or a time."""
    return _solved(made, whole=True, options={"mip_rel_gap": gap, "time_limit": limit})


def _solved(made: Funding, *, whole: bool, options: dict[str, Any]) -> Whole:
    import highspy

    began = time.perf_counter()
    model = _model(made, whole=whole)
    solver: Any = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(model)
    solver.run()
    status = solver.modelStatusToString(solver.getModelStatus())
    info, solution = solver.getInfo(), solver.getSolution()
    value = float(info.objective_function_value)
    bound = float(info.mip_dual_bound) if whole else value
    columns = np.array(solution.col_value)
    return Whole(
        value=-value,
        bound=-bound,
        budgets=columns[: len(made.floor)],
        duals=-np.array(solution.row_dual),
        seconds=time.perf_counter() - began,
        status=status,
    )


def _model(made: Funding, *, whole: bool) -> Any:
    """Columns: budgets, steps, switches, lumps, draws on the fund, shortfalls. Least cost."""
    import highspy

    scenarios, programmes = made.need.shape
    stepped = [
        (at, units, worth / units) for at, own in enumerate(made.steps) for units, worth in own
    ]
    free = (made.least > 0) & (made.floor == 0) & (made.committed == 0)
    switched = np.flatnonzero(free)
    lumps = len(made.yen)
    widths = (programmes, len(stepped), len(switched), lumps, scenarios * programmes, scenarios)
    first = np.concatenate(([0], np.cumsum(widths)))
    columns = int(first[-1])
    step_at, switch_at, lump_at, draw_at, short_at = (int(one) for one in first[1:6])

    cost, lower, upper = np.zeros(columns), np.zeros(columns), np.full(columns, np.inf)
    least = np.maximum(np.maximum(made.floor, made.committed), made.least)
    lower[:programmes] = np.where(free, 0, least)
    upper[:programmes] = made.ceiling
    for at, (_, units, rate) in enumerate(stepped):
        cost[step_at + at], upper[step_at + at] = -rate, units
    upper[switch_at:draw_at] = 1.0
    row_of = np.repeat(np.arange(scenarios), np.diff(made.starts))
    cost[lump_at:draw_at] = -made.weight[row_of] * made.worth
    cost[short_at:] = made.weight * made.penalty

    every = np.arange(programmes)
    blocks, row_lower, row_upper = [], [], []
    height = 0

    def rows(count: int, low: Any, high: Any, *parts: tuple[Any, Any, Any]) -> None:
        nonlocal height
        for at, column, value in parts:
            at, column, value = np.broadcast_arrays(at, column, value)
            blocks.append((at.ravel() + height, column.ravel(), value.ravel()))
        row_lower.append(np.broadcast_to(np.asarray(low, dtype=float), (count,)))
        row_upper.append(np.broadcast_to(np.asarray(high, dtype=float), (count,)))
        height += count

    rows(1, -np.inf, made.total, (0, every, 1.0))
    for members, most in made.groups:
        rows(1, -np.inf, most, (0, np.asarray(members), 1.0))
    owners = np.array([at for at, _, _ in stepped], dtype=np.int64)
    rows(
        programmes,
        -np.inf,
        0.0,
        (owners, step_at + np.arange(len(stepped)), 1.0),
        (every, every, -1.0),
    )
    on = np.arange(len(switched))
    rows(
        len(switched),
        0.0,
        np.inf,
        (on, switched, 1.0),
        (on, switch_at + on, -least[switched].astype(float)),
    )
    rows(
        len(switched),
        -np.inf,
        0.0,
        (on, switched, 1.0),
        (on, switch_at + on, -made.ceiling[switched].astype(float)),
    )
    cells = np.arange(scenarios * programmes)
    rows(
        scenarios * programmes,
        -np.inf,
        -made.need.ravel().astype(float),
        (row_of * programmes + made.programme, lump_at + np.arange(lumps), made.yen.astype(float)),
        (cells, cells % programmes, -1.0),
        (cells, draw_at + cells, -1.0),
    )
    rows(
        scenarios,
        -np.inf,
        float(made.fund),
        (cells // programmes, draw_at + cells, 1.0),
        (np.arange(scenarios), short_at + np.arange(scenarios), -1.0),
    )

    at, column, value = (np.concatenate(part) for part in zip(*blocks, strict=True))
    order = np.lexsort((column, at))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, height
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
    model.row_lower_, model.row_upper_ = np.concatenate(row_lower), np.concatenate(row_upper)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    counts = np.bincount(at, minlength=height)
    model.a_matrix_.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    model.a_matrix_.index_ = column[order].astype(np.int32)
    model.a_matrix_.value_ = value[order]
    if whole:
        kinds = np.zeros(columns, dtype=int)
        kinds[switch_at:draw_at] = 1
        sorts = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [sorts[kind] for kind in kinds.tolist()]
    return model
