"""Pipeline simulation beside SimPy and vectorised numpy: speed, means, cohorts, calibration.

Four families (even hazards, bells, stays of one month, a long tail). The peers alternate with the
engine in one process and draw from tables they make themselves. Named projects run on two threads,
numpy and SimPy on one; a line without a floor says what one thread does.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

import numpy as np

from bench.instances import pipelines
from bench.instances.pipelines import PER_YEAR, YEARS, Family
from bench.line import Line, Options
from ikkan import forecast
from ikkan.forecast import Budget, Cohorts, Counts, Pipeline, Prior, Projects, drawing, named
from ikkan.forecast.named_plain import Job

ROUNDS = 3
SIMPY_FLOOR, SIMPY_GOAL = 1500.0, 3000.0
NUMPY_FLOOR, NUMPY_GOAL = 4.0, 8.0
COUNTED, GROWTH = 1.0, 1.3
MEAN, COVER = 0.005, 0.015
MILLION = 1_000_000
REPLICATIONS = 1000


def run(options: Options) -> Iterator[Line]:
    """Compile, families, means, cohorts, calibration."""
    yield _compiled()
    families = pipelines.families()
    for family in families:
        yield from _speed(family, options)
    yield from _running(families[1], options)
    for family in families if options.full else families[:2]:
        yield from _means(family, options)
    yield from _money_means(families[1], options)
    yield from _cohorts(families[1], options)
    yield from _covered(options)


def _pipeline(family: Family) -> Pipeline:
    return Pipeline(
        phases=("first", "second", "third", "fourth"),
        per_year=PER_YEAR,
        exits=family.exits,
        success=family.success,
        cost=np.array([1.0, 2.0, 3.0, 4.0]),
    )


def _compiled() -> Line:
    began = time.perf_counter()
    pipeline = _pipeline(pipelines.families()[0])
    money = Budget(yen=np.full(2, 10.0), success=0.3)
    start = Projects(codes=("P",), phase=np.zeros(1, np.int32), elapsed=np.ones(1))
    for one in (start, start.cohorts(4, PER_YEAR)):
        for budget in (None, money):
            forecast.simulate(pipeline, one, years=2, replications=2, budget=budget)
    took = time.perf_counter() - began
    return _line("first calls, kernels from the cache or compiled", "seconds", round(took, 2))


def _job(size: int, seed: int) -> Job:
    nobody = np.zeros(0, dtype=np.int64)
    starts = np.full(YEARS, size // YEARS)
    return Job(phase=nobody, age=nobody, starts=starts, per_year=PER_YEAR, years=YEARS, seed=seed)


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = run()
    return time.perf_counter() - began, made


def _speed(family: Family, options: Options) -> Iterator[Line]:
    """Projects a second: the engine, numpy and SimPy in turn."""
    few, many, own = (20_000, 4 * MILLION, 20 * MILLION) if options.full else (
        6_000, MILLION, 8 * MILLION,
    )  # fmt: skip
    drawn = drawing.parameters(_pipeline(family), 1, options.seed)
    times: dict[str, list[float]] = {"two": [], "one": [], "numpy": [], "simpy": []}
    for number in range(ROUNDS):
        job, seed = _job(own, options.seed + number), options.seed + number
        for name, threads in (("two", 2), ("one", 1)):
            took, _ = _timed(lambda: named.counts(job, drawn, 1, threads=threads))  # noqa: B023
            times[name].append(took / own)
        took, _ = _timed(lambda: pipelines.numpy_counts(family, many, seed))  # noqa: B023
        times["numpy"].append(took / many)
        took, _ = _timed(lambda: pipelines.simpy_counts(family, few, seed))  # noqa: B023
        times["simpy"].append(took / few)
    each = {name: statistics.median(values) for name, values in times.items()}
    case = f"named projects, {family.name}"
    yield _line(case, "million projects a second", round(1e-6 / each["two"], 1))
    for peer, floor, goal in (
        ("simpy", SIMPY_FLOOR, SIMPY_GOAL),
        ("numpy", NUMPY_FLOOR, NUMPY_GOAL),
    ):
        ratio = each[peer] / each["two"]
        yield _line(
            f"{case}; {peer} {version(peer)}, 1 thread, {1e-6 / each[peer]:.2f} M/s",
            "times as fast, 2 threads",
            round(ratio, 2),
            seconds=each["two"] * MILLION,
            peer_seconds=each[peer] * MILLION,
            floor=floor,
            goal=goal,
            holds=ratio >= floor,
            reached=ratio >= goal,
        )
    yield _line(
        f"{case}; numpy {version('numpy')}, 1 thread",
        "times as fast, 1 thread",
        round(each["numpy"] / each["one"], 2),
    )


def _running(family: Family, options: Options) -> Iterator[Line]:
    """Projects that are in a phase already; without a peer."""
    size = MILLION // 2
    chance = np.random.default_rng(options.seed)
    job = Job(
        phase=chance.integers(0, 4, size),
        age=chance.integers(0, 30, size),
        starts=np.zeros(YEARS, dtype=np.int64),
        per_year=PER_YEAR,
        years=YEARS,
        seed=options.seed,
    )
    drawn = drawing.parameters(_pipeline(family), 1, options.seed)
    took = statistics.median(
        _timed(lambda: named.counts(job, drawn, 4, threads=2))[0] for _ in range(ROUNDS)
    )
    case = f"named projects in a phase already, {family.name}"
    yield _line(case, "million projects a second", round(4e-6 * size / took, 1), seconds=took)


def _means(family: Family, options: Options) -> Iterator[Line]:
    """Goings-on over all phases and years, beside SimPy and beside many more by numpy."""
    pipeline, start = _pipeline(family), Cohorts.none(4)
    size = 400_000 if options.full else 100_000
    peer = pipelines.simpy_counts(family, size, options.seed)
    exact = pipelines.numpy_counts(family, 20 * MILLION, options.seed)
    one = named.counts(
        _job(20 * MILLION, options.seed), drawing.parameters(pipeline, 1, 0), 1, threads=2
    )
    starts = MILLION // YEARS
    many = forecast.simulate(
        pipeline, start, years=YEARS, replications=40, seed=options.seed, starts_per_year=starts
    )
    own = {
        "named": one[0, :, :, 1] / (20 * MILLION),
        "cohorts": np.stack(
            [many.of(f"{phase}.advanced").mean(axis=0) for phase in pipeline.phases], axis=1
        )
        / MILLION,
    }
    for name, made in own.items():
        case = f"{name}, {family.name}, 20 years"
        yield _near(f"{case}; SimPy {version('simpy')}, {size:,}", made, peer / size, size)
        yield _near(f"{case}; numpy, 20,000,000", made, exact / (20 * MILLION), 20 * MILLION)
        off = abs(made[:, 3].sum() / (exact[:, 3].sum() / (20 * MILLION)) - 1)
        yield _line(f"{case}; numpy, 20,000,000", "off the mean, last phase", off, floor=MEAN,
                    holds=bool(off <= MEAN))  # fmt: skip


def _near(case: str, made: Any, peer: Any, size: int) -> Line:
    """How far the sum over phases and years is off: half a percent, and twice the peer's own error.

    Who passes k phases passes all before: the counts by phase say the variance of their number.
    """
    passed = peer.sum(axis=0)
    whole, odd = passed.sum(), 2 * np.arange(len(passed)) + 1
    error = float(np.sqrt(((passed * odd).sum() - whole**2) / size) / whole)
    off = abs(float(made.sum() / whole) - 1)
    limit = MEAN + 2 * error
    said = f"{case} (its error {error:.1e})"
    return _line(said, "off the mean, all phases", off, floor=limit, holds=off <= limit)


def _money_means(family: Family, options: Options) -> Iterator[Line]:
    """The same with yearly money."""
    size = 200_000 if options.full else 60_000
    pipeline = _pipeline(family)
    yen = size * 0.35
    peer = pipelines.simpy_with_money(family, size, (yen, [1, 2, 3, 4], 1.0, 0.5), options.seed)
    money = Budget(yen=np.full(YEARS, yen), speed=1.0, success=0.5)
    for start in (Projects.none(), Cohorts.none(4)):
        told = forecast.simulate(
            pipeline, start, years=YEARS, replications=20, seed=options.seed,
            starts_per_year=size // YEARS, budget=money,
        )  # fmt: skip
        made = np.stack(
            [told.of(f"{phase}.advanced").mean(axis=0) for phase in pipeline.phases], axis=1
        )
        case = f"{told.path} with yearly money, {family.name}; SimPy {version('simpy')}, {size:,}"
        yield _near(case, made / size, peer / size, size)


def _cohorts(family: Family, options: Options) -> Iterator[Line]:
    """A thousand replications of a million and of a hundred million projects, taken in turn."""
    known = _pipeline(family)
    weight, bands = 300.0, known.success.shape[1]
    leave = np.clip(known.exits, 1e-6, 1 - 1e-6)
    going = np.clip(known.success, 1e-3, 1 - 1e-3)
    unsure = Pipeline(
        phases=known.phases,
        per_year=PER_YEAR,
        exits=leave,
        success=going,
        counts=Counts(
            left=leave * weight,
            stayed=(1 - leave) * weight,
            advanced=going * weight / bands,
            stopped=(1 - going) * weight / bands,
        ),
        cost=known.cost,
    )
    for name, pipeline in (("known", known), ("uncertain", unsure)):
        for with_money in (False, True):
            times: dict[int, list[float]] = {MILLION: [], 100 * MILLION: []}
            for _ in range(ROUNDS):
                for size, values in times.items():
                    start = Cohorts(counts=np.full((4, 60), size // 480))
                    money = Budget(yen=np.full(YEARS, size * 1.2), success=0.5)
                    took, _ = _timed(
                        lambda: forecast.simulate(
                            pipeline, start, years=YEARS, replications=REPLICATIONS,  # noqa: B023
                            seed=options.seed, starts_per_year=size // 40,  # noqa: B023
                            budget=money if with_money else None,  # noqa: B023
                        )
                    )  # fmt: skip
                    values.append(took)
            one, hundred = (min(values) for values in times.values())
            case = f"cohorts, 1 M × 1,000, {name} parameters"
            if with_money:
                case += ", with yearly money"
                yield _line(case, "seconds", round(one, 3), goal=COUNTED, reached=one <= COUNTED)
            else:
                yield _line(case, "seconds", round(one, 3), floor=COUNTED, holds=one <= COUNTED)
            ratio = hundred / one
            yield _line(
                f"{case}: 100 M over 1 M", "times as long", round(ratio, 3), floor=GROWTH,
                holds=ratio <= GROWTH, seconds=hundred, peer_seconds=one,
            )  # fmt: skip


def _covered(options: Options) -> Iterator[Line]:
    """Intervals of drawn worlds, through fit and simulate as people call them."""
    prior = Prior(years=2.0, success=0.4, strength=2.0, source="drawn")
    for cohorts in (False, True):
        worlds = 10_000 if options.full or not cohorts else 1_000
        took, told = _timed(
            lambda: forecast.calibrate(
                prior,
                n=worlds,  # noqa: B023
                seed=options.seed % 2**31,
                cohorts=cohorts,  # noqa: B023
            )
        )
        for name, share in zip(told.indicators, told.coverage.tolist(), strict=True):
            judged = worlds >= 10_000
            yield _line(
                f"{told.path}, {name}, {worlds:,} worlds (error {told.error:.1e})",
                "coverage of the 90 % interval", round(share, 4), seconds=round(took, 2),
                floor=0.9 if judged else None,
                holds=abs(share - 0.9) <= COVER if judged else None,
            )  # fmt: skip
        off = told.ranks - worlds / told.ranks.shape[1]
        chi = float((off**2).sum(axis=1).max() / (worlds / told.ranks.shape[1]))
        yield _line(f"{told.path}, {worlds:,} worlds", "ranks off even, chi² of 19", round(chi, 1))


def _line(case: str, metric: str, value: float, **more: Any) -> Line:
    return Line(bench="forecast", case=case, metric=metric, value=value, **more)
