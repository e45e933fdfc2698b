"""Which records a list holds: those the actor may see, narrowed by the filters of the address.

Decides: how a filter is read, and what a day before today leaves out. Called by the list, its
files, the API. Raises InputError for a filter that is no choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.records import ports, queries
from ikkan.records.kinds import Field, Kind
from ikkan.records.messages import NO_CHOICE
from ikkan.values import glyphs
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST_CHOICES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One way to narrow a list: its choices in the reader's words, and the one chosen."""

    name: str
    label: Text
    choices: tuple[tuple[str, Text], ...]
    chosen: str


def filters(kind: Kind, actor: Actor, asked: Mapping[str, str], as_of: date) -> tuple[Filter, ...]:
    """The filters of a kind, over what the actor may see; one query for each."""
    found = []
    for field in kind.fields:
        if field.filter and field.shown_to(actor):
            choices = _choices(kind, field, actor, as_of)
            chosen = asked.get(field.name, "").strip()
            if choices or chosen:
                found.append(
                    Filter(name=field.name, label=field.label, choices=choices, chosen=chosen)
                )
    return tuple(found)


def rows(kind: Kind, actor: Actor, asked: Mapping[str, str], as_of: date) -> QuerySet:
    """The visible records that fit every filter; before today, those begun by that day."""
    found = queries.visible(kind, actor)
    for field in kind.fields:
        value = asked.get(field.name, "").strip()
        if value and field.filter and field.shown_to(actor):
            found = found.filter(_condition(field, value))
    if kind.begins and as_of < timezone.localdate():
        found = found.filter(Q(**{f"{kind.begins}__lte": as_of}))
    return found


def _condition(field: Field, value: str) -> Q:
    read: Any = value
    if field.type in ("year", "number", "yen"):
        if not (value.isascii() and value.isdigit() and len(value) <= 15):
            raise _refused(field, value)
        read = int(value)
    elif field.type == "flag":
        if value not in ("0", "1"):
            raise _refused(field, value)
        read = value == "1"
    elif field.choices is not None and value not in field.choices:
        raise _refused(field, value)
    return Q(**{field.name.replace(".", "__"): read})


def _refused(field: Field, value: str) -> InputError:
    return InputError(
        "records.choice", NO_CHOICE.format(read=glyphs.shown(value[:40]), field=field.label)
    )


def _choices(kind: Kind, field: Field, actor: Actor, as_of: date) -> tuple[tuple[str, Text], ...]:
    if field.choices is not None:
        return tuple(field.choices.items())
    if field.type == "flag":
        return (("1", Text("はい", "Yes")), ("0", Text("いいえ", "No")))
    path = field.name.replace(".", "__")
    visible = queries.visible(kind, actor).order_by(path)
    values = list(visible.values_list(path, flat=True).distinct()[: MOST_CHOICES + 1])
    said = [str(value) for value in values if value not in (None, "")]
    if len(said) > MOST_CHOICES:
        return ()
    if field.type not in ("ref", "refs") or not field.kind:
        return tuple((value, Text(value, value)) for value in said)
    names = ports.names([Ref(field.kind, value) for value in said], as_of, actor)
    return tuple(
        (ref.code, names[ref].label) for value in said if (ref := Ref(field.kind, value)) in names
    )
