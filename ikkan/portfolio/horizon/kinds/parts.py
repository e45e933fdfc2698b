"""What the kinds of the horizon share: who is inside, tables of references, who wrote.

Called by the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.kinds.register import OFFICES
from ikkan.parties.models import Person
from ikkan.portfolio.horizon.messages import DOSSIER_STATES, FOLLOW
from ikkan.portfolio.horizon.rules import DRAFT, SIGNAL, SOURCE
from ikkan.records.kinds import Column, Field, Section
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import LANGUAGES, Text

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
STATE: Final = Field(
    *("state", Text("状態", "State"), "choice"), choices=DOSSIER_STATES, filter=True
)
EDITION: Final = Field("edition", Text("版", "Edition"), "number")
APPROVED_ON: Final = Field("approved_on", Text("承認の日", "Approved on"), "date")
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


def signals_of(record: Any, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    """The evidence of a record that the reader may see."""
    seen = visible(SIGNAL, actor).order_by().values("pk")
    for one in record.signals.filter(pk__in=seen).select_related("source"):
        yield Ref(SIGNAL, one.code), Ref(SOURCE, one.source.code), str(one.year or "")


def long(name: str, ja: str, en: str) -> Field:
    """A text that lists do not show."""
    return Field(name, Text(ja, en), "long", listed=False)


def frozen(record: Any) -> Text | None:
    """Why an approved record cannot be changed."""
    return None if record.state == DRAFT else FOLLOW


def brief(one: Any) -> Text:
    """The scores of an assessment in one line."""
    ja, en = (" / ".join(f"{row[said]} {row['score']}" for row in one.scores) for said in LANGUAGES)
    return Text(ja, en)


EVIDENCE: Final = Section(
    code="signals",
    label=Text("根拠となる情報", "Evidence items"),
    columns=(
        column("情報", "Item", "ref"),
        column("情報源", "Source", "ref"),
        column("年", "Year"),
    ),
    rows=signals_of,
)
