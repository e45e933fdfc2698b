"""The cube beside DuckDB and Polars: views with crosswalks to the yen, changes, building.

Both peers answer the same question in the same whole yen: group by programme, split each group by
dated shares (largest remainders), add up by project. --quick has 10 M award-year rows and a floor
of 10 ms; --full 100 M and the ratio to DuckDB. Two families of shares: most programmes whole in one
project (as a pack has them), and every programme split (the worst case). A line of its own has a
sixth axis (prefectures, 25 M cells), which no peer needs to hold.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from bench.instances import awardyears, groups
from bench.line import Line, Options
from ikkan.analytics import cube
from ikkan.analytics.cube import Cube, Rows
from ikkan.analytics.cube_tables import of_arrow
from ikkan.analytics.cube_view import Crosswalk, View, Walk, ready, view

ROWS = {False: 10_000_000, True: 100_000_000}
ROUNDS = 3
TRIES = 11
VIEW_MS, RATIO, GOAL, CHANGE_MS = 10.0, 150.0, 300.0, 5.0
CHANGED = 10_000
SIDES = ("year", "programme", "domain", "phase", "modality")
VIEWS = {
    "year × project": ("year", "project"),
    "year × project × phase": ("year", "project", "phase"),
    "project × domain × modality": ("project", "domain", "modality"),
    "year × programme × phase (no crosswalk)": ("year", "programme", "phase"),
    "year × project × domain × phase × modality": (
        *("year", "project", "domain", "phase", "modality"),
    ),
}


def run(options: Options) -> Iterator[Line]:
    """Kernels first, then views of both families, a change, the wide cube, memory of nothing."""
    yield _compiled()
    chance = np.random.default_rng(options.seed)
    count = ROWS[options.full]
    places, yen = awardyears.columns(count, chance)
    case = f"{count:,} rows"
    began = time.perf_counter()
    rows = _rows(places, yen, SIDES)
    made = cube.build(awardyears.axes(SIDES), rows, leaves_out=1)
    took = round(time.perf_counter() - began, 3)
    cells = made.cuboids[0].size
    yield _line(f"{case}, {cells:,} cells, {len(made.cuboids)} cuboids", "seconds to build", took)
    with groups.opened(places, yen) as peers:
        for family in ("few split", "all split"):
            shares = awardyears.shares(chance, few=family == "few split")
            peers.share(shares)
            walk = ready(_crosswalk(shares), made)
            for name, sides in VIEWS.items():
                yield from _view(f"{case}, {family}: {name}", made, walk, sides, peers, options)
        yield from _changes(case, made, places, yen, chance, peers)
        del made, rows
        gc.collect()
        yield from _wide(case, places, yen, shares, peers)


def _compiled() -> Line:
    import pyarrow as pa

    chance = np.random.default_rng(0)
    places, yen = awardyears.columns(100_000, chance)
    began = time.perf_counter()
    named = {name: [f"{name}{n}" for n in column] for name, column in places.items()}
    axes, rows = of_arrow(pa.table({**named, "yen": yen}), SIDES, "yen")
    made = cube.build(axes, rows, leaves_out=1)
    walk = ready(_crosswalk(awardyears.shares(chance, few=True)), made)
    view(made, View(sides=("year", walk)))
    took = round(time.perf_counter() - began, 2)
    return _line("first calls, kernels from the cache or compiled", "seconds", took)


def _view(
    case: str, made: Cube, walk: Walk, sides: tuple[str, ...], peers: Any, options: Options
) -> Iterator[Line]:
    asked = View(sides=tuple(walk if one == "project" else one for one in sides))
    own, theirs, others = [], [], []
    for _ in range(ROUNDS):
        theirs.append(_timed(lambda: peers.duckdb(sides)))
        own.append(_timed(lambda: view(made, asked), TRIES))
    others.append(_timed(lambda: peers.polars(sides)))
    equal = all(
        np.array_equal(own[-1][1].cells, one[-1][1].reshape(own[-1][1].cells.shape))
        for one in (theirs, others)
    )
    yield _line(case, "equal to DuckDB and Polars to the yen", float(equal), floor=1.0, holds=equal)
    took, duck, polar = (statistics.median(one for one, _ in s) for s in (own, theirs, others))
    named = f"{case}; {peers.named}"
    if options.full:
        yield _line(
            named,
            "times as fast as DuckDB",
            round(duck / took, 1),
            seconds=round(took, 6),
            peer_seconds=round(duck, 4),
            floor=RATIO,
            goal=GOAL,
            holds=duck / took >= RATIO,
            reached=duck / took >= GOAL,
        )
    else:
        shown = took * 1000
        yield _line(
            named,
            "milliseconds of a view",
            round(shown, 3),
            seconds=round(took, 6),
            peer_seconds=round(duck, 4),
            floor=VIEW_MS,
            holds=shown <= VIEW_MS,
        )
    yield _line(case, "seconds of Polars", round(polar, 4))


def _changes(
    case: str, made: Cube, places: Any, yen: Any, chance: np.random.Generator, peers: Any
) -> Iterator[Line]:
    """Rows that get other yen and another programme; then the same view, and DuckDB's of them."""
    at = chance.choice(len(yen), CHANGED, replace=False)
    before = {name: column[at] for name, column in places.items()}
    after = before | {"programme": (before["programme"] + 1) % awardyears.WIDTHS["programme"]}
    more = yen[at] + chance.integers(1, 10**6, CHANGED)
    gone = _rows(before, -yen[at], SIDES, -1)
    come = _rows(after, more, SIDES)
    back = _rows(before, yen[at], SIDES), _rows(after, -more, SIDES, -1)
    took = []
    for _ in range(TRIES):
        took.append(_timed(lambda: (made.apply(gone), made.apply(come)))[0])
        for one in back:
            made.apply(one)
    made.apply(gone)
    made.apply(come)
    peers.change(at, after, more)
    places["programme"][at], yen[at] = after["programme"], more
    sides = VIEWS["year × programme × phase (no crosswalk)"]
    equal = np.array_equal(view(made, View(sides=sides)).cells, peers.duckdb(sides))
    ms = min(took) * 1000
    named = f"{case}, {CHANGED:,} rows changed in every cuboid"
    yield _line(named, "equal to DuckDB afterwards", float(equal), floor=1.0, holds=equal)
    yield _line(
        *(named, "milliseconds"),
        round(ms, 3),
        seconds=round(ms / 1000, 6),
        goal=CHANGE_MS,
        reached=ms < CHANGE_MS,
    )


def _wide(case: str, places: Any, yen: Any, shares: Any, peers: Any) -> Iterator[Line]:
    sides = (*SIDES, "prefecture")
    took, made = _timed(
        lambda: cube.build(awardyears.axes(sides), _rows(places, yen, sides), leaves_out=1)
    )
    size = f"{made.cuboids[0].size:,} cells"
    yield _line(f"{case}, with prefectures, {size}", "seconds to build", round(took, 3))
    walk = ready(_crosswalk(shares), made)
    for shown in (("year", "project", "prefecture"), ("year", "project", "domain", "prefecture")):
        asked = View(sides=tuple(walk if one == "project" else one for one in shown))
        took, found = _timed(lambda asked=asked: view(made, asked), TRIES)
        duck, theirs = _timed(lambda shown=shown: peers.duckdb(shown))
        equal = np.array_equal(found.cells, theirs)
        named = f"{case}, all split: {' × '.join(shown)}"
        yield _line(
            f"{named}; {peers.named}",
            "times as fast as DuckDB",
            round(duck / took, 1),
            seconds=round(took, 6),
            peer_seconds=round(duck, 4),
        )
        yield _line(named, "equal to DuckDB to the yen", float(equal), floor=1.0, holds=equal)


def _rows(places: Any, yen: Any, sides: tuple[str, ...], number: int = 1) -> Rows:
    return Rows(
        places=tuple(places[name] for name in sides),
        yen=yen,
        number=np.full(len(yen), number, dtype=np.int64),
    )


def _crosswalk(shares: awardyears.Shares) -> Crosswalk:
    of_row: dict[tuple[str, str], list[tuple[str, Fraction]]] = {}
    for year, programme, target, top, bottom in zip(*shares, strict=True):
        key = f"year{year}", f"programme{programme}"
        if target < awardyears.PROJECTS:
            of_row.setdefault(key, []).append((f"project{target}", Fraction(int(top), int(bottom))))
    targets = tuple(f"project{n}" for n in range(awardyears.PROJECTS))
    given = {key: tuple(found) for key, found in of_row.items()}
    return Crosswalk(axis="programme", targets=targets, shares=given, dated_by="year")


def _timed(call: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """The best of some calls, and what the last one gave."""
    best, found = float("inf"), None
    for _ in range(times):
        began = time.perf_counter()
        found = call()
        best = min(best, time.perf_counter() - began)
    return best, found


def _line(case: str, metric: str, value: float, **more: Any) -> Line:
    return Line(bench="cube", case=case, metric=metric, value=value, **more)
