"""Who may open accounts, give and end roles, and change what is one's own."""

from __future__ import annotations

from ikkan.audit.actor import ACCOUNT_ROLE
from ikkan.audit.policy import allow

allow("can_create_account", "administrator")
allow("can_close_account", "administrator")
allow("can_renew_password")
allow("can_grant_role", "administrator")
allow("can_delegate", ACCOUNT_ROLE)
allow("can_set_preferences", ACCOUNT_ROLE)
