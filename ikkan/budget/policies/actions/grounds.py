"""What a priority area rests on is added, taken away, or accepted as missing with a reason.

Decides: nothing about how good a ground is. Source: 004 L141; S-483 of the requirements.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.policies import messages, rules
from ikkan.budget.policies.actions import reading
from ikkan.budget.policies.models import Ground, PolicyItem
from ikkan.budget.policies.rules import AREA, NewGround
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

ITEM = "budget.policy_item"


@action(
    "budget.add_ground",
    permission="can_write_policy",
    description=Text("重点領域に根拠を付ける", "Add a ground to a priority area"),
)
def add_ground(
    item: str, new: NewGround, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> PolicyItem:
    """An acceptance without ground ends with it. Raises NotFound, VersionConflict, InputError."""
    held = _area(item, version)
    found = list(rules.refused_ground(new, as_of))
    if not found and new.ref is not None:
        found += reading.missing([new.ref])
    reading.demand("budget.ground_form", found)
    Ground.objects.create(
        item=held,
        sort=new.sort,
        text_ja=new.text_ja.strip(),
        text_en=new.text_en.strip(),
        cites=new.cites,
        said_on=new.said_on,
    )
    held.accepted_because = ""
    reading.save(held)
    journal.write(Ref(ITEM, item), {"ground": new})
    return held


@action(
    "budget.remove_ground",
    permission="can_write_policy",
    description=Text("重点領域から根拠を外す", "Take a ground away from a priority area"),
)
def remove_ground(
    item: str, ground: int, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> PolicyItem:
    """`ground` is its number. Raises NotFound, VersionConflict, InputError."""
    held = _area(item, version)
    gone = held.grounds.filter(pk=ground).first()
    if gone is None:
        raise NotFound("budget.ground", messages.NO_GROUND.format(code=item))
    said = {"sort": gone.sort, "text": Text(gone.text_ja, gone.text_en), "cites": gone.cites}
    gone.delete()
    reading.save(held)
    journal.write(Ref(ITEM, item), {"ground_removed": said})
    return held


@action(
    "budget.accept_policy_area",
    permission="can_decide_policy",
    description=Text(
        "根拠のない重点領域を、理由を書いて認める",
        "Accept a priority area without a ground, with a reason",
    ),
)
def accept_area(
    item: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> PolicyItem:
    """Raises NotFound, VersionConflict, InputError (it has grounds, no reason)."""
    held = _area(item, version)
    if held.grounds.exists():
        raise InputError("budget.area_has_ground", messages.HAS_GROUNDS)
    if not reason.strip():
        raise InputError("budget.area_reason", messages.NO_REASON)
    held.accepted_because = reason.strip()
    reading.save(held)
    journal.write(Ref(ITEM, item), {"accepted_because": held.accepted_because})
    return held


def _area(code: str, version: int | None) -> PolicyItem:
    held = reading.item(code, version)
    if held.sort != AREA:
        raise InputError("budget.ground_of_point", messages.ONLY_AREAS)
    return held
