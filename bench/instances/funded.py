"""The plain arrays of `funding` as a problem of the engine, and plans of the engine as arrays.

Called by the benchmark `allocation` and by tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bench import verify_allocation
from bench.instances.funding import UNIT
from ikkan.optimize.allocation import Cap, Lumps, Problem, Programme, Scenarios, Step

if TYPE_CHECKING:
    from bench.instances.funding import Funding


def problem(made: Funding) -> Problem:
    """The same budget in whole yen."""
    return Problem(
        programmes=tuple(
            Programme(
                f"P{p:02}",
                f"Programme {p}",
                floor=int(made.floor[p]) * UNIT,
                ceiling=int(made.ceiling[p]) * UNIT,
                committed=int(made.committed[p]) * UNIT,
                least=int(made.least[p]) * UNIT,
                steps=tuple(Step(units * UNIT, worth) for units, worth in made.steps[p]),
            )
            for p in range(len(made.floor))
        ),
        total=made.total * UNIT,
        fund=made.fund * UNIT,
        penalty=made.penalty / UNIT,
        scenarios=Scenarios(
            weight=made.weight,
            need=made.need * UNIT,
            lumps=Lumps(
                starts=made.starts,
                programme=made.programme,
                yen=made.yen * UNIT,
                worth=made.worth,
            ),
        ),
        caps=tuple(
            Cap(f"C{number:02}", f"Group {number}", _codes(members), int(most) * UNIT)
            for number, (members, most) in enumerate(made.groups)
        ),
    )


def budgets(plan: Any) -> Any:
    """The amounts of a plan in units, in the order of its programmes; whole where lumps are."""
    units = np.array([plan.x[one.code] for one in plan.problem.programmes]) / UNIT
    return np.rint(units).astype(np.int64) if plan.integer else units


def _codes(members: Any) -> tuple[str, ...]:
    return tuple(f"P{p:02}" for p in members)


def prices(plan: Any) -> verify_allocation.Multipliers:
    """The multipliers of a plan's proof, per unit."""
    proof = plan.certificate
    return verify_allocation.Multipliers(
        fund=np.asarray(proof.fund_prices) * UNIT,
        total=proof.total_price * UNIT,
        groups=(np.asarray(proof.most_prices) - np.asarray(proof.fewest_prices)) * UNIT,
    )


def judged(made: Funding, plan: Any) -> verify_allocation.Verdict:
    """What the checker says of a plan of the engine, of its value and its bound."""
    taken = np.asarray(plan.certificate.taken, dtype=np.bool_) if plan.integer else None
    return verify_allocation.check(
        made, budgets(plan), prices(plan), taken, claimed=(plan.value, plan.bound),
        word=plan.certificate.sort == "solver",
    )  # fmt: skip
