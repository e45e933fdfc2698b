"""Made-up yearly budgets with an adjustment fund: one like the real one, and families that hurt.

Called by the benchmark `allocation` and by tests of its checker. Amounts are whole units of a
million yen; every array comes from one generator of random numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

UNIT: Final = 1_000_000
TOTAL: Final = 125_000
FUND: Final = 17_500
PROGRAMMES: Final = 60
PROJECTS: Final = 8
MINISTRIES: Final = 4
AWARDS: Final = 2_600
"""Awards that may want more, as many as Japan's medical research has; about half of them go on in
a scenario."""
FEW_AWARDS: Final = 600
GROUND: Final = 0.62
"""Share of a budget that is bound by what runs already."""
PENALTY: Final = 4.0
"""What a missing unit costs, in the worth of an ordinary unit."""
Chance = np.random.Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """One budget: limits (P,), groups (members, most), steps, and scenarios with lumps by row."""

    floor: Any
    ceiling: Any
    committed: Any
    least: Any
    groups: tuple[tuple[Any, int], ...]
    steps: tuple[tuple[tuple[int, float], ...], ...]
    """Per programme (units, worth of the whole step), worth per unit decreasing."""
    total: int
    fund: int
    penalty: float
    weight: Any
    need: Any
    starts: Any
    programme: Any
    yen: Any
    worth: Any

    @property
    def size(self) -> str:
        """``60 programmes, 1,000 scenarios, 300,000 lumps``."""
        scenarios, programmes = self.need.shape
        return f"{programmes} programmes, {scenarios:,} scenarios, {len(self.yen):,} lumps"


def medical(scenarios: int, chance: Chance, programmes: int = PROGRAMMES) -> Funding:
    """Budgets of very unequal size, awards of unequal worth, shocks that several share."""
    share = chance.lognormal(0.0, 0.9, size=programmes)
    return _drawn(scenarios, chance, share / share.sum())


def few(scenarios: int, chance: Chance, programmes: int = PROGRAMMES) -> Funding:
    """The same with few, large awards: what is left of the fund in a scenario fits none of them."""
    share = chance.lognormal(0.0, 0.9, size=programmes)
    return _drawn(scenarios, chance, share / share.sum(), awards=FEW_AWARDS)


def bulky(scenarios: int, chance: Chance, programmes: int = PROGRAMMES) -> Funding:
    """As many awards in every programme: in large ones a single lump is large."""
    share = chance.lognormal(0.0, 0.9, size=programmes)
    return _drawn(scenarios, chance, share / share.sum(), even=True)


def giant(scenarios: int, chance: Chance, programmes: int = PROGRAMMES) -> Funding:
    """One programme holds half of all money, the others are small."""
    share = np.full(programmes, 0.5 / (programmes - 1))
    share[0] = 0.5
    return _drawn(scenarios, chance, share)


def ties(scenarios: int, chance: Chance, programmes: int = PROGRAMMES) -> Funding:
    """Equal programmes, lumps of one of two amounts and one of two worths: everything is a tie.

    All money comes in sixties, and no rest fits: prices alone leave a gap.
    """
    made = _drawn(scenarios, chance, np.full(programmes, 1.0 / programmes))
    small = made.yen % 2 == 0
    yen = np.where(small, 60, 120).astype(np.int64)
    return replace(made, yen=yen, worth=yen * np.where(made.yen % 3 == 0, 2.0, 1.0))


def flat(scenarios: int, chance: Chance, programmes: int = PROGRAMMES) -> Funding:
    """Degenerate prices: every unit spent on any lump is worth the same, no direct worth."""
    share = chance.lognormal(0.0, 0.5, size=programmes)
    made = _drawn(scenarios, chance, share / share.sum())
    return replace(made, worth=made.yen.astype(np.float64), steps=((),) * programmes)


def tight(scenarios: int, chance: Chance, programmes: int = PROGRAMMES) -> Funding:
    """No slack: floors take almost the whole total, groups are full, the fund covers a shock."""
    made = medical(scenarios, chance, programmes)
    floor = made.ceiling * 6 // 10
    total = int(floor.sum()) + programmes
    groups = tuple(
        (members, int(floor[members].sum()) + len(members)) for members, _ in made.groups
    )
    return replace(
        made,
        floor=floor,
        committed=np.minimum(made.committed, floor),
        total=total,
        groups=groups,
        fund=int(made.need.std(axis=0).sum()) // 4,
    )


def switched(scenarios: int, chance: Chance, programmes: int = PROGRAMMES) -> Funding:
    """A third of the programmes gets nothing or a least amount; identical weights otherwise."""
    made = medical(scenarios, chance, programmes)
    some = np.arange(programmes) % 3 == 0
    least = np.where(some, made.ceiling // 2, 0)
    need = made.need.copy()
    need[:, some] = 0
    floor, committed = np.where(some, 0, made.floor), np.where(some, 0, made.committed)
    return replace(made, least=least, floor=floor, committed=committed, need=need)


APART: Final = frozenset({"few awards", "ties"})
"""Families whose gap prices of the fund cannot close: it is told, and no floor is set."""
FAMILIES: Final[dict[str, Callable[..., Funding]]] = {
    "medical": medical,
    "few awards": few,
    "ties": ties,
    "flat prices": flat,
    "one giant": giant,
    "bulky lumps": bulky,
    "no slack": tight,
    "nothing or a least": switched,
}


def _drawn(
    scenarios: int, chance: Chance, share: Any, *, even: bool = False, awards: int = AWARDS
) -> Funding:
    programmes = len(share)
    budget = np.maximum((share * TOTAL).astype(np.int64), 80)
    total = int(budget.sum())
    need = _needs(scenarios, budget, chance)
    count = awards * programmes // PROGRAMMES
    each = np.maximum(np.rint(count * (1.0 / programmes if even else share)), 2).astype(np.int64)
    starts, programme, yen, worth = _lumps(scenarios, budget, each * np.ones_like(budget), chance)
    committed = budget * 4 // 10
    return Funding(
        floor=budget * 5 // 10,
        ceiling=budget * 16 // 10,
        committed=committed,
        least=np.zeros(programmes, dtype=np.int64),
        groups=_groups(budget, programmes, chance),
        steps=tuple(_steps(int(one), chance) for one in budget),
        total=total,
        fund=FUND,
        penalty=PENALTY,
        weight=np.full(scenarios, 1.0 / scenarios),
        need=need,
        starts=starts,
        programme=programme,
        yen=yen,
        worth=worth,
    )


def _needs(scenarios: int, budget: Any, chance: Chance) -> Any:
    """What runs already: no-gos free money, and one shock moves many programmes at once."""
    programmes = len(budget)
    own = chance.normal(GROUND, 0.08, size=(scenarios, programmes))
    stopped = chance.random((scenarios, programmes)) < 0.1
    shock = np.maximum(chance.normal(0.0, 0.12, size=(scenarios, 1)), -0.1)
    exposed = chance.random(programmes)
    need = budget * np.maximum(own - 0.25 * stopped + shock * exposed, 0.05)
    return np.rint(need).astype(np.int64)


def _lumps(scenarios: int, budget: Any, awards: Any, chance: Chance) -> tuple[Any, Any, Any, Any]:
    """Each award that goes on wants a lump; amounts move a little between scenarios."""
    owner = np.repeat(np.arange(len(budget), dtype=np.int32), awards)
    ground = (budget / awards)[owner] * chance.lognormal(-0.2, 0.5, size=len(owner))
    rate = chance.lognormal(0.0, 0.6, size=len(owner))
    goes = chance.random((scenarios, len(owner))) < chance.uniform(0.2, 0.9, size=len(owner))
    row, award = np.nonzero(goes)
    moved = chance.uniform(0.8, 1.25, size=len(row))
    yen = np.maximum(np.rint(ground[award] * moved), 1.0).astype(np.int64)
    worth = ground[award] * rate[award] * chance.uniform(0.9, 1.1, size=len(row))
    starts = np.concatenate(([0], np.cumsum(goes.sum(axis=1)))).astype(np.int64)
    return starts, owner[award], yen, worth


def _groups(budget: Any, programmes: int, chance: Chance) -> tuple[tuple[Any, int], ...]:
    """Projects and ministries: two divisions that cross, some of whose limits bind."""
    made = []
    for parts, room in ((PROJECTS, 1.08), (MINISTRIES, 1.04)):
        owner = chance.integers(min(parts, programmes), size=programmes)
        for part in np.unique(owner):
            members = np.flatnonzero(owner == part)
            made.append((members, int(budget[members].sum() * room)))
    return tuple(made)


def _steps(budget: int, chance: Chance) -> tuple[tuple[int, float], ...]:
    """Three steps above nothing: the first is worth more a unit than the last."""
    rates = np.sort(chance.uniform(0.02, 0.5, size=3))[::-1]
    width = max(1, budget // 2)
    return tuple((width, float(width * rate)) for rate in rates)
