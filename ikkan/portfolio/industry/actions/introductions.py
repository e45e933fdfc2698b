"""Writes that bring a company and the researcher of a seed together, with the consent of both.

Decides: the order of consents – the company first, and from then on the researcher sees what is
said of it – and that neither is named before both consented. Source: 003:1075-1076.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.awards.models import Award
from ikkan.parties.models import Organisation, Person
from ikkan.portfolio.industry import messages, reaching, rules, words
from ikkan.portfolio.industry.actions import interests
from ikkan.portfolio.industry.inside import Introduction, IntroductionHandler
from ikkan.portfolio.industry.rules import IN_CONFIDENCE, ORGANISATION, PERSON, NewIntroduction
from ikkan.portfolio.models import Seed
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LIVE = (words.PROPOSED, words.ASKED, words.INTRODUCED)


def reach_of(introduction: Introduction) -> tuple[Ref, ...]:
    """The company, and the people of the seed once the company consented."""
    people = introduction.people.values_list("code", flat=True).order_by("code")
    company = Ref(ORGANISATION, introduction.company.code)
    return (company, *(Ref(PERSON, code) for code in people))


def by_code(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    """The argument `code` names the introduction."""
    rows = Introduction.objects.select_related("company").filter(code=arguments["code"])
    found = rows.first()
    return reach_of(found) if found is not None else ()


@action(
    "portfolio.recommend",
    permission="can_introduce",
    description=Text("内密に引き合わせを始める", "Begin an introduction in confidence"),
)
def propose_introduction(
    new: NewIntroduction,
    stewards: tuple[str, ...] = (),
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Introduction:
    """By a steward. Raises NotFound, NotAllowed, InputError with every reason."""
    seed, company = reaching.seed_named(new.seed), reaching.organisation_named(new.company)
    chosen = interests.handlers(stewards, by, as_of)
    if not chosen:
        raise NotAllowed("industry.stewards", messages.STEWARDS_ONLY)
    people, homes = _researchers(seed)
    names = [Text(seed.title_ja, seed.title_en), company.name]
    names += [one.name for one in people] + [one.name for one in homes]
    said = list(rules.refused_introduction(new, names, (new.seed, new.company)))
    if not people:
        said.append(messages.NO_RESEARCHER.format(code=new.seed))
    if company.sort != Organisation.Sort.COMPANY:
        said.append(messages.NOT_A_COMPANY.format(code=new.company))
    if Introduction.objects.filter(seed=seed, company=company, state__in=LIVE).exists():
        said.append(messages.OPEN_ALREADY)
    reaching.demand(said)
    number = Introduction.objects.filter(seed=seed, company=company).count() + 1
    made = Introduction.objects.create(
        code=reaching.confidential_code("INTRO", new.seed, new.company, number),
        seed=seed,
        company=company,
        about_seed=new.about_seed.strip(),
        about_company=new.about_company.strip(),
        reason=new.reason.strip(),
        proposed_on=as_of,
    )
    IntroductionHandler.objects.bulk_create(
        [IntroductionHandler(introduction=made, account=one) for one in chosen]
    )
    journal.write(IN_CONFIDENCE, {"record": made.code})
    return made


@action(
    "portfolio.consent",
    permission="can_consent",
    description=Text("引き合わせに同意する", "Consent to an introduction"),
    scope=by_code,
)
def consent(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Introduction:
    """For the side whose turn it is. Raises NotFound, NotAllowed, VersionConflict, InputError."""
    found: Introduction = reaching.locked(Introduction, code, version)
    if found.state == words.PROPOSED:
        _demand_side(by, ("company",), (Ref(ORGANISATION, found.company.code),))
        people, _ = _researchers(found.seed)
        found.people.set(people)
        found.state, found.company_on = words.ASKED, as_of
    elif found.state == words.ASKED:
        _demand_side(by, ("researcher",), reach_of(found)[1:])
        found.state, found.researcher_on = words.INTRODUCED, as_of
    else:
        label = words.INTRODUCTION_STATES[found.state]
        raise InputError("industry.turn", messages.NOT_THEIR_TURN.format(state=label))
    said = {"record": code, "state": found.state}
    reaching.changed(found, IN_CONFIDENCE, said, "state", "company_on", "researcher_on")
    return found


@action(
    "portfolio.decline",
    permission="can_consent",
    description=Text("引き合わせを断る・見送る", "Decline an introduction"),
    scope=by_code,
)
def decline(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Introduction:
    """By either side or a handler. Raises NotFound, NotAllowed, VersionConflict, InputError."""
    found: Introduction = reaching.locked(Introduction, code, version)
    if found.state not in (words.PROPOSED, words.ASKED):
        label = words.INTRODUCTION_STATES[found.state]
        raise InputError("industry.turn", messages.NOT_THEIR_TURN.format(state=label))
    if not reason.strip():
        raise InputError("industry.reason", messages.REASON)
    if not handles(found, by):
        _demand_side(by, ("company", "researcher"), reach_of(found))
    found.state, found.outcome = words.DECLINED, reason.strip()
    said = {"record": code, "state": found.state}
    reaching.changed(found, IN_CONFIDENCE, said, "state", "outcome")
    return found


@action(
    "portfolio.record_meeting",
    permission="can_introduce",
    description=Text("引き合わせの経過を記録する", "Record what became of an introduction"),
)
def record_meeting(
    code: str, outcome: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Introduction:
    """By a handler, once introduced. Raises NotFound, NotAllowed, VersionConflict, InputError."""
    found: Introduction = reaching.locked(Introduction, code, version)
    if not handles(found, by):
        raise NotAllowed("industry.handlers", messages.NOT_HANDLED)
    demand_introduced(found)
    if not outcome.strip():
        raise InputError("industry.words", messages.WORDS)
    found.outcome = outcome.strip()
    reaching.changed(found, IN_CONFIDENCE, {"record": code}, "outcome")
    return found


def handles(introduction: Introduction, by: Actor) -> bool:
    """Whether the actor is one of the few who handle it."""
    trusted = any(role in by.roles for role in interests.TRUSTED)
    own = trusted and introduction.handlers.filter(account=by.code).exists()
    return own or SYSTEM_ROLE in by.roles


def demand_introduced(introduction: Introduction) -> None:
    """Raise InputError before both sides consented."""
    if introduction.state != words.INTRODUCED:
        label = words.INTRODUCTION_STATES[introduction.state]
        raise InputError("industry.consent", messages.NOT_INTRODUCED.format(state=label))


def _demand_side(by: Actor, roles: tuple[str, ...], refs: tuple[Ref, ...]) -> None:
    if SYSTEM_ROLE not in by.roles and not by.granted(roles, refs):
        raise NotAllowed("industry.consent", messages.NOT_YOUR_SIDE)


def _researchers(seed: Seed) -> tuple[list[Person], list[Organisation]]:
    rows = Award.objects.filter(seeds=seed).select_related("principal", "organisation")
    awards = list(rows.order_by("pk"))
    people = {one.principal.pk: one.principal for one in awards if one.principal is not None}
    return list(people.values()), [one.organisation for one in awards]
