"""A problem of the allocation engine in a JSON file of a person, read whole, every fault at once.

Decides: the names in the file and how a fault names its place. Called by: `ikkan allocate`.
The form is described in docs/models/allocation.md. What the amounts mean is checked by the engine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ikkan.server import plainjson
from ikkan.server.plainfiles import Faults
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.optimize.allocation import Problem

_MISSING: Final = object()
_NAMES: Final = {
    "": "unit total fund penalty programmes caps packages across scenarios",
    "programmes": "code name floor ceiling committed least project ministry steps",
    "steps": "yen worth",
    "caps": "code name members most fewest",
    "packages": "code name lumps programmes at_most",
    "across": "lump shares",
    "scenarios": "weight need lumps",
    "lumps": "code programme yen worth",
}


@dataclass(slots=True)
class Reader:
    """The file and what was wrong in it."""

    path: Path
    faults: Faults = field(default_factory=Faults)

    def fault(self, place: str, text: Text) -> None:
        """One fault at a place such as ``programmes[3].floor``."""
        self.faults.add(self.path, place, text)

    def whole(self, data: Any, place: str, name: str, empty: Any = _MISSING) -> int:
        """A whole number."""
        return int(self._value(data, place, name, empty, _is_whole, _WHOLE, 0))

    def number(self, data: Any, place: str, name: str, empty: Any = _MISSING) -> float:
        """A number; whether it is finite is the engine's question."""
        return float(self._value(data, place, name, empty, _is_number, _NUMBER, 0.0))

    def text(self, data: Any, place: str, name: str, empty: Any = _MISSING) -> str:
        """A text."""
        return str(
            self._value(data, place, name, empty, lambda one: isinstance(one, str), _TEXT, "")
        )

    def texts(self, data: Any, place: str, name: str) -> tuple[str, ...]:
        """A list of texts."""
        given = self._value(data, place, name, [], _is_texts, _TEXTS, [])
        return tuple(given)

    def amounts(self, data: Any, place: str, name: str) -> dict[str, int]:
        """An object of codes and whole amounts."""
        return dict(self._value(data, place, name, {}, _is_amounts, _AMOUNTS, {}))

    def rows(self, data: Any, place: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Objects of a list with their places; unknown names are faults."""
        given = self._value(data, place, name, [], lambda one: isinstance(one, list), _LIST, [])
        for number, one in enumerate(given):
            at = f"{place}{'.' if place else ''}{name}[{number}]"
            if not isinstance(one, dict):
                self.fault(at, _OBJECT)
                continue
            self.known(one, at, name)
            yield at, one

    def known(self, data: Mapping[str, Any], place: str, sort: str) -> None:
        """Names that nobody reads are faults: a misspelt limit must not be ignored."""
        for name in data:
            if name not in _NAMES[sort].split():
                self.fault(f"{place}.{name}" if place else name, _UNKNOWN)

    def _value(
        self, data: Any, place: str, name: str, empty: Any, good: Callable[[Any], bool],
        text: Text, instead: Any,
    ) -> Any:  # fmt: skip
        value = data.get(name, empty)
        at = f"{place}.{name}" if place else name
        if value is _MISSING:
            self.fault(at, _NEEDED)
            return instead
        if not good(value):
            self.fault(at, text.format(value=json.dumps(value, ensure_ascii=False)[:40]))
            return instead
        return value


def problem(path: Path) -> Problem:
    """The problem of a file. Raises InputError with everything that cannot be read."""
    from ikkan.optimize import allocation

    reader, data = Reader(path), plainjson.opened(path)
    reader.known(data, "", "")
    programmes = tuple(
        allocation.Programme(
            code=reader.text(one, at, "code"),
            name=reader.text(one, at, "name", ""),
            floor=reader.whole(one, at, "floor", 0),
            ceiling=reader.whole(one, at, "ceiling"),
            committed=reader.whole(one, at, "committed", 0),
            least=reader.whole(one, at, "least", 0),
            project=reader.text(one, at, "project", ""),
            ministry=reader.text(one, at, "ministry", ""),
            steps=tuple(
                allocation.Step(
                    reader.whole(step, there, "yen"), reader.number(step, there, "worth")
                )
                for there, step in reader.rows(one, at, "steps")
            ),
        )
        for at, one in reader.rows(data, "", "programmes")
    )
    made = allocation.Problem(
        programmes=programmes,
        total=reader.whole(data, "", "total"),
        fund=reader.whole(data, "", "fund", 0),
        penalty=reader.number(data, "", "penalty"),
        scenarios=_scenarios(reader, data, [one.code for one in programmes]),
        caps=tuple(
            allocation.Cap(
                code=reader.text(one, at, "code"),
                name=reader.text(one, at, "name", ""),
                members=reader.texts(one, at, "members"),
                most=reader.whole(one, at, "most"),
                fewest=reader.whole(one, at, "fewest", 0),
            )
            for at, one in reader.rows(data, "", "caps")
        ),
        packages=tuple(
            allocation.Package(
                code=reader.text(one, at, "code"),
                name=reader.text(one, at, "name", ""),
                lumps=reader.texts(one, at, "lumps"),
                programmes=reader.texts(one, at, "programmes"),
                at_most=reader.whole(one, at, "at_most", 1),
            )
            for at, one in reader.rows(data, "", "packages")
        ),
        across=tuple(
            allocation.Across(reader.text(one, at, "lump"), reader.amounts(one, at, "shares"))
            for at, one in reader.rows(data, "", "across")
        ),
        unit=reader.whole(data, "", "unit", 1_000_000),
    )
    reader.faults.stop()
    return made


def amounts(path: Path) -> dict[str, int]:
    """A person's amounts: one object {programme: yen}."""
    reader, data = Reader(path), plainjson.opened(path)
    found = reader.amounts({"amounts": data}, "", "amounts")
    reader.faults.stop()
    return found


def _scenarios(reader: Reader, data: Mapping[str, Any], codes: list[str]) -> Any:
    import numpy as np

    from ikkan.optimize import allocation

    at = {code: p for p, code in enumerate(codes)}
    weights: list[float | None] = []
    needs, starts, lumps = [], [0], []
    for place, one in reader.rows(data, "", "scenarios"):
        if not {"need", "lumps"} & set(one):
            reader.fault(place, _NOTHING)
        weights.append(reader.number(one, place, "weight") if "weight" in one else None)
        need = [0] * len(codes)
        for code, yen in reader.amounts(one, place, "need").items():
            if code not in at:
                reader.fault(f"{place}.need.{code}", _PROGRAMME)
            else:
                need[at[code]] = yen
        needs.append(need)
        for there, lump in reader.rows(one, place, "lumps"):
            code = reader.text(lump, there, "programme")
            if code not in at:
                reader.fault(f"{there}.programme", _PROGRAMME)
            yen, worth = reader.whole(lump, there, "yen"), reader.number(lump, there, "worth")
            lumps.append((at.get(code, 0), yen, worth, reader.text(lump, there, "code", "")))
        starts.append(len(lumps))
    given = [one for one in weights if one is not None]
    if given and len(given) != len(weights):
        reader.fault("scenarios", _WEIGHTS)
    size = max(len(weights), 1)
    return allocation.Scenarios(
        weight=np.array([1 / size if one is None else one for one in weights], dtype=np.float64),
        need=np.array(needs, dtype=np.int64).reshape(len(needs), len(codes)),
        lumps=allocation.Lumps(
            starts=np.array(starts, dtype=np.int64),
            programme=np.array([one[0] for one in lumps], dtype=np.int32),
            yen=np.array([one[1] for one in lumps], dtype=np.int64),
            worth=np.array([one[2] for one in lumps], dtype=np.float64),
            code=tuple(one[3] for one in lumps) if any(one[3] for one in lumps) else None,
        ),
    )


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62


def _is_number(value: Any) -> bool:
    return isinstance(value, float) or _is_whole(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_amounts(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_whole(one) for one in value.values())


_NEEDED = Text("値がありません。", "a value is missing")
_UNKNOWN = Text(
    "この名前は使われません。綴りを確かめてください。", "nothing has this name; check it"
)
_WHOLE = Text("{value} は整数（円）ではありません。", "{value} is no whole number")
_NUMBER = Text("{value} は数ではありません。", "{value} is no number")
_TEXT = Text("{value} は文字列ではありません。", "{value} is no text")
_TEXTS = Text("{value} は文字列の並びではありません。", "{value} is no list of texts")
_LIST = Text("{value} は並びではありません。", "{value} is no list")
_OBJECT = Text("オブジェクトではありません。", "this is no object")
_AMOUNTS = Text(
    "{value} はコードと整数（円）の組ではありません。", "{value} is no object of whole amounts"
)
_PROGRAMME = Text("この事業は一覧にありません。", "this programme is not in the list")
_NOTHING = Text(
    "空のシナリオです。必要額（need）か塊（lumps）を書いてください（本当に無ければ空で書く）。",
    "this scenario is empty; write its need or its lumps (an empty one where there is none)",
)
_WEIGHTS = Text(
    "重みはすべてのシナリオに付けるか、すべて省いてください。",
    "give a weight to every scenario or to none",
)
