"""Hand-over matching and reviewer assignment on one kernel: exact lists, plans, and their proof.

Decides: what is public here. Called by: portfolio, the command line, benchmarks. Kernels are
imported when they are called; this import is light. Model card: docs/models/assignment.md.
"""

from ikkan.optimize.assignment.faults import AssignmentError, Fault, Infeasible
from ikkan.optimize.assignment.fit import fit_parts
from ikkan.optimize.assignment.plan import NextBest, Plan, Reason, Why
from ikkan.optimize.assignment.problem import (
    Changes,
    Items,
    Lists,
    Parts,
    Problem,
    Slots,
    Weights,
)
from ikkan.optimize.assignment.solving import candidates, solve
from ikkan.optimize.assignment.warm import resolve

__all__ = [
    "AssignmentError",
    "Changes",
    "Fault",
    "Infeasible",
    "Items",
    "Lists",
    "NextBest",
    "Parts",
    "Plan",
    "Problem",
    "Reason",
    "Slots",
    "Weights",
    "Why",
    "candidates",
    "fit_parts",
    "resolve",
    "solve",
]
