"""The headquarters decide a policy and present it to the ministries, which acknowledge it.

Decides: no policy without a decision of the headquarters about it, none with an area that neither
rests on a ground nor was accepted without. Source: 004 L17, L39; S-045, S-256.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget.policies import messages, queries, rules
from ikkan.budget.policies.actions import reading
from ikkan.budget.policies.models import AllocationPolicy, Receipt
from ikkan.budget.policies.rules import DECIDED
from ikkan.plan import queries as plan
from ikkan.plan.bodies.rules.deciding import STANDING
from ikkan.plan.models import Decision
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "budget.policy"


def _body(arguments: Mapping[str, Any]) -> Ref:
    return Ref("body", arguments["body"])


@action(
    "budget.decide_policy",
    permission="can_decide_policy",
    description=Text(
        "資源配分方針を決定し、府省に提示し、公表する",
        "Decide an allocation policy, present it to the ministries and publish it",
    ),
)
def decide_policy(
    code: str,
    decision: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AllocationPolicy:
    """On the day of the decision. Raises NotFound, VersionConflict, InputError (all findings)."""
    policy = reading.draft(code)
    require_version(policy, version)
    items = queries.items_of(policy)
    points, areas = queries.split(items)
    held = Decision.objects.filter(code=decision).first()
    lacks = _lacks(held, decision, code, as_of)
    judged = [queries.area(one) for one in areas]
    reading.demand("budget.policy_findings", rules.refused_decision(judged, len(points), lacks))
    policy.decision, policy.decided_on = held, held.decided_on if held is not None else None
    policy.state, policy.published = DECIDED, True
    policy.presented_to = [row.code for row in queries.ministries(as_of)]
    policy.version += 1
    policy.save()
    for one in items:
        one.published = True
        one.save(update_fields=["published"])
    reading.draw(policy, items)
    said = {"decision": decision, "presented_to": policy.presented_to}
    journal.write(Ref(KIND, code), said)
    return policy


@action(
    "budget.receive_policy",
    permission="can_receive_policy",
    scope=_body,
    description=Text(
        "府省が、提示された資源配分方針の受領を記録する",
        "A ministry acknowledges receipt of an allocation policy",
    ),
)
def receive_policy(
    code: str, body: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AllocationPolicy:
    """Once for each ministry. Raises NotFound, InputError, NotAllowed (another ministry)."""
    policy = reading.policy(code)
    if policy.state != DECIDED:
        raise InputError("budget.policy_not_presented", messages.NOT_PRESENTED)
    if body not in policy.presented_to:
        raise InputError("budget.policy_not_for_them", messages.NOT_FOR_THEM.format(body=body))
    before = policy.receipts.filter(body=body).first()
    if before is not None:
        words = messages.IS_RECEIVED.format(body=body, day=before.got_on)
        raise InputError("budget.policy_received", words)
    Receipt.objects.create(policy=policy, body=body, got_on=as_of, got_by=by.code)
    journal.write(Ref(KIND, code), {"received_by": body})
    return policy


def _lacks(held: Decision | None, decision: str, code: str, as_of: date) -> list[Text]:
    """What the decision of the headquarters lacks."""
    if held is None:
        return [messages.NO_DECISION.format(code=decision)]
    found, here = [], Ref(KIND, code)
    headquarters = plan.snapshot(as_of).settings["bodies"]["headquarters"]
    if held.body != headquarters:
        found.append(messages.NOT_THEIRS.format(code=decision, body=headquarters))
    if held.state not in STANDING:
        found.append(messages.NOT_DECIDED.format(code=decision))
    if str(here) not in held.about:
        found.append(messages.NOT_ABOUT.format(code=decision, ref=here))
    return found
