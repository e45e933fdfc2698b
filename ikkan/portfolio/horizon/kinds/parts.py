"""What the kinds of the horizon share: who is inside, tables of references, who wrote.

Called by the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.kinds.register import OFFICES
from ikkan.parties.models import Person
from ikkan.records.kinds import Column, Field
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

INSIDE: Final = (*OFFICES, "ministry_officer", "program_officer", "disease_coordinator")
"""Roles that read what the horizon holds."""
WATCHERS: Final = (
    *("funder_staff", "program_director", "program_supervisor", "program_officer"),
    "disease_coordinator",
)
"""Roles that write it."""
MOST_WORK: Final = 50
MOST_ROWS: Final = 200
PUBLISHED: Final = Field("published", Text("公開", "Published"), "flag", listed=False)
WHO: Final = Text("書いた人", "By")


def column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    """A column of a section."""
    return Column(label=Text(ja, en), type=type_, choices=choices)


def code_of(name: str) -> Any:
    """The code of the record that the attribute names, None where it names none."""

    def value(record: Any) -> str | None:
        found = getattr(record, name)
        return None if found is None else str(found.code)

    return value


def people(codes: Iterable[str]) -> dict[str, Ref | str]:
    """For each account the person it acts as, where one is registered; one query."""
    asked = set(codes)
    rows = Person.objects.filter(account_code__in=asked).values_list("account_code", "code")
    named: dict[str, Ref | str] = {code: code for code in asked}
    return named | {account: Ref("parties.person", code) for account, code in rows}


def rows_of(kind: str, actor: Actor, **narrowed: Any) -> Iterable[Any]:
    """The visible records of a kind that are narrowed so, the newest first."""
    return visible(kind, actor).filter(**narrowed).distinct().order_by("-pk")[:MOST_ROWS]


def watches(actor: Actor) -> bool:
    """Whether the actor writes evidence, so that work on it waits for the actor."""
    return any(role in actor.roles for role in WATCHERS)
