"""States and levels of an attachment, and who a level lets through; pure.

Decides: which state follows which, which roles are the offices, who may withdraw.
Called by: models, queries, actions, forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ikkan.audit.actor import SYSTEM_ROLE
from ikkan.values.text import Text

QUARANTINED: Final = "quarantined"
CLEAN: Final = "clean"
REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"
PURGED: Final = "purged"
STATES: Final[Mapping[str, Text]] = {
    QUARANTINED: Text("検査待ち", "Waiting for its check"),
    CLEAN: Text("検査済み", "Checked"),
    REFUSED: Text("検査で拒否", "Refused by the check"),
    WITHDRAWN: Text("取り下げ", "Withdrawn"),
    PURGED: Text("中身を消去", "Content erased"),
}
_NEXT: Final[Mapping[str, frozenset[str]]] = {
    QUARANTINED: frozenset({CLEAN, REFUSED, WITHDRAWN}),
    CLEAN: frozenset({WITHDRAWN}),
    WITHDRAWN: frozenset({PURGED}),
}

AS_RECORD: Final = "as_record"
OFFICES_ONLY: Final = "offices"
LEVELS: Final[Mapping[str, Text]] = {
    AS_RECORD: Text("記録を見られる人", "Whoever sees the record"),
    OFFICES_ONLY: Text("事務局だけ", "The offices only"),
}
OFFICES: Final = frozenset(
    {
        "hq_officer",
        "funder_staff",
        "program_director",
        "program_supervisor",
        "program_officer",
        "auditor",
    }
)
ATTACHERS: Final = (
    "funder_staff",
    "hq_officer",
    "ministry_officer",
    "program_director",
    "program_supervisor",
    "program_officer",
    "disease_coordinator",
    "researcher",
    "institution_office",
)
KEEPERS: Final = frozenset({"funder_staff", "hq_officer", SYSTEM_ROLE})
"""Who withdraws what somebody else attached."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not taken: the rule's name, and words with the remedy."""

    code: str
    text: Text


def follows(state: str, wanted: str) -> bool:
    """Whether a file in `state` may come into the state `wanted`."""
    return wanted in _NEXT.get(state, frozenset())


def keeps_bytes(state: str) -> bool:
    """Whether the content of a file in this state is still in the store."""
    return state in {QUARANTINED, CLEAN, WITHDRAWN}


def may_withdraw(actor: str, roles: frozenset[str], attached_by: str) -> bool:
    """Who attached it, and the keepers."""
    return actor == attached_by or bool(roles & KEEPERS)
