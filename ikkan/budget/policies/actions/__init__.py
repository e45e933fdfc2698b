"""Writes of allocation policies; every other module calls these."""

from ikkan.budget.policies.actions.beginning import load_from_pack, start_policy
from ikkan.budget.policies.actions.deciding import decide_policy, receive_policy
from ikkan.budget.policies.actions.evidence import import_evidence
from ikkan.budget.policies.actions.grounds import accept_area, add_ground, remove_ground
from ikkan.budget.policies.actions.items import (
    add_item,
    remove_item,
    rename_policy,
    revise_item,
)

__all__ = [
    "accept_area",
    "add_ground",
    "add_item",
    "decide_policy",
    "import_evidence",
    "load_from_pack",
    "receive_policy",
    "remove_ground",
    "remove_item",
    "rename_policy",
    "revise_item",
    "start_policy",
]
