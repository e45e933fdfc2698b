"""Every write of the ledger."""

from ikkan.budget.actions.ledger import (
    TRANSFER_KIND,
    correct_transfer,
    open_account,
    open_accounts,
    record_transfers,
    transfer,
)
from ikkan.budget.actions.moves import (
    DECLINED,
    DONE,
    PROPOSED,
    REALLOCATION_KIND,
    carry_over,
    consent_to_reallocation,
    decline_reallocation,
    propose_reallocation,
)

__all__ = [
    "DECLINED",
    "DONE",
    "PROPOSED",
    "REALLOCATION_KIND",
    "TRANSFER_KIND",
    "carry_over",
    "consent_to_reallocation",
    "correct_transfer",
    "decline_reallocation",
    "open_account",
    "open_accounts",
    "propose_reallocation",
    "record_transfers",
    "transfer",
]
