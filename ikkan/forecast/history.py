"""What was observed: who entered a phase when, and left it when and how, or is still in it.

Decides: how days become ages in bins, and that what is not over is censored, never guessed. Called
by: fit, portfolio, the command line. Source: Klein and Moeschberger 2003, ch. 3 (censoring and
late entry).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from ikkan.forecast import said
from ikkan.forecast.faults import Fault, ForecastError
from ikkan.values.arrays import Floats, Indices

ADVANCED: Final = 1
STOPPED: Final = 0
CENSORED: Final = -1
OUTCOMES: Final = {"advanced": ADVANCED, "stopped": STOPPED, "censored": CENSORED, "": CENSORED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One project in one phase. `left` None: still there; outcome "censored": lost from sight.

    `seen` is the first day on which it could be seen, where records begin after it entered.
    """

    project: str
    phase: str
    entered: date
    left: date | None = None
    outcome: str = ""
    seen: date | None = None
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Stays as arrays of shape (n,): phase, first and last age seen in months, how it ended.

    `age` is how old the stay was at its end or at the end of the observation; `late` is its age
    when it was first seen; `outcome` 1 advanced, 0 stopped, −1 censored; `month` counts months
    since year 0 at the entry; `running` marks stays that were open when the observation ended.
    """

    phases: tuple[str, ...]
    projects: tuple[str, ...]
    phase: npt.NDArray[np.int32]
    age: Floats
    late: Floats
    outcome: npt.NDArray[np.int8]
    month: Floats
    running: npt.NDArray[np.bool_]
    observed: date

    def __len__(self) -> int:
        return len(self.phase)

    @classmethod
    def of(cls, stays: Iterable[Stay], *, phases: Sequence[str], observed: date) -> History:
        """The stays as seen until the end of `observed`. Raises ForecastError with every fault."""
        rows, order = list(stays), tuple(phases)
        faults = _phases(order)
        known = {code: number for number, code in enumerate(order)}
        for number, stay in enumerate(rows, 1):
            faults += _stay(stay, _place(stay, number), known, observed)
        faults += _overlaps(rows)
        if not rows:
            faults.append(said.fault("empty"))
        if faults:
            raise ForecastError(faults)
        entered = months(np.array([one.entered for one in rows], dtype="datetime64[D]"))
        left = months(np.array([one.left or observed for one in rows], dtype="datetime64[D]"))
        seen = months(np.array([one.seen or one.entered for one in rows], dtype="datetime64[D]"))
        return cls(
            phases=order,
            projects=tuple(one.project for one in rows),
            phase=np.array([known[one.phase] for one in rows], dtype=np.int32),
            age=left - entered,
            late=np.maximum(seen - entered, 0.0),
            outcome=np.array([OUTCOMES[one.outcome] for one in rows], dtype=np.int8),
            month=entered,
            running=np.array([one.left is None for one in rows]),
            observed=observed,
        )

    def starts(self, years: int) -> Indices:
        """Entries into the first phase in each of the last `years` years, the oldest first."""
        end = months(np.array([self.observed], dtype="datetime64[D]"))[0]
        back = (end - self.month[self.phase == 0]) / 12
        counts = np.bincount(np.floor(back[back < years]).astype(np.int64), minlength=years)
        return counts[::-1].astype(np.int64)


def months(days: npt.NDArray[np.datetime64]) -> Floats:
    """Months since year 0 with the part of the running month: equal days of months are whole."""
    month = days.astype("datetime64[M]")
    length = (month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")
    gone = days - month.astype("datetime64[D]")
    whole = month.astype(np.int64) + 1970 * 12
    made: Floats = whole + gone.astype(float) / length.astype(float)
    return made


def _phases(order: tuple[str, ...]) -> list[Fault]:
    if not order or len(set(order)) != len(order) or not all(order):
        return [said.fault("phases", value=", ".join(order))]
    return []


def _place(stay: Stay, number: int) -> str:
    return f"{stay.project} ({stay.row or number})"


def _stay(stay: Stay, place: str, known: dict[str, int], observed: date) -> list[Fault]:
    found = []
    if stay.phase not in known:
        found.append(said.fault("phase", place=place, value=stay.phase))
    if stay.outcome not in OUTCOMES:
        found.append(said.fault("outcome", place=place, value=stay.outcome))
    elif stay.left is None and stay.outcome:
        found.append(said.fault("open", place=place))
    elif stay.left is not None and not stay.outcome:
        found.append(said.fault("unsaid", place=place))
    if stay.left is not None and stay.left < stay.entered:
        found.append(said.fault("order", place=place, left=stay.left, entered=stay.entered))
    for day in (stay.entered, stay.left):
        if day is not None and day > observed:
            found.append(said.fault("future", place=place, value=day, observed=observed))
    if stay.seen is not None and stay.seen > (stay.left or observed):
        found.append(said.fault("late", place=place, value=stay.seen))
    return found


def _overlaps(rows: list[Stay]) -> list[Fault]:
    """A project leaves one phase before it enters the next."""
    of: dict[str, list[tuple[date, date, int]]] = {}
    for number, stay in enumerate(rows, 1):
        of.setdefault(stay.project, []).append((stay.entered, stay.left or date.max, number))
    found = []
    for project, spans in of.items():
        spans.sort()
        for before, after in pairwise(spans):
            if after[0] < before[1]:
                place = _place(rows[after[2] - 1], after[2])
                found.append(said.fault("twice", place=place, value=project))
    return found
