"""How likely a project reaches an event within a horizon, and which do in drawn scenarios.

Decides: what an event is: "advance" (goes on from its phase), "exit" (leaves it in any way), "end"
(goes on from the last phase), or the code of a phase (enters it). Called by: portfolio (value of a
project, scenarios of an allocation).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ikkan.forecast import drawing, named, said, simulating, tables_plain
from ikkan.forecast.faults import ForecastError
from ikkan.forecast.pipeline import Pipeline, spread
from ikkan.forecast.starting import Projects
from ikkan.values.arrays import Floats


def success(
    pipeline: Pipeline, phase: Any, elapsed: Any, horizon: float, *, event: str = "advance"
) -> Floats:
    """Chance that a project, `elapsed` years in `phase`, reaches `event` within `horizon` years.

    `phase` numbers and `elapsed` are broadcast; the answer has their shape. It is the chance under
    the posterior. A project in or beyond the phase of the event has reached it (1).
    """
    phases, ages = np.broadcast_arrays(np.asarray(phase), np.asarray(elapsed, dtype=np.float64))
    projects = Projects(
        codes=tuple(map(str, range(phases.size))),
        phase=phases.ravel().astype(np.int32),
        elapsed=ages.ravel(),
    )
    where, age, slots = _asked(pipeline, projects, horizon)
    target = _target(pipeline, event)
    made = np.ones(len(where))
    reach = np.ones(slots + 1)
    for number in reversed(range(len(pipeline))):
        if target is None or number == target - 1:
            reach = np.ones(slots + 1)
        if target is not None and number >= target:
            continue
        own = np.flatnonzero(where == number)
        for at in np.unique(age[own]):
            share = _ends(pipeline, number, int(at), slots, event)
            made[own[age[own] == at]] = share @ reach[:slots][::-1]
        if target is not None:
            share = _ends(pipeline, number, 0, slots, event)
            edge = np.zeros(slots + 1)
            edge[:-1] += share / 2
            edge[1:] += share / 2
            reach = np.convolve(edge, reach)[: slots + 1]
    return np.clip(made, 0.0, 1.0).reshape(phases.shape)


def scenarios(
    pipeline: Pipeline,
    projects: Projects,
    *,
    size: int,
    seed: int = 0,
    horizon: float,
    event: str = "advance",
) -> npt.NDArray[np.bool_]:
    """Which projects reach `event` within `horizon` years, scenario by scenario, shape (S, n).

    Every scenario takes its own parameters from the posterior: what is not known about a phase
    moves all its projects together.
    """
    from ikkan.forecast import reached_kernel

    where, age, slots = _asked(pipeline, projects, horizon)
    if size < 1:
        most = simulating.MOST
        raise ForecastError([said.fault("whole", place="size", value=size, least=1, most=most)])
    target = _target(pipeline, event)
    last = where + 1 if target is None else np.full(len(where), target, dtype=np.int64)
    drawn = drawing.parameters(pipeline, size, seed)
    ticks, keys = slots * tables_plain.TICKS, named.keys(seed)
    told = (where, age, last, event == "exit", ticks, pipeline.per_year, keys)
    made = np.zeros((size, len(where)), dtype=np.bool_)

    def run(split: tuple[int, int], _: int) -> None:
        reached_kernel.run(told, (drawn.exits, drawn.success), split, made)

    named.side_by_side(run, size, 1, named.THREADS if made.size > named.SMALL else 1)
    return made


def _ends(pipeline: Pipeline, phase: int, age: int, slots: int, event: str) -> Floats:
    """Chance that the stay ends well (or in any way) in each coming bin, shape (slots,).

    Ages beyond the last bin share one unknown chance: who has stayed j of them makes a long stay
    likelier, which the chance α / (α + β + j) of the next says.
    """
    last = pipeline.bins - 1
    bins = age + np.arange(slots)
    leave = pipeline.exits[phase, np.minimum(bins, last)].copy()
    if pipeline.counts is not None:
        left, stayed = pipeline.counts.left[phase, last], pipeline.counts.stayed[phase, last]
        older = bins >= last
        leave[older] = left / (left + stayed + np.arange(older.sum()))
    there = np.concatenate(([1.0], np.cumprod(1 - leave[:-1]))) if slots else np.zeros(0)
    ended: Floats = there * leave
    if event != "exit":
        ended = ended * spread(pipeline.success, pipeline.per_year, age + slots)[phase, bins]
    return ended


def _asked(pipeline: Pipeline, projects: Projects, horizon: float) -> tuple[Any, Any, int]:
    where, age, _, faults = simulating.projects_of(projects, pipeline)
    most = tables_plain.LONGEST // pipeline.per_year
    if not 0 <= horizon <= most:
        faults.append(said.fault("horizon", value=horizon, most=most))
    if faults:
        raise ForecastError(faults)
    return where, age, int(np.rint(horizon * pipeline.per_year))


def _target(pipeline: Pipeline, event: str) -> int | None:
    """The phase whose entry is the event; None: whatever comes after the project's own phase."""
    if event in ("advance", "exit"):
        return None
    if event == "end":
        return len(pipeline)
    if event not in pipeline.phases:
        raise ForecastError([said.fault("event", value=event)])
    return pipeline.phases.index(event)
