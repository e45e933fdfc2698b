"""Phases fitted to dated histories: censoring, late entry, priors that are said, all faults."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from ikkan import forecast
from ikkan.forecast import ForecastError, History, Prior, Stay
from ikkan.forecast.history import months
from ikkan.forecast.pipeline import survival

pytestmark = pytest.mark.sqlite_only
OBSERVED = date(2026, 3, 31)
FAINT = Prior(years=3, success=0.5, strength=1e-9)


def stay(number: int, entered: date, left: date | None = None, outcome: str = "") -> Stay:
    return Stay(project=f"P{number}", phase="a", entered=entered, left=left, outcome=outcome)


def fitted(*stays: Stay, prior: Prior = FAINT, per_year: int = 12) -> forecast.Pipeline:
    history = History.of(stays, phases=("a",), observed=OBSERVED)
    return forecast.fit(history, prior=prior, per_year=per_year)


def test_equal_days_of_months_are_whole_months_apart() -> None:
    days = np.array(["2024-02-29", "2024-03-01", "2027-03-01", "2026-03-31"], dtype="M8[D]")
    said = months(days)
    assert said[2] - said[1] == 36
    assert 0.03 < said[1] - said[0] < 0.04
    assert 24 < said[3] - said[1] < 25


def test_survival_is_that_of_kaplan_and_meier() -> None:
    begin = date(2020, 1, 1)
    ends = [(5, "stopped"), (9, "advanced"), (9, "censored"), (14, "advanced"), (20, "censored")]
    stays = [
        stay(number, begin, begin + timedelta(days=30 * month), outcome)
        for number, (month, outcome) in enumerate(ends)
    ]
    curve = survival(fitted(*stays).exits, 24)[0]
    assert curve[4] == pytest.approx(1.0)
    assert curve[5] == pytest.approx(4 / 5)
    assert curve[12] == pytest.approx(4 / 5 * (1 - 1 / (3 + 0.88)), abs=0.01)
    assert fitted(*stays).success[0, 0] == pytest.approx(0.5)


def test_what_is_not_over_lengthens_stays_and_is_never_an_end() -> None:
    begin = date(2025, 1, 1)
    over = [stay(n, begin, begin + timedelta(days=200), "advanced") for n in range(10)]
    running = [stay(10 + n, begin) for n in range(10)]
    curve = survival(fitted(*over, *running).exits, 14)[0]
    assert curve[12] == pytest.approx(0.5, abs=1e-6)
    assert survival(fitted(*over).exits, 14)[0, 12] < 0.01


def test_late_entry_counts_only_what_could_be_seen() -> None:
    begin = date(2020, 1, 1)
    early = stay(1, begin, date(2020, 4, 10), "stopped")
    late = Stay(
        project="P2", phase="a", entered=begin, left=date(2021, 4, 10), outcome="advanced",
        seen=date(2021, 1, 1),
    )  # fmt: skip
    curve = survival(fitted(early, late).exits, 24)[0]
    assert curve[3] == pytest.approx(1.0)
    assert curve[4] < 1e-6


def test_the_prior_speaks_where_data_are_silent_and_says_so() -> None:
    begin = date(2025, 10, 1)
    prior = Prior(years=2, success=0.3, strength=4, source="assumed")
    made = fitted(*(stay(n, begin) for n in range(3)), prior=prior)
    assert made.success[0, 0] == pytest.approx(0.3)
    assert made.exits[0, -1] == pytest.approx(1 - np.exp(-1 / 24))
    said = " ".join(note.en for note in made.notes)
    assert "Prior: mean years 2, success 0.3, strength 4 (assumed)" in said
    assert "only 0 of 3 stays ended" in said


def test_few_data_are_told_less_surely_than_many() -> None:
    begin = date(2022, 1, 1)
    start = forecast.Cohorts(counts=np.full((1, 1), 2000))
    width = []
    for size in (8, 400):
        ends = [
            stay(
                n, begin, begin + timedelta(days=30 + n * 97 % 900), ("advanced", "stopped")[n % 2]
            )
            for n in range(size)
        ]
        made = fitted(*ends, prior=Prior(years=2, success=0.5, strength=1))
        told = forecast.simulate(made, start, years=3, replications=400, seed=1)
        low, high = np.quantile(told.of("a.advanced").sum(axis=1), (0.05, 0.95))
        width.append(high - low)
    assert width[0] > 2.5 * width[1]


def test_every_fault_of_a_history_is_told_at_once() -> None:
    begin = date(2020, 1, 1)
    stays = [
        stay(1, begin, date(2019, 1, 1), "advanced"),
        stay(2, begin, None, "stopped"),
        stay(3, begin, date(2021, 1, 1)),
        stay(4, begin, date(2021, 1, 1), "won"),
        stay(5, date(2027, 1, 1)),
        Stay(project="P6", phase="z", entered=begin),
        stay(7, begin),
        stay(7, date(2022, 1, 1)),
        Stay(project="P8", phase="a", entered=begin, seen=date(2026, 12, 1)),
    ]
    with pytest.raises(ForecastError) as refused:
        History.of(stays, phases=("a",), observed=OBSERVED)
    codes = [one.code.removeprefix("forecast.") for one in refused.value.findings]
    assert codes == ["order", "open", "unsaid", "outcome", "future", "phase", "late", "twice"]
    assert "P4 (4)" in refused.value.text.en
    assert "P4 (4)" in refused.value.text.ja
    with pytest.raises(ForecastError, match="empty"):
        History.of([], phases=("a",), observed=OBSERVED)
    with pytest.raises(ForecastError, match="twice"):
        History.of([stay(1, begin)], phases=("a", "a"), observed=OBSERVED)


@pytest.mark.parametrize(
    "prior",
    [
        Prior(years=0, success=0.5),
        Prior(years=1, success=1.0),
        Prior(years={}, success=0.5),
        Prior(years=1, success=0.5, strength=float("nan")),
    ],
)
def test_a_prior_that_cannot_be_is_refused(prior: Prior) -> None:
    with pytest.raises(ForecastError):
        fitted(stay(1, date(2020, 1, 1)), prior=prior)


def test_starts_are_counted_by_year_before_the_end() -> None:
    days = (date(2023, 5, 1), date(2025, 4, 5), date(2025, 9, 1), date(2026, 3, 1))
    history = History.of(
        [stay(n, day) for n, day in enumerate(days)], phases=("a",), observed=OBSERVED
    )
    assert history.starts(3).tolist() == [1, 0, 3]
