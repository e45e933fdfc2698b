"""Who sees what leads a seed to industry, and small builders that the kinds of this part share.

Decides: the offices of the funder see all of it, officers of a programme, the researcher and the
institution what belongs to their awards; companies and the public nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ikkan.portfolio.rules import DECIDERS
from ikkan.records.kinds import Column, Field
from ikkan.records.sight import EVERYTHING, Sight, Where, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

HANDLERS: Final = frozenset({"funder_staff", "disease_coordinator"})
_OFFICES: Final = ("funder_staff", "disease_coordinator", "auditor", *DECIDERS)
_WATCHING: Final = ("hq_officer", "ministry_officer")
_OWN: Final = (
    ("program_officer", "programme", "programme_code"),
    ("researcher", "parties.person", "principal__code"),
    ("institution_office", "parties.organisation", "organisation__code"),
)


def seen(*awards: str, watched: bool = False, **more: Where) -> tuple[Sight, ...]:
    """`awards` are paths to awards; `watched`: headquarters and ministries see it too."""
    table: dict[str, Where | tuple[Where, ...]] = dict.fromkeys(_OFFICES, EVERYTHING)
    if watched:
        table |= dict.fromkeys(_WATCHING, EVERYTHING)
    for role, kind, path in _OWN:
        ways = tuple(Within(kind, f"{award}__{path}") for award in awards)
        table[role] = (*ways, *((more.pop(role),) if role in more else ()))
    return sights(**table, **more)


def column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    """A column of a table under a record."""
    return Column(label=Text(ja, en), type=type_, choices=choices)


def code_of(name: str) -> Callable[[Any], str | None]:
    """The code of a related record, or None."""

    def value(record: Any) -> str | None:
        found = getattr(record, name)
        return None if found is None else found.code

    return value


def typed(name: str) -> Callable[[Any], Ref | None]:
    """A typed reference that is kept as text."""

    def value(record: Any) -> Ref | None:
        written = getattr(record, name)
        return Ref.parse(written) if written else None

    return value


def seed_field(*, listed: bool = True) -> Field:
    """The seed it belongs to."""
    return Field(
        *("seed", Text("シーズ", "Seed"), "ref", code_of("seed")),
        kind="portfolio.seed",
        listed=listed,
    )


def named(record: Any, ja: str, en: str) -> Text:
    """`ja` and `en` with the title of the record's seed."""
    seed = record.seed
    return Text(f"{ja}：{seed.title_ja}", f"{en}: {seed.title_en or seed.title_ja}")
