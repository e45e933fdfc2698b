"""Tables of items: a mapping file with its section [signal], and the item that a row is.

Decides: the keys of the section, and what a row says. Called by loading and `ikkan import horizon`.
Source: docs/operations.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from ikkan.portfolio.horizon.loading_messages import SENTENCES
from ikkan.portfolio.horizon.messages import SOURCE_SORTS
from ikkan.portfolio.horizon.rules import LONGEST_KEY, LONGEST_LINE, NewSignal
from ikkan.retrieval.similarity import is_japanese
from ikkan.tabular import cells, mapping
from ikkan.tabular.conversion import Value
from ikkan.tabular.mapping import TableMapping, nearest
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text

FOLDER: Final = Path(__file__).resolve().parent / "mappings"
SECTION: Final = "signal"
LISTS: Final = ("key", "otherwise", "numbers", "facts")
PAIRS: Final = ("source", "untitled")
WORDS: Final = ("sort", "holder", "address", "link")
KEYS: Final = (*LISTS, *PAIRS, *WORDS)
TYPES: Final = {"year": "year", "happened_on": "date"}
FIELDS: Final = (*("title", "title_en", "text", "link", "provenance"), *TYPES)
_KEY_PLACE: Final = "{key}"
_SHORT: Final = 120
_DIGEST: Final = 32
_NO_TEXT: Final = Text("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sound mapping with its section [signal].

    `key` are the fields that tell items apart, `otherwise` those of a row in which they are blank;
    `numbers` hold numbers of projects, `facts` are kept as printed under their labels. `source` is
    the code of a registered source, "" where the mapping names its own (`name`, `sort`).
    """

    mapping: TableMapping
    source: str
    name: Text
    sort: str
    key: tuple[str, ...]
    otherwise: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    facts: Mapping[str, Text] = field(default_factory=dict)
    untitled: Text = _NO_TEXT
    holder: str = ""
    address: str = ""
    link: str = ""


def names() -> list[str]:
    """Mappings that come with the product."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(name: str, source: str) -> tuple[Source | None, list[Finding]]:
    """The mapping by its name or path, for the items of `source` ("" where the mapping says it).

    Raises InputError: there is none.
    """
    path = FOLDER / f"{name}.toml" if name in names() else Path(name)
    try:
        body = path.read_bytes()
    except (OSError, ValueError) as error:
        near = nearest(name, names()) or ", ".join(names())
        words = SENTENCES["horizon.mapping"].format(name=name, near=near)
        raise InputError("horizon.mapping", words) from error
    made, found = mapping.parse(body, path.name, (SECTION,))
    if made is None:
        return None, found
    section = made.rest.get(SECTION)
    if not isinstance(section, dict):
        return None, [Finding("horizon.section", Place(path.name, key=SECTION))]
    found += _findings(made, section, path.name, source)
    if found:
        return None, found
    labels = {rule.name: rule.label for rule in made.fields}
    return Source(
        mapping=made,
        source=source,
        name=_pair(section.get("source")),
        sort=section.get("sort", ""),
        key=tuple(section["key"]),
        otherwise=tuple(section.get("otherwise", [])),
        numbers=tuple(section.get("numbers", [])),
        facts={one: labels[one] for one in section.get("facts", [])},
        untitled=_pair(section.get("untitled")),
        holder=section.get("holder", ""),
        address=section.get("address", ""),
        link=section.get("link", ""),
    ), []


def _findings(
    made: TableMapping, section: Mapping[str, Any], file: str, source: str
) -> Iterator[Finding]:
    def note(code: str, key: str, **values: object) -> Finding:
        return Finding(code, Place(file, key=key), values=values)

    fields = {rule.name: rule for rule in made.fields}
    for key in section:
        if key not in KEYS:
            yield note("horizon.key", f"{SECTION}.{key}", read=key, known=", ".join(KEYS))
    named: list[str] = []
    for key in LISTS:
        chosen = section.get(key, [])
        listed = isinstance(chosen, list) and all(isinstance(one, str) for one in chosen)
        if not listed or (key == "key" and not chosen):
            yield note("horizon.fields", f"{SECTION}.{key}")
            continue
        named += chosen
        for one in chosen:
            if one not in fields:
                near = nearest(one, fields) or ", ".join(fields)
                yield note("horizon.field", f"{SECTION}.{key}", field=one, near=near)
    for name in fields:
        if name not in (*FIELDS, *named):
            near = nearest(name, FIELDS) or ", ".join(FIELDS)
            yield note("horizon.field", f"fields.{name}", field=name, near=near)
    for key in WORDS:
        if not isinstance(section.get(key, ""), str):
            yield note("horizon.words", f"{SECTION}.{key}")
    for key in PAIRS:
        if key in section and not _pair(section[key]).ja:
            yield note("horizon.pair", f"{SECTION}.{key}")
    if not source and not (section.get("source") and section.get("sort")):
        yield note("horizon.source", f"{SECTION}.source")
    if "sort" in section and section["sort"] not in SOURCE_SORTS:
        known = ", ".join(SOURCE_SORTS)
        yield note("horizon.choice", f"{SECTION}.sort", read=section["sort"], known=known)
    for name, wanted in TYPES.items():
        if name in fields and fields[name].type != wanted:
            yield note("horizon.type", f"fields.{name}.type", field=name, type=wanted)


def signal_of(source: Source, code: str, values: Mapping[str, Value], provenance: str) -> NewSignal:
    """What one row says; `code` is the source on record, `provenance` the file and its line."""
    key = _key(source, values)
    title, title_en = _said(values, "title"), _said(values, "title_en")
    if title and not is_japanese(title) and not title_en:
        title, title_en = "", title
    if not title and not title_en:
        title, title_en = (words.replace(_KEY_PLACE, key) for words in _untitled(source))
    happened, year = values.get("happened_on"), values.get("year")
    facts = {
        label.en: said for name, label in source.facts.items() if (said := _said(values, name))
    }
    link = _said(values, "link") or source.link.replace(_KEY_PLACE, key)
    return NewSignal(
        source=code,
        key=key,
        title=Text(title, title_en),
        text=_said(values, "text"),
        happened_on=happened if isinstance(happened, date) else None,
        year=year if isinstance(year, int) else None,
        link=link,
        provenance=(_said(values, "provenance") or provenance)[:LONGEST_LINE],
        numbers=tuple(said for name in source.numbers if (said := _said(values, name))),
        facts=facts,
    )


def _untitled(source: Source) -> tuple[str, str]:
    """The heading of items without one; the key alone where the mapping says nothing."""
    if source.untitled.ja:
        return source.untitled.ja, source.untitled.en
    return _KEY_PLACE, _KEY_PLACE


def _key(source: Source, values: Mapping[str, Value]) -> str:
    """The item's key at its source: itself where short, else its digest."""
    said = [_said(values, name) for name in source.key]
    whole = "/".join(said if any(said) else [_said(values, name) for name in source.otherwise])
    whole = whole.strip("/")
    if len(whole) <= min(_SHORT, LONGEST_KEY) and whole.isprintable() and any(said):
        return whole
    return hashlib.sha256(cells.bare(whole).encode()).hexdigest()[:_DIGEST] if whole else ""


def _said(values: Mapping[str, Value], name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value).strip()


def _pair(found: Any) -> Text:
    """A text in both languages; empty where it is none."""
    if isinstance(found, dict) and isinstance(found.get("ja"), str):
        return Text(found["ja"], str(found.get("en") or found["ja"]))
    return _NO_TEXT
