"""Who sees what, written down a second time in plain Python over the records.

Nothing here reads the declarations of sight: a row of a table that lets somebody see too much, or
keeps somebody out, differs from this. The public's row counts for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.visibility import oracle_fund, oracle_gap
from tests.visibility.saying import (
    BODY,
    DC,
    MINISTRY,
    OFFICER,
    OFFICES,
    ORGANISATION,
    PERSON,
    PROGRAMME,
    Sees,
    Table,
    addressed,
    all_of,
    away,
    by_the_body,
    code_of,
    either,
    every,
    published,
    shared,
    within,
    written,
)
from tests.visibility.viewers import ROLES, Viewer


def _awards(record: Any) -> list[Any]:
    """The awards of a seed or of an outcome."""
    if hasattr(record, "shares"):
        return [one.award for one in record.shares.select_related("award")]
    return list(record.awards.all())


def _of_awards(kind: str) -> Sees:
    paths: dict[str, Callable[[Any], list[str]]] = {
        PERSON: lambda award: code_of(award.principal),
        ORGANISATION: lambda award: code_of(award.organisation),
        PROGRAMME: lambda award: [award.programme_code],
    }
    return within(kind, lambda row: [code for one in _awards(row) for code in paths[kind](one)])


def _programmes(account: Any) -> list[str]:
    """The programme an account belongs to: its owner's or that of an account above it."""
    found = []
    while account is not None:
        kind, _, code = account.owner.partition(":")
        if kind == PROGRAMME:
            found.append(code)
        account = account.parent
    return found


_BOARDS_OF_THE_FUNDER = frozenset({"ADVISORY-BOARD", "RESEARCH-MANAGEMENT-COUNCIL", "AMED"})


def _of_funder(name: Callable[[Any], str]) -> Sees:
    return lambda record, viewer: name(record) in _BOARDS_OF_THE_FUNDER


def _inside(name: Callable[[Any], str]) -> dict[str, Sees]:
    """Both offices and the auditors all of it, the funder what concerns its own boards."""
    own = either(_of_funder(name), written)
    return {**all_of("hq_officer", MINISTRY, "auditor"), "funder_staff": own}


BY_ROLE: Table = {
    "parties.organisation": {},
    "parties.person": {
        **all_of(*OFFICES, MINISTRY, OFFICER),
        "researcher": within(PERSON, lambda row: [row.code]),
        "institution_office": within(ORGANISATION, lambda row: code_of(row.organisation)),
    },
    "parties.tie": {
        **all_of("funder_staff", "auditor"),
        "researcher": within(PERSON, lambda row: code_of(row.person)),
    },
    "plan.clause": all_of(*OFFICES, MINISTRY, OFFICER, DC),
    "plan.appointment": {},
    "plan.seat": {},
    "plan.charter": {},
    "plan.meeting": _inside(lambda row: row.body),
    "plan.paper": _inside(lambda row: row.meeting.body),
    "plan.advice": {**_inside(lambda row: row.to_body), "company": written},
    "plan.decision": _inside(lambda row: row.body),
    "budget.account": {**all_of(*OFFICES, MINISTRY), OFFICER: within(PROGRAMME, _programmes)},
    "budget.transfer": {
        **all_of(*OFFICES, MINISTRY),
        OFFICER: within(
            PROGRAMME,
            lambda row: [code for one in row.postings.all() for code in _programmes(one.account)],
        ),
    },
    "budget.reallocation": {
        **all_of("hq_officer", "auditor"),
        MINISTRY: within(BODY, lambda row: [row.giving, row.taking]),
    },
    "budget.fund": {
        **all_of(*OFFICES, MINISTRY),
        OFFICER: within(PROGRAMME, lambda row: [row.programme]),
    },
    "budget.policy": all_of("hq_officer", "auditor"),
    "budget.policy_item": all_of("hq_officer", "auditor"),
    "budget.evidence": all_of("hq_officer", MINISTRY, "funder_staff", "auditor"),
    "budget.round": all_of("hq_officer", MINISTRY, "auditor"),
    "budget.request": {
        **all_of("hq_officer", "auditor"),
        MINISTRY: either(shared, within(BODY, lambda row: [row.body])),
    },
    "budget.sheet": {},
    "budget.sheet_match": all_of(*OFFICES, MINISTRY, OFFICER),
    "calls.call": {
        **all_of(*OFFICES, MINISTRY, DC),
        OFFICER: within(PROGRAMME, lambda row: [row.programme_code]),
    },
    "calls.application": {
        **all_of("funder_staff", "program_director", "program_supervisor", "auditor"),
        OFFICER: within(PROGRAMME, lambda row: [row.call.programme_code]),
        "researcher": within(PERSON, lambda row: code_of(row.principal)),
        "institution_office": within(ORGANISATION, lambda row: code_of(row.organisation)),
    },
    "awards.award": {
        **all_of(*OFFICES, MINISTRY, DC),
        OFFICER: within(PROGRAMME, lambda row: [row.programme_code]),
        "researcher": within(PERSON, lambda row: code_of(row.principal)),
        "institution_office": within(ORGANISATION, lambda row: code_of(row.organisation)),
    },
    "awards.theme": {
        **all_of(*OFFICES, MINISTRY, OFFICER, DC),
        "institution_office": within(ORGANISATION, lambda row: code_of(row.institute)),
    },
    "awards.external": {
        **all_of(*OFFICES, MINISTRY, OFFICER, DC),
        "institution_office": within(ORGANISATION, lambda row: code_of(row.organisation)),
    },
    "awards.overlap": {
        **all_of(*OFFICES, MINISTRY),
        "institution_office": within(
            ORGANISATION, lambda row: [one.institute.code for one in row.themes.all()]
        ),
    },
    "outcomes.outcome": {
        **all_of(*OFFICES, MINISTRY, DC),
        OFFICER: _of_awards(PROGRAMME),
        "researcher": _of_awards(PERSON),
        "institution_office": _of_awards(ORGANISATION),
    },
    "evaluation.actual": {},
    "evaluation.finding": all_of(*OFFICES, MINISTRY, OFFICER),
    "evaluation.response": all_of(*OFFICES, MINISTRY, OFFICER),
    "evaluation.followup": {
        **all_of("hq_officer", "auditor"),
        MINISTRY: within(BODY, lambda row: [row.body]),
    },
    "evaluation.goal": all_of("hq_officer", MINISTRY, "funder_staff", "auditor"),
    "evaluation.rating": {
        **all_of("hq_officer", MINISTRY, "auditor"),
        "funder_staff": by_the_body,
    },
    "evaluation.entry": {
        **all_of("hq_officer", "funder_staff", "auditor"),
        MINISTRY: within(BODY, lambda row: [row.body]),
    },
    "parties.facility": {
        **all_of("hq_officer", MINISTRY, "funder_staff", "auditor"),
        "institution_office": within(ORGANISATION, lambda row: code_of(row.organisation)),
    },
    "parties.criteria": {},
    "parties.network": {},
    "files.file": all_of("funder_staff", "auditor"),
    "desk.notice": dict.fromkeys(ROLES[1:], addressed),
    "desk.absence": dict.fromkeys(ROLES[1:], away),
    **oracle_gap.BY_ROLE,
    **oracle_fund.BY_ROLE,
}
"""What a role shows by itself; a role that is not named shows nothing."""

BY_ANYBODY: Mapping[str, Sees] = {
    "parties.organisation": every,
    "parties.person": published,
    "plan.clause": published,
    "plan.appointment": every,
    "budget.account": published,
    "calls.call": published,
    "awards.award": published,
    "outcomes.outcome": published,
    "evaluation.actual": every,
    "evaluation.finding": published,
    "evaluation.response": published,
    "plan.seat": every,
    "plan.charter": every,
    **dict.fromkeys(("plan.meeting", "plan.paper", "plan.advice", "plan.decision"), published),
    **dict.fromkeys(("budget.policy", "budget.policy_item", "budget.evidence"), published),
    **dict.fromkeys(("budget.round", "budget.request", "budget.fund"), published),
    "budget.sheet": every,
    "budget.sheet_match": published,
    "awards.theme": published,
    "evaluation.followup": published,
    "evaluation.goal": published,
    "evaluation.rating": published,
    "evaluation.entry": published,
    "parties.facility": published,
    "parties.criteria": every,
    "parties.network": every,
    **oracle_gap.BY_ANYBODY,
    **oracle_fund.BY_ANYBODY,
}
"""What a stranger sees, and so does everybody."""

_MONEY = frozenset({*OFFICES, OFFICER, MINISTRY})
_SIDES = frozenset({"hq_officer", MINISTRY, "auditor"})
FIELDS: Mapping[tuple[str, str], frozenset[str]] = {
    ("parties.person", "published"): frozenset({"funder_staff", "auditor", "researcher"}),
    ("parties.person", "account_code"): frozenset({"funder_staff", "auditor"}),
    ("awards.award", "account"): _MONEY,
    ("awards.award", "published"): _MONEY,
    ("awards.award", "pairing_terms"): _MONEY,
    ("budget.request", "reopened_until"): _SIDES,
    ("budget.request", "reopened_because"): _SIDES,
    **oracle_gap.FIELDS,
    **oracle_fund.FIELDS,
}
"""Fields that only these roles read in a record that they see."""
JOURNAL = frozenset({"auditor", "administrator", "hq_officer"})
_ATTACHMENTS_OF_OFFICES = frozenset({*OFFICES, OFFICER})


def sees(kind: str, record: Any, viewer: Viewer) -> bool:
    """Whether the record exists for the viewer."""
    anybody = BY_ANYBODY.get(kind)
    return by_role(kind, record, viewer) or (anybody is not None and anybody(record, viewer))


def by_role(kind: str, record: Any, viewer: Viewer) -> bool:
    """Whether it does by the viewer's role, whatever is shown to everybody."""
    found = BY_ROLE[kind].get(viewer.role)
    return found is not None and found(record, viewer)


def downloads(level: str, kind: str, record: Any, viewer: Viewer) -> bool:
    """Whether the viewer gets the bytes of a file attached to the record by somebody else."""
    if level == "as_record":
        return sees(kind, record, viewer)
    if viewer.role not in _ATTACHMENTS_OF_OFFICES:
        return False
    if not BY_ROLE[kind]:  # everybody sees the kind alike: an office held everywhere stands for it
        return viewer.scope is None
    return by_role(kind, record, viewer)
