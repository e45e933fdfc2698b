"""Yearly allocation with the adjustment fund as recourse: a plan, a proven bound, and prices.

Decides: what is public here. Called by: portfolio, the command line, benchmarks. Kernels and the
solver are imported when they are called. Model card: docs/models/allocation.md.
"""

from ikkan.optimize.allocation.bounds import Interval, interval
from ikkan.optimize.allocation.certificate import Certificate
from ikkan.optimize.allocation.checking import check
from ikkan.optimize.allocation.faults import AllocationError, Finding, SolverError
from ikkan.optimize.allocation.plan import Outcome, Plan
from ikkan.optimize.allocation.problem import (
    Across,
    Cap,
    Changes,
    Lumps,
    Package,
    Problem,
    Programme,
    Scenarios,
    Step,
)
from ikkan.optimize.allocation.solving import evaluate, resolve, solve

__all__ = [
    "Across",
    "AllocationError",
    "Cap",
    "Certificate",
    "Changes",
    "Finding",
    "Interval",
    "Lumps",
    "Outcome",
    "Package",
    "Plan",
    "Problem",
    "Programme",
    "Scenarios",
    "SolverError",
    "Step",
    "check",
    "evaluate",
    "interval",
    "resolve",
    "solve",
]
