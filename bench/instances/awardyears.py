"""Award-year rows by the million and dated shares of programmes in projects; all made up.

Called by the benchmark `cube`. Sizes after the register: 12 years, 60 programmes, 8 projects.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from ikkan.analytics.cube import Axis

WIDTHS: Final = {
    "year": 12,
    "programme": 60,
    "domain": 13,
    "phase": 7,
    "modality": 8,
    "prefecture": 48,
}
PROJECTS: Final = 8
BOTTOM: Final = 9_000_000
"""Shares are written in thousand yen of a programme's budget, as sources print them."""
Shares = tuple[Any, Any, Any, Any, Any]


def columns(count: int, chance: np.random.Generator) -> tuple[dict[str, Any], Any]:
    """A place on each axis (programmes and prefectures of very different size) and yen."""
    places = {}
    for name, width in WIDTHS.items():
        weights = 1 / np.arange(1, width + 1) if name in ("programme", "prefecture") else None
        if weights is None:
            places[name] = chance.integers(0, width, count, dtype=np.int8)
        else:
            edges = np.cumsum(weights / weights.sum())
            found = np.searchsorted(edges, chance.random(count, dtype=np.float32))
            places[name] = np.minimum(found, width - 1).astype(np.int8)
    return places, chance.integers(1, 10**8, count)


def axes(sides: tuple[str, ...]) -> list[Axis]:
    """The axes of these sides."""
    return [
        Axis(name=name, members=tuple(f"{name}{n}" for n in range(WIDTHS[name]))) for name in sides
    ]


def shares(chance: np.random.Generator, *, few: bool) -> Shares:
    """Columns year, programme, project, top, bottom; the remainder is project `PROJECTS`.

    With `few` a quarter of the programmes is split; else all, with ties and tiny shares among them.
    """
    rows = []
    for year in range(WIDTHS["year"]):
        for programme in range(WIDTHS["programme"]):
            if few and programme % 4:
                project = programme % (PROJECTS + 1)
                rows.append((year, programme, project, 1, 1))
                continue
            count = int(chance.integers(2, 5))
            targets = np.sort(chance.choice(PROJECTS + 1, count, replace=False))
            if programme % 3 == 0:
                tops, bottom = [1] * count, count
            else:
                bottom = int(chance.integers(1_000, BOTTOM))
                cuts = np.sort(chance.choice(np.arange(1, 1_000), count - 1, replace=False))
                tops = np.diff([0, *cuts, bottom]).tolist()
            divisor = int(np.gcd.reduce([*tops, bottom]))
            rows += [
                (year, programme, int(target), top // divisor, bottom // divisor)
                for target, top in zip(targets, tops, strict=True)
            ]
    return tuple(np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))  # type: ignore[return-value]
