"""Reads that the officers' actions and pages share: projects, their programmes, their directors.

Decides: who speaks for an integrated project: its director by role or appointment. Called by
actions, kinds and boards. Each is a constant number of queries.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.budget.models import Account
from ikkan.budget.rules import Layer
from ikkan.parties.models import Person
from ikkan.parties.queries import person_of
from ikkan.plan import offices
from ikkan.plan.queries import snapshot
from ikkan.plan.rules.offices import DIRECTOR
from ikkan.plan.snapshot import EntryView
from ikkan.portfolio.officers import messages
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_SHOWN: Final = 5
_PROGRAMME: Final = "programme:"
_BODY: Final = "body:"


def projects(day: date) -> tuple[EntryView, ...]:
    """The integrated projects in force on the day; all of them where none is."""
    known = snapshot(day)
    return known.entries("project") or known.entries("project", state="all")


def shares(day: date) -> dict[str, tuple[str, ...]]:
    """Programme → the projects of which it is a share; the last known where none is of the day."""
    begun: dict[str, list[EntryView]] = {}
    for row in snapshot(day).entries("programme_share", state="all"):
        if (row.valid_from or day) <= day:
            begun.setdefault(row.data["programme"], []).append(row)
    return {
        code: tuple(
            sorted(
                {
                    row.data["project"]
                    for row in [one for one in rows if (one.valid_to or day) >= day] or rows
                }
            )
        )
        for code, rows in begun.items()
    }


def programmes_of(project: str, day: date) -> tuple[str, ...]:
    """The programmes of a project, whichever ministry pays them."""
    return tuple(code for code, named in shares(day).items() if project in named)


def directors(project: str, day: date) -> Text:
    """Who holds the office of director of the project on the day, in words."""
    codes = offices.holders(DIRECTOR, [Ref("project", project)], day)
    people = list(Person.objects.filter(code__in=codes).order_by("pk")[:_SHOWN])
    if not people:
        return messages.NOBODY
    return Text("、".join(one.name_ja for one in people), ", ".join(one.name_en for one in people))


def director_of(project: str, day: date) -> Person | None:
    """The person appointed director of the project on the day, the first where there are more."""
    codes = offices.holders(DIRECTOR, [Ref("project", project)], day)
    return Person.objects.filter(code__in=codes).order_by("pk").first()


def directs(actor: Actor, project: str, day: date) -> bool:
    """Whether the actor is the director of the project.

    A role granted for the project or an appointment to it says so; a role held everywhere does
    only where the person is appointed to no project.
    """
    if SYSTEM_ROLE in actor.roles:
        return True
    if DIRECTOR not in actor.roles:
        return False
    ref, person = Ref("project", project), person_of(actor)
    named = offices.offices_of(person.code, day) if person is not None else ()
    held = [one for one in named if one.role == DIRECTOR]
    if any(one.scope == ref for one in held) or actor.granted({DIRECTOR}, ref):
        return True
    return not held and actor.holds(DIRECTOR)


def directed(actor: Actor, day: date) -> tuple[str, ...]:
    """The projects whose director the actor is on the day."""
    if DIRECTOR not in actor.roles:
        return ()
    person = person_of(actor)
    named = offices.offices_of(person.code, day) if person is not None else ()
    held = [one.scope.code for one in named if one.role == DIRECTOR and one.scope is not None]
    granted = [one.code for one in actor.scopes if (one.role, one.kind) == (DIRECTOR, "project")]
    if held or granted:
        return tuple(dict.fromkeys((*granted, *held)))
    return tuple(row.code for row in projects(day)) if actor.holds(DIRECTOR) else ()


def name_of(kind: str, code: str, day: date) -> Text:
    """What a row of the pack is called; its code where nobody knows it."""
    row = snapshot(day).find(Ref(kind, code)) if code else None
    return Text(code, code) if row is None else row.label


def payers(day: date) -> dict[str, str]:
    """Programme → the ministry that pays it: as the pack prints it, else as the ledger has it."""
    named = Account.objects.filter(
        layer=Layer.PROGRAMME.value,
        owner__startswith=_PROGRAMME,
        parent__parent__owner__startswith=_BODY,
    )
    found = {
        owner.removeprefix(_PROGRAMME): payer.removeprefix(_BODY)
        for owner, payer in named.order_by("fiscal_year", "pk").values_list(
            "owner", "parent__parent__owner"
        )
    }
    for row in snapshot(day).entries("programme", state="all"):
        if row.data.get("payer"):
            found[row.code] = str(row.data["payer"])
    return found
