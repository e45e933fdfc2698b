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

from ikkan.portfolio.horizon.messages import SOURCE_SORTS
from ikkan.portfolio.horizon.rules import LONGEST_KEY, LONGEST_LINE, NewSignal
from ikkan.retrieval.similarity import is_japanese
from ikkan.tabular import cells, sections
from ikkan.tabular.conversion import Value
from ikkan.tabular.mapping import TableMapping
from ikkan.tabular.sections import Opened, Section, said
from ikkan.values.finding import Finding
from ikkan.values.text import Text

LISTS: Final = ("key", "otherwise", "numbers", "facts")
PAIRS: Final = ("source", "untitled")
WORDS: Final = ("sort", "holder", "address", "link")
KEYS: Final = (*LISTS, *PAIRS, *WORDS)
TYPES: Final = {"year": "year", "happened_on": "date"}
FIELDS: Final = (*("title", "title_en", "text", "link", "provenance"), *TYPES)
SECTION: Final = Section(
    name="signal",
    folder=Path(__file__).resolve().parent / "mappings",
    keys=KEYS,
    lists=LISTS,
    types=TYPES,
    fields=FIELDS,
    choices={"sort": tuple(SOURCE_SORTS)},
)
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


def read(name: str, source: str) -> tuple[Source | None, list[Finding]]:
    """The mapping by its name or path, for the items of `source` ("" where the mapping says it).

    Raises InputError: there is none.
    """
    opened, found = SECTION.opened(name)
    if opened is None:
        return None, found
    found += _findings(opened, source)
    if found:
        return None, found
    section = opened.said
    labels = {rule.name: rule.label for rule in opened.mapping.fields}
    return Source(
        mapping=opened.mapping,
        source=source,
        name=_pair(section.get("source")),
        sort=section.get("sort", ""),
        key=opened.names("key"),
        otherwise=opened.names("otherwise"),
        numbers=opened.names("numbers"),
        facts={one: labels[one] for one in opened.names("facts")},
        untitled=_pair(section.get("untitled")),
        holder=section.get("holder", ""),
        address=section.get("address", ""),
        link=section.get("link", ""),
    ), []


def _findings(opened: Opened, source: str) -> Iterator[Finding]:
    section = opened.said
    for key in WORDS:
        if not isinstance(section.get(key, ""), str):
            yield opened.finding("horizon.words", key)
    for key in PAIRS:
        if key in section and not _pair(section[key]).ja:
            yield opened.finding("horizon.pair", key)
    if not source and not (section.get("source") and section.get("sort")):
        yield opened.finding("horizon.source", "source")


def signal_of(source: Source, code: str, values: Mapping[str, Value], provenance: str) -> NewSignal:
    """What one row says; `code` is the source on record, `provenance` the file and its line."""
    key = _key(source, values)
    title, title_en = said(values, "title"), said(values, "title_en")
    if title and not is_japanese(title) and not title_en:
        title, title_en = "", title
    if not title and not title_en:
        title, title_en = (words.replace(_KEY_PLACE, key) for words in _untitled(source))
    happened, year = values.get("happened_on"), values.get("year")
    facts = {label.en: text for name, label in source.facts.items() if (text := said(values, name))}
    link = said(values, "link") or source.link.replace(_KEY_PLACE, key)
    return NewSignal(
        source=code,
        key=key,
        title=Text(title, title_en),
        text=said(values, "text"),
        happened_on=happened if isinstance(happened, date) else None,
        year=year if isinstance(year, int) else None,
        link=link,
        provenance=(said(values, "provenance") or provenance)[:LONGEST_LINE],
        numbers=tuple(text for name in source.numbers if (text := said(values, name))),
        facts=facts,
    )


def _untitled(source: Source) -> tuple[str, str]:
    """The heading of items without one; the key alone where the mapping says nothing."""
    if source.untitled.ja:
        return source.untitled.ja, source.untitled.en
    return _KEY_PLACE, _KEY_PLACE


def _key(source: Source, values: Mapping[str, Value]) -> str:
    """The item's key at its source: itself where short, else its digest."""
    whole, own = sections.first_said(values, source.key, source.otherwise)
    whole = whole.strip("/")
    if len(whole) <= min(_SHORT, LONGEST_KEY) and whole.isprintable() and own:
        return whole
    return hashlib.sha256(cells.bare(whole).encode()).hexdigest()[:_DIGEST] if whole else ""


def _pair(found: Any) -> Text:
    """A text in both languages; empty where it is none."""
    if isinstance(found, dict) and isinstance(found.get("ja"), str):
        return Text(found["ja"], str(found.get("en") or found["ja"]))
    return _NO_TEXT
