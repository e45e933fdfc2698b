"""Every model of the context budget, gathered from its parts."""

from ikkan.budget.models.ledger import (
    REF_LENGTH,
    Account,
    Posting,
    ShownAccounts,
    ShownTransfers,
    Transfer,
)
from ikkan.budget.policies.models import AllocationPolicy, Ground, PolicyItem, Receipt
from ikkan.budget.requests.models import Amount, Line, Message, Request, Round, Version

__all__ = [
    "REF_LENGTH",
    "Account",
    "AllocationPolicy",
    "Amount",
    "Ground",
    "Line",
    "Message",
    "PolicyItem",
    "Posting",
    "Receipt",
    "Request",
    "Round",
    "ShownAccounts",
    "ShownTransfers",
    "Transfer",
    "Version",
]
