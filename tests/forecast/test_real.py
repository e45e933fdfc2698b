"""Fits on real dated records: halves of them forecast the other halves."""

from __future__ import annotations

import csv
import os
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from ikkan import forecast
from ikkan.forecast import History, Prior, Projects, Stay

DATA = Path(os.environ.get("IKKAN_SHARED", "../shared")) / "data"
pytestmark = [pytest.mark.sqlite_only, pytest.mark.shared]
LAST = 2022


def chains() -> list[Stay]:
    """Tasks paid for in consecutive fiscal years; those of the first year may be older."""
    years: dict[tuple[str, str], set[int]] = {}
    path = DATA / "judgit" / "amed_downstream_awards.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            years.setdefault((row["performer"], row["task"]), set()).add(int(row["fy"]))
    made = []
    for number, paid in enumerate(years.values()):
        first = min(paid)
        last = next(year for year in range(first, LAST + 2) if year + 1 not in paid)
        if first == 2015:
            continue
        open_ = last >= LAST
        made.append(
            Stay(
                project=str(number),
                phase="paid",
                entered=date(first, 4, 1),
                left=None if open_ else date(last + 1, 3, 31),
                outcome="" if open_ else "stopped",
            )
        )
    return made


def grants() -> list[Stay]:
    """Grants by their first and last day; what ends later is still running."""
    path, observed = DATA / "nih" / "nih_sample_2014_100.csv", date(2017, 9, 30)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["PROJECT_START"]]
    made = []
    for number, row in enumerate(rows):
        begin, end = (
            datetime.strptime(row[key], "%m/%d/%Y").date()  # noqa: DTZ007
            for key in ("PROJECT_START", "PROJECT_END")
        )
        over = end <= observed
        if begin < observed:
            made.append(
                Stay(
                    project=str(number), phase="grant", entered=begin,
                    left=end if over else None, outcome="stopped" if over else "",
                )
            )  # fmt: skip
    return made


def cut(stays: list[Stay], day: date) -> list[Stay]:
    """The stays as known on a day."""
    made = []
    for one in stays:
        if one.entered >= day or (one.seen is not None and one.seen >= day):
            continue
        open_ = one.left is None or one.left > day
        made.append(
            Stay(
                project=one.project,
                phase=one.phase,
                entered=one.entered,
                left=None if open_ else one.left,
                outcome="" if open_ else one.outcome,
                seen=one.seen,
            )
        )
    return made


@pytest.mark.parametrize("year", [2018, 2020])
def test_real_payments_of_one_half_forecast_those_of_the_other(year: int) -> None:
    """2019 is left out: far more tasks than ever before were paid for once more in that year."""
    stays, day = chains(), date(year, 3, 31)
    assert len(stays) > 800
    known = cut(stays, day)
    half = History.of(known[::2], phases=("paid",), observed=day)
    prior = Prior(years=2, success=0.5, strength=1)
    fitted = forecast.fit(half, prior=prior, per_year=1)
    start = Projects.running(History.of(known[1::2], phases=("paid",), observed=day))
    told = forecast.simulate(fitted, start, years=2, replications=2000, seed=1)
    left = {one.project: one.left for one in stays}
    low, high = told.interval(0.98)
    for ahead in (1, 2):
        until = date(year + ahead, 3, 31)
        active = sum((left[code] or date.max) > until for code in start.codes)
        assert low[ahead - 1, 2] <= active <= high[ahead - 1, 2]
    assert len(start) > 20


def test_real_grants_have_the_survival_that_is_counted_day_by_day() -> None:
    stays, day = grants(), date(2017, 9, 30)
    assert len(stays) > 60
    history = History.of(stays, phases=("grant",), observed=day)
    prior = Prior(years=5, success=0.5, strength=1e-6)
    fitted = forecast.fit(history, prior=prior, per_year=12)
    days = sorted(((one.left or day) - one.entered, one.left is not None) for one in stays)
    there, left = 1.0, len(days)
    for length, over in days:
        if length <= timedelta(days=365.25 * 6):
            there *= 1 - over / left
        left -= 1
    curve = np.cumprod(1 - fitted.exits[0])
    assert curve[12 * 6 - 1] == pytest.approx(there, abs=0.02)
    assert 0.3 < there < 0.98
