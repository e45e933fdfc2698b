"""Every model of the context budget, gathered from its parts."""

from ikkan.budget.adjustment.models import (
    AdjustmentAward,
    AdjustmentDecision,
    AdjustmentProposal,
    AdjustmentRound,
    AdjustmentStep,
    AdjustmentYear,
    AfterCheck,
)
from ikkan.budget.funds.models import Condition, Fund, Instalment, Promise, Repayment
from ikkan.budget.models.ledger import (
    REF_LENGTH,
    Account,
    Posting,
    ShownAccounts,
    ShownTransfers,
    Transfer,
)
from ikkan.budget.models.moves import Reallocation
from ikkan.budget.policies.models import (
    AllocationPolicy,
    Evidence,
    EvidenceValue,
    Ground,
    PolicyItem,
    Receipt,
)
from ikkan.budget.requests.models import (
    Amount,
    Line,
    Message,
    Request,
    Round,
    Upload,
    Version,
)
from ikkan.budget.sheets.models import (
    Sheet,
    SheetBefore,
    SheetBudget,
    SheetIndicator,
    SheetMatch,
    SheetPayee,
)

__all__ = [
    "REF_LENGTH",
    "Account",
    "AdjustmentAward",
    "AdjustmentDecision",
    "AdjustmentProposal",
    "AdjustmentRound",
    "AdjustmentStep",
    "AdjustmentYear",
    "AfterCheck",
    "AllocationPolicy",
    "Amount",
    "Condition",
    "Evidence",
    "EvidenceValue",
    "Fund",
    "Ground",
    "Instalment",
    "Line",
    "Message",
    "PolicyItem",
    "Posting",
    "Promise",
    "Reallocation",
    "Receipt",
    "Repayment",
    "Request",
    "Round",
    "Sheet",
    "SheetBefore",
    "SheetBudget",
    "SheetIndicator",
    "SheetMatch",
    "SheetPayee",
    "ShownAccounts",
    "ShownTransfers",
    "Transfer",
    "Upload",
    "Version",
]
