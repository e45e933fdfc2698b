"""Where the records of the adjustment fund stand on the line, from its rules to a decision.

Called by the actions of this part. Source: design §1.
"""

from __future__ import annotations

from ikkan.budget.adjustment.queries import ROUND, YEAR
from ikkan.budget.edges import KIND as ACCOUNT
from ikkan.budget.models import (
    AdjustmentDecision,
    AdjustmentProposal,
    AdjustmentRound,
    AdjustmentYear,
)
from ikkan.line.writing import SIDE, Joint
from ikkan.plan.bodies.queries import DECISION as TAKEN
from ikkan.values.ref import Ref


def of_year(year: AdjustmentYear) -> tuple[Joint, ...]:
    """Under the rules it was opened by; beside its account and the printed figures."""
    made = [
        Joint(kind="rules", to=Ref("adjustment_policy", year.policy)),
        Joint(kind="pot", to=Ref(ACCOUNT, year.account.code), direction=SIDE),
    ]
    for kind, code in (("figure", year.figure), ("origin", year.origin_figure)):
        if code:
            made.append(Joint(kind=kind, to=Ref("figure", code), direction=SIDE))
    return tuple(made)


def of_round(round_: AdjustmentRound) -> tuple[Joint, ...]:
    """Under its year."""
    return (Joint(kind="year", to=Ref(YEAR, round_.year.code)),)


def of_proposal(one: AdjustmentProposal) -> tuple[Joint, ...]:
    """Under its round; beside target, programme, what it continues and its evidence."""
    made = [
        Joint(kind="round", to=Ref(ROUND, one.round.code)),
        Joint(kind="programme", to=Ref("programme", one.programme), direction=SIDE),
    ]
    for kind, said in (("target", one.target), ("continues", one.predecessor)):
        if said:
            made.append(Joint(kind=kind, to=Ref.parse(said), direction=SIDE))
    made += [Joint(kind="evidence", to=Ref.parse(said), direction=SIDE) for said in one.evidence]
    return tuple(made)


def of_decision(made: AdjustmentDecision) -> tuple[Joint, ...]:
    """Under its round; beside what the headquarters decided."""
    joints = [Joint(kind="round", to=Ref(ROUND, made.round.code))]
    if made.decision is not None:
        joints.append(Joint(kind="decided", to=Ref(TAKEN, made.decision.code), direction=SIDE))
    return tuple(joints)
