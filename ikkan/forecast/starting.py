"""What a forecast starts from: named projects, or counts of them, and money by year.

Decides: names and shapes. Called by: simulating, portfolio, the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ikkan.forecast.history import History, months
from ikkan.values.arrays import Floats, Indices


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """Named projects, n of them: the phase each is in, and for how many years already, (n,)."""

    codes: tuple[str, ...]
    phase: npt.NDArray[np.int32]
    elapsed: Floats

    def __len__(self) -> int:
        return len(self.codes)

    @classmethod
    def running(cls, history: History) -> Projects:
        """The stays that were open when the history ended."""
        at = np.flatnonzero(history.running)
        end = months(np.array([history.observed], dtype="datetime64[D]"))[0]
        return cls(
            codes=tuple(history.projects[number] for number in at),
            phase=history.phase[at],
            elapsed=np.maximum(end - history.month[at], 0.0) / 12,
        )

    @classmethod
    def none(cls) -> Projects:
        """Nobody yet: only new starts."""
        return cls(codes=(), phase=np.zeros(0, dtype=np.int32), elapsed=np.zeros(0))

    def cohorts(self, phases: int, per_year: int) -> Cohorts:
        """How many are in each phase at each age, in whole bins."""
        age = np.rint(self.elapsed * per_year).astype(np.int64)
        counts = np.zeros((phases, int(age.max(initial=0)) + 1), dtype=np.int64)
        np.add.at(counts, (self.phase, age), 1)
        return Cohorts(counts=counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohorts:
    """How many projects are in each phase (rows) at each age in whole bins (columns)."""

    counts: Indices

    @classmethod
    def none(cls, phases: int) -> Cohorts:
        """Nobody yet: only new starts."""
        return cls(counts=np.zeros((phases, 1), dtype=np.int64))

    @classmethod
    def together(cls, several: Sequence[Cohorts], phases: int) -> Cohorts:
        """The sum of several."""
        ages = max((one.counts.shape[1] for one in several), default=1)
        made = np.zeros((phases, ages), dtype=np.int64)
        for one in several:
            made[:, : one.counts.shape[1]] += one.counts
        return cls(counts=made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Money a year and what it changes. `yen` (Y,); elasticities are numbers or one a phase.

    Each year the ratio of money to demand (projects at the start of the year × cost of their
    phase, new starts for half a year) is taken within `least` and `most`; work goes ratio ** speed
    times as fast, the odds of going on are ratio ** success times as high.
    """

    yen: Floats
    speed: float | Floats = 1.0
    success: float | Floats = 0.0
    least: float = 0.25
    most: float = 2.0
