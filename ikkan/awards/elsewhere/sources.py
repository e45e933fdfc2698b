"""Tables of other funders' projects: a mapping file and what its rows say of projects.

Decides: the keys of the section [project] of a mapping file, and which project a row is of. Called
by loading and `ikkan import elsewhere`. Source: docs/operations.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ikkan.awards.elsewhere.loading_messages import SENTENCES
from ikkan.awards.elsewhere.rules import NewProject
from ikkan.retrieval.similarity import is_japanese
from ikkan.tabular import cells, sections
from ikkan.tabular.conversion import Value
from ikkan.tabular.mapping import TableMapping
from ikkan.tabular.sections import Section, said
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

KEYS: Final = ("funder", "key", "otherwise", "start_month", "year_named_after")
TYPES: Final = {
    "fiscal_year": "year",
    "first_year": "year",
    "last_year": "year",
    "amount": "money",
    "began_on": "date",
    "ends_on": "date",
}
FIELDS: Final = (
    *("funder", "title", "title_en", "abstract", "number", "principal", "organisation"),
    *("corporate_number", "domains", *TYPES),
)
"""Fields that a project is made of; further ones may be named in `key`."""
SECTION: Final = Section(
    name="project",
    folder=Path(__file__).resolve().parent / "mappings",
    keys=KEYS,
    lists=("key", "otherwise"),
    types=TYPES,
    fields=FIELDS,
    choices={"year_named_after": ("start", "end"), "start_month": tuple(range(1, 13))},
)
_SHORT: Final = 100
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sound mapping with its section [project].

    `funder` is the body whose projects they are, "" where a column says it; `key` are the fields
    that tell projects apart, `otherwise` those of a row in which they are all blank. Years begin
    in `start_month` and are named after the calendar year in which they end where `ends_name` says
    so.
    """

    mapping: TableMapping
    funder: str
    key: tuple[str, ...]
    otherwise: tuple[str, ...]
    start_month: int
    ends_name: bool

    def year(self, named: Value) -> int | None:
        """The fiscal year that the source calls `named`, by its first calendar year."""
        if not isinstance(named, int):
            return None
        return FiscalYear(named - 1 if self.ends_name else named, self.start_month).year


def read(name: str, funder: str) -> tuple[Source | None, list[Finding]]:
    """The source by its name, or the path of a mapping file; `funder` goes before the file's.

    Raises InputError: there is none.
    """
    opened, found = SECTION.opened(name)
    if opened is None:
        return None, found
    section = opened.said
    if not (funder or section.get("funder") or "funder" in opened.fields):
        found.append(opened.finding("elsewhere.funder", "funder"))
    if "title" not in opened.fields:
        found.append(opened.of_field("elsewhere.needed", "title", field="title"))
    if found:
        return None, found
    source = Source(
        mapping=opened.mapping,
        funder=funder or section.get("funder", ""),
        key=opened.names("key"),
        otherwise=opened.names("otherwise"),
        start_month=section.get("start_month", 4),
        ends_name=section.get("year_named_after", "start") == "end",
    )
    return source, []


def project_of(
    source: Source, values: Mapping[str, Value], home: str, domains: Mapping[str, str]
) -> NewProject:
    """What one row says of a project; `domains` are codes by code and by folded name.

    Raises InputError where it names a domain that the pack does not have.
    """
    title, title_en = said(values, "title"), said(values, "title_en")
    if not is_japanese(title) and not title_en:
        title, title_en = "", title
    year, amount = source.year(values.get("fiscal_year")), values.get("amount")
    counts = source.mapping.currency == home and isinstance(amount, int) and year is not None
    first = source.year(values.get("first_year")) or _year(source, values.get("began_on"))
    last = source.year(values.get("last_year")) or _year(source, values.get("ends_on"))
    return NewProject(
        funder=source.funder or said(values, "funder"),
        key=_key(source, values),
        title=Text(title, title_en),
        abstract=said(values, "abstract"),
        number=said(values, "number"),
        principal=said(values, "principal")[:_LONGEST_NAME],
        organisation_name=said(values, "organisation")[:_LONGEST_NAME],
        first_year=first or year,
        last_year=last or year,
        amounts={year: amount} if counts and year is not None and isinstance(amount, int) else {},
        domains=tuple(dict.fromkeys(_domains(said(values, "domains"), domains))),
    )


def _key(source: Source, values: Mapping[str, Value]) -> str:
    """The project's key at its funder: itself where short, else its digest."""
    whole, _ = sections.first_said(values, source.key, source.otherwise)
    if len(whole) <= _SHORT and whole.isprintable():
        return whole.strip("/")
    return hashlib.sha256(cells.bare(whole).encode()).hexdigest()[:32]


def _year(source: Source, day: Value) -> int | None:
    return FiscalYear.of(day, source.start_month).year if isinstance(day, date) else None


def _domains(names: str, known: Mapping[str, str]) -> Iterator[str]:
    for one in names.replace("、", ";").replace(",", ";").split(";"):
        if not one.strip():
            continue
        code = known.get(one.strip()) or known.get(cells.bare(one))
        if code is None:
            words = SENTENCES["elsewhere.domain"].format(name=one.strip()[:60])
            raise InputError("elsewhere.domain", words)
        yield code
