"""Bands of the flow keep the amounts they stand for, and bars keep clear of each other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikkan.documents import flow

ROUND = 0.2  # coordinates are kept to a tenth of a pixel
AMOUNTS = st.decimals(min_value="0.1", max_value="2000", places=1)
ROOMS = st.sampled_from((0.0, 24.0, 40.0, 96.0))


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[list[flow.Slot]], list[flow.Flow]]:
    """Three stages whose bars are all joined to the stage before by one flow at least."""
    names = [
        [f"{stage}{place}" for place in range(draw(st.integers(1, most)))]
        for stage, most in (("a", 5), ("b", 3), ("c", 9))
    ]
    flows = []
    for left, right in ((names[0], names[1]), (names[1], names[2])):
        pairs = draw(st.sets(st.tuples(st.sampled_from(left), st.sampled_from(right)), max_size=20))
        pairs |= {(draw(st.sampled_from(left)), one) for one in right}
        pairs |= {(one, draw(st.sampled_from(right))) for one in left}
        flows += [
            flow.Flow(source=source, target=target, value=draw(AMOUNTS))
            for source, target in sorted(pairs)
        ]
    stages = [[flow.Slot(key=name, room=draw(ROOMS)) for name in stage] for stage in names]
    return stages, flows


@settings(max_examples=40)
@given(drawings())
def test_bands_conserve_the_amounts(given_: tuple[list[list[flow.Slot]], list[flow.Flow]]) -> None:
    stages, flows = given_
    drawn = flow.draw(stages, flows)
    bands = [band for side in drawn.bands for band in side]
    assert [band.flow for band in bands] == flows
    values = {slot.key: Decimal(0) for stage in stages for slot in stage}
    for one in flows:
        values[one.source] += one.value
    passing = {key: max(value, _arriving(key, flows)) for key, value in values.items()}
    scale = flow.HEIGHT / float(max(sum(passing[s.key] for s in stage) for stage in stages))
    for band in bands:
        wanted = max(float(band.flow.value) * scale, flow.THINNEST)
        assert band.thickness == pytest.approx(wanted, abs=0.01)


def _arriving(key: str, flows: Sequence[flow.Flow]) -> Decimal:
    return sum((one.value for one in flows if one.target == key), start=Decimal(0))


@settings(max_examples=40)
@given(drawings())
def test_bars_never_overlap(given_: tuple[list[list[flow.Slot]], list[flow.Flow]]) -> None:
    drawn = flow.draw(*given_)
    for nodes in drawn.stages:
        for above, below in pairwise(nodes):
            assert above.bottom < below.y
        assert nodes[0].y >= 0
        assert nodes[-1].bottom <= drawn.height


@settings(max_examples=40)
@given(drawings())
def test_words_of_a_bar_have_their_room(
    given_: tuple[list[list[flow.Slot]], list[flow.Flow]],
) -> None:
    stages, flows = given_
    drawn = flow.draw(stages, flows)
    for slots, nodes in zip(stages, drawn.stages, strict=True):
        boxes = [
            (node.middle - max(slot.room, node.height) / 2, max(slot.room, node.height))
            for slot, node in zip(slots, nodes, strict=True)
        ]
        for (top, height), (below, _) in pairwise(boxes):
            assert top + height <= below + ROUND


@settings(max_examples=40)
@given(drawings())
def test_bands_of_a_bar_lie_side_by_side_within_it(
    given_: tuple[list[list[flow.Slot]], list[flow.Flow]],
) -> None:
    drawn = flow.draw(*given_)
    for side in drawn.bands:
        for end in ("source", "target"):
            for key in {getattr(band.flow, end) for band in side}:
                mine = sorted(
                    (band.from_y if end == "source" else band.to_y, band.thickness)
                    for band in side
                    if getattr(band.flow, end) == key
                )
                for (top, thick), (below, _) in pairwise(mine):
                    assert top + thick <= below + ROUND
                node = drawn.node(key)
                least = flow.THINNEST * len(mine)
                assert mine[0][0] >= node.y - least - ROUND
                assert mine[-1][0] + mine[-1][1] <= node.bottom + least + ROUND


def test_one_scale_serves_several_drawings() -> None:
    stages = [[flow.Slot(key="a")], [flow.Slot(key="b")]]
    small = flow.draw(
        stages, [flow.Flow(source="a", target="b", value=Decimal(500))], full=Decimal(1000)
    )
    large = flow.draw(
        stages, [flow.Flow(source="a", target="b", value=Decimal(1000))], full=Decimal(1000)
    )
    assert large.node("a").height == pytest.approx(flow.HEIGHT)
    assert small.node("a").height == pytest.approx(flow.HEIGHT / 2)


def test_a_small_amount_is_still_seen() -> None:
    found = flow.draw(
        [[flow.Slot(key="a")], [flow.Slot(key="b")]],
        [flow.Flow(source="a", target="b", value=Decimal("0.1"))],
        full=Decimal(100_000),
    )
    assert found.bands[0][0].thickness == flow.THINNEST


def test_a_remainder_is_marked_as_not_itemised() -> None:
    rest = flow.Flow(source="a", target="b", value=Decimal(71), itemised=False)
    found = flow.draw([[flow.Slot(key="a")], [flow.Slot(key="b")]], [rest])
    assert [band.flow.itemised for band in found.bands[0]] == [False]


def test_a_flow_may_not_skip_a_stage() -> None:
    stages: Sequence[Sequence[flow.Slot]] = [[flow.Slot(key=key)] for key in "abc"]
    with pytest.raises(ValueError, match="skips a stage"):
        flow.draw(stages, [flow.Flow(source="a", target="c", value=Decimal(1))])


def test_a_flow_names_bars_that_exist() -> None:
    with pytest.raises(KeyError):
        flow.draw(
            [[flow.Slot(key="a")], [flow.Slot(key="b")]],
            [flow.Flow(source="a", target="x", value=Decimal(1))],
        )
