"""What the forms of policies and of their items share.

Called by the other modules of this package.
"""

from __future__ import annotations

from typing import Any, Final

from ikkan.budget.policies.models import AllocationPolicy
from ikkan.budget.policies.rules import DRAFT
from ikkan.records.kinds import Write
from ikkan.values.text import Text

MOST_WORK: Final = 50
_DECIDED = Text(
    "決定された方針は変わりません。変えるには、これを引き継ぐ方針を起こしてください。",
    "A decided policy does not change; begin a policy that follows it.",
)


def why_decided(policy: AllocationPolicy) -> Text | None:
    """Why a policy cannot be changed now."""
    return None if policy.state == DRAFT else _DECIDED


def write(code: str, label: Text, form: type, act: Any, **more: Any) -> Write:
    """A form; of those who write policies unless said otherwise."""
    permission = more.pop("permission", "can_write_policy")
    return Write(code=code, label=label, permission=permission, form=form, act=act, **more)
