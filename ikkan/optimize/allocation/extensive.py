"""The whole problem at once as one mixed model: exact, and slow where scenarios are many.

Decides: nothing a person sees. Called by: solving for problems whose rules break the structure,
tests as the definition of the optimum. Every scenario has its own lumps, draws and shortfalls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ikkan.optimize.allocation import solver
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.problem import Problem
from ikkan.optimize.allocation.rows import Rows, first_rows
from ikkan.optimize.allocation.solver import INFINITY
from ikkan.values.arrays import Floats, Indices


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Optimum in units: x (P,), taken (lumps,), draws and shortfalls (S, P); prices per unit."""

    value: float
    bound: float
    x: Floats
    taken: Floats
    drawn: Floats
    short: Floats
    prices: Floats
    fund_prices: Floats
    total_price: float
    cap_prices: Floats
    limit_hit: bool


def solve(
    problem: Problem,
    stage: FirstStage,
    *,
    integer: bool,
    fixed: Indices | None = None,
    limit: float | None = None,
    gap: float = 0.0,
) -> Whole | None:
    """The best plan, or with `fixed` amounts the best use of the lumps; None: no plan exists."""
    rows, places = first_rows(stage, whole=integer and fixed is None)
    if fixed is not None:
        rows.lower[: len(fixed)] = rows.upper[: len(fixed)] = [float(one) for one in fixed]
    given, unit = problem.scenarios, problem.unit
    lumps, size, count = given.lumps, len(given), len(stage.low)
    of = np.repeat(np.arange(size), np.diff(lumps.starts))
    weight = given.weight[of]
    at = {code: p for p, code in enumerate(one.code for one in problem.programmes)}
    across = {one.lump: one.shares for one in problem.across}
    first = len(rows.cost)
    for i in range(len(of)):
        rows.column(float(weight[i] * lumps.worth[i]), 0.0, 1.0, whole=integer)
    drawn = len(rows.cost)
    for _ in range(size * count):
        rows.column()
    short = len(rows.cost)
    for s in range(size):
        for _ in range(count):
            rows.column(-float(given.weight[s]) * stage.penalty)
    needs, funds = [], []
    for s in range(size):
        entries: list[dict[int, float]] = [
            {p: -1.0, drawn + s * count + p: -1.0, short + s * count + p: -1.0}
            for p in range(count)
        ]
        for i in range(int(lumps.starts[s]), int(lumps.starts[s + 1])):
            shares = across.get(lumps.code[i]) if lumps.code else None
            if shares is None:
                entries[lumps.programme[i]][first + i] = float(lumps.yen[i] // unit)
            else:
                for code, yen in shares.items():
                    entries[at[code]][first + i] = float(yen // unit)
        needs += [
            rows.row(entries[p], -INFINITY, -float(given.need[s, p] // unit)) for p in range(count)
        ]
        draws = range(drawn + s * count, drawn + (s + 1) * count)
        funds.append(rows.row(dict.fromkeys(draws, 1.0), -INFINITY, float(stage.fund)))
        _packages(problem, rows, first, s)
    for package in problem.packages:
        if package.programmes:
            _either(rows, [at[code] for code in package.programmes], package.at_most, stage)
    found = solver.solve(rows.model(), "whole problem", limit=limit, gap=gap)
    if found is None or found.value is None:
        return None
    z, price = found.z, found.row_prices
    shape = (size, count)
    return Whole(
        value=found.value,
        bound=found.bound,
        x=z[:count],
        taken=z[first:drawn],
        drawn=z[drawn:short].reshape(shape),
        short=z[short : short + size * count].reshape(shape),
        prices=price[needs].reshape(shape).sum(axis=0) if len(price) else np.zeros(count),
        fund_prices=price[funds] if len(price) else np.zeros(size),
        total_price=float(price[places.total]) if len(price) else 0.0,
        cap_prices=price[list(places.caps)] if len(price) else np.zeros(len(places.caps)),
        limit_hit=found.limit_hit,
    )


def _packages(problem: Problem, rows: Rows, first: int, s: int) -> None:
    lumps = problem.scenarios.lumps
    inside = range(int(lumps.starts[s]), int(lumps.starts[s + 1]))
    for package in problem.packages:
        if package.lumps and lumps.code:
            members = set(package.lumps)
            chosen = {first + i: 1.0 for i in inside if lumps.code[i] in members}
            if chosen:
                rows.row(chosen, -INFINITY, float(package.at_most))


def _either(rows: Rows, members: list[int], most: int, stage: FirstStage) -> None:
    said = {}
    for p in members:
        yes = rows.column(0.0, 0.0, 1.0, whole=True)
        rows.row({p: 1.0, yes: -float(stage.high[p])}, -INFINITY, 0.0)
        said[yes] = 1.0
    rows.row(said, -INFINITY, float(most))
