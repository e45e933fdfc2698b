"""Views of a cube: any axes, as they are or through crosswalks, with the unmapped remainder.

Decides: how a cell is shared out: in whole yen, a member's shares adding up to what it has (largest
remainders). Called by: portfolio boards, the benchmark. Source: design §3 (crosswalks), S-113.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ikkan.analytics import cube_plain
from ikkan.analytics.cube import UNMAPPED, Axis, Cells, Cube, CubeError, folded
from ikkan.values.text import Text

Shares = tuple[tuple[str, Fraction], ...]
_ONE: Final = Fraction(1)
_LARGEST: Final = 2**31
"""Above any common denominator of the shares of one member, so that products stay exact."""
_QUICK: Final = 2**26, 2**52
"""Denominators and cells from which numpy's whole numbers are used instead of the kernel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """Many-to-many weights from the members of an axis to targets.

    `shares` by (period, member); the period is a member of the axis `dated_by`, "" where the shares
    have no dates. What they leave out goes to the remainder. With `full` every target counts the
    whole, and the targets together may count more than there is.
    """

    axis: str
    targets: tuple[str, ...]
    shares: Mapping[tuple[str, str], Shares]
    dated_by: str = ""
    full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A crosswalk made ready for the axes of a cube; the last target is the remainder.

    Row period × member: entries starts[r] to starts[r + 1] give tops / bottoms[r] to targets.
    """

    axis: str
    dated_by: str
    targets: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    to: npt.NDArray[np.int64]
    tops: npt.NDArray[np.int64]
    bottoms: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is asked: sides in order (an axis or a walk), members kept, measure, parts of a unit.

    `parts` 100 gives hundredths, so that a number of awards can be shared out.
    """

    sides: tuple[str | Walk, ...]
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    measure: str = "yen"
    parts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewed:
    """Cells of a view, shape (members of the sides, …)."""

    members: tuple[tuple[str, ...], ...]
    cells: Cells


def ready(crosswalk: Crosswalk, cube: Cube) -> Walk:
    """The crosswalk on the axes of a cube.

    Raises CubeError: unknown target, shares not positive or above one, denominators too large.
    """
    axis = cube.axes[cube.place(crosswalk.axis)]
    periods: tuple[str, ...] = ("",)
    if crosswalk.dated_by:
        if cube.place(crosswalk.dated_by) != 0 or crosswalk.dated_by == crosswalk.axis:
            raise CubeError("cube.dated", _DATED.format(axis=crosswalk.dated_by))
        periods = cube.axes[0].members
    place = {code: at for at, code in enumerate(crosswalk.targets)}
    starts, to, tops, bottoms = [0], [], [], []
    for period in periods:
        for member in axis.members:
            shares = crosswalk.shares.get((period, member), ())
            _check(crosswalk, member, shares)
            entries = [(place[code], share) for code, share in shares]
            left = Fraction(0 if crosswalk.full and shares else 1)
            if not crosswalk.full:
                left -= sum((share for _, share in shares), start=Fraction(0))
            if left:
                entries.append((len(place), left))
            bottom = lcm(*(share.denominator for _, share in entries))
            if bottom >= _LARGEST:
                raise CubeError("cube.denominator", _DENOMINATOR.format(member=member))
            entries.sort()
            to += [at for at, _ in entries]
            tops += [int(share * bottom) for _, share in entries]
            bottoms.append(bottom)
            starts.append(len(to))
    return Walk(
        axis=crosswalk.axis,
        dated_by=crosswalk.dated_by,
        targets=(*crosswalk.targets, UNMAPPED),
        starts=np.array(starts, dtype=np.int64),
        to=np.array(to, dtype=np.int64),
        tops=np.array(tops, dtype=np.int64),
        bottoms=np.array(bottoms, dtype=np.int64),
    )


def combined(crosswalks: Sequence[Crosswalk], cube: Cube) -> Crosswalk:
    """Several crosswalks of one axis at once: targets are tuples in the order of `apart`.

    What one of them leaves out stands under its own remainder, so every cell has a tuple.
    """
    first = crosswalks[0]
    dated = max(one.dated_by for one in crosswalks)
    if any(
        (one.axis, one.full) != (first.axis, first.full) or one.dated_by not in ("", dated)
        for one in crosswalks
    ):
        raise CubeError(
            "cube.combined", _COMBINED.format(axes=", ".join(one.axis for one in crosswalks))
        )
    shares: dict[tuple[str, str], Shares] = {}
    for period in cube.axes[cube.place(dated)].members if dated else ("",):
        for member in cube.axes[cube.place(first.axis)].members:
            found = [
                _whole(one.shares.get((period if one.dated_by else "", member), ()), one.full)
                for one in crosswalks
            ]
            shares[period, member] = tuple(
                (
                    " ".join(code for code, _ in each),
                    prod((by for _, by in each), start=Fraction(1)),
                )
                for each in product(*found)
            )
    targets = tuple(" ".join(each) for each in product(*(_targets(one) for one in crosswalks)))
    return Crosswalk(
        axis=first.axis, targets=targets, shares=shares, dated_by=dated, full=first.full
    )


def apart(cells: Cells, at: int, crosswalks: Sequence[Crosswalk]) -> Cells:
    """The side `at`, a walk of `combined`, as one side for each crosswalk, remainders last."""
    shape = tuple(len(_targets(one)) for one in crosswalks)
    known = np.take(cells, np.arange(prod(shape)), axis=at)
    return known.reshape(*cells.shape[:at], *shape, *cells.shape[at + 1 :])


def _targets(crosswalk: Crosswalk) -> tuple[str, ...]:
    return (*crosswalk.targets, UNMAPPED)


def same(axis: Axis) -> Crosswalk:
    """The crosswalk that leaves an axis as it is; what is not recorded stays the remainder."""
    codes = tuple(code for code in axis.members if code != UNMAPPED)
    shares = {("", code): ((code, _ONE),) for code in codes}
    return Crosswalk(axis=axis.name, targets=codes, shares=shares)


def view(cube: Cube, asked: View) -> Viewed:
    """The cells of a view. Raises CubeError: an axis twice or unknown, an unknown member."""
    sides = [one if isinstance(one, str) else one.axis for one in asked.sides]
    shown = [cube.place(name) for name in sides]
    if len(set(shown)) != len(shown):
        raise CubeError("cube.twice", _TWICE.format(axes=", ".join(sides)))
    walks = [one for one in asked.sides if isinstance(one, Walk)]
    dated = {cube.place(one.dated_by) for one in walks if one.dated_by}
    kept = {cube.place(name): _places(cube, name, codes) for name, codes in asked.only.items()}
    cuboid = cube.smallest([*shown, *dated, *kept])
    cells, axes = cuboid.cells[asked.measure], list(cuboid.axes)
    for axis in sorted(axes, key=lambda one: -len(cube.axes[one].members)):
        at = axes.index(axis)
        if axis not in shown and axis not in dated:
            cells = folded(cells, at, cube.engine, kept.get(axis))
            del axes[at]
        elif axis in kept:
            cells = _masked(cells, at, kept[axis])
    if asked.parts != 1:
        cells = cells * asked.parts
    for walk in walks:
        cells = _shared(cells, axes.index(cube.place(walk.axis)), walk, cube.engine)
    for axis in dated - set(shown):
        cells = folded(cells, axes.index(axis), cube.engine)
        axes.remove(axis)
    members = tuple(
        cube.axes[at].members if isinstance(one, str) else one.targets
        for one, at in zip(asked.sides, shown, strict=True)
    )
    return Viewed(members=members, cells=cells.transpose([axes.index(axis) for axis in shown]))


def _shared(cells: Cells, at: int, walk: Walk, engine: Any) -> Cells:
    """The axis at `at` replaced by the targets of the walk."""
    shape = cells.shape
    periods = shape[0] if walk.dated_by else 1
    flat = np.ascontiguousarray(cells).reshape(periods, prod(shape[:at]) // periods, shape[at], -1)
    width = len(walk.targets)
    if bool((walk.bottoms >= _QUICK[0]).any()) or int(np.abs(cells).max()) >= _QUICK[1]:
        engine = cube_plain
    found: Cells = engine.split(flat, walk.starts, walk.to, walk.tops, walk.bottoms, width)
    return found.reshape(*shape[:at], width, *shape[at + 1 :])


def _masked(cells: Cells, at: int, members: npt.NDArray[np.int64]) -> Cells:
    """Zero everywhere but for these members; the axis keeps its length."""
    found = np.zeros_like(cells)
    chosen = (slice(None),) * at + (members,)
    found[chosen] = cells[chosen]
    return found


def _places(cube: Cube, name: str, codes: Sequence[str]) -> npt.NDArray[np.int64]:
    members = cube.axes[cube.place(name)].members
    unknown = sorted(set(codes) - set(members))
    if unknown:
        raise CubeError("cube.member", _NO_MEMBER.format(axis=name, code=", ".join(unknown)))
    return np.array(sorted({members.index(code) for code in codes}), dtype=np.int64)


def _whole(shares: Shares, full: bool) -> Shares:
    """The shares with their remainder; what is counted in full leaves none once it has a target."""
    left = Fraction(not shares) if full else 1 - sum((one for _, one in shares), start=Fraction(0))
    return (*shares, (UNMAPPED, left)) if left else shares


def _check(crosswalk: Crosswalk, member: str, shares: Shares) -> None:
    codes = [code for code, _ in shares]
    unknown = sorted(set(codes) - set(crosswalk.targets))
    if unknown or len(set(codes)) != len(codes):
        raise CubeError("cube.target", _TARGET.format(member=member, codes=", ".join(codes)))
    total = sum((share for _, share in shares), start=Fraction(0))
    if any(share <= 0 for _, share in shares) or (total > 1 and not crosswalk.full):
        raise CubeError("cube.shares", _SHARES.format(member=member, total=total))


_DATED: Final = Text(
    "日付のある割合の軸「{axis}」は、立方体の最初の軸にしてください。",
    "Shares are dated by {axis}; make it the first axis of the cube.",
)
_DENOMINATOR: Final = Text(
    "「{member}」の割合の分母が大きすぎます。千円か百万円の額で割合を書いてください。",
    "The shares of {member} have too large a denominator; write them in thousand or million yen.",
)
_COMBINED: Final = Text(
    "軸「{axes}」の対応は重ねられません。同じ軸の、同じ数え方のものを選んでください。",
    "Crosswalks of the axes {axes} cannot be combined; take one axis and one way of counting.",
)
_TWICE: Final = Text(
    "同じ軸が二度あります（{axes}）。対応を重ねてから見てください。",
    "An axis stands twice ({axes}); combine its crosswalks first.",
)
_NO_MEMBER: Final = Text(
    "軸「{axis}」に「{code}」はありません。",
    "The axis {axis} has no {code}.",
)
_TARGET: Final = Text(
    "「{member}」の行き先（{codes}）に、知らないものか同じものがあります。",
    "The targets of {member} ({codes}) are unknown or stand twice.",
)
_SHARES: Final = Text(
    "「{member}」の割合が0以下か、合計{total}が1を超えています。",
    "The shares of {member} are not above 0, or their sum {total} is above 1.",
)
