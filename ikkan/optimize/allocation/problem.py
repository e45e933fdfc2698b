"""What is to be allocated: programmes, what a year may bring, and the rules about money.

Decides: names and shapes of everything the engine reads. Called by: portfolio, the command line,
benchmarks. Amounts are whole yen, multiples of the problem's `unit`.

    max  Σ_p f_p(x_p) + Σ_s weight_s · Q_s(x)      over plans x that keep floors, caps and the total
    Q_s(x) = max  Σ_i worth_i y_i − penalty · Σ_p short_p
             Σ_{i in p} yen_i y_i + need_ps ≤ x_p + u_p + short_p,   Σ_p u_p ≤ fund,   y_i ∈ {0, 1}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ikkan.values.arrays import Floats, Indices

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """The next `yen` of a programme are worth `worth` altogether; worth per yen never rises."""

    yen: int
    worth: float


@dataclass(frozen=True, slots=True)
class Programme:
    """x lies between `floor` and `ceiling` and holds what is `committed`; 0 or at least `least`.

    `steps` begin at the first yen of the programme; what lies beyond them has no direct value.
    """

    code: str
    name: str
    floor: int
    ceiling: int
    committed: int = 0
    least: int = 0
    project: str = ""
    ministry: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Cap:
    """The programmes `members` together get at most `most` and no fewer than `fewest` yen."""

    code: str
    name: str
    members: tuple[str, ...]
    most: int
    fewest: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Lumps:
    """What could be paid for in mid-year: scenario s holds the lumps starts[s] to starts[s + 1].

    `programme` counts the programmes of the problem from 0. `code` names each lump (the same name
    in every scenario that holds it); it is needed only for packages and lumps across programmes.
    """

    starts: Indices
    programme: npt.NDArray[np.int32]
    yen: Indices
    worth: Floats
    code: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Scenarios:
    """S possible mid-years: `weight` (S,) adds up to 1, `need` (S, P) is what must be paid."""

    weight: Floats
    need: Indices
    lumps: Lumps

    def __len__(self) -> int:
        return len(self.weight)


@dataclass(frozen=True, slots=True)
class Package:
    """Either/or: of these lumps (in each scenario) or programmes, at most `at_most` get money."""

    code: str
    name: str
    lumps: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    at_most: int = 1


@dataclass(frozen=True, slots=True)
class Across:
    """The lump `lump` is paid by several programmes: {programme: yen}, together its whole yen."""

    lump: str
    shares: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """One year: at most `total` yen now, `fund` yen in mid-year where a scenario needs them.

    `penalty` is what one yen of a need that cannot be paid costs, in the measure of the worths.
    """

    programmes: tuple[Programme, ...]
    total: int
    fund: int
    penalty: float
    scenarios: Scenarios
    caps: tuple[Cap, ...] = ()
    packages: tuple[Package, ...] = ()
    across: tuple[Across, ...] = ()
    unit: int = MILLION


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a person changes in a problem: {programme: yen}; a pin is floor and ceiling at once."""

    floors: Mapping[str, int] = field(default_factory=dict)
    ceilings: Mapping[str, int] = field(default_factory=dict)
    pins: Mapping[str, int] = field(default_factory=dict)
    total: int | None = None
    fund: int | None = None

    def of(self, problem: Problem) -> Problem:
        """The problem with these changes; `checking.changed` finds programmes nobody knows."""
        programmes = tuple(
            replace(
                one,
                floor=self.pins.get(one.code, self.floors.get(one.code, one.floor)),
                ceiling=self.pins.get(one.code, self.ceilings.get(one.code, one.ceiling)),
            )
            for one in problem.programmes
        )
        return replace(
            problem,
            programmes=programmes,
            total=problem.total if self.total is None else self.total,
            fund=problem.fund if self.fund is None else self.fund,
        )
