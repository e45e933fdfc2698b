"""How likely a project reaches an event within a horizon, and which do in drawn scenarios.

Decides: what an event is: "advance" (goes on from its phase), "exit" (leaves it in any way), "end"
(goes on from the last phase), or the code of a phase (enters it). Called by: portfolio (value of a
project, scenarios of an allocation).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ikkan.forecast import drawing, named_plain, philox_plain, said, simulating, tables_plain
from ikkan.forecast.faults import ForecastError
from ikkan.forecast.pipeline import Pipeline, spread, survival
from ikkan.forecast.starting import Projects
from ikkan.values.arrays import Floats, Indices


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
    span = slots + int(age.max(initial=0))
    stay, going = survival(pipeline.exits, span), spread(pipeline.success, pipeline.per_year, span)
    mass = -np.diff(stay, axis=1)
    ended = mass if event == "exit" else mass * going
    reach = np.ones(slots + 1)
    for number in reversed(range(len(pipeline))):
        if target is None or number == target - 1:
            reach = np.ones(slots + 1)
        if target is not None and number >= target:
            continue
        own = np.flatnonzero(where == number)
        for at in np.unique(age[own]):
            there = stay[number, at]
            if there > 0:
                share = ended[number, at : at + slots] / there
            else:
                share = np.zeros(slots)
                share[:1] = 1.0 if event == "exit" else going[number, at]
            made[own[age[own] == at]] = share @ reach[:slots][::-1]
        if target is not None:
            edge = np.zeros(slots + 1)
            edge[:-1] += ended[number, :slots] / 2
            edge[1:] += ended[number, :slots] / 2
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
    where, age, slots = _asked(pipeline, projects, horizon)
    if size < 1:
        most = simulating.MOST
        raise ForecastError([said.fault("whole", place="size", value=size, least=1, most=most)])
    target = _target(pipeline, event)
    drawn = drawing.parameters(pipeline, size, seed)
    made = np.empty((size, len(where)), dtype=np.bool_)
    span = slots + int(age.max(initial=0))
    known = (event, target, slots * tables_plain.TICKS, seed)
    for number in range(size):
        exits, share = drawn.of(number)
        stay, going = survival(exits, span), spread(share, pipeline.per_year, span)
        made[number] = _reached(stay, going, where, age, number, known)
    return made


def _reached(
    stay: Floats, going: Floats, where: Indices, age: Indices, scenario: int, known: Any
) -> npt.NDArray[np.bool_]:
    event, target, ticks, seed = known
    last = np.where(where + 1 > (target or 0), where + 1, target or 0)
    done = np.zeros(len(where), dtype=np.bool_)
    if target is not None:
        done = where >= target
    word = named_plain.drawn(np.arange(len(where)), scenario, 0, philox_plain.PROJECTS, seed)
    ends, limit = np.zeros(len(where), dtype=np.int64), np.zeros(len(where), dtype=np.int64)
    share = ((word >> 16) + 0.5) / tables_plain.ONE
    for phase in range(len(stay)):
        own = where == phase
        ends[own], bins = tables_plain.left_at(stay[phase], age[own], share[own])
        limit[own] = tables_plain.limits(going[phase])[bins]
    table = tables_plain.tables(stay, going) if target is not None else None
    at, phase_now, visit = np.flatnonzero(~done), where[~done], 0
    while len(at):
        inside = ends[at] < ticks
        went = inside & (((word[at] & 0xFFFF) < limit[at]) | (event == "exit"))
        at, phase_now = at[went], phase_now[went] + 1
        arrived = phase_now >= last[at]
        done[at[arrived]] = True
        at, phase_now, visit = at[~arrived], phase_now[~arrived], visit + 1
        if table is None or not len(at):
            break
        said_now = named_plain.drawn(at, scenario, visit, philox_plain.PROJECTS, seed)
        entry = table[phase_now, said_now >> 20].astype(np.int64)
        word[at], ends[at] = said_now, ends[at] + (entry >> tables_plain.SHIFT)
        limit[at] = entry & ((1 << tables_plain.SHIFT) - 1)
    return done


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
