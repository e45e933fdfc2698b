"""What the search index holds: every row of the pack in force, and every record of every context.

Decides: which words of a row or record are searched. Fields that only some roles see are left out,
and so are names of other records unless everybody may see all of their kind: a record is never
found by something that its finder may not read. Called by search_index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from ikkan.audit.actor import PUBLIC
from ikkan.pack import schema
from ikkan.plan import addresses
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.portal.choices import WORDS
from ikkan.records import kinds, ports, sight
from ikkan.records.kinds import Field, Kind
from ikkan.retrieval.entries import NO_YEAR, Entry
from ikkan.values.errors import YearError
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

UNLISTED: Final = frozenset({"alias", "synonym"})
"""Kinds that are no records of their own: other names of records, words of one meaning."""
_LAST: Final = ("figure", "identity", "quotation")
_DATES: Final = ("date", "decided_on", "date_from", "valid_from")
_ABOUT_WORDS: Final = frozenset({"english"})
_WORDLESS: Final = ("flag", "terms", "int")
_CHUNK: Final = 500
_DAY_LENGTH: Final = len("2026-11-22")


def order() -> list[str]:
    """Every kind that can be found, those of the plan first; the index has their places."""
    known = schema.load()
    stations: list[str | None] = [*known.stations, None]
    rows = [kind for kind in known.kinds.values() if kind.code not in UNLISTED]
    found: list[str] = []
    for station in stations:
        found += [one.code for one in rows if one.station == station and one.code not in _LAST]
        found += [one.code for one in kinds.kinds() if one.station == station]
    return [*found, *_LAST]


def pack_kinds() -> frozenset[str]:
    """The kinds among them whose rows are the pack's: everybody may see those."""
    return frozenset(order()) - {kind.code for kind in kinds.kinds()}


def rows(known: Snapshot) -> Iterator[Entry]:
    """Every row of the pack as an entry."""
    places = {code: at for at, code in enumerate(order())}
    month = int(known.settings.get("fiscal_year_start_month", 4))
    named: dict[Ref, list[str]] = {}
    for alias in known.entries("alias", state="all"):
        named.setdefault(Ref(alias.data["kind"], alias.data["of"]), []).append(
            alias.data["printed"]
        )
    for row in every_row(known):
        years = _years_of_row(row, month)
        yield Entry(
            ref=row.ref,
            kind_order=places[row.kind],
            number=row.position,
            title=title_of(row, known),
            body=_body_of_row(row, known, named.get(row.ref, ())),
            codes=row.items,
            first_year=years[0],
            last_year=years[1],
        )


def every_row(known: Snapshot) -> Iterator[EntryView | FigureView]:
    """Rows of all kinds that can be found, whatever their state."""
    for code in pack_kinds():
        if code == "figure":
            yield from known.figures(state="all")
        else:
            yield from known.entries(code, state="all")


def title_of(row: EntryView | FigureView, known: Snapshot) -> Text:
    """What a row is called; a quotation by the source it stands in."""
    if row.kind != "quotation":
        return row.label
    found = known.find(Ref("source", row.data["of"]))
    source = found.label if found else Text(row.data["of"], row.data["of"])
    return Text(f"{source.ja}（{row.code}）", f"{source.en} ({row.code})")


def url_of(row: EntryView | FigureView) -> str:
    """Where a row is read; a quotation at its line of its source."""
    if row.kind != "quotation":
        return row.url
    source = addresses.of(Ref("source", row.data["of"]))
    return f"{source}#L{row.data['line']}" if row.data["line"] else source


def records(kind: Kind, chosen: QuerySet | None = None) -> Iterator[Entry]:
    """The records of a kind, or those `chosen` of them, as entries."""
    found = kind.model._default_manager.all() if chosen is None else chosen
    place = order().index(kind.code)
    fields = [field for field in kind.fields if field.roles is None and field.type != "flag"]
    batch: list[Any] = []
    for record in found.select_related(*kind.related).order_by("pk").iterator(chunk_size=_CHUNK):
        batch.append(record)
        if len(batch) == _CHUNK:
            yield from _entries(kind, place, fields, batch)
            batch = []
    yield from _entries(kind, place, fields, batch)


def _entries(kind: Kind, place: int, fields: list[Field], batch: list[Any]) -> Iterator[Entry]:
    values = [[field.of(record) for field in fields] for record in batch]
    names = _names(value for found in values for value in found)
    for record, found in zip(batch, values, strict=True):
        said = [
            word
            for field, value in zip(fields, found, strict=True)
            for word in _said(field, value, names)
        ]
        begun = getattr(record, kind.begins) if kind.begins else None
        year = _year(begun.isoformat(), 4) if isinstance(begun, date) else NO_YEAR
        title = kind.title(record)
        yield Entry(
            ref=kind.ref(record),
            kind_order=place,
            number=record.pk,
            title=title,
            body=_joined(word for word in said if word != title),
            codes=tuple(word.ja for word in said if _is_code(word.ja)),
            first_year=year,
            last_year=year,
            fictional=record.fictional,
        )


def _names(values: Iterable[Any]) -> Mapping[Ref, Text]:
    """Names of the records that others name, where everybody may see all of their kind."""
    named = {one for value in values for one in _refs(value) if open_to_all(one.kind)}
    if not named:
        return {}
    found = ports.names(sorted(named), timezone.localdate(), PUBLIC)
    return {ref: one.label for ref, one in found.items() if one.known}


def open_to_all(code: str) -> bool:
    """Whether the policy shows every record of the kind to everybody."""
    kind = kinds.kind_of(code)
    return code in schema.load().kinds if kind is None else _open(kind)


def _open(kind: Kind) -> bool:
    return sight.condition(kind.sight, PUBLIC) == Q()


def _refs(value: Any) -> tuple[Ref, ...]:
    if isinstance(value, Ref):
        return (value,)
    return tuple(one for one in value if isinstance(one, Ref)) if isinstance(value, tuple) else ()


def _said(field: Field, value: Any, names: Mapping[Ref, Text]) -> Iterator[Text]:
    """What one field says in words."""
    if value in (None, "", ()):
        return
    if refs := _refs(value):
        for ref in refs:
            if open_to_all(ref.kind):
                yield Text(ref.code, ref.code)
            if ref in names:
                yield names[ref]
    elif isinstance(value, Text):
        yield value
    elif field.choices is not None and value in field.choices:
        yield field.choices[value]
    elif not isinstance(value, (datetime, bool)):
        text = value.isoformat() if isinstance(value, date) else str(value)
        yield Text(text, text)


def _body_of_row(row: EntryView | FigureView, known: Snapshot, aliases: Iterable[str]) -> Text:
    said: list[Text] = [Text(alias, alias) for alias in aliases]
    for column in schema.load().kinds[row.kind].columns:
        value = row.data.get(column.name)
        if value in (None, "") or value == row.label or column.type in _WORDLESS:
            continue
        if isinstance(value, Text):
            said.append(value)
        elif column.type == "ref":
            found = known.find(column.target(str(value)))
            said.append(found.label if found else Text(str(value), str(value)))
        elif column.type == "choice" and column.name not in _ABOUT_WORDS:
            said.append(WORDS.get(str(value)) or Text(str(value), str(value)))
        elif column.type != "choice" and isinstance(value, (str, Decimal, Fraction)):
            said.append(Text(str(value), str(value)))
    return _joined(said)


def _joined(said: Iterable[Text]) -> Text:
    found = list(dict.fromkeys(said))
    return Text(
        " · ".join(dict.fromkeys(one.ja for one in found if one.ja)),
        " · ".join(dict.fromkeys(one.en for one in found if one.en)),
    )


def _is_code(text: str) -> bool:
    return text.isascii() and " " not in text and any(map(str.isdigit, text))


def _years_of_row(row: EntryView | FigureView, month: int) -> tuple[int, int]:
    if row.data.get("year"):
        return int(row.data["year"]), int(row.data["year"])
    if row.data.get("first_year"):
        first = int(row.data["first_year"])
        return first, int(row.data.get("last_year") or first)
    dates = (row.data.get(name) for name in _DATES)
    first = next((year for found in dates if found and (year := _year(str(found), month))), NO_YEAR)
    last = row.data.get("date_to")
    return first, max(first, _year(str(last), month)) if last else first


def _year(written: str, month: int) -> int:
    """The fiscal year of a date that is written at least to its month."""
    if len(written) < _DAY_LENGTH:
        written = f"{written}-01" if written.count("-") == 1 else ""
    try:
        return FiscalYear.of(date.fromisoformat(written), month).year
    except (ValueError, YearError):
        return NO_YEAR
