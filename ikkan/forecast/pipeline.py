"""How projects pass gated phases: how long they stay, whether they go on, and how sure we are.

Decides: the model all samplers share. In bin b of a phase a project leaves with chance
``exits[p, b]``, evenly within the bin; it then goes on with chance ``success[p, year of age]``.
The last bin's chance holds for older ages. Called by: fit, simulating, reaching, calibrating.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from ikkan.forecast import said
from ikkan.forecast.faults import Fault, ForecastError
from ikkan.values.arrays import Floats
from ikkan.values.text import Text

BINS: Final = (1, 2, 4, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What is assumed where data are silent, said by the caller, never by the engine.

    `years` is the mean stay and `success` the chance to go on, for all phases or by phase code;
    `strength` is how many projects at risk in a bin the assumption weighs, and how many ends in a
    year of age. `source` says where it comes from.
    """

    years: float | dict[str, float]
    success: float | dict[str, float]
    strength: float = 1.0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Posterior counts: Beta(`left`, `stayed`) of leaving in a bin, shapes (P, D); Beta(`advanced`,
    `stopped`) of going on, by year of age, shapes (P, K)."""

    left: Floats
    stayed: Floats
    advanced: Floats
    stopped: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """P phases in order; `exits` (P, D) by bin, `success` (P, K) by year of age, both means.

    `counts` None: taken as known. `cost` (P,) is yen a project takes in a year. `notes` say in
    words what the numbers rest on.
    """

    phases: tuple[str, ...]
    per_year: int
    exits: Floats
    success: Floats
    counts: Counts | None = None
    cost: Floats = field(default_factory=lambda: np.zeros(0))
    prior: Prior | None = None
    notes: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        """Raises ForecastError with every fault."""
        faults: list[Fault] = []
        if not self.phases or len(set(self.phases)) != len(self.phases):
            faults.append(said.fault("phases", value=", ".join(self.phases)))
        if self.per_year not in BINS:
            faults.append(said.fault("bins", value=self.per_year))
            raise ForecastError(faults)
        rows = len(self.phases)
        for name in ("exits", "success"):
            values = getattr(self, name)
            if values.ndim != 2 or values.shape[0] != rows or values.shape[1] < 1:
                faults.append(
                    said.fault("shape", place=name, value=values.shape, needed=f"({rows}, ≥1)")
                )
            elif not ((values >= 0) & (values <= 1)).all():
                wrong = values[~((values >= 0) & (values <= 1))]
                faults.append(said.fault("share", place=name, value=wrong[0]))
        if faults:
            raise ForecastError(faults)
        bands = -(-self.exits.shape[1] // self.per_year)
        if self.success.shape[1] != bands:
            needed = f"({rows}, {bands})"
            shape = self.success.shape
            raise ForecastError([said.fault("shape", place="success", value=shape, needed=needed)])
        if len(self.cost) not in (0, rows):
            shape = self.cost.shape
            raise ForecastError(
                [said.fault("shape", place="cost", value=shape, needed=f"({rows},)")]
            )

    def __len__(self) -> int:
        return len(self.phases)

    @property
    def bins(self) -> int:
        """How many bins of age are told apart."""
        return int(self.exits.shape[1])

    @classmethod
    def of(cls, phases: Sequence[str], *, years: Any, success: Any, **more: Any) -> Pipeline:
        """Phases with a constant chance to leave: mean `years` and `success` of each, as known."""
        per_year = int(more.pop("per_year", 12))
        mean = np.broadcast_to(np.asarray(years, dtype=np.float64), (len(phases),))
        share = np.broadcast_to(np.asarray(success, dtype=np.float64), (len(phases),))
        if not (mean > 0).all():
            raise ForecastError([said.fault("number", place="years", value=mean, least=0)])
        leave = 1 - np.exp(-1 / (mean * max(per_year, 1)))
        return cls(
            phases=tuple(phases),
            per_year=per_year,
            exits=np.repeat(leave[:, None], max(per_year, 1), axis=1),
            success=share[:, None].copy(),
            **more,
        )

    def known(self) -> Pipeline:
        """The same means, taken as known: no uncertainty of the parameters."""
        return replace(self, counts=None)

    def costing(self, cost: Floats) -> Pipeline:
        """The same with what a project takes in a year, by phase."""
        return replace(self, cost=cost)


def survival(exits: Floats, bins: int) -> Floats:
    """Chance to be still there at the edges 0…bins, shape (P, bins + 1); the last bin goes on."""
    known = exits.shape[1]
    if bins > known:
        tail = np.repeat(exits[:, -1:], bins - known, axis=1)
        exits = np.concatenate((exits, tail), axis=1)
    stay = np.cumprod(1 - exits[:, :bins], axis=1)
    return np.concatenate((np.ones((len(exits), 1)), stay), axis=1)


def spread(success: Floats, per_year: int, bins: int) -> Floats:
    """Success by bin from success by year of age, shape (P, bins); the last year goes on."""
    band = np.minimum(np.arange(bins) // per_year, success.shape[1] - 1)
    return success[:, band]
