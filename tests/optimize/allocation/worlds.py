"""Small years for the tests of the allocation engine, made from one random number."""

from __future__ import annotations

import numpy as np

from ikkan.optimize.allocation import Cap, Lumps, Problem, Programme, Scenarios, Step

MILLION = 1_000_000


def year(
    seed: int,
    *,
    programmes: int = 4,
    scenarios: int = 5,
    lumps: int = 4,
    least: bool = False,
    steps: bool = True,
    tight: float = 0.6,
) -> Problem:
    """Programmes in two projects and two ministries, each with about `lumps` lumps a scenario."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(0, 2 * lumps + 1, size=(scenarios, programmes))
    starts = np.concatenate(([0], np.cumsum(sizes.sum(axis=1))))
    count = int(starts[-1])
    programme = np.concatenate(
        [rng.permutation(np.repeat(np.arange(programmes), row)) for row in sizes]
    ).astype(np.int32)
    yen = rng.integers(1, 30, size=count)
    worth = np.round(yen * rng.uniform(0.5, 2.0, size=count), 3)
    need = rng.integers(0, 25, size=(scenarios, programmes))
    usual = 15 * lumps + 12
    made = tuple(
        Programme(
            code=f"P{p}",
            name=f"programme {p}",
            floor=int(rng.integers(0, 8)) * MILLION if not least else 0,
            ceiling=int(rng.integers(usual // 2, 2 * usual)) * MILLION,
            committed=int(rng.integers(0, 5)) * MILLION if not least else 0,
            least=int(rng.integers(5, 40)) * MILLION if least else 0,
            project=f"J{p % 2}",
            ministry=f"M{p // 2 % 2}",
            steps=(Step(10 * MILLION, 9.0), Step(20 * MILLION, 6.0)) if steps and p % 2 else (),
        )
        for p in range(programmes)
    )
    caps = tuple(
        Cap(
            code=name,
            name=f"cap {name}",
            members=tuple(one.code for one in made if name in (one.project, one.ministry)),
            most=int(usual * programmes * tight * 0.7) * MILLION,
        )
        for name in ("J0", "J1", "M0")
    )
    return Problem(
        programmes=made,
        total=int(usual * programmes * tight) * MILLION,
        fund=int(usual * programmes * tight * 0.15) * MILLION,
        penalty=4.0 / MILLION,
        scenarios=Scenarios(
            weight=np.full(scenarios, 1 / scenarios),
            need=need.astype(np.int64) * MILLION,
            lumps=Lumps(
                starts=starts.astype(np.int64),
                programme=programme,
                yen=yen.astype(np.int64) * MILLION,
                worth=worth,
            ),
        ),
        caps=caps,
    )
