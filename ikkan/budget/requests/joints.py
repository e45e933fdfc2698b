"""Where requests stand on the line: under the plan items they cite, compiled by a decision.

Called by the actions of requests, inside their transaction. Source: 004 L41, L84.
"""

from __future__ import annotations

from ikkan.budget.models import Request, Round, Version
from ikkan.line.writing import SIDE, Joint, join
from ikkan.values.ref import Ref

KIND = "budget.request"
ROUND_KIND = "budget.round"


def join_request(request: Request, version: Version) -> None:
    """The plan items that the lines of a version cite, and the round it belongs to."""
    cited = {ref for line in version.lines.all() for ref in line.cites}
    made = [Joint(kind="carries_out", to=Ref.parse(ref)) for ref in sorted(cited)]
    made.append(Joint(kind="round", to=Ref(ROUND_KIND, request.round.code), direction=SIDE))
    join(Ref(KIND, request.code), made)


def join_round(found: Round) -> None:
    """The decision by which it was compiled, and the policy it follows."""
    made = []
    if found.decision is not None:
        to = Ref("plan.decision", found.decision.code)
        made.append(Joint(kind="decided_by", to=to, direction=SIDE))
    if found.policy is not None:
        made.append(Joint(kind="policy", to=Ref("budget.policy", found.policy.code)))
    join(Ref(ROUND_KIND, found.code), made)
