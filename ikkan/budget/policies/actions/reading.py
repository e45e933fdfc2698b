"""Policies and items as an action reads them: locked, still drafts, of the version that was seen.

Called by the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ikkan.audit.actions import require_version
from ikkan.budget.policies import joints, messages
from ikkan.budget.policies.models import AllocationPolicy, PolicyItem
from ikkan.budget.policies.rules import DRAFT
from ikkan.line import registry
from ikkan.line.writing import join_many
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def policy(code: str) -> AllocationPolicy:
    """The policy, locked. Raises NotFound."""
    rows = AllocationPolicy.objects.select_for_update()
    found: AllocationPolicy | None = rows.filter(code=code).first()
    if found is None:
        raise NotFound("budget.policy", messages.NO_POLICY.format(code=code))
    return found


def draft(code: str) -> AllocationPolicy:
    """The policy, locked and still a draft. Raises NotFound, InputError."""
    found = policy(code)
    if found.state != DRAFT:
        words = messages.IS_DECIDED.format(day=found.decided_on)
        raise InputError("budget.policy_decided", words)
    return found


def item(code: str, version: int | None) -> PolicyItem:
    """The item of a draft, locked, as it was seen. Raises NotFound, InputError, VersionConflict."""
    held = PolicyItem.objects.filter(code=code).values_list("policy__code", flat=True).first()
    if held is None:
        raise NotFound("budget.policy_item", messages.NO_ITEM.format(code=code))
    draft(held)
    found: PolicyItem = PolicyItem.objects.select_for_update().get(code=code)
    require_version(found, version)
    return found


def save(found: PolicyItem) -> None:
    """The item changed: its version counts up, its line is drawn anew."""
    found.version += 1
    found.save()
    draw(found.policy, [found])


def draw(held: AllocationPolicy, items: Sequence[PolicyItem]) -> None:
    """The line of a policy and of some of its items."""
    before = joints.earlier(held)
    said = {joints.ref_of(one): joints.of_item(one, held, before) for one in items}
    said[Ref("budget.policy", held.code)] = joints.of_policy(held)
    join_many(said)


def demand(code: str, found: Iterable[Text]) -> None:
    """Raise InputError that tells every finding at once, where there is any."""
    listed = list(found)
    if listed:
        ja, en = ("\n".join(one.of(language) for one in listed) for language in ("ja", "en"))
        raise InputError(code, Text(ja, en))


def missing(refs: Iterable[Ref]) -> list[Text]:
    """A finding where something named does not exist."""
    named = set(refs)
    absent = sorted(str(ref) for ref in named - registry.exist(named))
    return [messages.NOTHING.format(refs=", ".join(absent))] if absent else []
