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
from typing import Any, Final

from ikkan.awards.elsewhere.loading_messages import SENTENCES
from ikkan.awards.elsewhere.rules import NewProject
from ikkan.retrieval.similarity import is_japanese
from ikkan.tabular import cells, mapping
from ikkan.tabular.conversion import Value
from ikkan.tabular.mapping import TableMapping, nearest
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

FOLDER: Final = Path(__file__).resolve().parent / "mappings"
SECTION: Final = "project"
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


def names() -> list[str]:
    """Mappings that come with the product."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(name: str, funder: str) -> tuple[Source | None, list[Finding]]:
    """The source by its name, or the path of a mapping file; `funder` goes before the file's.

    Raises InputError: there is none.
    """
    path = FOLDER / f"{name}.toml" if name in names() else Path(name)
    try:
        body = path.read_bytes()
    except (OSError, ValueError) as error:
        near = nearest(name, names()) or ", ".join(names())
        words = SENTENCES["elsewhere.mapping"].format(name=name, near=near)
        raise InputError("elsewhere.mapping", words) from error
    made, found = mapping.parse(body, path.name, (SECTION,))
    if made is None:
        return None, found
    section = made.rest.get(SECTION)
    if not isinstance(section, dict):
        return None, [Finding("elsewhere.section", Place(path.name, key=SECTION))]
    found += _findings(made, section, path.name, funder)
    if found:
        return None, found
    source = Source(
        mapping=made,
        funder=funder or section.get("funder", ""),
        key=tuple(section["key"]),
        otherwise=tuple(section.get("otherwise", [])),
        start_month=section.get("start_month", 4),
        ends_name=section.get("year_named_after", "start") == "end",
    )
    return source, []


def _findings(
    made: TableMapping, section: Mapping[str, Any], file: str, funder: str
) -> Iterator[Finding]:
    def note(code: str, key: str, **values: object) -> Finding:
        return Finding(code, Place(file, key=key), values=values)

    fields = {rule.name: rule for rule in made.fields}
    for key in section:
        if key not in KEYS:
            yield note("elsewhere.key", f"{SECTION}.{key}", read=key, known=", ".join(KEYS))
    named: list[str] = []
    for key in ("key", "otherwise"):
        chosen = section.get(key, [])
        listed = isinstance(chosen, list) and all(isinstance(one, str) for one in chosen)
        if not listed or (key == "key" and not chosen):
            yield note("elsewhere.fields", f"{SECTION}.{key}")
            continue
        named += chosen
        for one in chosen:
            if one not in fields:
                near = nearest(one, fields) or ", ".join(fields)
                yield note("elsewhere.field", f"{SECTION}.{key}", field=one, near=near)
    for name in fields:
        if name not in (*FIELDS, *named):
            near = nearest(name, FIELDS) or ", ".join(FIELDS)
            yield note("elsewhere.field", f"fields.{name}", field=name, near=near)
    if not (funder or section.get("funder") or "funder" in fields):
        yield note("elsewhere.funder", f"{SECTION}.funder")
    choices: Mapping[str, tuple[object, ...]] = {
        "year_named_after": ("start", "end"),
        "start_month": tuple(range(1, 13)),
    }
    for key, known in choices.items():
        if key in section and section[key] not in known:
            said = ", ".join(str(one) for one in known)
            yield note("elsewhere.choice", f"{SECTION}.{key}", read=section[key], known=said)
    if "title" not in fields:
        yield note("elsewhere.needed", "fields.title", field="title")
    for name, wanted in TYPES.items():
        if name in fields and fields[name].type != wanted:
            yield note("elsewhere.type", f"fields.{name}.type", field=name, type=wanted)


def project_of(
    source: Source, values: Mapping[str, Value], home: str, domains: Mapping[str, str]
) -> NewProject:
    """What one row says of a project; `domains` are codes by code and by folded name.

    Raises InputError where it names a domain that the pack does not have.
    """
    title, title_en = _said(values, "title"), _said(values, "title_en")
    if not is_japanese(title) and not title_en:
        title, title_en = "", title
    year, amount = source.year(values.get("fiscal_year")), values.get("amount")
    counts = source.mapping.currency == home and isinstance(amount, int) and year is not None
    first = source.year(values.get("first_year")) or _year(source, values.get("began_on"))
    last = source.year(values.get("last_year")) or _year(source, values.get("ends_on"))
    return NewProject(
        funder=source.funder or _said(values, "funder"),
        key=_key(source, values),
        title=Text(title, title_en),
        abstract=_said(values, "abstract"),
        number=_said(values, "number"),
        principal=_said(values, "principal")[:_LONGEST_NAME],
        organisation_name=_said(values, "organisation")[:_LONGEST_NAME],
        first_year=first or year,
        last_year=last or year,
        amounts={year: amount} if counts and year is not None and isinstance(amount, int) else {},
        domains=tuple(dict.fromkeys(_domains(_said(values, "domains"), domains))),
    )


def _said(values: Mapping[str, Value], name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value).strip()


def _key(source: Source, values: Mapping[str, Value]) -> str:
    """The project's key at its funder: itself where short, else its digest."""
    said = [_said(values, name) for name in source.key]
    whole = "/".join(said if any(said) else [_said(values, name) for name in source.otherwise])
    if len(whole) <= _SHORT and whole.isprintable():
        return whole.strip("/")
    return hashlib.sha256(cells.bare(whole).encode()).hexdigest()[:32]


def _year(source: Source, day: Value) -> int | None:
    return FiscalYear.of(day, source.start_month).year if isinstance(day, date) else None


def _domains(said: str, known: Mapping[str, str]) -> Iterator[str]:
    for one in said.replace("、", ";").replace(",", ";").split(";"):
        if not one.strip():
            continue
        code = known.get(one.strip()) or known.get(cells.bare(one))
        if code is None:
            words = SENTENCES["elsewhere.domain"].format(name=one.strip()[:60])
            raise InputError("elsewhere.domain", words)
        yield code
