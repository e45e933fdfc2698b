"""Whether a problem is one: every finding at once, and the small arrays the engine works on.

Decides: what is refused before anything is computed. Called by: solving, warm, portfolio.
Source: style 13.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from ikkan.optimize.allocation import feasible, said
from ikkan.optimize.allocation.arrays import EXACT, FirstStage, first_stage
from ikkan.optimize.allocation.faults import AllocationError, Finding
from ikkan.optimize.allocation.problem import Cap, Changes, Problem, Programme, Scenarios
from ikkan.optimize.allocation.said import finding

SUM: Final = 1e-9
"""The weights of the scenarios may miss 1 by so much."""
NAMED: Final = 10


def check(problem: Problem) -> list[Finding]:
    """Everything that is wrong with a problem; an empty list is a sound problem."""
    unit = problem.unit
    if not _whole(unit) or unit < 1:
        return [finding("unit", value=unit)]
    found = _rules(problem)
    found += _scenarios(problem.scenarios, len(problem.programmes), problem)
    found += _structure(problem)
    return found or feasible.contradictions(problem, first_stage(problem))


def sound(problem: Problem, *, known: bool = False) -> FirstStage:
    """The first stage of a sound problem in units; `known` scenarios are not read again.

    Raises AllocationError with every finding.
    """
    found = _rules(problem) if known else check(problem)
    if known and not found:
        found = feasible.contradictions(problem, first_stage(problem))
    if found:
        raise AllocationError(found)
    return first_stage(problem)


def _rules(problem: Problem) -> list[Finding]:
    return [*_programmes(problem), *_totals(problem), *_caps(problem)]


def changed(problem: Problem, changes: Changes) -> list[Finding]:
    """What is wrong with changes, apart from the problem they lead to."""
    known = {one.code for one in problem.programmes}
    return [
        finding("changed", code, what=said.amount(what))
        for what in ("floors", "ceilings", "pins")
        for code in getattr(changes, what)
        if code not in known
    ]


def limits(limit: float | None, target: float) -> None:
    """Raises AllocationError for a time limit or a target that cannot be meant."""
    found = []
    if limit is not None and not (math.isfinite(limit) and limit > 0):
        found.append(finding("seconds", value=limit))
    if not (math.isfinite(target) and 0 <= target < 1):
        found.append(finding("target", value=target))
    if found:
        raise AllocationError(found)


def amounts(problem: Problem, x: Mapping[str, int], *, unit: int) -> list[Finding]:
    """Whether a person's amounts name every programme and are multiples of `unit` yen."""
    known = {one.code for one in problem.programmes}
    found = [finding("amount", code) for code in known - set(x)]
    found += [finding("amount.unknown", code) for code in set(x) - known]
    found.sort(key=lambda one: one.items)
    for code in sorted(known & set(x)):
        found += _amount(code, "amount", x[code], unit)
    return found


def _whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _amount(code: str, sort: str, value: Any, unit: int, of: str = "") -> Iterator[Finding]:
    if not _whole(value) or value < 0 or value % unit:
        what = said.amount(sort, code=code, of=of)
        yield finding("yen", code, what=what, value=value, unit=unit)
    elif value // unit > EXACT:
        what = said.amount(sort, code=code, of=of)
        yield finding("large", code, what=what, value=value, most=EXACT * unit)


def _programmes(problem: Problem) -> Iterator[Finding]:
    if not problem.programmes:
        yield finding("none")
    yield from _twice((one.code for one in problem.programmes), "programme")
    for one in problem.programmes:
        wrong = [
            each
            for what in ("floor", "ceiling", "committed", "least")
            for each in _amount(one.code, what, getattr(one, what), problem.unit)
        ]
        yield from wrong or _bounds(one)
        yield from _steps(one, problem.unit)


def _bounds(one: Programme) -> Iterator[Finding]:
    low = max(one.floor, one.committed)
    if low > one.ceiling:
        yield finding("bounds", one.code, low=low, high=one.ceiling)
    elif one.least > one.ceiling > 0:
        yield finding("least", one.code, low=one.least, high=one.ceiling)


def _steps(one: Programme, unit: int) -> Iterator[Finding]:
    before = math.inf
    for number, step in enumerate(one.steps, 1):
        whole = _whole(step.yen) and 0 < step.yen <= EXACT * unit and step.yen % unit == 0
        if not whole or not (math.isfinite(step.worth) and step.worth >= 0):
            yield finding("step", one.code, number=number)
            return
        rate = step.worth / step.yen
        if rate > before * (1 + 1e-12):
            yield finding("concave", one.code, number=number)
        before = rate


def _totals(problem: Problem) -> Iterator[Finding]:
    yield from _amount("total", "total", problem.total, problem.unit)
    yield from _amount("fund", "fund", problem.fund, problem.unit)
    if not (math.isfinite(problem.penalty) and problem.penalty >= 0):
        yield finding("penalty", value=problem.penalty)


def _caps(problem: Problem) -> Iterator[Finding]:
    known = {one.code for one in problem.programmes}
    yield from _twice((one.code for one in problem.caps), "cap")
    for one in problem.caps:
        wrong = [
            *_amount(one.code, "most", one.most, problem.unit),
            *_amount(one.code, "fewest", one.fewest, problem.unit),
        ]
        yield from wrong
        if not wrong and one.fewest > one.most:
            yield finding("cap", one.code, low=one.fewest, high=one.most)
        yield from _members(one.code, one.members, known)


def _members(code: str, members: Sequence[str], known: set[str]) -> Iterator[Finding]:
    if not members:
        yield finding("cap.empty", code)
    for member, times in Counter(members).items():
        if member not in known:
            yield finding("member", code, member=member)
        elif times > 1:
            yield finding("member.twice", code, member=member)


def _twice(codes: Iterable[str], sort: str) -> Iterator[Finding]:
    for code, times in Counter(codes).items():
        if times > 1 or not code:
            yield finding("code", code, sort=sort)


def _scenarios(given: Scenarios, programmes: int, problem: Problem) -> list[Finding]:
    size = len(given.weight)
    if not size:
        return [finding("scenarios")]
    lumps = given.lumps
    count = len(lumps.programme)
    shapes: dict[str, tuple[Any, tuple[int, ...]]] = {
        "weight": (given.weight, (size,)),
        "need": (given.need, (size, programmes)),
        "lumps.starts": (lumps.starts, (size + 1,)),
        "lumps.programme": (lumps.programme, (count,)),
        "lumps.yen": (lumps.yen, (count,)),
        "lumps.worth": (lumps.worth, (count,)),
    }
    found = [
        finding("shape", name=name, shape=str(np.shape(array)), needed=str(shape))
        for name, (array, shape) in shapes.items()
        if np.shape(array) != shape
    ]
    if found:
        return found
    starts = lumps.starts
    if starts[0] != 0 or starts[-1] != count or (np.diff(starts) < 0).any():
        return [finding("starts", count=count)]
    return [*_weights(given), *_needs(given, problem), *_lumps(given, programmes, problem.unit)]


def _weights(given: Scenarios) -> Iterator[Finding]:
    weight = given.weight
    wrong = np.flatnonzero(~(np.isfinite(weight) & (weight >= 0)))
    for s in wrong[:NAMED]:
        yield finding("weight", number=int(s), value=float(weight[s]))
    if not len(wrong) and abs(weight.sum() - 1) > SUM:
        yield finding("weights", value=float(weight.sum()))


def _needs(given: Scenarios, problem: Problem) -> Iterator[Finding]:
    unit, need = problem.unit, given.need
    wrong = (need % unit != 0) | (np.abs(need) > EXACT * unit // 2)
    for s, p in np.argwhere(wrong)[:NAMED]:
        code = problem.programmes[p].code
        yield finding("need", code, number=int(s), value=int(need[s, p]), unit=unit)


def _lumps(given: Scenarios, programmes: int, unit: int) -> Iterator[Finding]:
    lumps = given.lumps
    most = (2**31 - 1) * unit
    tests: dict[str, tuple[Any, Any]] = {
        "lump.programme": (
            (lumps.programme < 0) | (lumps.programme >= programmes),
            lumps.programme,
        ),
        "lump.yen": ((lumps.yen <= 0) | (lumps.yen > most) | (lumps.yen % unit != 0), lumps.yen),
        "lump.worth": (~(np.isfinite(lumps.worth) & (lumps.worth >= 0)), lumps.worth),
    }
    for sort, (wrong, values) in tests.items():
        for at in np.flatnonzero(wrong)[:NAMED]:
            s = int(np.searchsorted(lumps.starts, at, side="right")) - 1
            name = lumps.code[at] if lumps.code else str(at - int(lumps.starts[s]))
            yield finding(
                sort, name, number=s, value=values[at].item(), count=programmes, unit=unit,
                most=most,
            )  # fmt: skip


def _structure(problem: Problem) -> Iterator[Finding]:
    """Packages and lumps across programmes, where every lump has to have its name."""
    lumps = problem.scenarios.lumps
    count = len(lumps.programme)
    named = lumps.code or ()
    if lumps.code is not None and len(named) != count:
        yield finding("lump.code", given=len(named), count=count)
        return
    if not problem.packages and not problem.across:
        return
    programmes = {one.code for one in problem.programmes}
    known = set(named)
    yield from _twice((one.code for one in problem.packages), "package")
    for package in problem.packages:
        if bool(package.lumps) == bool(package.programmes):
            yield finding("package.sort", package.code)
            continue
        members, among = (
            (package.lumps, known) if package.lumps else (package.programmes, programmes)
        )
        yield from _members(package.code, members, among)
        if not _whole(package.at_most) or package.at_most < 0:
            yield finding("package.most", package.code, value=package.at_most)
    yield from _twice((one.lump for one in problem.across), "lump")
    for one in problem.across:
        if one.lump not in known:
            yield finding("member", one.lump, member=one.lump)
        yield from _members(one.lump, tuple(one.shares), programmes)
        for code, yen in one.shares.items():
            yield from _amount(one.lump, "share", yen, problem.unit, of=code)
    yield from _named_lumps(problem, known)


def _named_lumps(problem: Problem, known: set[str]) -> Iterator[Finding]:
    lumps = problem.scenarios.lumps
    shared = {one.lump: sum(one.shares.values()) for one in problem.across}
    wanted = set(shared) | {code for one in problem.packages for code in one.lumps}
    told: set[str] = set()
    seen: set[tuple[int, str]] = set()
    of = np.repeat(np.arange(len(problem.scenarios)), np.diff(lumps.starts))
    for at, code in enumerate(lumps.code or ()):
        if code not in wanted or code not in known or code in told:
            continue
        s, yen = int(of[at]), int(lumps.yen[at])
        if (s, code) in seen:
            told.add(code)
            yield finding("lump.twice", code, number=s)
        seen.add((s, code))
        if code in shared and shared[code] != yen:
            told.add(code)
            yield finding("across", code, shared=shared[code], yen=yen, number=s)


def broken(problem: Problem, stage: FirstStage, x: Any) -> list[Finding]:
    """Where amounts `x` (in units, in the order of the programmes) break a rule of the problem."""
    found = []
    for p, one in enumerate(problem.programmes):
        value = _yen(x[p], problem)
        low, least = int(stage.low[p]) * problem.unit, int(stage.least[p]) * problem.unit
        if value < low:
            found.append(finding("amount.low", one.code, value=value, low=low))
        if value > one.ceiling:
            found.append(finding("amount.high", one.code, value=value, high=one.ceiling))
        if 0 < value < least:
            found.append(finding("amount.least", one.code, value=value, low=one.least))
    for cap, members in zip(problem.caps, stage.members, strict=True):
        found += _cap(cap, _yen(x[members].sum(), problem))
    total = _yen(x.sum(), problem)
    if total > problem.total:
        found.append(finding("amount.total", "total", value=total, high=problem.total))
    return found


def _yen(units: Any, problem: Problem) -> int:
    return round(float(units) * problem.unit)


def _cap(cap: Cap, value: int) -> Iterator[Finding]:
    if not cap.fewest <= value <= cap.most:
        yield finding("amount.cap", cap.code, value=value, low=cap.fewest, high=cap.most)
