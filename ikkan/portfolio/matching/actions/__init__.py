"""Writes of hand-overs as cases, coordination rounds, pairings and links of programmes."""

from ikkan.portfolio.matching.actions.cases import (
    NewCase,
    ask_opinions,
    lend_case,
    propose_case,
)
from ikkan.portfolio.matching.actions.links import end_link, link_programmes
from ikkan.portfolio.matching.actions.pairings import (
    confirm_pairing,
    lapse_pairing,
    offer_pairing,
    promise_pairing,
    release_pairing,
)
from ikkan.portfolio.matching.actions.rounds import (
    add_slot,
    build_plan,
    close_round,
    edit_plan,
    open_round,
    set_places,
)

__all__ = [
    "NewCase",
    "add_slot",
    "ask_opinions",
    "build_plan",
    "close_round",
    "confirm_pairing",
    "edit_plan",
    "end_link",
    "lapse_pairing",
    "lend_case",
    "link_programmes",
    "offer_pairing",
    "open_round",
    "promise_pairing",
    "propose_case",
    "release_pairing",
    "set_places",
]
