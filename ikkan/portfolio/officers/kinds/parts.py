"""What the kinds of this part have in common: fields of references, tables, who sees inside.

Called by the kinds of this part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.parties.queries import person_of
from ikkan.records.kinds import Column, Field
from ikkan.records.sight import EVERYTHING
from ikkan.values.ref import Ref
from ikkan.values.text import Text

PERSON: Final = "parties.person"
MOST: Final = 200
"""Items of one list of work."""
INSIDE: Final[dict[str, Any]] = dict.fromkeys(("hq_officer", "funder_staff", "auditor"), EVERYTHING)


def refs_field(name: str, label: Text) -> Field:
    """References kept as texts."""
    return Field(
        name,
        label,
        "refs",
        value=lambda row: [Ref.parse(one) for one in getattr(row, name)],
        listed=False,
    )


def rows_field(name: str, label: Text, kind: str, *, listed: bool = False) -> Field:
    """Codes of rows of the pack."""
    return Field(
        name,
        label,
        "refs",
        value=lambda row: [Ref(kind, code) for code in getattr(row, name)],
        listed=listed,
    )


def person_field(name: str, label: Text, *, listed: bool = True) -> Field:
    """A person."""
    return Field(name, label, "ref", value=code_of(name), kind=PERSON, listed=listed)


def code_of(name: str) -> Callable[[Any], str | None]:
    """The code of a record that another names."""

    def value(row: Any) -> str | None:
        found = getattr(row, name)
        return None if found is None else str(found.code)

    return value


def text_field(name: str, label: Text) -> Field:
    """A longer text."""
    return Field(name, label, "long", listed=False)


def column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    """A column of a table."""
    return Column(label=Text(ja, en), type=type_, choices=choices)


def person_ref(person: Any) -> Ref | None:
    """A person as a reference."""
    return None if person is None else Ref(PERSON, person.code)


def is_system(actor: Actor) -> bool:
    """The command line has no list of work."""
    return SYSTEM_ROLE in actor.roles


def own_rows(actor: Actor, rows: Any, day: date) -> Iterable[Any]:
    """Those of `rows` whose owner is the actor's person."""
    person = None if is_system(actor) else person_of(actor)
    return () if person is None else rows.filter(owner=person).order_by("due_on", "pk")[:MOST]
