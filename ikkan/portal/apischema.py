"""Shapes of the API: one schema for every declared kind, one for the rows of packs.

Decides: how values are written in JSON (days as ISO, decimals as text, references as kind:code).
Called by `portal.api`. Source: records.kinds, pack/schema.toml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from ninja import Field as Described
from ninja import Schema
from pydantic import create_model

from ikkan.audit.actor import Actor
from ikkan.pack import schema as pack_schema
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.records import queries
from ikkan.records.kinds import Field, Kind
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


class Words(Schema):
    """A text in both languages."""

    ja: str
    en: str


class Refusal(Schema):
    """Why a request was refused, and what to do, in both languages."""

    code: str
    ja: str
    en: str


class PackRow(Schema):
    """A row of the pack: its fields as schema.toml names them."""

    ref: str
    kind: str
    code: str
    label: Words
    data: dict[str, Any]
    sources: list[str]
    items: list[str]
    url: str


class PackRows(Schema):
    """A page of rows."""

    items: list[PackRow]
    next: str | None
    total: int


_TYPES: Final[Mapping[str, Any]] = {
    "text": str,
    "long": str,
    "choice": str,
    "yen": int,
    "number": int | str,
    "year": int,
    "date": str,
    "moment": str,
    "flag": bool,
    "text2": Words,
    "ref": str,
    "refs": list[str],
}


def of_kind(kind: Kind) -> tuple[type[Schema], type[Schema]]:
    """Schemas of one record and of a page of them; what some roles only see may be left out."""
    name = "".join(part.title() for part in kind.code.replace(".", "_").split("_"))
    fields: dict[str, Any] = {
        _named(field): (_TYPES[field.type] | None, Described(None, description=field.label.en))
        for field in kind.fields
    }
    one = create_model(
        name,
        __base__=Schema,
        ref=(str, ...),
        code=(str, ...),
        title=(Words, ...),
        version=(int, ...),
        fictional=(bool, ...),
        updated_at=(str, ...),
        url=(str, ...),
        **fields,
    )
    many = create_model(
        f"{name}Page",
        __base__=Schema,
        items=(list[one], ...),  # type: ignore[valid-type]
        next=(str | None, ...),
        total=(int, ...),
    )
    return one, many


def filters_of(kind: Kind) -> dict[str, Any]:
    """The filters that anybody may use, as parameters of an address."""
    return {
        _named(field): (str, Described("", max_length=80, description=field.label.en))
        for field in kind.fields
        if field.filter and field.roles is None
    }


def _named(field: Field) -> str:
    return field.name.replace(".", "_")


def records(kind: Kind, rows: Sequence[Any], actor: Actor) -> list[dict[str, Any]]:
    """Records as this actor sees them; a reference to what it may not see is left out."""
    found = queries.as_data(kind, rows, actor)
    return [_record(kind, row, said) for row, said in zip(rows, found, strict=True)]


def _record(kind: Kind, row: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    said = {name.replace(".", "_"): plain(value) for name, value in data.items()}
    return said | {
        "ref": str(kind.ref(row)),
        "code": row.code,
        "title": plain(kind.title(row)),
        "version": row.version,
        "fictional": row.fictional,
        "updated_at": row.updated_at.isoformat(),
        "url": kind.url(row.code),
    }


def pack_rows(known: Snapshot, kind: str) -> Sequence[EntryView | FigureView]:
    """Every row of a kind in the order of the pack. Raises NotFound."""
    if kind not in pack_schema.load().kinds:
        raise NotFound("api.kind", _NO_KIND.format(kind=kind[:40]))
    return known.figures(state="all") if kind == "figure" else known.entries(kind, state="all")


def pack_one(known: Snapshot, kind: str, code: str) -> EntryView | FigureView:
    """One row of the pack. Raises NotFound."""
    found = next((row for row in pack_rows(known, kind) if row.code == code), None)
    if found is None:
        raise NotFound("api.row", _NO_ROW.format(kind=kind, code=code[:80]))
    return found


def pack_row(row: EntryView | FigureView) -> dict[str, Any]:
    """A row of the pack as the API writes it."""
    return {
        "ref": str(row.ref),
        "kind": row.ref.kind,
        "code": row.code,
        "label": plain(row.label),
        "data": {name: plain(value) for name, value in row.data.items()},
        "sources": [code if line is None else f"{code}:{line}" for code, line in row.sources],
        "items": list(row.items),
        "url": row.url,
    }


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, Text):
        return {"ja": value.ja, "en": value.en}
    if isinstance(value, Ref):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (Decimal, Fraction)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


_NO_KIND: Final = Text(
    "「{kind}」という種類はありません。/api/v1/openapi.json で確かめてください。",
    "There is no kind {kind}; see /api/v1/openapi.json.",
)
_NO_ROW: Final = Text("「{kind}:{code}」という行はありません。", "There is no row {kind}:{code}.")
