"""Writes of awards: made, paid, looked after, ended, continued.

Called by the pages of records, the importer and the demonstration. Money moves through the
actions of budget, in the same transaction. Source: design §2 ("Writes are actions").
"""

from ikkan.awards.actions.making import make_award, record_awards
from ikkan.awards.actions.money import open_account, pay, set_year_amounts
from ikkan.awards.actions.pairing import set_pairing
from ikkan.awards.actions.running import (
    add_officer,
    complete_award,
    end_officer,
    link_continuation,
    stop_award,
    tag_award,
)

__all__ = [
    "add_officer",
    "complete_award",
    "end_officer",
    "link_continuation",
    "make_award",
    "open_account",
    "pay",
    "record_awards",
    "set_pairing",
    "set_year_amounts",
    "stop_award",
    "tag_award",
]
