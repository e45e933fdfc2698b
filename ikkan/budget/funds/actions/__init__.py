"""Every write of funds."""

from ikkan.budget.funds.actions.investing import (
    agree_repayment,
    receive_repayment,
    waive_repayment,
)
from ikkan.budget.funds.actions.lasting import close_fund, open_fund
from ikkan.budget.funds.actions.money import (
    disburse,
    drop_instalment,
    plan_instalment,
    promise,
    receive_instalment,
    release_promise,
)
from ikkan.budget.funds.actions.terms import add_condition, meet_condition

__all__ = [
    "add_condition",
    "agree_repayment",
    "close_fund",
    "disburse",
    "drop_instalment",
    "meet_condition",
    "open_fund",
    "plan_instalment",
    "promise",
    "receive_instalment",
    "receive_repayment",
    "release_promise",
    "waive_repayment",
]
