"""Scales, bars, columns, intervals and spans stand where their numbers say."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.documents import bars, columns, intervals, scales, spans
from ikkan.values.interval import Interval

AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=1)
POSITIVE = st.decimals(min_value="0.1", max_value=10_000, places=1)


@given(st.lists(POSITIVE, min_size=1, max_size=12))
def test_bars_start_at_zero_and_keep_the_proportion(values: list[Decimal]) -> None:
    chart = bars.draw(values)
    top = max(values)
    full = max(bar.width for bar in chart.bars)
    for bar, value in zip(chart.bars, values, strict=True):
        assert bar.width == pytest.approx(full * float(value / top), abs=0.11)
        assert bar.width <= chart.width
        assert bar.y >= 0
        assert bar.y + bar.height <= chart.height


def test_no_bars_make_no_chart() -> None:
    assert bars.draw([]).bars == ()
    assert [bar.width for bar in bars.draw([Decimal(0)]).bars] == [0]


@given(AMOUNTS, POSITIVE, st.integers(1, 9))
def test_ticks_are_few_and_inside(low: Decimal, span: Decimal, most: int) -> None:
    unit = scales.step(low, low + span, most)
    assert span / unit <= most
    scale = scales.Scale(low=low, high=low + span, start=10, length=200)
    ticks = scale.ticks(unit)
    assert len(ticks) <= most + 1
    assert all(low <= tick.value <= low + span for tick in ticks)
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)
    assert scale.at(low) == 10
    assert scale.at(low + span) == 210


@given(
    st.lists(st.tuples(POSITIVE, POSITIVE, POSITIVE), min_size=1, max_size=8),
)
def test_stacked_columns_reach_the_sum_of_their_parts(rows: list[tuple[Decimal, ...]]) -> None:
    years = [2014 + place for place in range(len(rows))]
    parts = [
        columns.Series(key=key, values=tuple(row[at] for row in rows))
        for at, key in enumerate("xyz")
    ]
    chart = columns.stacked(years, parts, [sum(row, Decimal(0)) for row in rows])
    highest = max(sum(row, Decimal(0)) for row in rows)
    foot = chart.lines[0]
    for place, year in enumerate(years):
        pieces = [piece for piece in chart.pieces if piece.year == year]
        assert [piece.value for piece in pieces] == list(rows[place])
        share = float(sum(rows[place], Decimal(0)) / highest)
        reach = foot - min(piece.y for piece in pieces)
        full = foot - min(piece.y for piece in chart.pieces)
        assert reach == pytest.approx(full * share, abs=1.5)
    assert chart.stacked


def test_bands_leave_out_what_no_source_prints() -> None:
    chart = columns.banded(
        [2014, 2015],
        [
            columns.Series(key="x", values=(Decimal(200), None)),
            columns.Series(key="y", values=(None, Decimal(400))),
        ],
    )
    assert [(piece.key, piece.year) for piece in chart.pieces] == [("x", 2014), ("y", 2015)]
    short, tall = (piece.height for piece in chart.pieces)
    assert tall == pytest.approx(2 * short, abs=0.2)
    assert not chart.stacked


@given(AMOUNTS, POSITIVE, AMOUNTS, POSITIVE)
def test_an_interval_is_drawn_where_it_lies(
    low: Decimal, width: Decimal, other: Decimal, spread: Decimal
) -> None:
    printed = Interval(low, low + width)
    summed = Interval(other, other + spread)
    found = intervals.draw(printed, summed)
    for bar in (found.print_bar, found.sum_bar):
        assert found.axis_from <= bar.x
        assert bar.x + bar.width <= found.axis_to
        assert bar.anchor in {"start", "middle", "end"}
    assert (found.print_bar.x < found.sum_bar.x) <= (low <= other)
    assert found.print_bar.y < found.sum_bar.y < found.axis_y


def test_intervals_of_one_point_still_have_an_axis() -> None:
    point = Interval(Decimal(420), Decimal(420))
    found = intervals.draw(point, point)
    assert len(found.ticks) >= 2
    assert found.print_bar.width >= 3


YEARS = st.integers(2014, 2040)


@given(st.lists(st.tuples(YEARS, st.integers(0, 12) | st.none()), min_size=1, max_size=10))
def test_spans_stand_on_one_axis(rows: list[tuple[int, int | None]]) -> None:
    periods = [
        spans.Period(key=str(place), first=first, last=None if more is None else first + more)
        for place, (first, more) in enumerate(rows)
    ]
    found = spans.draw(periods)
    by_year = {year.year: year for year in found.years}
    for period, span in zip(periods, found.spans, strict=True):
        assert span.key == period.key
        assert span.x == by_year[period.first].x
        assert span.open == (period.last is None)
        assert span.x + span.width <= 100.01
        if period.last is not None:
            edge = by_year.get(period.last + 1)
            assert span.x + span.width == pytest.approx(edge.x if edge else 100, abs=0.01)
    assert all(before.x < after.x for before, after in pairwise(found.years))


def test_a_span_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        spans.draw([spans.Period(key="x", first=2020, last=2019)])


def test_no_spans_make_an_empty_drawing() -> None:
    assert spans.draw([]).spans == ()
