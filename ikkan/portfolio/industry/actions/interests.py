"""Writes in confidence: who is a steward, what a company is interested in, who handles it.

Decides: only the company and the stewards it chose write or read an interest. The journal names
neither record nor company: what it says of a confidence is that there was one.
Called by the pages of records and the demonstration.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.accounts import queries as accounts
from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.portfolio.industry import messages, queries, reaching, rules, words
from ikkan.portfolio.industry.inside import Interest, InterestHandler, Steward
from ikkan.portfolio.industry.rules import IN_CONFIDENCE, ORGANISATION, STEWARD, NewInterest
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

TRUSTED = ("funder_staff", "disease_coordinator")


def _company_of_new(arguments: Mapping[str, Any]) -> Ref:
    return Ref(ORGANISATION, arguments["new"].company)


def _company_of(arguments: Mapping[str, Any]) -> Ref | None:
    rows = Interest.objects.filter(code=arguments["code"])
    company = rows.values_list("company__code", flat=True).first()
    return Ref(ORGANISATION, company) if company else None


@action(
    "portfolio.name_steward",
    permission="can_name_steward",
    description=Text("内密の窓口の担当者を置く", "Name a steward of confidences"),
)
def name_steward(
    person: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Steward:
    """Somebody with an account who is staff or a coordinator. Raises NotFound, InputError."""
    found = reaching.person_named(person)
    if found is None or not found.account_code:
        raise InputError("industry.steward", messages.STEWARD_OFFICE.format(code=person))
    if not any(accounts.grants_of(found.account_code, role, as_of) for role in TRUSTED):
        raise InputError("industry.steward", messages.STEWARD_ROLE.format(code=person))
    if queries.stewards(as_of).filter(person=found).exists():
        raise InputError("industry.steward", messages.STEWARD_TWICE.format(code=person))
    made = Steward.objects.create(
        code=next_code("STW", as_of.year),
        person=found,
        account=found.account_code,
        valid_from=as_of,
    )
    journal.write(Ref(STEWARD, made.code), {"person": person})
    return made


@action(
    "portfolio.end_steward",
    permission="can_name_steward",
    description=Text("内密の窓口の担当を終える", "End the office of a steward"),
)
def end_steward(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Steward:
    """What the steward handled is no longer shown to that account. Raises NotFound."""
    found: Steward = reaching.locked(Steward, code, version)
    found.valid_to = as_of
    InterestHandler.objects.filter(account=found.account).delete()
    reaching.changed(found, Ref(STEWARD, code), {"valid_to": as_of}, "valid_to")
    return found


@action(
    "portfolio.confide",
    permission="can_confide",
    description=Text("内密の記録を書く", "Write something in confidence"),
    scope=_company_of_new,
)
def state_interest(
    new: NewInterest, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Interest:
    """By the company, or by a steward on its behalf. Raises NotFound, NotAllowed, InputError."""
    company = reaching.organisation_named(new.company)
    chosen = handlers(new.stewards, by, as_of)
    if not _of_company(by, new.company) and not _steward(by, as_of):
        raise NotAllowed("industry.stewards", messages.STEWARDS_ONLY)
    reaching.demand(
        (
            *rules.refused_interest(new),
            *reaching.missing_rows("domain", new.domains, as_of),
            *reaching.missing_rows("phase", new.phases, as_of),
        )
    )
    number = Interest.objects.filter(company=company).count() + 1
    made = Interest.objects.create(
        code=reaching.confidential_code("INT", new.company, number),
        company=company,
        seed=reaching.seed_named(new.seed) if new.seed else None,
        modalities=list(new.modalities),
        domains=list(new.domains),
        phases=list(new.phases),
        text=new.text.strip(),
        stated_on=as_of,
    )
    InterestHandler.objects.bulk_create(
        [InterestHandler(interest=made, account=one) for one in chosen]
    )
    journal.write(IN_CONFIDENCE, {"record": made.code})
    return made


@action(
    "portfolio.withdraw_confidence",
    permission="can_confide",
    description=Text("内密の記録を取り下げる", "Withdraw something told in confidence"),
    scope=_company_of,
)
def withdraw_interest(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Interest:
    """By the company or a handler. Raises NotFound, NotAllowed, VersionConflict, InputError."""
    found: Interest = reaching.locked(Interest, code, version)
    _demand_hand(found, by)
    if found.state == words.WITHDRAWN:
        raise InputError("industry.gone", messages.GONE)
    found.state, found.ended_on = words.WITHDRAWN, as_of
    said = {"record": code, "state": found.state}
    reaching.changed(found, IN_CONFIDENCE, said, "state", "ended_on")
    return found


@action(
    "portfolio.entrust_confidence",
    permission="can_confide",
    description=Text("内密の記録を扱う人を加える", "Let another steward handle a confidence"),
    scope=_company_of,
)
def entrust_interest(
    code: str, steward: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Interest:
    """By the company alone. Raises NotFound, NotAllowed, VersionConflict, InputError."""
    found: Interest = reaching.locked(Interest, code, version)
    if not _of_company(by, found.company.code):
        raise NotAllowed("industry.handlers", messages.NOT_YOUR_SIDE)
    for account in handlers((steward,), by, as_of):
        found.handlers.get_or_create(account=account)
    reaching.changed(found, IN_CONFIDENCE, {"record": code, "entrusted": steward})
    return found


def handlers(stewards: tuple[str, ...], by: Actor, as_of: date) -> list[str]:
    """Accounts of the stewards, and that of the actor where the actor is one.

    Raises InputError for who is none today.
    """
    known = {one.code: one.account for one in queries.stewards(as_of)}
    reaching.demand(messages.NO_STEWARD.format(code=code) for code in stewards if code not in known)
    own = [by.code] if by.code in known.values() else []
    return sorted({*(known[code] for code in stewards), *own})


def _of_company(by: Actor, company: str) -> bool:
    return SYSTEM_ROLE in by.roles or by.granted(("company",), Ref(ORGANISATION, company))


def _steward(by: Actor, as_of: date) -> bool:
    return queries.stewards(as_of).filter(account=by.code).exists()


def _demand_hand(interest: Interest, by: Actor) -> None:
    trusted = any(role in by.roles for role in TRUSTED)
    handles = trusted and interest.handlers.filter(account=by.code).exists()
    if not handles and not _of_company(by, interest.company.code):
        raise NotAllowed("industry.handlers", messages.NOT_HANDLED)
