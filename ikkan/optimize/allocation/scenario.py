"""One mid-year as a small model: which lumps are paid when the budgets are given.

Decides: the rows of one scenario with every rule, also those over several programmes. Called by:
shaped, general. Everything is in units of money.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from ikkan.optimize.allocation import solver
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.problem import Problem
from ikkan.optimize.allocation.solver import INFINITY, Model
from ikkan.values.arrays import Floats, Indices

KEPT: Final = 1_000
"""So many solvers are kept with what they know from the budgets before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Who pays which lump: entry e is `yen[e]` units of lump `lump[e]` paid by `programme[e]`.

    Lumps of scenario s are starts[s] to starts[s + 1], its entries entry_starts[s] to
    entry_starts[s + 1]. `packages[s]` holds (lumps, how many of them at most).
    """

    starts: Indices
    worth: Floats
    entry_starts: Indices
    lump: Indices
    programme: Indices
    yen: Floats
    packages: tuple[tuple[tuple[Indices, int], ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What one more unit is worth in a scenario: slopes (S, P) in a programme, fund (S,).

    lumps (lumps,): what the packages of a lump cost it; packages (S,): Σ price · how many at most.
    """

    slopes: Floats
    fund: Floats
    lumps: Floats
    packages: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What scenarios are worth at given budgets; values, bounds, short, drawn (S,), taken (lumps,).

    For lumps paid in part `bounds` equals `values`; prices are always those of lumps in part.
    """

    values: Floats
    bounds: Floats
    prices: Prices
    taken: Floats
    short: Floats
    drawn: Floats
    limit_hit: bool = False


def shares(problem: Problem) -> Shares:
    """The lumps of a sound problem, with those that several programmes pay taken apart."""
    lumps, unit = problem.scenarios.lumps, problem.unit
    at = {one.code: p for p, one in enumerate(problem.programmes)}
    split = {
        one.lump: [(at[code], yen // unit) for code, yen in one.shares.items() if yen]
        for one in problem.across
    }
    count = len(lumps.programme)
    codes = lumps.code if split and lumps.code else ()
    crossing = [i for i, code in enumerate(codes) if code in split]
    own = np.setdiff1d(np.arange(count), crossing)
    more = [(i, p, units) for i in crossing for p, units in split[codes[i]]]
    extra = np.array(more, dtype=np.int64).reshape(-1, 3)
    lump = np.concatenate((own, extra[:, 0]))
    order = np.argsort(lump, kind="stable")
    programme = np.concatenate((lumps.programme[own], extra[:, 1]))[order]
    yen = np.concatenate((lumps.yen[own] // unit, extra[:, 2]))[order]
    return Shares(
        starts=lumps.starts,
        worth=lumps.worth,
        entry_starts=np.searchsorted(lump[order], lumps.starts),
        lump=lump[order],
        programme=programme.astype(np.int64),
        yen=yen.astype(np.float64),
        packages=tuple(_packages(problem)),
    )


def _packages(problem: Problem) -> Iterator[tuple[tuple[Indices, int], ...]]:
    lumps = problem.scenarios.lumps
    asked = [(set(one.lumps), one.at_most) for one in problem.packages if one.lumps]
    for s in range(len(problem.scenarios)):
        first, last = int(lumps.starts[s]), int(lumps.starts[s + 1])
        here = lumps.code[first:last] if asked and lumps.code else ()
        found = []
        for members, most in asked:
            inside = np.flatnonzero([code in members for code in here])
            if len(inside) > most:
                found.append((inside + first, most))
        yield tuple(found)


class Scenarios:
    """The models of all scenarios; `ask` solves them at given budgets, from where they stand."""

    def __init__(self, problem: Problem, stage: FirstStage) -> None:
        self.stage, self.weight = stage, problem.scenarios.weight
        self.need = problem.scenarios.need // problem.unit
        self.shares = shares(problem)
        self._kept: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self.weight)

    def ask(self, x: Floats | Indices, *, whole: bool, until: float | None = None) -> Answer:
        """Every scenario at budgets x; `until` (a time) whole lumps are looked for, then rounded.

        Raises SolverError where a scenario ends without its optimum.
        """
        answer, hit = self._empty(), False
        for s in range(len(self)):
            self._eased(s, x, answer)
            if whole:
                hit |= self._whole(s, x, answer, until)
        return replace(answer, limit_hit=hit)

    def settled(self, x: Indices, taken: Any) -> Answer:
        """Every scenario when exactly these lumps (true or false each) are paid."""
        answer = self._empty()
        for s in range(len(self)):
            lumps = slice(int(self.shares.starts[s]), int(self.shares.starts[s + 1]))
            self._settle(s, x, taken[lumps], answer)
        return replace(answer, bounds=answer.values)

    def weighed(self, seen: list[Prices], shares: Floats) -> Prices:
        """Prices of several trials as one; shares (trials, S) add up to 1 in every scenario."""
        of = np.repeat(np.arange(len(self)), np.diff(self.shares.starts))
        parts = shares / np.maximum(shares.sum(axis=0), 1e-300)
        made = self._empty().prices
        for one, part in zip(seen, parts, strict=True):
            made.slopes[:] += part[:, None] * one.slopes
            made.fund[:] += part * one.fund
            made.lumps[:] += part[of] * one.lumps
            made.packages[:] += part * one.packages
        return made

    def _empty(self) -> Answer:
        size = len(self)
        return Answer(
            values=np.zeros(size),
            bounds=np.zeros(size),
            prices=Prices(
                slopes=np.zeros(self.need.shape),
                fund=np.zeros(size),
                lumps=np.zeros(len(self.shares.worth)),
                packages=np.zeros(size),
            ),
            taken=np.zeros(len(self.shares.worth)),
            short=np.zeros(size),
            drawn=np.zeros(size),
        )

    def _eased(self, s: int, x: Floats | Indices, answer: Answer) -> None:
        """Scenario s with lumps that may be paid in part."""
        count = len(x)
        if s in self._kept:
            model = self._kept[s]
            model.changeRowsBounds(
                count,
                np.arange(count, dtype=np.int32),
                np.full(count, -INFINITY),
                (x - self.need[s]).astype(np.float64),
            )
        else:
            model = solver.loaded(self._model(s, x, whole=False))
            if len(self._kept) < KEPT:
                self._kept[s] = model
        found = solver.run(model, f"scenario {s}")
        if found is None or found.value is None:
            raise solver.unsolved("Infeasible", f"scenario {s}")
        lumps = slice(int(self.shares.starts[s]), int(self.shares.starts[s + 1]))
        size = lumps.stop - lumps.start
        answer.values[s] = answer.bounds[s] = found.value
        price = np.maximum(found.row_prices, 0.0)
        answer.prices.slopes[s], answer.prices.fund[s] = price[:count], price[count]
        packages = zip(self.shares.packages[s], price[count + 1 :], strict=True)
        for (members, most), one in packages:
            answer.prices.lumps[members] += one
            answer.prices.packages[s] += one * most
        answer.taken[lumps] = found.z[:size]
        answer.short[s] = found.z[-1]
        answer.drawn[s] = found.z[size:-1].sum() - found.z[-1]

    def _whole(self, s: int, x: Floats | Indices, answer: Answer, until: float | None) -> bool:
        """Scenario s with whole lumps; True: the time was over, some lumps may be missing."""
        lumps = slice(int(self.shares.starts[s]), int(self.shares.starts[s + 1]))
        part = answer.taken[lumps]
        firm = part > 1.0 - 1e-9
        if (firm | (part < 1e-9)).all():
            self._settle(s, x, firm, answer)
            return False
        left = None if until is None else until - time.perf_counter()
        if left is not None and left <= 0:
            self._settle(s, x, firm, answer)
            return True
        model = self._model(s, x, whole=True)
        found = solver.solve(model, f"scenario {s}", limit=left, gap=1e-6)
        if found is None:
            raise solver.unsolved("Infeasible", f"scenario {s}")
        answer.bounds[s] = min(float(answer.bounds[s]), found.bound)
        taken = firm if found.value is None else found.z[: len(firm)] > 0.5
        self._settle(s, x, taken, answer)
        return found.limit_hit

    def _settle(self, s: int, x: Floats | Indices, taken: Any, answer: Answer) -> None:
        """Draw, shortfall and value of scenario s when exactly these lumps are paid."""
        own = self.shares
        lumps = slice(int(own.starts[s]), int(own.starts[s + 1]))
        entries = slice(int(own.entry_starts[s]), int(own.entry_starts[s + 1]))
        paid = own.yen[entries] * taken[own.lump[entries] - lumps.start]
        used = np.bincount(own.programme[entries], weights=paid, minlength=len(x))
        lacks = float(np.maximum(used + self.need[s] - x, 0.0).sum())
        short = max(lacks - self.stage.fund, 0.0)
        answer.taken[lumps] = taken
        answer.short[s], answer.drawn[s] = short, lacks - short
        answer.values[s] = float(own.worth[lumps] @ taken) - self.stage.penalty * short

    def _model(self, s: int, x: Floats | Indices, *, whole: bool) -> Model:
        """Columns: lumps, draws of the programmes, shortfall; rows: programmes, fund, packages."""
        own, count = self.shares, len(x)
        first, last = int(own.starts[s]), int(own.starts[s + 1])
        entries = slice(int(own.entry_starts[s]), int(own.entry_starts[s + 1]))
        size, every = last - first, np.arange(count)
        packages = own.packages[s]
        inside = [members - first for members, _ in packages]
        at = [own.programme[entries], every, np.full(count + 1, count)]
        at += [np.full(len(one), count + 1 + k) for k, one in enumerate(inside)]
        columns = [own.lump[entries] - first, size + every, size + np.arange(count + 1), *inside]
        values = [own.yen[entries], np.full(count, -1.0), np.append(np.ones(count), -1.0)]
        values += [np.ones(len(one)) for one in inside]
        rows, column = np.concatenate(at), np.concatenate(columns)
        order = np.lexsort((column, rows))
        height = count + 1 + len(packages)
        cost = np.zeros(size + count + 1)
        cost[:size], cost[-1] = own.worth[first:last], -self.stage.penalty
        upper = np.full(len(cost), INFINITY)
        upper[:size] = 1.0
        tops = [x - self.need[s], [self.stage.fund], [most for _, most in packages]]
        return Model(
            cost=cost,
            lower=np.zeros(len(cost)),
            upper=upper,
            starts=np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=height)))),
            columns=column[order],
            values=np.concatenate(values)[order],
            row_lower=np.full(height, -INFINITY),
            row_upper=np.concatenate(tops).astype(np.float64),
            integer=np.arange(len(cost)) < size if whole else None,
        )
