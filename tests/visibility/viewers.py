"""Everybody who looks: one viewer of each role, held for one record where roles are held so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import timezone

from ikkan.accounts import actions as accounts
from ikkan.accounts import queries as held
from ikkan.audit.actor import PUBLIC, Actor
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewOrganisation
from ikkan.values.ref import Ref
from tests.awards.world import ASKED, BEGAN, PROGRAMME, PROJECT, World

OWN_BODY, OWN_PROJECT, OWN_DOMAIN = "MHLW", PROJECT, "T3-D1"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROLES = (
    *("public", "hq_officer", "ministry_officer", "funder_staff", "program_director"),
    *("program_supervisor", "program_officer", "disease_coordinator", "reviewer", "researcher"),
    *("institution_office", "company", "data_user", "auditor", "administrator"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody with one role, for one record where the role is held so."""

    role: str
    actor: Actor
    client: Client
    scope: Ref | None = None
    user: Any = None

    @property
    def code(self) -> str:
        return self.actor.code

    def holds(self, kind: str) -> str:
        """The code of the record for which the role is held; empty for none of that kind."""
        return self.scope.code if self.scope is not None and self.scope.kind == kind else ""


def every_role(world: World) -> dict[str, Viewer]:
    """Directors of one project, coordinators of one area; the company stands for itself."""
    own = NewOrganisation(name_ja="架空製薬甲", name_en="Fictional Pharma One", sort="company")
    (company,) = parties.record_parties([own], [], **ASKED)
    scopes = {
        "program_director": Ref("project", OWN_PROJECT),
        "disease_coordinator": Ref("domain", OWN_DOMAIN),
        "ministry_officer": Ref("body", OWN_BODY),
        "program_officer": Ref("programme", PROGRAMME),
        "researcher": Ref("parties.person", world.people["leader"]),
        "institution_office": Ref("parties.organisation", world.organisation),
        "company": Ref("parties.organisation", company),
    }
    found = {"public": Viewer(role="public", actor=PUBLIC, client=stranger())}
    for role in ROLES[1:]:
        user = accounts.create_account(f"{role}@example.jp", role, None, **ASKED)
        scope = scopes.get(role)
        accounts.grant_role(user.code, role, scope=scope, valid_from=BEGAN, **ASKED)
        client = stranger()
        client.force_login(user, backend=BACKEND)
        actor = held.actor_of(user, timezone.localdate())
        found[role] = Viewer(role=role, actor=actor, client=client, scope=scope, user=user)
    return found


def stranger() -> Client:
    """Somebody who is nobody here, reading English."""
    return Client(headers={"accept-language": "en"})
