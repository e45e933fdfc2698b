"""Who may make awards, change them, pay them, and say who looks after them."""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_make_award", "funder_staff")
allow("can_change_award", "funder_staff")
allow("can_pay_award", "funder_staff")
allow("can_name_officer", "funder_staff")
