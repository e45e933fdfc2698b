"""The inputs of a round and the results of its plans as bytes: complete, compact, read back alike.

Decides: the stored form. Called by actions and queries. Source: design §2 ("A decision freezes the
engine's inputs").
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from ikkan.portfolio.matching.rules import Item, Limits, Slot
from ikkan.values.arrays import Csr
from ikkan.values.text import Text

_LEVEL: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """Items and slots with the words they were compared by."""

    items: tuple[Item, ...]
    slots: tuple[Slot, ...]
    item_text: Csr
    slot_text: Csr

    def item(self, award: str) -> int | None:
        """The number of an award; None where the round does not have it."""
        return next((at for at, one in enumerate(self.items) if one.award == award), None)

    def slot(self, code: str) -> int | None:
        """The number of a slot; None where the round does not have it."""
        return next((at for at, one in enumerate(self.slots) if one.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the engine said, by codes: `pairs` award → (slot, fit, six parts).

    `prices` of slots; `next` award → (slot, fit, what the plan would lose); `why` award → (reason,
    slot or "", amount).
    """

    pairs: Mapping[str, tuple[str, float, tuple[float, ...]]]
    prices: Mapping[str, float]
    next: Mapping[str, tuple[str, float, float]]
    why: Mapping[str, tuple[str, str, float]]
    path: tuple[str, ...] = ()
    limit_hit: bool = False


def packed(frozen: Frozen) -> bytes:
    """As a round keeps it."""
    return _deflated(
        {
            "items": [_plain(asdict(one)) for one in frozen.items],
            "slots": [_plain(asdict(one)) for one in frozen.slots],
            "item_text": _matrix(frozen.item_text),
            "slot_text": _matrix(frozen.slot_text),
        }
    )


def unpacked(kept: bytes) -> Frozen:
    """What `packed` wrote."""
    data = _inflated(kept)
    return Frozen(
        items=tuple(_item(one) for one in data["items"]),
        slots=tuple(_slot(one) for one in data["slots"]),
        item_text=_csr(data["item_text"]),
        slot_text=_csr(data["slot_text"]),
    )


def kept(result: Result) -> bytes:
    """As a plan keeps it."""
    return _deflated(asdict(result))


def result(stored: bytes) -> Result:
    """What `kept` wrote."""
    data = _inflated(stored)
    return Result(
        pairs={
            award: (slot, fit, tuple(parts)) for award, (slot, fit, parts) in data["pairs"].items()
        },
        prices=data["prices"],
        next={award: tuple(one) for award, one in data["next"].items()},
        why={award: tuple(one) for award, one in data["why"].items()},
        path=tuple(data["path"]),
        limit_hit=data["limit_hit"],
    )


def limits(data: Mapping[str, Any]) -> Limits:
    """Pins, bans and places as a plan keeps them."""
    return Limits(
        pins=tuple((item, slot) for item, slot in data.get("pins", ())),
        forbids=tuple((item, slot) for item, slot in data.get("forbids", ())),
        places=dict(data.get("places", {})),
    )


def limits_json(given: Limits) -> dict[str, Any]:
    """The same as data."""
    return {
        "pins": [list(one) for one in given.pins],
        "forbids": [list(one) for one in given.forbids],
        "places": dict(given.places),
    }


def _deflated(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), _LEVEL)


def _inflated(stored: bytes) -> Any:
    return json.loads(zlib.decompress(bytes(stored)))


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in data.items()
    }


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _item(data: dict[str, Any]) -> Item:
    named = {"title", "projects", "domains", "ends_on"}
    return Item(
        title=Text(**data["title"]),
        projects=tuple(data["projects"]),
        domains=tuple(data["domains"]),
        ends_on=date.fromisoformat(data["ends_on"]),
        **{name: value for name, value in data.items() if name not in named},
    )


def _slot(data: dict[str, Any]) -> Slot:
    lists = ("modalities", "domains", "projects", "phases")
    named = {"title", "opens_on", "closes_on", *lists}
    first, last = data["phases"]
    return Slot(
        title=Text(**data["title"]),
        opens_on=_day(data["opens_on"]),
        closes_on=_day(data["closes_on"]),
        phases=(first, last),
        modalities=tuple(data["modalities"]),
        domains=tuple(data["domains"]),
        projects=tuple(data["projects"]),
        **{name: value for name, value in data.items() if name not in named},
    )


def _matrix(text: Csr) -> dict[str, Any]:
    return {
        "starts": _bytes(text.starts.astype("<i8")),
        "columns": _bytes(text.columns.astype("<i4")),
        "weights": _bytes(text.weights.astype("<f8")),
        "width": text.width,
    }


def _csr(data: Mapping[str, Any]) -> Csr:
    return Csr(
        _array(data["starts"], "<i8").astype(np.int64),
        _array(data["columns"], "<i4").astype(np.int64),
        _array(data["weights"], "<f8").astype(np.float64),
        data["width"],
    )


def _bytes(array: Any) -> str:
    return base64.b64encode(array.tobytes()).decode()


def _array(written: str, form: str) -> Any:
    return np.frombuffer(base64.b64decode(written), dtype=form)
