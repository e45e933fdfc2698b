"""An award with a director and an officer who have accounts, appointments and ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikkan.accounts import actions as accounts
from ikkan.accounts import queries
from ikkan.audit.actor import Actor
from ikkan.awards import actions as awards
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewPerson
from ikkan.plan import actions as plan
from ikkan.plan.rules.offices import Office
from ikkan.portfolio import actions
from ikkan.portfolio.models import Gate
from ikkan.portfolio.rules import Criterion, Decision
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import (
    ASKED,
    BEGAN,
    NEXT_PROGRAMME,
    PROJECT,
    TODAY,
    World,
    award_of,
    new_award,
)
from tests.awards.world import (
    make as make_world,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """`actors` and `people` by name; `award` is active, `successor` of the next programme."""

    world: World
    award: str
    successor: str
    actors: Mapping[str, Actor]
    people: Mapping[str, str]


_ROLES = {
    "director": "program_director",
    "elsewhere": "program_director",
    "inside": "program_supervisor",
    "tied": "program_supervisor",
    "officer": "program_officer",
    "adviser": "disease_coordinator",
    "staff": "funder_staff",
}


def make() -> Stage:
    """The director is appointed for the project of the programme, `elsewhere` for another.

    `inside` belongs to the award's organisation, `tied` advises its principal.
    """
    world = make_world()
    actors, people = {}, {}
    for name, role in _ROLES.items():
        user = accounts.create_account(f"{name}@example.jp", name, None, **ASKED)
        accounts.grant_role(user.code, role, valid_from=BEGAN, **ASKED)
        actors[name] = queries.actor_of(user, TODAY)
        home = world.organisation if name == "inside" else world.other_organisation
        given = NewPerson(
            name_ja=f"架空の{name}さん",
            name_en=f"Fictional {name}",
            organisation=home,
            account_code=user.code,
        )
        people[name] = parties.register_person(given, **ASKED).code
    parties.record_tie(
        people["tied"], "advisor", other=world.people["leader"], valid_from=BEGAN, **ASKED
    )
    for name, project in (("director", PROJECT), ("elsewhere", "T3-08")):
        office = Office(
            role="program_director",
            scope=Ref("project", project),
            valid_from=BEGAN,
            person=people[name],
        )
        plan.appoint(office, "任命", **ASKED)
    award = award_of(world)
    (successor,) = awards.record_awards(
        [new_award(world, programme=NEXT_PROGRAMME, began_on=date(2026, 10, 1))], **ASKED
    )
    return Stage(world=world, award=award.code, successor=successor, actors=actors, people=people)


def by(actor: Actor, version: int | None = None) -> dict[str, Any]:
    """Asked by that actor today."""
    return ASKED | {"by": actor, "version": version}


def criteria(*met: bool | None) -> tuple[Criterion, ...]:
    """As many criteria as answers; one open where none is given."""
    answers = met or (None,)
    return tuple(
        Criterion(text=Text(f"基準{n}", f"Criterion {n}"), met=one)
        for n, one in enumerate(answers, start=1)
    )


def open_gate(staged: Stage, template: str = "drug-1", **given: Any) -> Gate:
    """A pending gate of the award, opened by its officer."""
    return actions.open_gate(
        staged.award, template, criteria(), **given, **by(staged.actors["officer"])
    )


def decision(kind: str = "go", **given: Any) -> Decision:
    """Decided today, its one criterion met."""
    said: dict[str, Any] = {"reason": "基準を満たす", "decided_on": TODAY, "met": (True,)}
    return Decision(decision=kind, **(said | given))


def passed(staged: Stage, template: str = "drug-1") -> Gate:
    """A gate that the director decided go."""
    gate = open_gate(staged, template)
    return actions.decide_gate(gate.code, decision(), **by(staged.actors["director"], 1))
