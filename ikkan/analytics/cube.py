"""A dense cube over rows of money (award-years): yen and numbers in a cell for each combination.

Decides: how rows become cells and that a change is seen at once, also in the smaller cubes that
leave out some axes. Called by: portfolio boards, cube_view, the benchmark. Source: performance §4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ikkan.analytics import cube_plain
from ikkan.values.errors import InputError
from ikkan.values.text import Text

Cells = npt.NDArray[np.int64]
MOST_CELLS: Final = 64_000_000
"""Cells of one cube: half a gibibyte for each of its two measures."""
SMALL: Final = 50_000
"""Cells or rows up to which numpy is used as it is; beyond, compiled kernels."""
CHUNK: Final = 1 << 16
"""Rows whose places are computed at once, so that they stay in the cache."""
MEASURES: Final = ("yen", "number")
UNMAPPED: Final = "-"
"""The member or target that holds what is not recorded or mapped nowhere."""


class CubeError(InputError):
    """Rows, axes or shares that make no cube; the text names the axis and the row or member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One side of the cube with its members in order."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """n rows as columns: per axis the place of the row's member, whole yen, and how many it is.

    Shapes (n,); `places` integers; a row taken away has its yen and number negative.
    """

    places: tuple[npt.NDArray[Any], ...]
    yen: Cells
    number: Cells

    def __len__(self) -> int:
        return len(self.yen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuboid:
    """The cube over some of its axes (their positions, rising), everything else added up."""

    axes: tuple[int, ...]
    cells: Mapping[str, Cells]

    @property
    def size(self) -> int:
        """How many cells."""
        return int(self.cells["yen"].size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """Axes and cuboids, the whole one first. `apply` writes into the cells."""

    axes: tuple[Axis, ...]
    cuboids: tuple[Cuboid, ...]

    def place(self, name: str) -> int:
        """The position of an axis. Raises CubeError."""
        for position, axis in enumerate(self.axes):
            if axis.name == name:
                return position
        known = ", ".join(axis.name for axis in self.axes)
        raise CubeError("cube.axis", _NO_AXIS.format(axis=name, known=known))

    def smallest(self, axes: Sequence[int]) -> Cuboid:
        """The smallest cuboid that has these axes."""
        wanted = set(axes)
        fitting = [one for one in self.cuboids if wanted.issubset(one.axes)]
        return min(fitting, key=lambda one: one.size)

    @property
    def engine(self) -> Any:
        """What computes views of this cube."""
        return kernels(self.cuboids[0].size)

    def apply(self, rows: Rows) -> None:
        """Add rows to every cuboid; a changed row is taken away as it was and added as it is."""
        _check(self.axes, rows)
        _add(self.axes, self.cuboids, rows)


def build(axes: Sequence[Axis], rows: Rows, *, leaves_out: int = 0) -> Cube:
    """The cube of the rows; with `leaves_out` n also every cuboid without up to n axes.

    Raises CubeError: too many cells, a member twice, places outside an axis, yen beyond 64 bits.
    """
    shape = tuple(len(axis.members) for axis in axes)
    for axis in axes:
        if len(set(axis.members)) != len(axis.members) or not axis.members:
            raise CubeError("cube.members", _MEMBERS.format(axis=axis.name))
    if prod(shape) > MOST_CELLS:
        said = " × ".join(f"{axis.name} {len(axis.members):,}" for axis in axes)
        raise CubeError("cube.size", _SIZE.format(said=said, most=f"{MOST_CELLS:,}"))
    _check(axes, rows)
    cells = {measure: np.zeros(shape, dtype=np.int64) for measure in MEASURES}
    whole = Cuboid(axes=tuple(range(len(axes))), cells=cells)
    _add(axes, (whole,), rows)
    return Cube(axes=tuple(axes), cuboids=(whole, *_smaller(whole, leaves_out)))


def kernels(size: int) -> Any:
    """Compiled code for large work, numpy for small; both give the same."""
    if size <= SMALL:
        return cube_plain
    from ikkan.analytics import cube_kernels

    return cube_kernels


def folded(
    cells: Cells, axis: int, engine: Any, members: npt.NDArray[np.int64] | None = None
) -> Cells:
    """The cells with the chosen members of one axis (all by default) added up."""
    shape = cells.shape
    chosen = np.arange(shape[axis], dtype=np.int64) if members is None else members
    flat = np.ascontiguousarray(cells).reshape(prod(shape[:axis]), shape[axis], -1)
    found: Cells = engine.fold(flat, chosen)
    return found.reshape(shape[:axis] + shape[axis + 1 :])


def _smaller(whole: Cuboid, leaves_out: int) -> Iterator[Cuboid]:
    """Each from the smallest one found before that has one axis more."""
    before: list[Cuboid] = [whole]
    for gone in range(1, min(leaves_out, len(whole.axes)) + 1):
        now = []
        for axes in combinations(whole.axes, len(whole.axes) - gone):
            larger = min(
                (one for one in before if set(axes) <= set(one.axes)), key=lambda one: one.size
            )
            (lost,) = (at for at, axis in enumerate(larger.axes) if axis not in axes)
            cells = {
                name: folded(one, lost, kernels(one.size)) for name, one in larger.cells.items()
            }
            now.append(Cuboid(axes=axes, cells=cells))
        yield from now
        before = now


def _add(axes: Sequence[Axis], cuboids: Sequence[Cuboid], rows: Rows) -> None:
    """Add the rows to the cells of the cuboids, some rows at a time."""
    add = kernels(max(len(rows), cuboids[0].size)).add
    into = [
        (_strides(axes, one.axes), *(one.cells[measure].reshape(-1) for measure in MEASURES))
        for one in cuboids
    ]
    for first in range(0, len(rows), CHUNK):
        now = slice(first, first + CHUNK)
        block = np.array([places[now] for places in rows.places], dtype=np.int64)
        for strides, yen, number in into:
            add(yen, number, block, strides, rows.yen[now], rows.number[now])


def _strides(axes: Sequence[Axis], kept: Sequence[int]) -> Cells:
    """How far apart the members of each axis stand in a cuboid; 0 for axes it leaves out."""
    found, step = np.zeros(len(axes), dtype=np.int64), 1
    for axis in reversed(kept):
        found[axis] = step
        step *= len(axes[axis].members)
    return found


def _check(axes: Sequence[Axis], rows: Rows) -> None:
    lengths = {len(rows.yen), len(rows.number), *(len(one) for one in rows.places)}
    if len(rows.places) != len(axes) or len(lengths) != 1:
        raise CubeError("cube.columns", _COLUMNS.format(axes=len(axes), columns=len(rows.places)))
    if not len(rows):
        return
    for axis, places in zip(axes, rows.places, strict=True):
        if int(places.min()) < 0 or int(places.max()) >= len(axis.members):
            wrong = int(np.flatnonzero((places < 0) | (places >= len(axis.members)))[0])
            words = _OUTSIDE.format(axis=axis.name, row=wrong + 1, width=len(axis.members))
            raise CubeError("cube.outside", words)
    largest = max(abs(int(rows.yen.max())), abs(int(rows.yen.min())))
    if largest * len(rows) >= 2**62:
        raise CubeError("cube.yen", _YEN.format(largest=f"{largest:,}", rows=f"{len(rows):,}"))


_NO_AXIS: Final = Text(
    "軸「{axis}」はありません。{known}から選んでください。",
    "There is no axis {axis}; choose one of {known}.",
)
_MEMBERS: Final = Text(
    "軸「{axis}」の項目が空か、同じものが二度あります。",
    "The axis {axis} has no members, or one twice.",
)
_SIZE: Final = Text(
    "立方体が大きすぎます（{said}、上限{most}セル）。軸を減らすか、項目をまとめてください。",
    "The cube is too large ({said}; at most {most} cells); take fewer axes or group members.",
)
_COLUMNS: Final = Text(
    "軸は{axes}本、列は{columns}本です。列の数と長さをそろえてください。",
    "There are {axes} axes and {columns} columns; give one column an axis, all of one length.",
)
_OUTSIDE: Final = Text(
    "軸「{axis}」の{row}行目の位置が範囲（0以上{width}未満）にありません。",
    "Row {row} of the axis {axis} lies outside [0, {width}).",
)
_YEN: Final = Text(
    "額が大きすぎて正確に足せません（最大{largest}円、{rows}行）。",
    "The amounts are too large to be added exactly (up to ¥{largest}, {rows} rows).",
)
