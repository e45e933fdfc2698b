"""Where seeds, gates and hand-overs stand on the line.

Called by loads and actions. A hand-over stands over the award that takes up, under the gate or
award it came from. Source: design §3 "Lineage".
"""

from __future__ import annotations

from collections.abc import Iterable

from ikkan.awards.edges import ref_of
from ikkan.line.writing import SIDE, Joint
from ikkan.portfolio.models import Gate, Handover
from ikkan.values.ref import Ref

SEED = "portfolio.seed"
GATE = "portfolio.gate"
HANDOVER = "portfolio.handover"
ROUND = "portfolio.matching_round"


def of_seed(awards: Iterable[str]) -> tuple[Joint, ...]:
    """A seed stands beside the awards that carry it."""
    return tuple(Joint(kind="seed", to=ref_of(code), direction=SIDE) for code in awards)


def of_gate(gate: Gate) -> tuple[Joint, ...]:
    """A gate stands under its award."""
    return (Joint(kind="award", to=ref_of(gate.award.code)),)


def of_handover(handover: Handover) -> tuple[Joint, ...]:
    """A hand-over stands under its gate, else its award; its successor stands under it."""
    if handover.gate is not None:
        joints = [Joint(kind="gate", to=Ref(GATE, handover.gate.code))]
    else:
        joints = [Joint(kind="award", to=ref_of(handover.award.code))]
    if handover.round is not None:
        joints.append(Joint(kind="round", to=Ref(ROUND, handover.round.code), direction=SIDE))
    if handover.to_award is not None:
        here = Ref(HANDOVER, handover.code)
        joints.append(Joint(kind="handover", frm=ref_of(handover.to_award.code), to=here))
    return tuple(joints)
