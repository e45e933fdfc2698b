"""Whether a problem is one: every fault at once, and the arrays the engine works on.

Decides: what is refused before anything is computed. Called by: solving, warm. Source: style 13.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ikkan.optimize.assignment import said
from ikkan.optimize.assignment.faults import AssignmentError, Fault
from ikkan.optimize.assignment.problem import (
    SCALE,
    Items,
    Lists,
    Pairs,
    Problem,
    Slots,
    Source,
    Weights,
    pairs_of,
)
from ikkan.optimize.assignment.ruled import among
from ikkan.optimize.assignment.sources import Scored, in_parts
from ikkan.values.arrays import Csr, Floats, Indices

NAMED: Final = 20
EXACT: Final = 2**52
"""Whole numbers up to here are exact as floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A problem without faults: arrays of whole numbers, pairs as rows (item, slot)."""

    source: Source | None
    stored: Lists | Csr | None
    unit: float
    largest: float
    items: tuple[str, ...]
    slots: tuple[str, ...]
    need: Indices
    lower: Indices
    upper: Indices
    yen: Indices
    money: Indices
    conflicts: Pairs
    forbids: Pairs
    pins: Pairs
    edits: Mapping[tuple[int, int], float]
    floor: float
    whole: bool


def check(problem: Problem) -> Sound:
    """The problem in arrays. Raises AssignmentError with every fault."""
    faults: list[Fault] = []
    if (problem.lists is None) == (problem.scores is None):
        raise AssignmentError([said.fault("given")])
    lists, scores = problem.lists, problem.scores
    count, width = _size(problem)
    items = _codes(problem.item_codes, lists.item_codes if lists else None, count, "item", faults)
    slots = _codes(problem.slot_codes, lists.slot_codes if lists else None, width, "slot", faults)
    arrays: dict[str, Indices] = {
        "need": _whole(problem.need, lists and lists.items, "need", 1, items, faults),
        "lower": _whole(problem.lower, lists and lists.slots, "lower", 0, slots, faults),
        "upper": _whole(problem.upper, lists and lists.slots, "upper", None, slots, faults),
        "yen": _whole(problem.yen, lists and lists.items, "yen", 0, items, faults),
        "money": _whole(problem.money, lists and lists.slots, "money", -1, slots, faults),
    }
    pairs = {
        name: _pairs(getattr(problem, name), name, count, width, faults)
        for name in ("conflicts", "forbids", "pins")
    }
    if not np.isfinite(problem.floor) or problem.floor < 0:
        faults.append(said.fault("floor", value=problem.floor))
    largest = _largest(scores, items, slots, faults)
    faults += edited(problem.edits, items, slots)
    if faults:
        raise AssignmentError(faults)
    faults += limits(arrays, slots)
    faults += pinned(pairs, arrays, items, slots)
    faults += demand(arrays, problem.whole)
    if problem.whole and (arrays["money"] >= 0).any():
        faults.append(said.fault("whole.money"))
    if faults:
        raise AssignmentError(faults)
    largest = max((largest, *problem.edits.values()))
    source, unit = _source(problem, largest, int(arrays["need"].sum()) + width)
    return Sound(
        source=source,
        stored=lists if lists is not None else scores if isinstance(scores, Csr) else None,
        unit=unit,
        largest=max(largest, 1.0 / unit),
        items=items,
        slots=slots,
        edits=dict(problem.edits),
        floor=problem.floor,
        whole=problem.whole,
        **arrays,
        **pairs,
    )


def _size(problem: Problem) -> tuple[int, int]:
    if problem.lists is not None:
        return len(problem.lists.item_codes), len(problem.lists.slot_codes)
    if isinstance(problem.scores, Csr):
        return len(problem.scores), problem.scores.width
    shape = np.shape(problem.scores)  # type: ignore[arg-type]
    if len(shape) != 2:
        raise AssignmentError([said.fault("scores.shape", shape=shape)])
    return int(shape[0]), int(shape[1])


def _codes(
    given: Sequence[str] | None,
    known: tuple[str, ...] | None,
    size: int,
    side: str,
    faults: list[Fault],
) -> tuple[str, ...]:
    codes = tuple(given) if given is not None else known
    if codes is None:
        return tuple(f"{side} {number}" for number in range(size))
    if len(codes) != size:
        faults.append(said.fault("codes", side=side, given=len(codes), size=size))
        return tuple(f"{side} {number}" for number in range(size))
    if len(set(codes)) != size:
        for code, times in Counter(codes).items():
            if times > 1:
                faults.append(said.fault(f"{side}.twice", code=code, times=times))
    return codes


def _whole(
    given: npt.ArrayLike | None,
    known: Any,
    name: str,
    default: int | None,
    codes: tuple[str, ...],
    faults: list[Fault],
) -> Indices:
    size = len(codes)
    found = given if given is not None else getattr(known, name, None)
    if found is None and default is None:
        faults.append(said.fault("missing", name=name))
    if found is None:
        return np.full(size, default or 0, dtype=np.int64)
    made = np.asarray(found)
    if made.shape != (size,):
        faults.append(said.fault("shape", name=name, shape=made.shape, size=size))
        return np.zeros(size, dtype=np.int64)
    least = -1 if name == "money" else 0
    if made.dtype.kind in "iu":
        wrong = made < least
    elif made.dtype.kind == "f":
        wrong = ~(np.isfinite(made) & (made == np.floor(made)) & (made >= least))
        wrong |= np.abs(np.nan_to_num(made)) > EXACT
    else:
        wrong = np.ones(size, dtype=bool)
    for at in np.flatnonzero(wrong)[:NAMED]:
        faults.append(said.fault(name, code=codes[at], value=made[at]))
    return np.where(wrong, 0, made).astype(np.int64)


def _pairs(given: Any, name: str, count: int, width: int, faults: list[Fault]) -> Pairs:
    try:
        made = pairs_of(given)
    except (TypeError, ValueError):
        faults.append(said.fault("pairs", name=name))
        return pairs_of(())
    wrong = (made < 0).any(axis=1) | (made[:, 0] >= count) | (made[:, 1] >= width)
    for item, slot in made[wrong][:NAMED]:
        faults.append(said.fault("pair", name=name, item=item, slot=slot))
    return made[~wrong]


def _largest(
    scores: Floats | Csr | None,
    items: tuple[str, ...],
    slots: tuple[str, ...],
    faults: list[Fault],
) -> float:
    if scores is None:
        return 1.0
    if isinstance(scores, Csr):
        wrong = scores.weights < 0
        at = np.stack((scores.rows(), scores.columns), axis=1)[wrong][:NAMED]
        largest = float(scores.weights.max(initial=0.0))
    else:
        from ikkan.optimize.assignment import topk

        if np.asarray(scores).dtype != np.float64:
            faults.append(said.fault("scores.type", type=np.asarray(scores).dtype))
            return 1.0
        read = in_parts(lambda part: topk.soundness(part, scores), len(items), scores.size)
        largest = max((one[1] for one in read), default=0.0)
        bad = sum(one[0] for one in read)
        at = np.argwhere(~(np.isfinite(scores) & (scores >= 0)))[:NAMED] if bad else pairs_of(())
    for i, j in at:
        value = float(scores.row(i)[1].min()) if isinstance(scores, Csr) else scores[i, j]
        faults.append(said.fault("score", item=items[i], slot=slots[j], value=value))
    return largest


def edited(
    fits: Mapping[tuple[int, int], float], items: tuple[str, ...], slots: tuple[str, ...]
) -> list[Fault]:
    """Fits that people set."""
    faults = []
    for (i, j), value in fits.items():
        if not (0 <= i < len(items) and 0 <= j < len(slots)):
            faults.append(said.fault("pair", name="edits", item=i, slot=j))
        elif not (np.isfinite(value) and value >= 0):
            faults.append(said.fault("fit", item=items[i], slot=slots[j], value=value))
    return faults


def limits(arrays: Mapping[str, Indices], slots: tuple[str, ...]) -> list[Fault]:
    lower, upper = arrays["lower"], arrays["upper"]
    return [
        said.fault("bounds", code=slots[j], lower=lower[j], upper=upper[j])
        for j in np.flatnonzero(lower > upper)[:NAMED]
    ]


def pinned(
    pairs: Mapping[str, Pairs], arrays: Mapping[str, Indices], items: Any, slots: Any
) -> list[Fault]:
    pins = pairs["pins"]
    if not len(pins):
        return []
    faults = []
    width = len(slots)
    keys = pins @ np.array([width, 1])
    for name in ("conflicts", "forbids"):
        for i, j in pins[among(pins, pairs[name], width)]:
            faults.append(said.fault(f"pin.{name}", item=items[i], slot=slots[j]))
    for key, count in Counter(keys.tolist()).items():
        if count > 1:
            i, j = divmod(key, width)
            faults.append(said.fault("pin.twice", item=items[i], slot=slots[j]))
    by_item = np.bincount(pins[:, 0], minlength=len(items))
    for i in np.flatnonzero(by_item > arrays["need"])[:NAMED]:
        named = ", ".join(slots[j] for j in pins[pins[:, 0] == i, 1])
        faults.append(said.fault("pin.need", item=items[i], slots=named, need=arrays["need"][i]))
    by_slot = np.bincount(pins[:, 1], minlength=len(slots))
    for j in np.flatnonzero(by_slot > arrays["upper"])[:NAMED]:
        named = ", ".join(items[i] for i in pins[pins[:, 1] == j, 0])
        faults.append(said.fault("pin.upper", slot=slots[j], items=named, upper=arrays["upper"][j]))
    spent = np.bincount(pins[:, 1], arrays["yen"][pins[:, 0]], minlength=len(slots))
    money = arrays["money"]
    for j in np.flatnonzero((money >= 0) & (spent > money))[:NAMED]:
        faults.append(
            said.fault("pin.money", slot=slots[j], spent=int(spent[j]), money=int(money[j]))
        )
    return faults


def demand(arrays: Mapping[str, Indices], whole: bool) -> list[Fault]:
    need, lower = int(arrays["need"].sum()), int(arrays["lower"].sum())
    upper = int(np.minimum(arrays["upper"], len(arrays["need"])).sum())
    faults = []
    if whole and upper < need:
        faults.append(said.fault("capacity", need=need, upper=upper, missing=need - upper))
    if lower > need:
        faults.append(said.fault("lower.sum", lower=lower, need=need))
    return faults


def _source(problem: Problem, largest: float, size: int) -> tuple[Source | None, float]:
    if problem.lists is not None:
        return problem.lists.source, float(SCALE)
    unit = float(SCALE)
    while unit > 1 and largest * unit * 4 * (size + 4) > EXACT:
        unit /= 10
    if isinstance(problem.scores, Csr):
        return None, unit
    return Scored(np.ascontiguousarray(problem.scores), unit), unit


def described(items: Items, slots: Slots, weights: Weights, k: int) -> None:
    """Items, slots and weights from which fits can be computed. Raises AssignmentError."""
    faults: list[Fault] = []
    shares = np.array(weights.values())
    if not (np.isfinite(shares).all() and (shares >= 0).all() and abs(shares.sum() - 1) < 1e-9):
        faults.append(said.fault("weights", value=", ".join(f"{one:g}" for one in shares)))
    if k < 1:
        faults.append(said.fault("k", value=k))
    for side, names in ((items, _OF_ITEMS), (slots, _OF_SLOTS)):
        kind = "item" if side is items else "slot"
        _codes(side.codes, None, len(side.codes), kind, faults)
        for name in names:
            made = np.asarray(getattr(side, name))
            if made.shape != (len(side.codes),):
                faults.append(
                    said.fault("shape", name=name, shape=made.shape, size=len(side.codes))
                )
        _texts(side, faults)
    if faults:
        raise AssignmentError(faults)
    for side in (items, slots):
        for at in np.flatnonzero(side.yen < 0)[:NAMED]:
            faults.append(said.fault("yen", code=side.codes[at], value=int(side.yen[at])))
    for at in np.flatnonzero((slots.closes > 0) & (slots.opens > slots.closes))[:NAMED]:
        faults.append(said.fault("days", code=slots.codes[at]))
    reversed_ = (slots.phase_to >= 0) & (slots.phase_from > slots.phase_to)
    for at in np.flatnonzero(reversed_)[:NAMED]:
        faults.append(said.fault("phases", code=slots.codes[at]))
    if faults:
        raise AssignmentError(faults)


def _texts(side: Items | Slots, faults: list[Fault]) -> None:
    if len(side.text) != len(side.codes):
        faults.append(
            said.fault("shape", name="text", shape=(len(side.text),), size=len(side.codes))
        )
        return
    weights = side.text.weights
    rows = side.text.rows()
    long = np.bincount(rows, weights**2, minlength=len(side.codes)) > 1 + 1e-6
    long[rows[weights < 0]] = True
    for at in np.flatnonzero(long)[:NAMED]:
        faults.append(said.fault("text", code=side.codes[at]))


_OF_ITEMS: Final = ("phase", "modality", "domains", "ends", "yen", "need")
_OF_SLOTS: Final = (
    "phase_from", "phase_to", "modalities", "domains", "opens", "closes", "yen", "lower", "upper",
    "money",
)  # fmt: skip
