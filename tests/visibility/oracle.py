"""Who sees what, written down a second time in plain Python over the records.

Nothing here reads the declarations of sight: a row of a table that lets somebody see too much, or
keeps somebody out, differs from this. The public's row counts for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.visibility.portfolio import ROLES, Viewer

Sees = Callable[[Any, Viewer], bool]
Table = Mapping[str, Mapping[str, Sees]]

PERSON, ORGANISATION, PROGRAMME = "parties.person", "parties.organisation", "programme"
BODY = "body"


def every(record: Any, viewer: Viewer) -> bool:
    """All records of the kind."""
    return True


def published(record: Any, viewer: Viewer) -> bool:
    """Those that were published."""
    return bool(record.published)


def addressed(record: Any, viewer: Viewer) -> bool:
    """A notice to the viewer."""
    return record.to == viewer.code


def away(record: Any, viewer: Viewer) -> bool:
    """The viewer's own absence, or one in which the viewer is deputy."""
    return viewer.code in (record.account, record.deputy)


def shared(record: Any, viewer: Viewer) -> bool:
    """Requests that ministries see of one another before they are put together."""
    return bool(record.shared)


def written(record: Any, viewer: Viewer) -> bool:
    """What the viewer wrote itself."""
    return bool(record.written_by) and record.written_by == viewer.code


def by_the_body(record: Any, viewer: Viewer) -> bool:
    """What the body that is evaluated said of itself, and what is out."""
    return bool(record.own or record.published)


def either(*found: Sees) -> Sees:
    """Records that any of these lets somebody see."""
    return lambda record, viewer: any(one(record, viewer) for one in found)


def within(kind: str, codes: Callable[[Any], list[str]]) -> Sees:
    """Records of which one of `codes` is that for which the viewer's role was granted."""

    def sees(record: Any, viewer: Viewer) -> bool:
        return bool(viewer.holds(kind)) and viewer.holds(kind) in codes(record)

    return sees


def _code(record: Any) -> list[str]:
    return [record.code] if record is not None else []


def _awards(record: Any) -> list[Any]:
    """The awards of a seed or of an outcome."""
    if hasattr(record, "shares"):
        return [one.award for one in record.shares.select_related("award")]
    return list(record.awards.all())


def _of_awards(kind: str) -> Sees:
    paths: dict[str, Callable[[Any], list[str]]] = {
        PERSON: lambda award: _code(award.principal),
        ORGANISATION: lambda award: _code(award.organisation),
        PROGRAMME: lambda award: [award.programme_code],
    }
    return within(kind, lambda row: [code for one in _awards(row) for code in paths[kind](one)])


OFFICES = ("hq_officer", "funder_staff", "program_director", "program_supervisor", "auditor")
MINISTRY, OFFICER, DC = "ministry_officer", "program_officer", "disease_coordinator"


def _all(*roles: str) -> dict[str, Sees]:
    return dict.fromkeys(roles, every)


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
    return {**_all("hq_officer", MINISTRY, "auditor"), "funder_staff": own}


_own_award = within(PERSON, lambda row: _code(row.award.principal))
_award_of_programme = within(PROGRAMME, lambda row: [row.award.programme_code])

BY_ROLE: Table = {
    "parties.organisation": {},
    "parties.person": {
        **_all(*OFFICES, MINISTRY, OFFICER),
        "researcher": within(PERSON, lambda row: [row.code]),
        "institution_office": within(ORGANISATION, lambda row: _code(row.organisation)),
    },
    "parties.tie": {
        **_all("funder_staff", "auditor"),
        "researcher": within(PERSON, lambda row: _code(row.person)),
    },
    "plan.clause": _all(*OFFICES, MINISTRY, OFFICER, DC),
    "plan.appointment": {},
    "plan.seat": {},
    "plan.charter": {},
    "plan.meeting": _inside(lambda row: row.body),
    "plan.paper": _inside(lambda row: row.meeting.body),
    "plan.advice": {**_inside(lambda row: row.to_body), "company": written},
    "plan.decision": _inside(lambda row: row.body),
    "budget.account": {**_all(*OFFICES, MINISTRY), OFFICER: within(PROGRAMME, _programmes)},
    "budget.transfer": {
        **_all(*OFFICES, MINISTRY),
        OFFICER: within(
            PROGRAMME,
            lambda row: [code for one in row.postings.all() for code in _programmes(one.account)],
        ),
    },
    "budget.reallocation": {
        **_all("hq_officer", "auditor"),
        MINISTRY: within(BODY, lambda row: [row.giving, row.taking]),
    },
    "budget.fund": {
        **_all(*OFFICES, MINISTRY),
        OFFICER: within(PROGRAMME, lambda row: [row.programme]),
    },
    "budget.policy": _all("hq_officer", "auditor"),
    "budget.policy_item": _all("hq_officer", "auditor"),
    "budget.evidence": _all("hq_officer", MINISTRY, "funder_staff", "auditor"),
    "budget.round": _all("hq_officer", MINISTRY, "auditor"),
    "budget.request": {
        **_all("hq_officer", "auditor"),
        MINISTRY: either(shared, within(BODY, lambda row: [row.body])),
    },
    "budget.sheet": {},
    "budget.sheet_match": _all(*OFFICES, MINISTRY, OFFICER),
    "calls.call": {
        **_all(*OFFICES, MINISTRY, DC),
        OFFICER: within(PROGRAMME, lambda row: [row.programme_code]),
    },
    "calls.application": {
        **_all("funder_staff", "program_director", "program_supervisor", "auditor"),
        OFFICER: within(PROGRAMME, lambda row: [row.call.programme_code]),
        "researcher": within(PERSON, lambda row: _code(row.principal)),
        "institution_office": within(ORGANISATION, lambda row: _code(row.organisation)),
    },
    "awards.award": {
        **_all(*OFFICES, MINISTRY, DC),
        OFFICER: within(PROGRAMME, lambda row: [row.programme_code]),
        "researcher": within(PERSON, lambda row: _code(row.principal)),
        "institution_office": within(ORGANISATION, lambda row: _code(row.organisation)),
    },
    "awards.theme": {
        **_all(*OFFICES, MINISTRY, OFFICER, DC),
        "institution_office": within(ORGANISATION, lambda row: _code(row.institute)),
    },
    "awards.external": {
        **_all(*OFFICES, MINISTRY, OFFICER, DC),
        "institution_office": within(ORGANISATION, lambda row: _code(row.organisation)),
    },
    "awards.overlap": {
        **_all(*OFFICES, MINISTRY),
        "institution_office": within(
            ORGANISATION, lambda row: [one.institute.code for one in row.themes.all()]
        ),
    },
    "portfolio.seed": {
        **_all(*OFFICES, MINISTRY, DC),
        OFFICER: _of_awards(PROGRAMME),
        "researcher": _of_awards(PERSON),
    },
    "portfolio.gate": {
        **_all(*OFFICES, MINISTRY, DC),
        OFFICER: _award_of_programme,
        "researcher": _own_award,
    },
    "portfolio.handover": {
        **_all(*OFFICES, MINISTRY, DC),
        OFFICER: _award_of_programme,
        "researcher": _own_award,
    },
    "outcomes.outcome": {
        **_all(*OFFICES, MINISTRY, DC),
        OFFICER: _of_awards(PROGRAMME),
        "researcher": _of_awards(PERSON),
        "institution_office": _of_awards(ORGANISATION),
    },
    "evaluation.actual": {},
    "evaluation.finding": _all(*OFFICES, MINISTRY, OFFICER),
    "evaluation.response": _all(*OFFICES, MINISTRY, OFFICER),
    "evaluation.followup": {
        **_all("hq_officer", "auditor"),
        MINISTRY: within(BODY, lambda row: [row.body]),
    },
    "evaluation.goal": _all("hq_officer", MINISTRY, "funder_staff", "auditor"),
    "evaluation.rating": {
        **_all("hq_officer", MINISTRY, "auditor"),
        "funder_staff": by_the_body,
    },
    "evaluation.entry": {
        **_all("hq_officer", "funder_staff", "auditor"),
        MINISTRY: within(BODY, lambda row: [row.body]),
    },
    "parties.facility": {
        **_all("hq_officer", MINISTRY, "funder_staff", "auditor"),
        "institution_office": within(ORGANISATION, lambda row: _code(row.organisation)),
    },
    "parties.criteria": {},
    "parties.network": {},
    "files.file": _all("funder_staff", "auditor"),
    "desk.notice": dict.fromkeys(ROLES[1:], addressed),
    "desk.absence": dict.fromkeys(ROLES[1:], away),
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
}
"""What a stranger sees, and so does everybody."""

_MONEY = frozenset({*OFFICES, OFFICER, MINISTRY})
_JUDGES = frozenset({*OFFICES, OFFICER, DC})
_SIDES = frozenset({"hq_officer", MINISTRY, "auditor"})
FIELDS: Mapping[tuple[str, str], frozenset[str]] = {
    ("parties.person", "published"): frozenset({"funder_staff", "auditor", "researcher"}),
    ("parties.person", "account_code"): frozenset({"funder_staff", "auditor"}),
    ("awards.award", "account"): _MONEY,
    ("awards.award", "published"): _MONEY,
    ("budget.request", "reopened_until"): _SIDES,
    ("budget.request", "reopened_because"): _SIDES,
    ("portfolio.seed", "reason"): _JUDGES,
    ("portfolio.gate", "reason"): _JUDGES,
    ("portfolio.handover", "proposal"): _JUDGES,
    ("portfolio.handover", "reason"): _JUDGES,
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
