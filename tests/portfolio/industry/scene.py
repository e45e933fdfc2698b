"""Who meets on the way to industry: researcher, two companies, stewards and those who look on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client

from ikkan.accounts import actions as accounts
from ikkan.accounts import queries
from ikkan.accounts.models import User
from ikkan.audit.actor import Actor
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.industry import actions
from ikkan.portfolio.industry.inside import Interest, Introduction
from ikkan.portfolio.industry.rules import NewInterest, NewIntroduction
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, BEGAN, TODAY
from tests.portfolio import stage
from tests.portfolio.stage import Stage, by

TITLE = Text("架空の創薬シーズ", "A fictional drug seed")
SECRET = "膵臓の新しい標的に強い関心"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`companies` are codes by name; `stewards` codes of stewards by name of their account."""

    stage: Stage
    seed: str
    companies: Mapping[str, str]
    actors: Mapping[str, Actor]
    stewards: Mapping[str, str]
    people: Mapping[str, str]


def make() -> Scene:
    """`steward` and `coordinator` are stewards; `staff` and `adviser` hold the same roles only."""
    staged = stage.make()
    made = portfolio.name_seed(TITLE, [staged.award], "drug", **by(staged.actors["staff"]))
    rows = [
        NewOrganisation(name_ja=f"架空製薬{n}", name_en=f"Fictional Pharma {n}", sort="company")
        for n in ("甲", "乙")
    ]
    rows.append(NewOrganisation(name_ja="架空VC", name_en="Fictional Ventures", sort="other"))
    codes = parties.record_parties(rows, [], **ASKED)
    companies = dict(zip(("first", "second", "vc"), codes, strict=True))
    actors, people, stewards = dict(staged.actors), dict(staged.people), {}
    for name in ("first", "second"):
        actors[name] = _account(name, "company", Ref("parties.organisation", companies[name]))
    leader = staged.world.people["leader"]
    actors["researcher"] = _account("leader", "researcher", Ref("parties.person", leader))
    for name, role in (("steward", "funder_staff"), ("coordinator", "disease_coordinator")):
        actors[name] = _account(name, role)
        given = NewPerson(name_ja=f"窓口{name}", name_en=name, account_code=actors[name].code)
        people[name] = parties.register_person(given, **ASKED).code
        stewards[name] = actions.name_steward(people[name], **ASKED).code
    return Scene(
        stage=staged,
        seed=made.code,
        companies=companies,
        actors=actors,
        stewards=stewards,
        people=people,
    )


def _account(name: str, role: str, scope: Ref | None = None) -> Actor:
    user = accounts.create_account(f"{name}@industry.example.jp", name, None, **ASKED)
    accounts.grant_role(user.code, role, scope=scope, valid_from=BEGAN, **ASKED)
    return queries.actor_of(user, TODAY)


def client(actor: Actor) -> Client:
    """A client logged in as that actor, in English."""
    found = Client(headers={"accept-language": "en"})
    found.force_login(User.objects.get(code=actor.code), backend=BACKEND)
    return found


def interest(seen: Scene, company: str = "first", **given: Any) -> Interest:
    """Stated by the company to the steward."""
    said: dict[str, Any] = {
        "company": seen.companies[company],
        "text": SECRET,
        "seed": seen.seed,
        "stewards": (seen.stewards["steward"],),
    }
    return actions.state_interest(NewInterest(**(said | given)), **by(seen.actors[company]))


def introduction(seen: Scene, upto: str = "proposed", company: str = "first") -> Introduction:
    """Begun by the steward; `asked` after the company's consent, `introduced` after both."""
    new = NewIntroduction(
        seed=seen.seed,
        company=seen.companies[company],
        about_seed="低分子の候補、前臨床",
        about_company="国内の中堅の企業",
        reason="領域が合う",
    )
    met = actions.propose_introduction(new, **by(seen.actors["steward"]))
    for state, name in (("asked", company), ("introduced", "researcher")):
        if met.state == upto:
            break
        met = actions.consent(met.code, **by(seen.actors[name], met.version))
        assert met.state == state
    return met
