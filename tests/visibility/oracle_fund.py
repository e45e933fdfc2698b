"""Who sees the adjustment fund: its pots and decisions are public, what is asked of it is not.

Merged into the tables of `oracle`; like them it reads no declaration of sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.visibility.saying import (
    BODY,
    MINISTRY,
    OFFICER,
    OFFICES,
    PROGRAMME,
    Sees,
    Table,
    all_of,
    either,
    every,
    published,
    within,
)
from tests.visibility.viewers import Viewer

_DIRECTOR, _SUPERVISOR, _STAFF, _HQ = (
    *("program_director", "program_supervisor"),
    *("funder_staff", "hq_officer"),
)
_ALL = (*OFFICES, MINISTRY, OFFICER)
_OVER: Sees = either(
    within(PROGRAMME, lambda row: [row.programme]), within("project", lambda row: [row.project])
)


def _proposed(record: Any, viewer: Viewer) -> bool:
    """What the viewer proposed."""
    return bool(viewer.code) and record.proposer == viewer.code


BY_ROLE: Table = {
    "budget.adjustment_year": {},
    "budget.adjustment_round": {},
    "budget.adjustment_decision": {},
    "budget.adjustment_proposal": {
        **all_of(_HQ, _STAFF, _SUPERVISOR, "auditor"),  # a supervisor holds the role everywhere
        MINISTRY: within(BODY, lambda row: [row.ministry]),
        _DIRECTOR: either(_OVER, _proposed),
        OFFICER: _OVER,
    },
    "budget.adjustment_check": {
        **all_of(_HQ, _STAFF, _DIRECTOR, "auditor"),
        MINISTRY: within(BODY, lambda row: [row.award.proposal.ministry]),
    },
    "portfolio.studio_plan": all_of(_HQ, _STAFF, "auditor"),
    "portfolio.steering_scenario": all_of(_HQ, _STAFF, _DIRECTOR, "auditor"),
}

BY_ANYBODY: Mapping[str, Sees] = {
    "budget.adjustment_year": every,
    "budget.adjustment_round": every,
    "budget.adjustment_decision": every,
    "budget.adjustment_proposal": published,
    "budget.adjustment_check": published,
}

FIELDS: Mapping[tuple[str, str], frozenset[str]] = {
    **{
        ("budget.adjustment_proposal", name): frozenset(_ALL)
        for name in ("draft_yen", "score", "progress", "evidence", "proposer", "screening")
    },
    ("budget.adjustment_check", "finished_by"): frozenset({_HQ, _STAFF, "auditor"}),
}
