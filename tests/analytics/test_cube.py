"""The cube: kernels as numpy says, totals to the yen, DuckDB's numbers, changes, refusals."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikkan.analytics import cube, cube_kernels, cube_plain
from ikkan.analytics.cube import UNMAPPED, Axis, CubeError, Rows
from ikkan.analytics.cube_tables import of_arrow, of_groups
from ikkan.analytics.cube_view import Crosswalk, View, apart, combined, ready, same, view

SHAPE = {"year": 3, "programme": 5, "domains": 4, "phase": 3}
PROJECTS = ("P0", "P1", "P2")


def axes() -> list[Axis]:
    return [
        Axis(name=name, members=tuple(f"{name[0]}{n}" for n in range(width)))
        for name, width in SHAPE.items()
    ]


def some(seed: int, count: int = 400, least: int = 0) -> Rows:
    chance = np.random.default_rng(seed)
    return Rows(
        places=tuple(chance.integers(0, width, count) for width in SHAPE.values()),
        yen=chance.integers(least, 10**9, count),
        number=np.ones(count, dtype=np.int64),
    )


def crosswalk(seed: int, dated: bool = True) -> Crosswalk:
    """A third of the programmes wholly in one project, others split, some with a remainder."""
    chance = np.random.default_rng(seed)
    year, programme = axes()[:2]
    shares: dict[tuple[str, str], Any] = {}
    for period in year.members if dated else ("",):
        for member in programme.members:
            targets = list(chance.permutation(PROJECTS)[: chance.integers(0, 4)])
            bottom = int(chance.integers(len(targets) + 1, 9_000_000))
            cuts = sorted(chance.choice(bottom, len(targets), replace=False).tolist())
            parts = np.diff([0, *cuts]) if targets else []
            shares[period, member] = tuple(
                (str(target), Fraction(int(part), bottom))
                for target, part in zip(targets, parts, strict=True)
                if part
            )
        shares[period, "p0"] = (("P1", Fraction(1)),)
    return Crosswalk(
        axis="programme", targets=PROJECTS, shares=shares, dated_by="year" if dated else ""
    )


DOMAINS = {
    ("", "d0"): (("A", Fraction(1)),),
    ("", "d1"): (("A", Fraction(1, 2)), ("B", Fraction(1, 2))),
    ("", "d2"): (("A", Fraction(1, 3)), ("B", Fraction(1, 3)), ("C", Fraction(1, 3))),
}


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.integers(-(2**51), 2**51), min_size=4, max_size=4),
    shares=st.lists(st.integers(1, 500), min_size=1, max_size=5),
    more=st.integers(0, 2**20),
)
def test_shares_of_a_cell_add_up_and_stay_within_a_yen(
    values: list[int], shares: list[int], more: int
) -> None:
    shares[-1] += more
    cells = np.array(values, dtype=np.int64).reshape(1, 2, 1, 2)
    rows = [np.array(one, dtype=np.int64) for one in ([0, len(shares)], range(len(shares)), shares)]
    bottom = np.array([sum(shares)], dtype=np.int64)
    plain = cube_plain.split(cells, *rows, bottom, len(shares))
    assert np.array_equal(plain, cube_kernels.split(cells, *rows, bottom, len(shares)))
    assert np.array_equal(plain.sum(axis=2), cells[:, :, 0, :])
    for at, top in enumerate(shares):
        for value, part in zip(values, plain[0, :, at, :].reshape(-1).tolist(), strict=True):
            assert abs(part - Fraction(value * top, int(bottom[0]))) < 1


def test_largest_remainders_get_what_is_left_the_first_of_equal_ones_first() -> None:
    rows = [np.array(one, dtype=np.int64) for one in ([0, 3], [0, 1, 2], [1, 1, 1], [3])]
    for engine in (cube_plain, cube_kernels):
        found = engine.split(np.full((1, 1, 1, 1), 100, dtype=np.int64), *rows, 3)
        assert found.reshape(-1).tolist() == [34, 33, 33]
    rows[2], rows[3] = np.array([1, 2, 4]), np.array([7])
    for engine in (cube_plain, cube_kernels):
        found = engine.split(np.full((1, 1, 1, 1), 10, dtype=np.int64), *rows, 3)
        assert found.reshape(-1).tolist() == [1, 3, 6]


def test_kernels_add_and_fold_as_numpy_does() -> None:
    rows = some(1)
    block = np.array(rows.places, dtype=np.int64)
    strides = np.array([60, 12, 0, 1], dtype=np.int64)
    made = []
    for engine in (cube_plain, cube_kernels):
        yen, number = np.zeros((2, 180), dtype=np.int64)
        engine.add(yen, number, block, strides, rows.yen, rows.number)
        cells = yen.reshape(3, 5, 12)
        folds = [engine.fold(cells, np.array(chosen)) for chosen in ([0, 2, 4], [1])]
        last = engine.fold(yen.reshape(60, 3, 1), np.arange(3))
        made.append((yen, number, *folds, last))
    for plain, compiled in zip(*made, strict=True):
        assert np.array_equal(plain, compiled)
    assert made[0][0].sum() == rows.yen.sum()


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("large", [True, False])
def test_every_view_keeps_the_total_to_the_yen(
    monkeypatch: pytest.MonkeyPatch, dated: bool, large: bool
) -> None:
    if large:
        monkeypatch.setattr(cube, "SMALL", 0)
    rows = some(2, least=-(10**8))
    made = cube.build(axes(), rows, leaves_out=2)
    assert len(made.cuboids) == 1 + 4 + 6
    projects = ready(crosswalk(2, dated), made)
    fields = ready(Crosswalk(axis="domains", targets=("A", "B", "C"), shares=DOMAINS), made)
    for sides in ((projects,), ("year", projects), ("phase", fields, projects), ("phase", "year")):
        found = view(made, View(sides=sides))
        assert found.cells.sum() == rows.yen.sum(), sides
        assert found.cells.shape == tuple(len(one) for one in found.members)
    by_year = view(made, View(sides=("year", fields)))
    assert np.array_equal(by_year.cells.sum(axis=1), view(made, View(sides=("year",))).cells)
    assert by_year.members[1] == ("A", "B", "C", UNMAPPED)
    third = view(made, View(sides=(fields,), measure="number", parts=100))
    assert third.cells.sum() == 100 * len(rows)


def test_full_counting_counts_every_target_whole() -> None:
    rows = some(3)
    made = cube.build(axes(), rows)
    whole = {key: tuple((code, Fraction(1)) for code, _ in one) for key, one in DOMAINS.items()}
    fields = ready(
        Crosswalk(axis="domains", targets=("A", "B", "C"), shares=whole, full=True), made
    )
    found = view(made, View(sides=(fields,), measure="number")).cells
    count = [int((rows.places[2] == at).sum()) for at in range(4)]
    assert found.tolist() == [sum(count[:3]), count[1] + count[2], count[2], count[3]]
    assert found.sum() > len(rows)


def test_two_crosswalks_of_one_axis_stand_side_by_side() -> None:
    rows = some(4)
    made = cube.build(axes(), rows)
    projects = crosswalk(4)
    ministries = Crosswalk(
        axis="programme",
        targets=("M", "N"),
        shares={("", f"p{n}"): ((("M", "N")[n % 2], Fraction(1)),) for n in range(4)},
    )
    both = (ministries, projects)
    walk = ready(combined(both, made), made)
    found = apart(view(made, View(sides=(walk,))).cells, 0, both)
    assert found.shape == (3, 4)
    assert found.sum() == rows.yen.sum()
    alone = view(made, View(sides=(ready(ministries, made),))).cells
    assert np.array_equal(found.sum(axis=1), alone)
    programme = same(made.axes[1])
    three = (programme, ministries, projects)
    walk = ready(combined(three, made), made)
    square = apart(view(made, View(sides=("phase", walk))).cells, 1, three)
    assert square.shape == (3, 6, 3, 4)
    assert np.array_equal(square.sum(axis=(0, 1, 3)), alone)


def test_members_kept_are_those_of_the_rows() -> None:
    rows = some(5)
    made = cube.build(axes(), rows, leaves_out=1)
    kept = np.isin(rows.places[3], (0, 2)) & (rows.places[0] == 1)
    asked = View(sides=("year", "programme"), only={"phase": ("p0", "p2"), "year": ("y1",)})
    found = view(made, asked).cells
    assert found[[0, 2]].sum() == 0
    sums = np.bincount(rows.places[1][kept], rows.yen[kept], minlength=5).astype(np.int64)
    assert np.array_equal(found[1], sums)


def test_a_change_is_seen_in_every_view() -> None:
    rows = some(6)
    made = cube.build(axes(), rows, leaves_out=2)
    moved = (rows.places[0], (rows.places[1] + 1) % 5, *rows.places[2:])
    made.apply(Rows(places=rows.places, yen=-rows.yen, number=-rows.number))
    made.apply(Rows(places=moved, yen=rows.yen + 7, number=rows.number))
    again = cube.build(
        axes(), Rows(places=moved, yen=rows.yen + 7, number=rows.number), leaves_out=2
    )
    for one, other in zip(made.cuboids, again.cuboids, strict=True):
        assert one.axes == other.axes
        for measure in cube.MEASURES:
            assert np.array_equal(one.cells[measure], other.cells[measure])


def test_what_makes_no_cube_is_refused_by_name() -> None:
    rows, sides = some(7), axes()
    wide = [Axis(name=name, members=tuple(str(n) for n in range(9_000))) for name in "ab"]
    outside = Rows(places=(rows.places[0] + 1, *rows.places[1:]), yen=rows.yen, number=rows.number)
    huge = Rows(places=rows.places, yen=np.full(400, 2**60), number=rows.number)
    for given_axes, given_rows, said in (
        (wide, some(7), "a 9,000 × b 9,000"),
        (sides[:3], rows, "3 axes and 4 columns"),
        (sides, outside, "axis year"),
        (sides, huge, "too large to be added"),
        ([*sides[:3], Axis(name="phase", members=("x", "x"))], rows, "phase"),
    ):
        with pytest.raises(CubeError, match=said):
            cube.build(given_axes, given_rows)
    made = cube.build(sides, rows)
    for shares, said in (
        ((("P9", Fraction(1)),), "P9"),
        ((("P0", Fraction(2, 3)), ("P1", Fraction(2, 3))), "4/3"),
        ((("P0", Fraction(0)),), "not above 0"),
        ((("P0", Fraction(1, 2**33)),), "denominator"),
    ):
        with pytest.raises(CubeError, match=said):
            ready(Crosswalk(axis="programme", targets=PROJECTS, shares={("", "p1"): shares}), made)
    for asked, said in (
        (View(sides=("colour",)), "colour"),
        (View(sides=("phase", "phase")), "phase, phase"),
        (View(sides=("phase",), only={"year": ("y9",)}), "y9"),
    ):
        with pytest.raises(CubeError, match=said):
            view(made, asked)
    with pytest.raises(CubeError, match="first axis"):
        ready(Crosswalk(axis="programme", targets=(), shares={}, dated_by="phase"), made)
    with pytest.raises(CubeError, match="combined"):
        combined((crosswalk(1), Crosswalk(axis="phase", targets=(), shares={})), made)


def test_columns_of_arrow_and_groups_of_a_database_give_the_same_cube() -> None:
    pa = pytest.importorskip("pyarrow")
    groups = [("b", None, 5, 2), ("a", "y", 7, 1), ("b", "y", -1, 0), (None, "x", 3, 1)]
    named = dict(zip(("one", "two", "yen", "number"), zip(*groups, strict=True), strict=True))
    made = [
        of_arrow(pa.table({k: list(v) for k, v in named.items()}), ("one", "two"), "yen", "number"),
        of_groups(groups, ("one", "two")),
    ]
    for sides, rows in made:
        assert [axis.members for axis in sides] == [("a", "b", UNMAPPED), ("x", "y", UNMAPPED)]
        cells = view(cube.build(sides, rows), View(sides=("one", "two"))).cells
        assert cells.tolist() == [[0, 7, 0], [0, -1, 5], [3, 0, 0]]
    empty = cube.build(*of_groups([], ("one", "two")))
    assert view(empty, View(sides=("one",), measure="number")).cells.tolist() == [0]


@pytest.mark.parametrize("dated", [True, False])
def test_a_view_is_what_duckdb_says_to_the_yen(dated: bool) -> None:
    duckdb = pytest.importorskip("duckdb")
    rows, walked = some(8, 300), crosswalk(8, dated)
    made = cube.build(axes(), rows)
    found = view(made, View(sides=("phase", ready(walked, made)))).cells
    shares = [
        (period, member, *share)
        for (period, member), given_shares in walked.shares.items()
        for share in _written(given_shares)
    ]
    names = [
        [axis.members[at] for at in places]
        for axis, places in zip(axes(), rows.places, strict=True)
    ]
    connection = duckdb.connect()
    connection.execute("CREATE TABLE f (y VARCHAR, p VARCHAR, d VARCHAR, h VARCHAR, yen BIGINT)")
    connection.executemany(
        "INSERT INTO f VALUES (?, ?, ?, ?, ?)", list(zip(*names, rows.yen.tolist(), strict=True))
    )
    connection.execute("CREATE TABLE s (y VARCHAR, p VARCHAR, t INT, top BIGINT, bottom BIGINT)")
    connection.executemany("INSERT INTO s VALUES (?, ?, ?, ?, ?)", shares)
    told = connection.execute(_SPLIT.format(y="f.y" if dated else "''")).fetchall()
    other = np.zeros_like(found)
    for phase, target, yen in told:
        other[axes()[3].members.index(phase), target] = yen
    assert np.array_equal(found, other)


def _written(shares: Any) -> list[tuple[int, int, int]]:
    """Targets by place with tops over one bottom, what is left out at the end."""
    left = Fraction(1) - sum((share for _, share in shares), start=Fraction(0))
    every = [(PROJECTS.index(code), share) for code, share in shares]
    every += [(len(PROJECTS), left)] if left else []
    bottom = int(np.lcm.reduce([share.denominator for _, share in every]))
    return [(at, int(share * bottom), bottom) for at, share in every]


_SPLIT = """
WITH c AS (SELECT {y} y, p, h, sum(yen)::BIGINT yen FROM f GROUP BY ALL),
r AS (SELECT c.y, c.p, h, t, yen // bottom * top + yen % bottom * top // bottom part,
  yen % bottom * top % bottom rest, bottom FROM c JOIN s ON c.y = s.y AND c.p = s.p),
k AS (SELECT *, row_number() OVER (PARTITION BY y, p, h ORDER BY rest DESC, t) n,
  sum(rest) OVER (PARTITION BY y, p, h) // bottom extra FROM r)
SELECT h, t, sum(part + (n <= extra)::BIGINT)::BIGINT FROM k GROUP BY ALL
"""
