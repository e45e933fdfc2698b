"""Who sees seeds, gates, panels, hand-overs, officers' records, the way to industry, the horizon.

Merged into the tables of `oracle`; like them it reads no declaration of sight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils import timezone

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
    all_of,
    code_of,
    either,
    every,
    published,
    within,
    written,
)
from tests.visibility.viewers import Viewer

_PROJECT, _DOMAIN = "project", "domain"
_RESEARCHER, _INSTITUTION, _COMPANY = "researcher", "institution_office", "company"
_STAFF, _AUDITOR, _HQ = "funder_staff", "auditor", "hq_officer"
_DIRECTOR, _SUPERVISOR, _REVIEWER = "program_director", "program_supervisor", "reviewer"
_INSIDE = (*OFFICES, MINISTRY, DC)
_OF_FUNDER = (_STAFF, DC, _AUDITOR, _DIRECTOR, _SUPERVISOR)
"""Offices that lead seeds to industry; headquarters and ministries only watch some of it."""

Awards = Callable[[Any], Iterable[Any]]


def _seat(cases: Callable[[Any], Any]) -> Sees:
    """Somebody whose person sits on the panel of the case."""

    def sees(record: Any, viewer: Viewer) -> bool:
        case = cases(record)
        if case is None or not viewer.code:
            return False
        seats = case.members.select_related("person")
        return viewer.code in {one.person.account_code for one in seats}

    return sees


def _held(people: Callable[[Any], Iterable[Any]]) -> Sees:
    """Somebody who is one of these people."""
    return lambda record, viewer: (
        bool(viewer.code)
        and viewer.code in {one.account_code for one in people(record) if one is not None}
    )


def _handled(record: Any, viewer: Viewer) -> bool:
    """A steward to whom this was entrusted."""
    return bool(viewer.code) and viewer.code in {one.account for one in record.handlers.all()}


def _handled_meeting(record: Any, viewer: Viewer) -> bool:
    return _handled(record.introduction, viewer)


def _lent(record: Any, viewer: Viewer) -> bool:
    """A case lent to the viewer until a day that has not passed."""
    today = timezone.localdate()
    return any(one.account == viewer.code and one.until >= today for one in record.lendings.all())


def _of_award(record: Any) -> list[Any]:
    return [record.award]


def _of_gate(record: Any) -> list[Any]:
    return [record.award, *(one.award for one in record.joined.select_related("award"))]


def _of_itself(record: Any) -> Any:
    return record.awards.all()


def _of_seed(record: Any) -> Any:
    return record.seed.awards.all()


def _of_support(record: Any) -> Any:
    return [record.award] if record.award is not None else record.seed.awards.all()


def _of_referral(record: Any) -> Any:
    return _of_support(record.support)


def _programme(awards: Awards) -> Sees:
    return within(PROGRAMME, lambda row: [one.programme_code for one in awards(row)])


def _principal(awards: Awards) -> Sees:
    return within(
        PERSON, lambda row: [code for one in awards(row) for code in code_of(one.principal)]
    )


def _home(awards: Awards) -> Sees:
    return within(
        ORGANISATION,
        lambda row: [code for one in awards(row) for code in code_of(one.organisation)],
    )


def _one_company(record: Any) -> list[str]:
    return code_of(record.company)


_own_company = within(ORGANISATION, _one_company)


def _research(awards: Awards) -> dict[str, Sees]:
    """Officers of the programme and the researcher."""
    return {OFFICER: _programme(awards), _RESEARCHER: _principal(awards)}


def _industry(awards: Awards, *watching: str) -> dict[str, Sees]:
    """The funder's offices, then who has to do with the awards of the seed."""
    return {**all_of(*_OF_FUNDER, *watching), **_research(awards), _INSTITUTION: _home(awards)}


_sits, _sits_at_gate = _seat(lambda row: row), _seat(lambda row: row.subject)
_HORIZON = all_of(*_INSIDE, OFFICER)
_NO_MINISTRY = all_of(*OFFICES, OFFICER, DC)
_by_project = within(_PROJECT, lambda row: [row.project])
_of_programmes = within(PROGRAMME, lambda row: [one.code for one in row.programmes.all()])
_by_sides = within(_PROJECT, lambda row: [one.project for one in row.sides.all()])

BY_ROLE: Table = {
    "portfolio.seed": {**all_of(*_INSIDE), **_research(_of_itself)},
    "portfolio.profile": {**all_of(*OFFICES, DC), **_research(_of_seed)},
    "portfolio.product": {**all_of(*_INSIDE), **_research(_of_seed)},
    "parties.declaration": {
        **all_of(_STAFF, _AUDITOR),
        **dict.fromkeys(
            (_DIRECTOR, _SUPERVISOR, OFFICER, DC, _REVIEWER, _RESEARCHER, _COMPANY),
            _held(lambda row: [row.person]),
        ),
    },
    "review.subject": {
        **all_of(*OFFICES, DC),
        OFFICER: either(
            within(PROGRAMME, lambda row: [p.code for p in row.programmes.all()]), _sits
        ),
        **dict.fromkeys((_REVIEWER, _RESEARCHER, _COMPANY, _INSTITUTION, MINISTRY), _sits),
    },
    "portfolio.gate": {
        **all_of(*_INSIDE),
        OFFICER: either(_programme(_of_gate), _sits_at_gate),
        _RESEARCHER: either(_principal(_of_gate), _sits_at_gate),
        **dict.fromkeys((_REVIEWER, _COMPANY, _INSTITUTION), _sits_at_gate),
    },
    "portfolio.phase_move": {**all_of(*_INSIDE), **_research(_of_award)},
    "portfolio.handover": {
        **all_of(*_INSIDE),
        OFFICER: either(_programme(_of_award), _lent),
        _RESEARCHER: _principal(_of_award),
    },
    "portfolio.matching_round": all_of(*OFFICES, DC),
    "portfolio.pairing": {**all_of(*_INSIDE), **_research(_of_award)},
    "portfolio.programme_link": {},
    "portfolio.officer_advice": {
        **all_of(_HQ, _STAFF, _AUDITOR),
        _SUPERVISOR: every,
        _DIRECTOR: _by_project,
        DC: either(within(_DOMAIN, lambda row: [row.domain]), written),
    },
    "portfolio.issue": {
        **all_of(_HQ, _STAFF, _AUDITOR, DC, _SUPERVISOR),
        _DIRECTOR: _by_project,
        OFFICER: either(_of_programmes, _held(lambda row: [row.owner])),
    },
    "portfolio.cross_case": {
        **all_of(_HQ, _STAFF, _AUDITOR, DC, _SUPERVISOR),
        _DIRECTOR: _by_sides,
    },
    "portfolio.officer_meeting": {
        **all_of(*OFFICES, DC, OFFICER),
        _REVIEWER: _held(lambda row: [one.person for one in row.participants.all()]),
    },
    "portfolio.action_item": {
        **all_of(*OFFICES, DC, OFFICER),
        _REVIEWER: _held(lambda row: [row.owner]),
    },
    "portfolio.design_proposal": {
        **all_of(_STAFF, _AUDITOR, _DIRECTOR, _SUPERVISOR, OFFICER),
        _HQ: lambda row, viewer: row.sent_on is not None,
        MINISTRY: within(BODY, lambda row: [row.body] if row.sent_on is not None else []),
    },
    "portfolio.programme_design": {
        **all_of(*OFFICES, OFFICER, DC),
        MINISTRY: either(
            within(BODY, lambda row: [row.body]), lambda row, viewer: row.adopted_on is not None
        ),
    },
    "portfolio.readiness": _industry(_of_seed),
    "portfolio.industry_note": _industry(_of_seed),
    "portfolio.room_document": _industry(_of_seed),
    "portfolio.exit": _industry(_of_seed, _HQ, MINISTRY),
    "portfolio.milestone": _industry(_of_seed, _HQ, MINISTRY),
    "portfolio.support": _industry(_of_support, _HQ, MINISTRY),
    "portfolio.referral": {
        **_industry(_of_referral),
        _INSTITUTION: either(
            _home(_of_referral), within(ORGANISATION, lambda row: code_of(row.desk))
        ),
        _COMPANY: within(ORGANISATION, lambda row: code_of(row.desk)),
    },
    "portfolio.deal": {**_industry(_of_seed), _COMPANY: _own_company},
    "portfolio.certification": {},
    "portfolio.investment": {**all_of(*_OF_FUNDER, OFFICER), _COMPANY: _own_company},
    "portfolio.eligibility": {**all_of(*_OF_FUNDER, OFFICER), _COMPANY: _own_company},
    "portfolio.steward": all_of(_COMPANY, _STAFF, DC, _DIRECTOR, _AUDITOR),
    "portfolio.interest": {_COMPANY: _own_company, _STAFF: _handled, DC: _handled},
    "portfolio.introduction": {
        _COMPANY: _own_company,
        _RESEARCHER: within(PERSON, lambda row: [one.code for one in row.people.all()]),
        _STAFF: _handled,
        DC: _handled,
    },
    "portfolio.room_grant": {
        _COMPANY: within(ORGANISATION, lambda row: code_of(row.introduction.company)),
        _RESEARCHER: within(
            PERSON, lambda row: [one.code for one in row.introduction.people.all()]
        ),
        _STAFF: _handled_meeting,
        DC: _handled_meeting,
    },
    **dict.fromkeys(
        (
            *("portfolio.scan_source", "portfolio.signal", "portfolio.topic", "portfolio.dossier"),
            *("portfolio.shortlist", "portfolio.strategy", "portfolio.explainer"),
        ),
        _HORIZON,
    ),
    "portfolio.contact_note": _NO_MINISTRY,
    "portfolio.assessment": {
        **_NO_MINISTRY,
        _REVIEWER: lambda row, viewer: row.made_by == viewer.code,
    },
    "portfolio.alert": {},
    "portfolio.emergency_programme": {},
    "portfolio.sharing": {
        **_HORIZON,
        _INSTITUTION: within(
            ORGANISATION, lambda row: [*code_of(row.organisation), *code_of(row.provider)]
        ),
    },
}

BY_ANYBODY: Mapping[str, Sees] = {
    **dict.fromkeys(
        (
            *("portfolio.programme_link", "portfolio.certification", "portfolio.alert"),
            "portfolio.emergency_programme",
        ),
        every,
    ),
    **dict.fromkeys(
        (
            *("portfolio.scan_source", "portfolio.signal", "portfolio.topic", "portfolio.dossier"),
            *("portfolio.shortlist", "portfolio.strategy", "portfolio.explainer", "portfolio.deal"),
        ),
        published,
    ),
}

_JUDGES = frozenset({*OFFICES, OFFICER, DC})
_STEWARDS = frozenset({_STAFF, DC})
_CONFIDING = _STEWARDS | {_COMPANY}
_SIDES = _CONFIDING | {_RESEARCHER}


def _fields(kind: str, names: str, roles: frozenset[str]) -> dict[tuple[str, str], frozenset[str]]:
    return {(kind, name): roles for name in names.split()}


FIELDS: Mapping[tuple[str, str], frozenset[str]] = {
    **_fields("portfolio.seed", "reason", _JUDGES),
    **_fields("portfolio.product", "organisation", _JUDGES),
    **_fields("portfolio.gate", "reason", _JUDGES),
    **_fields("portfolio.phase_move", "exception", _JUDGES),
    **_fields("portfolio.handover", "proposal differs reason", _JUDGES),
    **_fields("portfolio.pairing", "terms reason", _JUDGES),
    **_fields(
        "portfolio.interest",
        "company seed modalities domains phases text state stated_on ended_on",
        _CONFIDING,
    ),
    **_fields(
        "portfolio.introduction",
        "state names about_seed about_company proposed_on company_on researcher_on",
        _SIDES,
    ),
    **_fields("portfolio.introduction", "seed company reason outcome", _STEWARDS),
    **_fields("portfolio.deal", "terms", _STEWARDS),
    **_fields("portfolio.room_grant", "introduction granted_on valid_to revoked_on", _SIDES),
    **_fields("portfolio.room_grant", "consent", _STEWARDS | {_RESEARCHER}),
}
"""Fields that only these roles read; none of what is confided stands in the index of the search."""
