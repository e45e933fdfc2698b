"""Who may read the journal, have it verified, and erase a payload."""

from __future__ import annotations

from ikkan.audit.policy import allow
from ikkan.values.text import Text

allow(
    "can_read_journal",
    "auditor",
    "administrator",
    "hq_officer",
    description=Text("操作記録の一覧を見る", "Read the list of the journal"),
)
allow(
    "can_verify_journal",
    "auditor",
    "administrator",
    description=Text("操作記録を検証する", "Have the journal verified"),
)
allow("can_erase_payload", "administrator")
