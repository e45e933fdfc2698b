"""Writes of the horizon. Called by the pages of records, `ikkan import horizon`, demonstrations."""

from ikkan.portfolio.horizon.actions.dossiers import (
    approve_dossier,
    cite_dossier,
    revise_dossier,
    write_dossier,
)
from ikkan.portfolio.horizon.actions.lists import (
    add_to_shortlist,
    approve_shortlist,
    assess,
    begin_shortlist,
    follow_shortlist,
)
from ikkan.portfolio.horizon.actions.outbreak import class_programme, end_class, switch_status
from ikkan.portfolio.horizon.actions.plain import publish_plain, revise_plain, write_plain
from ikkan.portfolio.horizon.actions.sharing import answer_sharing, ask_sharing, log_sharing
from ikkan.portfolio.horizon.actions.signals import (
    extend_signals,
    finish_contact,
    note_contact,
    publish_signal,
    record_signals,
    register_source,
)
from ikkan.portfolio.horizon.actions.strategies import (
    decide_strategy,
    draft_strategy,
    follow_strategy,
    found_call,
    link_strategy,
)
from ikkan.portfolio.horizon.actions.topics import keep_topic, read_topic, revise_topic

__all__ = [
    "add_to_shortlist",
    "answer_sharing",
    "approve_dossier",
    "approve_shortlist",
    "ask_sharing",
    "assess",
    "begin_shortlist",
    "cite_dossier",
    "class_programme",
    "decide_strategy",
    "draft_strategy",
    "end_class",
    "extend_signals",
    "finish_contact",
    "follow_shortlist",
    "follow_strategy",
    "found_call",
    "keep_topic",
    "link_strategy",
    "log_sharing",
    "note_contact",
    "publish_plain",
    "publish_signal",
    "read_topic",
    "record_signals",
    "register_source",
    "revise_dossier",
    "revise_plain",
    "revise_topic",
    "switch_status",
    "write_dossier",
    "write_plain",
]
