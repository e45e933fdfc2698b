"""Every kind of record of the context budget, gathered from its parts."""

from ikkan.budget.adjustment import kinds as adjustment
from ikkan.budget.funds import kinds as funds
from ikkan.budget.kinds import ledger, moves
from ikkan.budget.policies import kinds as policies
from ikkan.budget.requests import kinds as requests
from ikkan.budget.sheets import kinds as sheets

__all__ = ["adjustment", "funds", "ledger", "moves", "policies", "requests", "sheets"]
