"""Items of a draft are added, revised and removed; a policy gets another name.

Decides: an item that other records cite stays. Source: S-223, S-258 of the requirements.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget.policies import messages, rules
from ikkan.budget.policies.actions import reading
from ikkan.budget.policies.models import AllocationPolicy, PolicyItem
from ikkan.budget.policies.rules import NewItem, NewPolicy
from ikkan.line.models import Edge
from ikkan.line.writing import join
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "budget.policy"
ITEM = "budget.policy_item"


@action(
    "budget.rename_policy",
    permission="can_write_policy",
    description=Text(
        "資源配分方針の案の名称・年度・根拠を直す",
        "Revise name, year and legal basis of the draft of an allocation policy",
    ),
)
def rename_policy(
    code: str, new: NewPolicy, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AllocationPolicy:
    """Raises NotFound, VersionConflict, InputError."""
    policy = reading.draft(code)
    require_version(policy, version)
    reading.demand("budget.policy_form", rules.refused_policy(new))
    policy.fiscal_year, policy.basis = new.fiscal_year, new.basis.strip()
    policy.name_ja, policy.name_en = new.name_ja.strip(), new.name_en.strip()
    policy.version += 1
    policy.save()
    journal.write(Ref(KIND, code), {"policy": new})
    return policy


@action(
    "budget.add_policy_item",
    permission="can_write_policy",
    description=Text(
        "資源配分方針の案に留意点・重点領域を加える",
        "Add a point to note or a priority area to the draft of a policy",
    ),
)
def add_item(
    policy: str, new: NewItem, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> PolicyItem:
    """Its key is its own code. Raises NotFound, InputError."""
    held = reading.draft(policy)
    _demand(new)
    last = held.items.aggregate(last=Max("order"))["last"] or 0
    code = next_code("PI", held.fiscal_year)
    item = PolicyItem(code=code, key=code, policy=held)
    _put(item, new, last + 1)
    item.save(force_insert=True)
    reading.draw(held, [item])
    journal.write(Ref(ITEM, code), {"policy": policy, "item": new})
    return item


@action(
    "budget.revise_policy_item",
    permission="can_write_policy",
    description=Text(
        "留意点・重点領域の文やプロジェクトを直す",
        "Revise words, project or order of an item of a policy",
    ),
)
def revise_item(
    code: str, new: NewItem, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> PolicyItem:
    """Raises NotFound, VersionConflict, InputError."""
    item = reading.item(code, version)
    _demand(new)
    _put(item, new, item.order)
    reading.save(item)
    journal.write(Ref(ITEM, code), {"item": new})
    return item


@action(
    "budget.remove_policy_item",
    permission="can_write_policy",
    description=Text(
        "資源配分方針の案から項目を取り除く",
        "Remove an item from the draft of a policy",
    ),
)
def remove_item(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AllocationPolicy:
    """Raises NotFound, VersionConflict, InputError (something cites it)."""
    item = reading.item(code, version)
    here = Ref(ITEM, code)
    edges = Edge.objects.filter(superseded_at__isnull=True, to_kind=ITEM, to_code=code)
    cited = sorted({f"{one.from_kind}:{one.from_code}" for one in edges})
    if cited:
        raise InputError(
            "budget.policy_item_cited", messages.IS_NAMED.format(refs=", ".join(cited[:10]))
        )
    policy: AllocationPolicy = item.policy
    join(here, [])
    said = {"policy": policy.code, "key": item.key, "text": Text(item.text_ja, item.text_en)}
    item.delete()
    journal.write(here, {"removed": said})
    return policy


def _demand(new: NewItem) -> None:
    found = list(rules.refused_item(new))
    if new.project:
        found += reading.missing([Ref("project", new.project)])
    reading.demand("budget.policy_item_form", found)


def _put(item: PolicyItem, new: NewItem, order: int) -> None:
    item.sort, item.project = new.sort, new.project
    item.order = order if new.order is None else new.order
    item.text_ja, item.text_en = new.text_ja.strip(), new.text_en.strip()
