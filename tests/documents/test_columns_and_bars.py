"""Geometry of interval drawings, columns over years and bars."""

from __future__ import annotations

from decimal import Decimal

from ikkan.documents import bars, columns, intervals, scales
from ikkan.values.interval import Interval


def rounded(value: int) -> Interval:
    return Interval.rounded(Decimal(value), Decimal(1))


def test_the_print_lies_over_the_sum_on_one_axis() -> None:
    drawing = intervals.draw(rounded(420), Interval(Decimal(419), Decimal(423)))
    assert [tick.value for tick in drawing.ticks] == [419, 420, 421, 422, 423]
    step = drawing.ticks[1].at - drawing.ticks[0].at
    assert drawing.sum_bar.x == drawing.ticks[0].at
    assert drawing.sum_bar.width == drawing.ticks[-1].at - drawing.ticks[0].at
    assert drawing.print_bar.x == drawing.ticks[0].at + step / 2
    assert drawing.print_bar.width == step
    assert drawing.sum_bar.inside
    assert not drawing.print_bar.inside


def test_two_points_are_still_visible() -> None:
    drawing = intervals.draw(Interval.point(Decimal(6)), Interval.point(Decimal(6)))
    assert drawing.print_bar.width == 3


def test_ticks_fall_on_round_numbers() -> None:
    assert scales.step(Decimal("0.05"), Decimal("0.24"), 6) == Decimal("0.05")
    assert scales.step(Decimal(0), Decimal(1300), 6) == 500
    assert scales.step(Decimal(7), Decimal(7), 6) == 1
    assert scales.around(Decimal("0.05"), Decimal("0.24"), Decimal("0.05")) == (
        Decimal("0.05"),
        Decimal("0.25"),
    )


def test_stacked_parts_touch_and_carry_the_printed_total() -> None:
    parts = [
        columns.Series(key="a", values=(Decimal(60), Decimal(50))),
        columns.Series(key="b", values=(Decimal(40), None)),
    ]
    chart = columns.stacked([2014, 2015], parts, [Decimal(101), Decimal(50)])
    first, second = (piece for piece in chart.pieces if piece.year == 2014)
    assert second.y + second.height == first.y
    assert [label.value for label in chart.totals] == [101, 50]
    assert {piece.key for piece in chart.pieces if piece.year == 2015} == {"a"}
    assert chart.stacked


def test_bands_stand_apart_on_one_scale_and_nothing_is_added() -> None:
    parts = [
        columns.Series(key="a", values=(Decimal(100), Decimal(50))),
        columns.Series(key="b", values=(Decimal(25), None)),
    ]
    chart = columns.banded([2014, 2015], parts)
    heights = {(piece.key, piece.year): piece.height for piece in chart.pieces}
    assert heights["a", 2014] == 2 * heights["a", 2015] == 4 * heights["b", 2014]
    assert len(chart.totals) == len(chart.pieces) == 3
    assert not chart.stacked


def test_bars_begin_at_zero() -> None:
    chart = bars.draw([Decimal(100), Decimal(50), Decimal(0)])
    assert chart.bars[0].width == 2 * chart.bars[1].width
    assert chart.bars[2].width == 0
    assert chart.height == 3 * bars.ROW
