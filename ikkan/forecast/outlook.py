"""What a simulation says: samples by replication, year and indicator, with intervals.

Decides: how intervals are read off, one by one and for all indicators and years together. Called
by: portfolio, the command line, calibrating. Source: Myllymäki et al. 2017 (rank envelopes).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ikkan.forecast import said
from ikkan.forecast.faults import ForecastError
from ikkan.values.arrays import Floats
from ikkan.values.text import Text

EVENTS: Final = ("advanced", "stopped", "active")
"""Per phase: went on in the year, stopped in the year, there at the end of the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Lower and upper ends, shape (Y, k); `inside` is the share of replications wholly within."""

    low: Floats
    high: Floats
    inside: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """`samples` (R, Y, k); the k indicators are ``phase.advanced``, ``.stopped``, ``.active``."""

    indicators: tuple[str, ...]
    years: tuple[int, ...]
    samples: Floats
    seed: int
    path: str
    notes: tuple[Text, ...] = ()

    def mean(self) -> Floats:
        """Means, shape (Y, k)."""
        made: Floats = self.samples.mean(axis=0)
        return made

    def interval(self, level: float = 0.9) -> tuple[Floats, Floats]:
        """Ends of the central interval of every year and indicator, one by one, (Y, k) each."""
        self._level(level)
        side = (1 - level) / 2
        low, high = np.quantile(self.samples, (side, 1 - side), axis=0)
        return low, high

    def joint(self, level: float = 0.9, indicators: Sequence[str] | None = None) -> Band:
        """Ends that hold at `level` for all years and the `indicators` (else all) together.

        A replication is as deep as its most extreme rank; the least deep are left out until
        `level` of them remain, and the band is what these span. Columns left out are NaN.
        """
        self._level(level)
        names = self.indicators if indicators is None else tuple(indicators)
        at = [self._at(name) for name in names]
        chosen = self.samples[:, :, at].reshape(len(self.samples), -1)
        ordered = np.sort(chosen, axis=0)
        depth = np.full(len(chosen), len(chosen), dtype=np.int64)
        for column in range(chosen.shape[1]):
            up = np.searchsorted(ordered[:, column], chosen[:, column], side="right")
            down = len(chosen) - np.searchsorted(ordered[:, column], chosen[:, column], side="left")
            depth = np.minimum(depth, np.minimum(up, down))
        keep = max(int(np.ceil(level * len(chosen))), 1)
        kept = depth >= np.sort(depth)[::-1][keep - 1]
        shape = (self.samples.shape[1], len(self.indicators))
        low, high = np.full(shape, np.nan), np.full(shape, np.nan)
        low[:, at] = chosen[kept].min(axis=0).reshape(shape[0], -1)
        high[:, at] = chosen[kept].max(axis=0).reshape(shape[0], -1)
        within = (self.samples[:, :, at] >= low[:, at]) & (self.samples[:, :, at] <= high[:, at])
        return Band(low=low, high=high, inside=float(within.all(axis=(1, 2)).mean()))

    def of(self, indicator: str) -> Floats:
        """Samples of one indicator, shape (R, Y)."""
        made: Floats = self.samples[:, :, self._at(indicator)]
        return made

    def _at(self, indicator: str) -> int:
        if indicator not in self.indicators:
            raise ForecastError([said.fault("indicator", value=indicator)])
        return self.indicators.index(indicator)

    @staticmethod
    def _level(level: float) -> None:
        if not 0 < level < 1:
            raise ForecastError([said.fault("level", value=level)])


def indicators(phases: Sequence[str]) -> tuple[str, ...]:
    """The names of the k = 3 P indicators, phase by phase."""
    return tuple(f"{phase}.{event}" for phase in phases for event in EVENTS)


def samples(
    ends: npt.NDArray[np.int64], stock: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]
) -> Floats:
    """Samples from ends (R, Y, P, 2), the stock at the beginning (P,) and new starts (Y,)."""
    stopped, advanced = ends[..., 0], ends[..., 1]
    entered = np.empty_like(advanced)
    entered[..., 1:] = advanced[..., :-1]
    entered[..., 0] = starts
    active = stock + np.cumsum(entered - advanced - stopped, axis=1)
    made = np.stack((advanced, stopped, active), axis=-1).astype(np.float64)
    return made.reshape(*made.shape[:2], -1)
