"""What the reader may do from where they stand: forms of a record, and what may follow from it.

Decides: a form that makes a new record is offered on every record that one of its fields may name,
and the field is filled in. Called by the pages of records and the work list. Source: ui.md §6.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.records import forms
from ikkan.records.kinds import Kind, Write, kinds
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A form and its address at its station; `reason` says why it cannot be used now."""

    write: Write
    url: str
    reason: Text | None = None
    station: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A short form that stands open on the page of its record."""

    offer: Offer
    form: Any
    key: str


def may(kind: Kind, write: Write, row: Any, actor: Actor) -> bool:
    """Whether the form is worth showing; the action itself asks again."""
    if kind.scope and row is not None:
        return policy.permitted(write.permission, actor, kind.scope(row))
    return policy.within_reach(write.permission, actor)


def offered(kind: Kind, row: Any, actor: Actor) -> list[Offer]:
    """Forms of the record, or those that make a new one where `row` is None."""
    base = kind.list_url + "new/" if row is None else kind.url(row.code)
    on = "new" if row is None else "record"
    return [
        Offer(
            write=write,
            url=f"{base}{write.code}/",
            reason=_reason(write, row),
            station=kind.station or "",
        )
        for write in kind.writes
        if write.on == on and may(kind, write, row, actor)
    ]


def following(kind: Kind, row: Any, actor: Actor) -> list[Offer]:
    """Forms of new records that can name this record, which is filled in."""
    return [
        Offer(write=offer.write, url=f"{offer.url}?{urlencode({name: row.code})}")
        for offer in starting(actor)
        for name in _naming(offer.write, kind)[:1]
        if may(kind, offer.write, row, actor)
        and (offer.write.follows is None or offer.write.follows(row))
    ]


def starting(actor: Actor) -> Iterator[Offer]:
    """Every form of a new record that the actor may use, in the order of the line."""
    for kind in kinds():
        yield from offered(kind, None, actor)


def ready(kind: Kind, row: Any, actor: Actor, offers: list[Offer]) -> Ready | None:
    """The first short form that can be sent now."""
    for offer in offers:
        if offer.write.short and offer.reason is None:
            begun = offer.write.form.begin(row)
            form = offer.write.form(actor=actor, record=row, initial=begun, auto_id="id_%s")
            return Ready(offer=offer, form=form, key=uuid.uuid4().hex)
    return None


def prefilled(write: Write, asked: dict[str, str]) -> dict[str, Any]:
    """What the address says about fields that name records."""
    return {
        name: [asked[name]] if field.several else asked[name]
        for name, field in write.form.base_fields.items()
        if isinstance(field, forms.Rows) and asked.get(name)
    }


def _naming(write: Write, kind: Kind) -> list[str]:
    fields = write.form.base_fields.items()
    return [name for name, one in fields if isinstance(one, forms.Rows) and one.kind == kind.code]


def _reason(write: Write, row: Any) -> Text | None:
    return write.why_not(row) if write.why_not and row is not None else None
