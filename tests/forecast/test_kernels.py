"""Every kernel beside its definition in plain numpy: the same bits, or the same distribution."""

from __future__ import annotations

import numpy as np
import pytest

from ikkan.forecast import (
    binomial_kernel,
    binomial_plain,
    cohorts,
    cohorts_kernel,
    cohorts_money_plain,
    cohorts_plain,
    drawing,
    money,
    named,
    named_money_plain,
    named_plain,
    philox_kernel,
    philox_plain,
    reached_kernel,
    reached_plain,
)
from tests.forecast import worlds

pytestmark = pytest.mark.sqlite_only


def test_words_are_those_of_the_published_generator() -> None:
    said = philox_plain.words(0, 0, 0, 0, 0)
    assert [hex(one) for one in said] == ["0x6627e8d5", "0xe169c58d", "0xbc57ac4c", "0x9b00dbd8"]
    full = philox_plain.words(2**32 - 1, 2**32 - 1, 2**32 - 1, 2**32 - 1, 2**64 - 1)
    assert [hex(one) for one in full] == ["0x408f276d", "0x41c83b0e", "0xa20bc7c6", "0x6d5451fd"]


def test_kernel_words_are_the_plain_ones() -> None:
    numbers, into = np.arange(40, 140), np.empty((4, 100), np.uint32)
    keys = named.keys(2**40 + 3)
    philox_kernel.fill(numbers, 100, np.uint64(5), np.uint64(1), np.uint64(2), keys, into)
    assert (into == philox_plain.words(numbers, 5, 1, 2, 2**40 + 3)).all()


@pytest.mark.parametrize(("bins", "size"), [(12, 2500), (12, 200), (4, 200), (1, 200)])
def test_named_projects_are_the_plain_ones(bins: int, size: int) -> None:
    job = worlds.job(size, bins=bins)
    drawn = drawing.parameters(worlds.pipeline(bins), 3, 1)
    made = named.counts(job, drawn, 3, threads=1)
    for replication in range(3):
        plain = named_plain.counts(job, *drawn.of(replication), replication)
        assert (made[replication] == plain).all()
    assert made.sum() > size


def test_uncertain_named_projects_are_the_plain_ones() -> None:
    job, drawn = worlds.job(90), drawing.parameters(worlds.uncertain(), 4, 1)
    made = named.counts(job, drawn, 4)
    for replication in range(4):
        plain = named_plain.counts(job, *drawn.of(replication), replication)
        assert (made[replication] == plain).all()
    assert (drawn.exits[0] != drawn.exits[1]).any()


def test_threads_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named, "SMALL", 10)
    monkeypatch.setattr(cohorts, "SMALL", 1)
    job, drawn = worlds.job(), drawing.parameters(worlds.uncertain(), 9, 1)
    stock = np.full((3, 30), 5)
    response, _ = money.response(worlds.pipeline(), worlds.budget(), 5)
    for told in (None, response):
        alone = named.counts(job, drawn, 9, response=told, threads=1)
        assert (named.counts(job, drawn, 9, response=told, threads=2) == alone).all()
        assert (named.counts(job, drawn, 9, response=told, threads=5) == alone).all()
        counted = cohorts.counts(job, stock, drawn, 9, response=told, threads=1)
        assert (cohorts.counts(job, stock, drawn, 9, response=told, threads=2) == counted).all()
    few = drawing.parameters(worlds.pipeline(), 1, 1)
    alone = named.counts(job, few, 1, threads=1)
    assert (named.counts(job, few, 1, threads=3) == alone).all()


def test_more_replications_change_none_before() -> None:
    job, pipeline = worlds.job(50), worlds.uncertain()
    few = named.counts(job, drawing.parameters(pipeline, 3, 1), 3)
    many = named.counts(job, drawing.parameters(pipeline, 6, 1), 6)
    assert (many[:3] == few).all()


@pytest.mark.parametrize("size", [2100, 150])
def test_named_projects_with_money_are_the_plain_ones(size: int) -> None:
    job, pipeline = worlds.job(size), worlds.pipeline()
    drawn = drawing.parameters(pipeline, 2, 1)
    response, faults = money.response(pipeline, worlds.budget(1.5 * size), 5)
    assert not faults
    made = named.counts(job, drawn, 2, response=response)
    for replication in range(2):
        plain = named_money_plain.counts(job, *drawn.of(replication), response, replication)
        assert (made[replication] == plain).all()


@pytest.mark.parametrize("size", [2100, 150])
def test_scenarios_are_the_plain_ones(size: int) -> None:
    job, drawn = worlds.job(size), drawing.parameters(worlds.uncertain(), 4, 2)
    for last, any_way in ((job.phase + 1, False), (job.phase + 1, True), (np.full(size, 3), False)):
        told = (job.phase, job.age, last, any_way, 36 * 64, 12)
        made = np.zeros((4, size), dtype=np.bool_)
        given = (drawn.exits, drawn.success)
        reached_kernel.run((*told, named.keys(9)), given, (0, 4), made)
        for scenario in range(4):
            plain = reached_plain.reached((*told, 9), *drawn.of(scenario), scenario)
            assert (made[scenario] == plain).all()


@pytest.mark.parametrize(("size", "share"), [(7, 0.3), (60, 0.1), (80, 0.4), (400, 0.93)])
def test_binomials_are_binomial(size: int, share: float) -> None:
    state = binomial_kernel.stream(np.uint64(9), named.keys(3))
    binomial_kernel.again(state, 1)
    drawn = [binomial_kernel.draw(size, share, state) for _ in range(4000)]
    seen = np.bincount(drawn, minlength=size + 1)
    wanted = binomial_plain.chances(size, share) * 4000
    assert wanted.sum() == pytest.approx(4000)
    usual = wanted > 8
    off = ((seen[usual] - wanted[usual]) ** 2 / wanted[usual]).sum()
    assert off < usual.sum() + 4 * np.sqrt(2 * usual.sum())
    assert binomial_kernel.draw(5, 1.0, state) == 5
    assert binomial_kernel.draw(5, 0.0, state) == 0


@pytest.mark.parametrize("bins", [12, 1])
def test_chances_of_cohorts_are_the_plain_ones(bins: int) -> None:
    job = worlds.job(bins=bins)
    stock = np.random.default_rng(1).integers(0, 9, (3, 4 * bins + 1))
    exits, success = drawing.parameters(worlds.uncertain(), 2, 1).of(1)
    if bins == 1:
        exits, success = worlds.pipeline(1).exits, worlds.pipeline(1).success
    plain = cohorts_plain.shares(job, stock, exits, success)
    many = np.add.reduceat(stock, np.arange(0, 4 * bins + 1, cohorts_plain.quarter(bins)), axis=1)
    running, arriving = np.empty_like(plain.running), np.empty_like(plain.arriving)
    told = (stock, many, job.starts, bins, 5, named.keys(1))
    cohorts_kernel.chances(told, exits, success, running, arriving)
    assert np.allclose(running, plain.running, atol=1e-12)
    assert np.allclose(arriving, plain.arriving, atol=1e-12)


def test_counts_of_cohorts_are_distributed_as_the_plain_ones() -> None:
    job, pipeline = worlds.job(), worlds.pipeline()
    stock = np.full((3, 24), 6)
    drawn = drawing.parameters(pipeline, 1, 1)
    plain_shares = cohorts_plain.shares(job, stock, *drawn.of(0))
    made = cohorts.counts(job, stock, drawn, 2000)
    plain = np.stack(
        [
            cohorts_plain.counts(job, stock, plain_shares, np.random.default_rng(number))
            for number in range(250)
        ]
    )
    _alike(made, plain)


def test_counts_with_money_are_distributed_as_the_plain_ones() -> None:
    job, pipeline = worlds.job(), worlds.pipeline()
    stock = np.full((3, 24), 6)
    drawn = drawing.parameters(pipeline, 1, 1)
    response, _ = money.response(pipeline, worlds.budget(), 5)
    made = cohorts.counts(job, stock, drawn, 2000, response=response)
    plain = np.stack(
        [
            cohorts_money_plain.counts(
                job, stock, *drawn.of(0), response, np.random.default_rng(number)
            )
            for number in range(60)
        ]
    )
    _alike(made, plain)


def _alike(made: np.ndarray, plain: np.ndarray) -> None:
    error = np.sqrt(plain.var(axis=0) / len(plain) + made.var(axis=0) / len(made) + 1e-9)
    assert (abs(made.mean(axis=0) - plain.mean(axis=0)) / error).max() < 4.5
    ratio = made.std(axis=0).sum() / plain.std(axis=0).sum()
    assert ratio == pytest.approx(1.0, abs=0.12)
