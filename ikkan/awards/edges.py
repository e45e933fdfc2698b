"""Where an award stands on the line: under its application, its call or programme, and beside its
account; what it continues.

Called by loads and actions. Source: design §1, §3 "Lineage".
"""

from __future__ import annotations

from collections.abc import Iterable

from ikkan.awards.models import Award
from ikkan.line.writing import SIDE, Joint
from ikkan.values.ref import Ref

KIND = "awards.award"
CONTINUES = "continues"


def ref_of(code: str) -> Ref:
    """The reference of an award."""
    return Ref(KIND, code)


def of_award(award: Award, earlier: Iterable[str]) -> tuple[Joint, ...]:
    """The edges of an award that continues the awards `earlier` (their numbers)."""
    joints = [Joint(kind=CONTINUES, to=ref_of(code)) for code in earlier]
    if award.application is not None:
        to = Ref("calls.application", award.application.code)
        joints.append(Joint(kind="application", to=to))
    if award.call is not None:
        joints.append(Joint(kind="call", to=Ref("calls.call", award.call.code)))
    elif award.programme_code:
        joints.append(Joint(kind="programme", to=Ref("programme", award.programme_code)))
    if award.account is not None:
        frm = Ref("budget.account", award.account.code)
        joints.append(Joint(kind="award", frm=frm, to=ref_of(award.code), direction=SIDE))
    return tuple(joints)
