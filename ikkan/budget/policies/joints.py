"""Where policies and their items stand on the line: under the document and clause they come from.

Called by the actions of policies. Source: design §1.
"""

from __future__ import annotations

from ikkan.budget.policies.models import AllocationPolicy, PolicyItem
from ikkan.budget.policies.queries import ITEM, KIND
from ikkan.budget.policies.rules import NewGround
from ikkan.line.writing import SIDE, Joint
from ikkan.values.ref import Ref


def of_policy(policy: AllocationPolicy) -> list[Joint]:
    """Under its document; beside the policy it was begun from."""
    made = []
    if policy.instrument:
        made.append(Joint(kind="instrument", to=Ref("instrument", policy.instrument)))
    if policy.follows is not None:
        made.append(Joint(kind="earlier", to=Ref(KIND, policy.follows.code), direction=SIDE))
    return made


def earlier(policy: AllocationPolicy) -> dict[str, str]:
    """Codes of the items of the policy it was begun from, by key. One query or none."""
    if policy.follows_id is None:
        return {}
    rows = PolicyItem.objects.filter(policy=policy.follows_id)
    return dict(rows.values_list("key", "code"))


def of_item(item: PolicyItem, policy: AllocationPolicy, before: dict[str, str]) -> list[Joint]:
    """Under its policy and its clause; beside its project, the earlier item and what it cites."""
    made = [Joint(kind="policy", to=Ref(KIND, policy.code))]
    if item.key in before:
        made.append(Joint(kind="earlier", to=Ref(ITEM, before[item.key]), direction=SIDE))
    if item.clause:
        made.append(Joint(kind="clause", to=Ref("clause", item.clause)))
    if item.project:
        made.append(Joint(kind="project", to=Ref("project", item.project), direction=SIDE))
    cited = {
        ref
        for one in item.grounds.all()
        if (ref := NewGround(sort=one.sort, text_ja=one.text_ja, cites=one.cites).ref) is not None
    }
    made += [Joint(kind="ground", to=ref, direction=SIDE) for ref in sorted(cited)]
    return made


def ref_of(item: PolicyItem) -> Ref:
    """The reference of an item."""
    return Ref(ITEM, item.code)
