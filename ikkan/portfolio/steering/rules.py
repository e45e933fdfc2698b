"""Levers of the steering workshop, what of them contradicts the base case, and readings; pure.

Decides: how a lever is written in an address, which levers are refused, and what is said of a
managed indicator (an observed one is neither met nor missed). Source: S-492, S-493, hq49-1-2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text

YEARS: Final = 8
MOST_YEARS: Final = 20
RUNS: Final = 400
LEVEL: Final = 0.8
"""Level of the joint intervals, as in the studio (ui.md §6 "Studio")."""
LIKELY, UNLIKELY = 0.8, 0.2
LONGEST: Final = 12
"""Levers of one sort in a scenario."""
POINTS: Final = 50
SLOWEST, FASTEST = 300, 30
MANAGED: Final = "managed"
SAVED: Final = "saved"
WITHDRAWN: Final = "withdrawn"
ACTIVE: Final = "active"
ADVANCED: Final = "advanced"
_SIGN: Final = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """`yen` a year for new awards go from one programme to another."""

    source: str
    target: str
    yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Of a phase: percentage points on the chance to go on, and the stay in percent of today's."""

    phase: str
    points: int
    stay: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """`starts` new awards a year in a programme, for so many `years`."""

    programme: str
    starts: int
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Levers:
    """Everything a scenario changes."""

    moves: tuple[Move, ...] = ()
    gates: tuple[Gate, ...] = ()
    calls: tuple[NewCall, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moves or self.gates or self.calls)

    def written(self) -> list[tuple[str, str]]:
        """As (name, value) of an address, in order."""
        parts = [
            *(("move", (one.source, one.target, one.yen)) for one in self.moves),
            *(("gate", (one.phase, one.points, one.stay)) for one in self.gates),
            *(("call", (one.programme, one.starts, one.years)) for one in self.calls),
        ]
        return [(name, _SIGN.join(map(str, told))) for name, told in parts]

    def without(self, at: int) -> Levers:
        """Without the lever at that place of `written`."""
        kept = [one for number, one in enumerate(self.written()) if number != at]
        return read(kept)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What records say of a programme: new awards a year, yen an award, where they begin."""

    code: str
    name: Text
    phase: str
    starts: float
    yen: int
    active: int

    @property
    def yearly(self) -> int:
        """What its new awards take a year, from their first day to their last."""
        return round(self.starts * self.yen)


def read(given: Iterable[tuple[str, str]]) -> tuple[Levers, list[Finding]]:
    """Levers of an address, and every one that cannot be read."""
    moves: list[Move] = []
    gates: list[Gate] = []
    calls: list[NewCall] = []
    wrong: list[Finding] = []
    for name, value in given:
        parts = value.split(_SIGN)
        numbers = [_whole(one) for one in parts[-2:]] if len(parts) == 3 else [None, None]
        if name == "move" and len(parts) == 3 and numbers[1] is not None:
            moves.append(Move(source=parts[0], target=parts[1], yen=numbers[1]))
        elif name == "gate" and None not in numbers:
            gates.append(Gate(phase=parts[0], points=numbers[0] or 0, stay=numbers[1] or 0))
        elif name == "call" and None not in numbers:
            calls.append(NewCall(programme=parts[0], starts=numbers[0] or 0, years=numbers[1] or 0))
        else:
            wrong.append(_finding("lever.read", name, read=value[:60]))
    return Levers(moves=tuple(moves), gates=tuple(gates), calls=tuple(calls)), wrong


def findings(
    levers: Levers, programmes: Mapping[str, Programme], phases: Mapping[str, Text]
) -> list[Finding]:
    """What of the levers cannot be, each with its item."""
    wrong = [*_many(levers), *_moves(levers, programmes)]
    for gate in levers.gates:
        if gate.phase not in phases:
            wrong.append(_finding("lever.phase", gate.phase, phase=gate.phase))
        elif abs(gate.points) > POINTS or not FASTEST <= gate.stay <= SLOWEST:
            values = {"points": gate.points, "stay": gate.stay}
            wrong.append(_finding("lever.gate", gate.phase, phase=phases[gate.phase], **values))
    wrong += _twice([one.phase for one in levers.gates], phases)
    for call in levers.calls:
        if call.programme not in programmes:
            wrong.append(_finding("lever.programme", call.programme, programme=call.programme))
        elif not (1 <= call.starts <= 500 and 1 <= call.years <= MOST_YEARS):
            values = {"starts": call.starts, "years": call.years}
            name = programmes[call.programme].name
            wrong.append(_finding("lever.call", call.programme, name=name, **values))
    return wrong


def _moves(levers: Levers, programmes: Mapping[str, Programme]) -> list[Finding]:
    wrong: list[Finding] = []
    taken: dict[str, int] = {}
    for move in levers.moves:
        unknown = [one for one in (move.source, move.target) if one not in programmes]
        wrong += [_finding("lever.programme", one, programme=one) for one in unknown]
        if move.source == move.target and not unknown:
            name = programmes[move.source].name
            wrong.append(_finding("lever.same", move.source, programme=name))
        if move.yen <= 0:
            wrong.append(_finding("lever.yen", move.source, yen=move.yen))
        if unknown or move.yen <= 0:
            continue
        target = programmes[move.target]
        if not target.yen:
            wrong.append(_finding("lever.cost", move.target, programme=target.name))
        taken[move.source] = taken.get(move.source, 0) + move.yen
    for code, yen in taken.items():
        one = programmes[code]
        if yen > one.yearly:
            values = {"programme": one.name, "yen": yen, "held": one.yearly}
            wrong.append(_finding("lever.over", code, **values))
    return wrong


def _many(levers: Levers) -> list[Finding]:
    sorts = {"move": levers.moves, "gate": levers.gates, "call": levers.calls}
    return [
        _finding("lever.many", name, count=len(one), most=LONGEST)
        for name, one in sorts.items()
        if len(one) > LONGEST
    ]


def _twice(codes: Sequence[str], phases: Mapping[str, Text]) -> list[Finding]:
    return [
        _finding("lever.twice", one, phase=phases.get(one, one))
        for one in sorted({*codes})
        if codes.count(one) > 1
    ]


def starts(
    programmes: Mapping[str, Programme], levers: Levers, years: int
) -> dict[str, list[float]]:
    """New awards of each programme by year, under the levers."""
    made = {code: [one.starts] * years for code, one in programmes.items()}
    for move in levers.moves:
        for code, sign in ((move.source, -1), (move.target, 1)):
            more = sign * move.yen / programmes[code].yen
            made[code] = [max(one + more, 0.0) for one in made[code]]
    for call in levers.calls:
        for year in range(min(call.years, years)):
            made[call.programme][year] += call.starts
    return made


def extra_yen(programmes: Mapping[str, Programme], levers: Levers) -> int:
    """Yen a year that the calls of a scenario need beside what is spent today."""
    return sum(one.starts * programmes[one.programme].yen for one in levers.calls)


def whole(rates: Sequence[float]) -> list[int]:
    """Whole numbers by year whose running sum follows that of the rates."""
    made, total, given = [], 0.0, 0
    for rate in rates:
        total += rate
        now = int(total + 0.5)
        made.append(now - given)
        given = now
    return made


def reading(sort: str, target: float | None, chance: float | None) -> str:
    """likely, open or unlikely for a managed indicator with a target; "" for any other."""
    if sort != MANAGED or target is None or chance is None:
        return ""
    return "likely" if chance >= LIKELY else "unlikely" if chance <= UNLIKELY else "open"


def _whole(written: str) -> int | None:
    digits = written.removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
        return None
    return int(written)


def _finding(code: str, item: str, **values: Any) -> Finding:
    return Finding(code, Place(item or "steering"), values=values)
