"""Writes of the portfolio: seeds, gates, hand-overs, one by one and in batches.

Called by the pages of records, the importer and the demonstration.
"""

from ikkan.portfolio.actions.batches import record_gates, record_handovers, record_seeds
from ikkan.portfolio.actions.gates import decide_gate, open_gate
from ikkan.portfolio.actions.handovers import (
    decide_handover,
    give_opinion,
    link_successor,
    propose_handover,
)
from ikkan.portfolio.actions.seeds import end_seed, name_seed

__all__ = [
    "decide_gate",
    "decide_handover",
    "end_seed",
    "give_opinion",
    "link_successor",
    "name_seed",
    "open_gate",
    "propose_handover",
    "record_gates",
    "record_handovers",
    "record_seeds",
]
