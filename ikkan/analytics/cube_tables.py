"""Columns of a table (Arrow, from DuckDB or the lake) as the axes and rows of a cube.

Decides: members stand in the order of their codes, what is not recorded comes last under its own
code. Called by: portfolio boards (their groups), the benchmark. Source: design §4 "analytics".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ikkan.analytics.cube import UNMAPPED, Axis, Rows

if TYPE_CHECKING:
    import pyarrow as pa


def of_arrow(
    table: pa.Table, sides: Sequence[str], yen: str, number: str = ""
) -> tuple[tuple[Axis, ...], Rows]:
    """Axes and rows of the columns named; every row is one where no column says how many."""
    axes, places = [], []
    for name in sides:
        encoded = table[name].combine_chunks().dictionary_encode()
        codes = ["" if one is None else str(one) for one in encoded.dictionary.to_pylist()]
        at = encoded.indices.fill_null(len(codes)).to_numpy(zero_copy_only=False)
        axis, place = _axis(name, [*codes, ""])
        axes.append(axis)
        places.append(place[at])
    ones = np.ones(table.num_rows, dtype=np.int64)
    counted = table[number].to_numpy().astype(np.int64) if number else ones
    rows = Rows(places=tuple(places), yen=table[yen].to_numpy().astype(np.int64), number=counted)
    return tuple(axes), rows


def of_groups(
    groups: Sequence[Sequence[Any]], sides: Sequence[str]
) -> tuple[tuple[Axis, ...], Rows]:
    """The same of groups (code, …, yen, number) as a database gives them."""
    axes, places = [], []
    columns = list(zip(*groups, strict=True)) or [()] * (len(sides) + 2)
    for name, column in zip(sides, columns[:-2], strict=True):
        axis, place = _axis(name, [str(one or "") for one in column] or [""])
        axes.append(axis)
        places.append(place[: len(column)])
    yen, number = (np.array(column, dtype=np.int64) for column in columns[-2:])
    return tuple(axes), Rows(places=tuple(places), yen=yen, number=number)


def _axis(name: str, codes: Sequence[str]) -> tuple[Axis, Any]:
    """The axis of these codes, and the place of each of them on it."""
    known = sorted({code for code in codes if code not in ("", UNMAPPED)})
    members = (*known, UNMAPPED)
    place = {code: at for at, code in enumerate(members)}
    found = np.array([place[code or UNMAPPED] for code in codes], dtype=np.int32)
    return Axis(name=name, members=members), found
