"""Phases fitted to dated histories: chances by bin of age, with censoring and honest uncertainty.

Decides: the posterior. Leaving in a bin is Beta–binomial in the exposure of that bin (a stay that
is seen for part of a bin counts that part), going on is Beta–binomial in the ends of a year of age.
Called by: portfolio, the command line, calibrating. Source: Cox 1972 §6 (discrete hazards), Hjort
1990 (beta processes: these posteriors are exact under right censoring and late entry).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ikkan.forecast import said
from ikkan.forecast.faults import Fault, ForecastError
from ikkan.forecast.history import ADVANCED, CENSORED, History
from ikkan.forecast.pipeline import BINS, Counts, Pipeline, Prior
from ikkan.values.arrays import Floats
from ikkan.values.text import Text

FEW: Final = 20
"""Fewer observed ends than this are called few in the notes."""
LONGEST: Final = 40
"""Years of age told apart at most."""


def fit(history: History, *, prior: Prior, per_year: int = 12, ages: int | None = None) -> Pipeline:
    """The pipeline a history and a prior say. Raises ForecastError with every fault.

    `ages` is how many years of age are told apart; without it, as many as were seen and one more.
    """
    if per_year not in BINS:
        raise ForecastError([said.fault("bins", value=per_year)])
    years, success = assumed(prior, history.phases)
    age = history.age * per_year / 12
    late = history.late * per_year / 12
    longest = float(age.max(initial=1.0))
    most = int(longest) // per_year + 1 if ages is None else ages
    bins = max(1, min(most, LONGEST)) * per_year
    phases = len(history.phases)
    events, exposed, ends, went = tally(history, age, late, phases, bins, per_year)
    before = silent(prior, (years, success), per_year, bins)
    counts = Counts(
        left=events + before.left,
        stayed=np.maximum(exposed - events, 0.0) + before.stayed,
        advanced=went + before.advanced,
        stopped=ends - went + before.stopped,
    )
    return Pipeline(
        phases=history.phases,
        per_year=per_year,
        exits=counts.left / (counts.left + counts.stayed),
        success=counts.advanced / (counts.advanced + counts.stopped),
        counts=counts,
        prior=prior,
        notes=_notes(history, prior, events, exposed, per_year),
    )


def silent(prior: Prior, means: tuple[Floats, Floats], per_year: int, bins: int) -> Counts:
    """What the prior counts before any data; `means` are years and success of each phase.

    The last bin stands for all older ages, so it weighs as many bins as a mean stay has.
    """
    years, success = means
    leave = 1 - np.exp(-1 / (years * per_year))[:, None]
    weight = np.full((len(years), bins), float(prior.strength))
    weight[:, -1] *= np.maximum(years * per_year, 1.0)
    bands = np.full((len(years), -(-bins // per_year)), float(prior.strength))
    return Counts(
        left=weight * leave,
        stayed=weight * (1 - leave),
        advanced=bands * success[:, None],
        stopped=bands * (1 - success)[:, None],
    )


def tally(
    history: History, age: Floats, late: Floats, phases: int, bins: int, per_year: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """Ends and exposure by bin, shapes (P, D); ends and goings-on by year of age, (P, K)."""
    events = np.zeros((phases, bins))
    exposed = np.zeros((phases, bins))
    bands = -(-bins // per_year)
    ends = np.zeros((phases, bands))
    went = np.zeros((phases, bands))
    over = history.outcome != CENSORED
    last = np.clip(np.ceil(age).astype(np.int64) - 1, 0, bins - 1)
    until = np.where(over, last + 1.0, age)
    for number in range(phases):
        own = history.phase == number
        exposed[number] = _exposure(late[own], until[own], bins)
        ended = own & over
        events[number] = np.bincount(last[ended], minlength=bins)
        ends[number] = np.bincount(last[ended] // per_year, minlength=bands)
        gone = ended & (history.outcome == ADVANCED)
        went[number] = np.bincount(last[gone] // per_year, minlength=bands)
    return events, exposed, ends, went


def _exposure(start: Floats, end: Floats, bins: int) -> Floats:
    """How many were seen in each bin, parts counted as parts, shape (D,)."""
    edges = np.arange(bins + 1, dtype=np.float64)

    def covered(upto: Floats) -> Floats:
        """Summed over stays: how much of [0, edge] lies below `upto`."""
        ordered = np.sort(np.clip(upto, 0, bins))
        below = np.searchsorted(ordered, edges, side="right")
        sums = np.concatenate(([0.0], np.cumsum(ordered)))
        return sums[below] + edges * (len(ordered) - below)

    return np.diff(covered(end) - covered(np.minimum(start, end)))


def assumed(prior: Prior, phases: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Mean years and success of every phase. Raises ForecastError with every fault."""
    faults: list[Fault] = []
    if not (np.isfinite(prior.strength) and prior.strength > 0):
        faults.append(said.fault("prior.strength", value=prior.strength))
    years, success = np.ones(len(phases)), np.full(len(phases), 0.5)
    for number, phase in enumerate(phases):
        for name, into in (("years", years), ("success", success)):
            given = getattr(prior, name)
            value = given.get(phase) if isinstance(given, dict) else given
            if value is None:
                faults.append(said.fault("prior.missing", place=phase, value=name))
                continue
            most = 1.0 if name == "success" else np.inf
            if not (np.isfinite(value) and 0 < value < most):
                faults.append(said.fault(f"prior.{name}", place=phase, value=value))
                continue
            into[number] = value
    if faults:
        raise ForecastError(faults)
    return years, success


def _notes(
    history: History, prior: Prior, events: Floats, exposed: Floats, per_year: int
) -> tuple[Text, ...]:
    said_by = Text(f"（{prior.source}）", f" ({prior.source})") if prior.source else Text("", "")
    notes = [
        _PRIOR.format(
            years=_told(prior.years),
            success=_told(prior.success),
            strength=prior.strength,
            source=said_by,
        )
    ]
    for number, phase in enumerate(history.phases):
        own = history.phase == number
        ended = int(events[number].sum())
        values = {
            "phase": phase,
            "stays": int(own.sum()),
            "ended": ended,
            "open": int(own.sum()) - ended,
            "years": f"{(np.flatnonzero(exposed[number] > 0).max(initial=-1) + 1) / per_year:.1f}",
        }
        notes.append((_PHASE if ended >= FEW else _LITTLE).format(**values))
    return tuple(notes)


def _told(value: float | dict[str, float]) -> str:
    """One number, or one for every phase."""
    if isinstance(value, dict):
        if len(set(value.values())) > 1:
            return ", ".join(f"{phase} {one:g}" for phase, one in value.items())
        value = next(iter(value.values()))
    return f"{value:g}"


_PRIOR: Final = Text(
    "事前の値：平均年数{years}、成功{success}、強さ{strength}{source}。",
    "Prior: mean years {years}, success {success}, strength {strength}{source}.",
)
_PHASE: Final = Text(
    "段階「{phase}」：{stays}件のうち終わったもの{ended}件、観測中{open}件。"
    "{years}年より先は事前の値です。",
    "Phase {phase}: {stays} stays, {ended} ended, {open} censored; beyond {years} years the prior "
    "speaks.",
)
_LITTLE: Final = Text(
    "段階「{phase}」：終わったものが{ended}件しかありません（{stays}件中、観測中{open}件）。"
    "事前の値が強く効きます。{years}年より先は事前の値だけです。",
    "Phase {phase}: only {ended} of {stays} stays ended ({open} censored): the prior weighs much; "
    "beyond {years} years it speaks alone.",
)
