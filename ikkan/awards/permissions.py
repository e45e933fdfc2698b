"""Who may make awards, change them, pay them, and say who looks after them; who keeps in-house
themes and other funders' projects, looks at overlaps and settles them."""

from __future__ import annotations

from ikkan.audit.actor import SYSTEM_ROLE, Actor, Reach
from ikkan.audit.policy import allow
from ikkan.values.text import Text


def _ministry_or_own_institute(actor: Actor, ref: Reach) -> bool:
    """Nobody is every institute: an institution's office counts for the one it was granted for."""
    office = SYSTEM_ROLE in actor.roles or actor.holds("ministry_officer", ref)
    return office or actor.granted(("institution_office",), ref)


allow("can_make_award", "funder_staff")
allow("can_change_award", "funder_staff")
allow("can_set_pairing", "funder_staff", "program_director", "program_supervisor")
allow("can_pay_award", "funder_staff")
allow("can_name_officer", "funder_staff")
allow(
    "can_keep_theme",
    "ministry_officer",
    "institution_office",
    condition=_ministry_or_own_institute,
)
allow("can_record_project", "hq_officer", "funder_staff")
allow("can_link_project", "hq_officer", "funder_staff")
allow(
    "can_see_overlap",
    *("hq_officer", "ministry_officer", "funder_staff", "program_director", "program_supervisor"),
    "auditor",
    description=Text("重複の確認を見る", "See where records overlap"),
)
allow("can_talk_overlap", "hq_officer", "ministry_officer", "funder_staff")
allow("can_settle_overlap", "hq_officer")
