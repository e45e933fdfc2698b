"""Carries items and slots to the assignment engine, and its plan back in codes.

Decides: how records become numbers, nothing about who goes where. The fast path is no place of the
engine's: whom a person sends there leaves the problem. Called by actions. The engine is imported
where it runs: a page that only reads a plan does not load it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ikkan.calls.rules import MODALITIES
from ikkan.portfolio.matching.freezing import Frozen, Result
from ikkan.portfolio.matching.rules import (
    INDUSTRY,
    LISTED,
    PARTS,
    Limits,
    Slot,
    goes_back,
    spread,
)
from ikkan.values.arrays import Csr

if TYPE_CHECKING:
    from ikkan.optimize.assignment import Plan

VERSION: Final = "assignment 1 · tf-idf 1"
_KEPT: Final = 4
_BITS: Final = 64
_MODALITY: Final = {code: place for place, code in enumerate(MODALITIES)}
_warm: OrderedDict[str, tuple[Limits, Any]] = OrderedDict()


def vectors(texts: Sequence[str], count: int) -> tuple[Csr, Csr]:
    """The first `count` texts and the rest as weights of one collection."""
    from ikkan.retrieval import similarity

    matrix = similarity.weigh([similarity.forms(text) for text in texts])
    whole = Csr(matrix.starts, matrix.columns, matrix.weights, len(matrix.terms))
    numbers = np.arange(len(texts))
    return whole.only(numbers[:count]), whole.only(numbers[count:])


def solve(
    frozen: Frozen, limits: Limits, weights: Mapping[str, float], floor: float, seed: int
) -> tuple[Result, Plan]:
    """A new plan under these limits. Raises AssignmentError naming what cannot be."""
    from ikkan.optimize import assignment

    items, slots = _items(frozen, limits), _slots(frozen, limits, len(_open(frozen)) or 1)
    lists = assignment.candidates(items, slots, assignment.Weights(**weights), LISTED)
    pins = _numbers(frozen, limits.pins)
    forbids = np.array([*_numbers(frozen, limits.forbids), *backwards(frozen)]).reshape(-1, 2)
    problem = assignment.Problem(lists=lists, pins=pins, forbids=forbids, floor=floor)
    plan = assignment.solve(problem, seed=seed)
    return _result(frozen, plan, weights, limits), plan


def _open(frozen: Frozen) -> tuple[Slot, ...]:
    """The places among which the engine chooses: all but the fast path, which stands last."""
    return tuple(one for one in frozen.slots if not one.industry)


def _sent(limits: Limits) -> set[str]:
    """Awards that a person sends straight to a licence."""
    return {award for award, slot in limits.pins if slot == INDUSTRY}


def backwards(frozen: Frozen) -> Any:
    """(item, slot) pairs that would lead back to an earlier phase; shape (pairs, 2)."""
    own = np.array([one.phase for one in frozen.items])
    last = np.array([one.phases[1] or one.phases[0] for one in frozen.slots])
    return np.argwhere((own[:, None] > 0) & (last > 0) & (last < own[:, None]))


def again(
    kept: bytes,
    frozen: Frozen,
    before: Limits,
    limits: Limits,
    settings: tuple[Mapping[str, float], float, int],
) -> tuple[Result, Plan]:
    """The plan after an edit: from the one before where this process still holds it, else anew."""
    weights, floor, seed = settings
    held = _warm.get(_key(kept, before, settings))
    if held is None or _sent(before) != _sent(limits):
        found, plan = solve(frozen, limits, weights, floor, seed)
    else:
        from ikkan.optimize import assignment

        plan = assignment.resolve(held[1], _changes(frozen, before, limits))
        found = _result(frozen, plan, weights, limits)
    remember(kept, limits, settings, plan)
    return found, plan


def remember(
    kept: bytes,
    limits: Limits,
    settings: tuple[Mapping[str, float], float, int],
    plan: Plan,
) -> None:
    """Hold a plan in this process, so that the next edit starts from it."""
    _warm[_key(kept, limits, settings)] = (limits, plan)
    while len(_warm) > _KEPT:
        _warm.popitem(last=False)


def _key(kept: bytes, limits: Limits, settings: tuple[Mapping[str, float], float, int]) -> str:
    """The very problem: other inputs, limits or weights never meet its plan."""
    said = repr((sorted(limits.pins), sorted(limits.forbids), sorted(limits.places.items())))
    weights, floor, seed = settings
    settled = repr((said, sorted(weights.items()), floor, seed))
    return sha256(kept + settled.encode()).hexdigest()


def parts(
    frozen: Frozen, weights: Mapping[str, float], pairs: Sequence[tuple[int, int]]
) -> list[tuple[float, ...]]:
    """The six components and the total of each pair."""
    from ikkan.optimize import assignment

    items = _items(frozen, Limits())
    slots = _slots(frozen, Limits(), len(frozen.slots))
    weighed = assignment.Weights(**weights)
    found = [assignment.fit_parts(items, slots, item, slot, weighed) for item, slot in pairs]
    return [(*(float(getattr(one, name)) for name in PARTS), float(one.total)) for one in found]


def _items(frozen: Frozen, limits: Limits) -> Any:
    from ikkan.optimize import assignment

    rows, bits, sent = frozen.items, _bits(frozen), _sent(limits)
    return assignment.Items(
        codes=tuple(one.award for one in rows),
        text=frozen.item_text,
        phase=np.array([one.phase - 1 for one in rows], dtype=np.int16),
        modality=np.array([_MODALITY.get(one.modality, -1) for one in rows], dtype=np.int16),
        domains=np.array([_mask(one.domains, bits) for one in rows], dtype=np.uint64),
        ends=np.array([one.ends_on.toordinal() for one in rows], dtype=np.int32),
        yen=np.array([one.yen for one in rows], dtype=np.int64),
        need=np.array([0 if one.award in sent else one.need for one in rows], dtype=np.int32),
    )


def _slots(frozen: Frozen, limits: Limits, count: int) -> Any:
    from ikkan.optimize import assignment

    rows, bits = frozen.slots[:count], _bits(frozen)
    upper = [0 if one.industry else places_of(one, limits) for one in rows]
    return assignment.Slots(
        codes=tuple(one.code for one in rows),
        text=frozen.slot_text.only(np.arange(count)),
        phase_from=np.array([one.phases[0] - 1 for one in rows], dtype=np.int16),
        phase_to=np.array([one.phases[1] - 1 for one in rows], dtype=np.int16),
        modalities=np.array([_mask(one.modalities, _MODALITY) for one in rows], dtype=np.uint64),
        domains=np.array([_mask(one.domains, bits) for one in rows], dtype=np.uint64),
        opens=_days([one.opens_on for one in rows]),
        closes=_days([None for one in rows]),
        yen=np.array([one.yen for one in rows], dtype=np.int64),
        lower=np.zeros(len(rows), dtype=np.int32),
        upper=np.array(upper, dtype=np.int32),
        money=np.array([one.money for one in rows], dtype=np.int64),
    )


def places_of(slot: Slot, limits: Limits) -> int:
    """Places as people left them; the fast path takes whom a person sends there, nobody else."""
    if slot.industry:
        return sum(1 for _, code in limits.pins if code == slot.code)
    return limits.places.get(slot.code, slot.places)


def _days(given: Sequence[Any]) -> Any:
    return np.array([one.toordinal() if one else 0 for one in given], dtype=np.int32)


def _bits(frozen: Frozen) -> dict[str, int]:
    named = [code for one in frozen.items for code in one.domains]
    named += [code for one in frozen.slots for code in one.domains]
    return {code: place for code, place in spread(sorted(named)).items() if place < _BITS}


def _mask(codes: Sequence[str], bits: Mapping[str, int]) -> int:
    return sum(1 << bits[code] for code in dict.fromkeys(codes) if code in bits)


def _numbers(frozen: Frozen, pairs: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    items = {one.award: at for at, one in enumerate(frozen.items)}
    slots = {one.code: at for at, one in enumerate(_open(frozen))}
    return [
        (items[award], slots[slot]) for award, slot in pairs if award in items and slot in slots
    ]


def _changes(frozen: Frozen, before: Limits, after: Limits) -> Any:
    from ikkan.optimize import assignment

    def added(name: str) -> list[tuple[int, int]]:
        old, new = getattr(before, name), getattr(after, name)
        return _numbers(frozen, [one for one in new if one not in old])

    def gone(name: str) -> list[tuple[int, int]]:
        old, new = getattr(before, name), getattr(after, name)
        return _numbers(frozen, [one for one in old if one not in new])

    places = {
        at: places_of(one, after)
        for at, one in enumerate(_open(frozen))
        if places_of(one, after) != places_of(one, before)
    }
    return assignment.Changes(
        pins=added("pins"),
        unpins=gone("pins"),
        forbids=added("forbids"),
        allows=gone("forbids"),
        upper=places,
    )


def _reason(frozen: Frozen, item: int, why: Any) -> str:
    """The engine's reason; a pair that nobody but the rule of phases forbids says so."""
    if why.slot is not None and frozen.slots[why.slot].industry:
        return "no_candidate"
    if why.slot is None or str(why.reason.value) != "forbidden":
        return str(why.reason.value)
    one, slot = frozen.items[item], frozen.slots[why.slot]
    return "phase" if goes_back(one.phase, *slot.phases) else "forbidden"


def _result(frozen: Frozen, plan: Any, weights: Mapping[str, float], limits: Limits) -> Result:
    items, slots, sent = frozen.items, frozen.slots, _sent(limits)
    pairs = [(int(item), int(slot)) for item, slot in plan.pairs]
    pairs += [(at, len(slots) - 1) for at, one in enumerate(items) if one.award in sent]
    described = parts(frozen, weights, pairs)
    return Result(
        pairs={
            items[item].award: (slots[slot].code, round(said[-1], 9), said[:-1])
            for (item, slot), said in zip(pairs, described, strict=True)
        },
        prices={
            one.code: round(float(price), 9)
            for one, price in zip(slots, plan.slot_prices, strict=False)
            if price > 0 and not one.industry
        },
        next={
            items[int(item)].award: (slots[one.slot].code, float(one.fit), float(one.cost))
            for item, one in plan.next_best.items()
        },
        why={
            items[int(item)].award: (
                _reason(frozen, int(item), why),
                slots[why.slot].code if why.slot is not None else "",
                float(why.amount),
            )
            for item, why in plan.unmatched.items()
        },
        path=tuple(plan.path),
        limit_hit=bool(plan.limit_hit),
    )
