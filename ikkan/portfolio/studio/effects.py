"""What indicators may come to: nothing decided, the engine's plan, the person's, in one draw.

Decides: how chance enters. The past gives a rate with its uncertainty (gamma and Poisson); what a
proposal brings comes where it goes well, in proportion to its money. The three are drawn with the
same chances, so that their difference is that of the plans. Pure; called by engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ikkan.portfolio.studio import rules
from ikkan.portfolio.studio.building import Goes, amounts
from ikkan.portfolio.studio.rules import Ask
from ikkan.values.arrays import Floats

_PRIOR: Final = 0.5
"""Shape of the rate before anything was counted (Jeffreys)."""
_ROOM: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Median and the two ends of an interval."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One indicator in the year to come: without any of the proposals, and under each plan.

    `none` is None where own records do not count the indicator: then `engine` and `human` are what
    the proposals add. `more` is the person's plan less the engine's.
    """

    indicator: str
    none: Band | None
    engine: Band
    human: Band
    more: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Counts of an indicator in whole years of own records; none where it is not counted."""

    years: tuple[tuple[int, int], ...] = ()

    @property
    def counted(self) -> bool:
        """Whether there is a past to speak of."""
        return bool(self.years)


def arrivals(size: int, asks: int, seed: int) -> Floats:
    """Times at which events of rate one come, (size, asks, room): alike for every plan."""
    rng = np.random.default_rng([seed, 7])
    return rng.exponential(size=(size, asks, _ROOM)).cumsum(axis=2)


def drawn(past: Past, size: int, seed: int) -> npt.NDArray[np.int64] | None:
    """What a year brings by itself, (size,); None where nothing was ever counted."""
    if not past.counted:
        return None
    rng = np.random.default_rng([seed, 11])
    shape = _PRIOR + sum(count for _, count in past.years)
    rate = rng.gamma(shape, 1.0 / len(past.years), size=size)
    return rng.poisson(rate).astype(np.int64)


def effects(
    asks: Sequence[Ask],
    goes: Goes,
    plans: tuple[Mapping[str, int], Mapping[str, int]],
    pasts: Mapping[str, Past],
    seed: int,
) -> list[Effect]:
    """One for each indicator of `pasts`; `plans` are amounts of the engine and of the person."""
    size = len(goes)
    shares = [amounts(asks, one) for one in plans]
    found = []
    for place, (indicator, past) in enumerate(pasts.items()):
        expected = np.array([one.expected.get(indicator, 0.0) for one in asks])
        times = arrivals(size, len(asks), seed + place)
        engine, human = (_added(times, goes, expected * share) for share in shares)
        base = drawn(past, size, seed + place)
        start = np.zeros(size, dtype=np.int64) if base is None else base
        found.append(
            Effect(
                indicator=indicator,
                none=None if base is None else band(base),
                engine=band(start + engine),
                human=band(start + human),
                more=band(human - engine),
            )
        )
    return found


def _added(times: Floats, goes: Goes, rates: Floats) -> npt.NDArray[np.int64]:
    """Events of every proposal that goes well; beyond the room of `times` the rate itself."""
    inside = np.minimum(rates, _ROOM / 2)
    counts = (times <= inside[None, :, None]).sum(axis=2) + (rates - inside)[None, :].round()
    return (counts * goes).sum(axis=1).astype(np.int64)


def band(drawn: npt.NDArray[np.int64], level: float = rules.LEVEL) -> Band:
    """Median and the middle `level` of what was drawn; values that were drawn, never between."""
    tail = (1 - level) / 2
    low, mid, high = np.quantile(drawn, [tail, 0.5, 1 - tail], method="inverted_cdf")
    return Band(low=float(low), mid=float(mid), high=float(high))
