"""Every write of the adjustment fund."""

from ikkan.budget.adjustment.actions.checking import finish_check, open_checks
from ikkan.budget.adjustment.actions.deciding import decide
from ikkan.budget.adjustment.actions.moving import transfer_decided
from ikkan.budget.adjustment.actions.pots import confirm_year, open_year
from ikkan.budget.adjustment.actions.proposals import (
    propose,
    revise_proposal,
    submit_proposal,
    withdraw_proposal,
)
from ikkan.budget.adjustment.actions.reassigning import reassign
from ikkan.budget.adjustment.actions.rounds import (
    begin_screening,
    close_round,
    open_emergency_round,
    open_round,
    set_reserve,
)
from ikkan.budget.adjustment.actions.screening import put_forward, return_proposal, screen

__all__ = [
    "begin_screening",
    "close_round",
    "confirm_year",
    "decide",
    "finish_check",
    "open_checks",
    "open_emergency_round",
    "open_round",
    "open_year",
    "propose",
    "put_forward",
    "reassign",
    "return_proposal",
    "revise_proposal",
    "screen",
    "set_reserve",
    "submit_proposal",
    "transfer_decided",
    "withdraw_proposal",
]
