"""What the samplers say: in accord with each other and with what can be computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from ikkan import forecast
from ikkan.forecast import Cohorts, ForecastError, Pipeline, Projects
from tests.forecast import worlds

pytestmark = pytest.mark.sqlite_only


def test_named_projects_and_cohorts_agree() -> None:
    pipeline, start = worlds.pipeline(), worlds.projects(1200)
    told = {"years": 5, "replications": 300, "seed": 3, "starts_per_year": 200}
    for money in (None, worlds.budget(2000.0)):
        named = forecast.simulate(pipeline, start, budget=money, **told)
        counted = forecast.simulate(pipeline, start.cohorts(3, 12), budget=money, **told)
        assert (named.path, counted.path) == ("named", "cohorts")
        assert np.allclose(named.mean(), counted.mean(), rtol=0.03, atol=1.0)
        spread = named.samples.std(axis=0).sum() / counted.samples.std(axis=0).sum()
        assert spread == pytest.approx(1.0, abs=0.1)


def test_ends_of_stays_are_split_to_both_edges() -> None:
    """Three years in two phases, with coarse bins: bins at their left edge say a fifth too much."""
    for bins in (12, 4):
        leave = 1 - np.exp(-1 / (1.5 * bins))
        pipeline = Pipeline(
            phases=("a", "b"), per_year=bins, exits=np.full((2, bins), leave),
            success=np.full((2, 1), 0.5),
        )  # fmt: skip
        start = Cohorts(counts=np.array([[100_000], [0]]))
        told = forecast.simulate(pipeline, start, years=3, replications=200, seed=1)
        rate = 1 / 1.5
        wanted = 25_000 * (1 - np.exp(-rate * 3) * (1 + rate * 3))
        assert told.of("b.advanced").sum(axis=1).mean() == pytest.approx(wanted, rel=0.004)


def test_projects_are_never_lost() -> None:
    start = worlds.projects(90)
    for budget in (None, worlds.budget(100.0)):
        told = forecast.simulate(
            worlds.uncertain(), start, years=5, replications=40, seed=2,
            starts_per_year=[10, 0, 5, 7, 9], budget=budget,
        )  # fmt: skip
        ended = sum(told.of(f"{phase}.stopped").sum(axis=1) for phase in worlds.PHASES)
        ended = ended + told.of("clinical.advanced").sum(axis=1)
        active = sum(told.of(f"{phase}.active")[:, -1] for phase in worlds.PHASES)
        assert (ended + active == 90 + 31).all()


def test_more_money_is_faster_and_no_response_changes_nothing() -> None:
    start, told = worlds.projects(600).cohorts(3, 12), {"years": 5, "replications": 200, "seed": 3}
    pipeline = worlds.pipeline()
    poor, rich = (
        forecast.simulate(pipeline, start, budget=worlds.budget(yen), **told).of(
            "clinical.advanced"
        )
        for yen in (200.0, 2400.0)
    )
    assert rich.sum(axis=1).mean() > 1.5 * poor.sum(axis=1).mean()
    still = forecast.Budget(yen=np.full(5, 1.0), speed=0.0, success=0.0)
    plain = forecast.simulate(pipeline, start, **told).mean()
    same = forecast.simulate(pipeline, start, budget=still, **told).mean()
    assert np.allclose(plain, same, rtol=0.05, atol=2)


def test_success_is_the_share_that_the_scenarios_show() -> None:
    pipeline, start = worlds.uncertain(), worlds.projects(74)
    for event in ("advance", "exit", "end", "clinical"):
        wanted = forecast.success(pipeline, start.phase, start.elapsed, 3.0, event=event)
        drawn = forecast.scenarios(pipeline, start, size=1500, seed=4, horizon=3.0, event=event)
        assert drawn.shape == (1500, 74)
        assert drawn.mean() == pytest.approx(wanted.mean(), abs=0.02)
        assert abs(drawn.mean(axis=0) - wanted).max() < 0.07
    assert (forecast.success(pipeline, 2, [0.0, 1.0], 3.0, event="clinical") == 1).all()
    assert forecast.success(pipeline, 0, 0.0, 0.0) == 0
    told = forecast.success(pipeline, np.array([[0], [1]]), np.array([0.0, 1.0, 2.0]), 5.0)
    assert told.shape == (2, 3)


def test_what_is_not_known_moves_all_projects_of_a_phase_together() -> None:
    start = Projects(
        codes=tuple(map(str, range(60))), phase=np.zeros(60, np.int32), elapsed=np.ones(60)
    )
    apart = forecast.scenarios(worlds.uncertain().known(), start, size=800, horizon=3.0)
    together = forecast.scenarios(worlds.uncertain(), start, size=800, horizon=3.0)
    assert together.sum(axis=1).std() > 1.3 * apart.sum(axis=1).std()


def test_a_joint_band_holds_all_years_and_indicators_together() -> None:
    told = forecast.simulate(
        worlds.pipeline(), worlds.projects(500), years=5, replications=1000, seed=3
    )
    band = told.joint(0.9)
    low, high = told.interval(0.9)
    assert 0.9 <= band.inside <= 0.97
    apart = ((told.samples >= low) & (told.samples <= high)).all(axis=(1, 2)).mean()
    assert apart < 0.6
    assert (band.low <= low).all()
    assert (band.high >= high).all()
    few = told.joint(0.9, ["clinical.advanced"])
    assert np.isnan(few.low[:, 0]).all()
    assert few.inside >= 0.9


def test_everything_wrong_is_told_at_once() -> None:
    pipeline = worlds.pipeline()
    start = Projects(
        codes=("A", "A"), phase=np.array([0, 9], np.int32), elapsed=np.array([-1.0, 1.0])
    )
    money = forecast.Budget(yen=np.ones(2), speed=-1.0, least=3.0)
    with pytest.raises(ForecastError) as refused:
        forecast.simulate(
            pipeline, start, years=5, replications=0, seed=-1, starts_per_year=[1.5], budget=money
        )
    codes = {one.code.removeprefix("forecast.") for one in refused.value.findings}
    assert codes >= {"whole", "years", "phase", "code", "age", "limits", "number"}
    assert "9" in refused.value.text.ja
    for wrong in (
        lambda: forecast.simulate(pipeline, Projects.none(), years=1),
        lambda: forecast.simulate(pipeline, worlds.projects(1), years=99),
        lambda: forecast.simulate(pipeline, Cohorts(counts=np.ones((2, 1), int)), years=1),
        lambda: forecast.success(pipeline, 0, 0.0, 1.0, event="moon"),
        lambda: forecast.scenarios(pipeline, worlds.projects(1), size=0, horizon=1.0),
        lambda: Pipeline.of(["a"], years=1, success=1.5),
        lambda: Pipeline.of(["a"], years=1, success=0.5, per_year=5),
        lambda: forecast.calibrate(forecast.Prior(years=1, success=0.5), n=0),
    ):
        with pytest.raises(ForecastError):
            wrong()


@pytest.mark.parametrize("cohorts", [False, True])
def test_intervals_of_drawn_worlds_cover_what_they_promise(cohorts: bool) -> None:
    told = forecast.calibrate(
        forecast.Prior(years=2, success=0.4, strength=3), n=150, seed=5, cohorts=cohorts
    )
    assert told.n == 150
    assert told.ranks.sum(axis=1).tolist() == [150, 150, 150]
    assert abs(told.coverage - 0.9).max() < 4 * told.error
