"""Shares and overlaps, day by day: the checker's sweep against counting every single day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ikkan.pack import spans
from ikkan.pack.model import Row
from ikkan.values.finding import Place

FIRST = date(2024, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]


def row(position: int, since: date | None, until: date | None, share: Fraction) -> Row:
    return Row(
        kind="programme_share",
        code=f"s{position}",
        data={"programme": "p", "project": "q", "share": share},
        valid_from=since,
        valid_to=until,
        sources=(),
        items=(),
        place=Place("programme_share.csv", line=position + 2),
        position=position,
    )


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Up to five rows within twelve days, some open at an end."""
    made = []
    for position in range(draw(st.integers(0, 5))):
        first, last = sorted((draw(st.integers(1, 10)), draw(st.integers(1, 10))))
        since = None if draw(st.booleans()) and draw(st.booleans()) else DAYS[first]
        until = None if draw(st.booleans()) and draw(st.booleans()) else DAYS[last]
        share = Fraction(1, draw(st.integers(1, 4)))
        made.append(row(position, since, until, share))
    return made


@given(rows())
def test_stretches_sum_the_shares_of_every_day(shares: list[Row]) -> None:
    found = spans.stretches(shares, "share")
    for day in DAYS:
        valid = [r for r in shares if r.valid_on(day)]
        of_day = [s for s in found if s.first <= day <= s.last]
        assert len(of_day) == (1 if valid else 0)
        if valid:
            assert of_day[0].rows == tuple(valid)
            assert of_day[0].total == sum(Fraction(str(r.data["share"])) for r in valid)


@given(rows())
def test_overlaps_are_found_exactly_when_two_rows_share_a_day(shares: list[Row]) -> None:
    found = spans.overlapping(shares)
    crowded = any(sum(r.valid_on(day) for r in shares) > 1 for day in DAYS)
    assert bool(found) == crowded
    for one, other in found:
        assert any(one.valid_on(day) and other.valid_on(day) for day in DAYS)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9))
def test_shares_of_any_parts_make_exactly_one(parts: list[int]) -> None:
    whole = sum(parts)
    shares = [row(n, None, None, Fraction(part, whole)) for n, part in enumerate(parts)]
    [stretch] = spans.stretches(shares, "share")
    assert stretch.total == 1
    assert (stretch.first, stretch.last) == (date.min, date.max)
