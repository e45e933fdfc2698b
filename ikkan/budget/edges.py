"""Where an account stands on the line: under the accounts that fund it, its programme, its clause.

Called by ledger. Source: design §1 ("up to the plan clause and the yen it came from").
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ikkan.budget.models import Account
from ikkan.budget.rules import Layer
from ikkan.line.writing import Joint
from ikkan.values.ref import Ref

KIND = "budget.account"


def of_account(account: Account, parent: str, givers: Mapping[str, date]) -> tuple[Joint, ...]:
    """The edges of an account with the code of its `parent`; `givers` gave it money from a day."""
    joints = []
    if account.layer == Layer.PROGRAMME and account.owner:
        joints.append(Joint(kind="programme", to=Ref.parse(account.owner)))
    if account.clause:
        joints.append(Joint(kind="clause", to=Ref("plan.clause", account.clause)))
    if parent:
        joints.append(Joint(kind="parent", to=Ref(KIND, parent)))
    joints += [
        Joint(kind="parent", to=Ref(KIND, giver), valid_from=first)
        for giver, first in givers.items()
        if giver != parent
    ]
    return tuple(joints)
