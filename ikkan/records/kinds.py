"""How a context declares a kind of record: its fields, tables, forms, sight and place on the line.

Decides: nothing about the records; lists, pages, forms, exports, API and search are drawn from
this alone. Called by `kinds.py` of every context at start. Source: decisions/0006.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from django.urls import get_script_prefix

from ikkan.audit.actor import Actor, Reach
from ikkan.records.models import Record
from ikkan.records.sight import Sight
from ikkan.values.ref import Ref
from ikkan.values.text import Text

TYPES = frozenset(
    {"text", "long", "yen", "date", "moment", "year", "number", "choice", "flag"}
    | {"text2", "ref", "refs"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a section's table; a Ref in it is shown by its name."""

    label: Text
    type: str = "text"
    choices: Mapping[str, Text] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a record: `value` is a function, else the attribute `name` (dots allowed).

    `roles`: only these see it, in every way; `filter`: lists and the API can be narrowed by it.
    """

    name: str
    label: Text
    type: str = "text"
    value: Callable[[Any], Any] | None = None
    choices: Mapping[str, Text] | None = None
    kind: str = ""
    listed: bool = True
    filter: bool = False
    roles: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ImproperlyConfigured(f"field {self.name}: no type {self.type}")

    def of(self, record: Any) -> Any:
        """The value; a ref as Ref or None, refs as a tuple of Ref."""
        found = self.value(record) if self.value else _attribute(record, self.name)
        if self.type == "ref":
            return Ref(self.kind, str(found)) if isinstance(found, str) and found else _ref(found)
        if self.type == "refs":
            return tuple(found or ())
        return found

    def shown_to(self, actor: Actor) -> bool:
        """Whether this actor sees the field of a record it sees."""
        return self.roles is None or "system" in actor.roles or bool(self.roles & actor.roles)


def _ref(found: Any) -> Ref | None:
    return found if isinstance(found, Ref) else None


def _attribute(record: Any, path: str) -> Any:
    for name in path.split("."):
        if record is None:
            return None
        record = getattr(record, name)
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table under the fields of a record."""

    code: str
    label: Text
    columns: tuple[Column, ...]
    rows: Callable[[Any, Actor, date], Iterable[tuple[Any, ...]]]
    note: Text | None = None
    roles: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A form that changes a record or makes a new one, by an action of its context.

    `act(record or None, cleaned data, by=, as_of=, version=, key=)` returns the record to show;
    `why_not(record)` says in words why it cannot be done now and what makes it possible. `short`:
    the form stands open on the record's page. `follows(record)`: whether a form for a new record
    is worth offering on the page of a record that it would name.
    """

    code: str
    label: Text
    permission: str
    form: type[Any]
    act: Callable[..., Record]
    on: str = "record"
    lead: Text | None = None
    why_not: Callable[[Any], Text | None] | None = None
    short: bool = False
    follows: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """Something that waits for somebody: `group` is mine, others or info."""

    ref: Ref
    verb: Text
    title: Text
    due: date | None = None
    write: str | None = None
    group: str = "mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of record; `begins` names the day before which it is not yet in force.

    `prepare`: reads what `title`, `value` and fields need of many rows at once, as of a day, and
    puts it on them.
    `template`: a page of its own that extends records/record.html; `context(record, actor, as_of)`
    gives it what the other pages do not have.
    """

    code: str
    path: str
    label: Text
    plural: Text
    model: type[Record]
    title: Callable[[Any], Text]
    fields: tuple[Field, ...]
    sight: tuple[Sight, ...]
    lead: Text | None = None
    station: str | None = None
    value: Callable[[Any], Text | None] | None = None
    prepare: Callable[[Sequence[Any], date], None] | None = None
    begins: str | None = None
    sections: tuple[Section, ...] = ()
    writes: tuple[Write, ...] = ()
    scope: Callable[[Any], Reach] | None = None
    related: tuple[str, ...] = ()
    order: tuple[str, ...] = ("-pk",)
    work: Callable[[Actor, date], Iterable[WorkItem]] | None = None
    template: str = "records/record.html"
    context: Callable[[Any, Actor, date], Mapping[str, Any]] | None = None

    @property
    def api(self) -> str:
        """The name of the kind in addresses of the API."""
        return self.path.replace("/", "-")

    def ref(self, record: Any) -> Ref:
        """The reference of one record."""
        return Ref(self.code, record.code)

    def write(self, code: str, on: str) -> Write | None:
        """The form of that code for new records or for one."""
        return next((one for one in self.writes if (one.code, one.on) == (code, on)), None)

    def url(self, code: str) -> str:
        """The address of a record's page, as `records.urls` routes it."""
        return f"{get_script_prefix()}{self.path}/{quote(code, safe=_SAFE)}/"

    @property
    def list_url(self) -> str:
        """The address of the list."""
        return f"{get_script_prefix()}{self.path}/"


_SAFE: Final = "~:@!$&'()*+,;="
_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known. Raises ImproperlyConfigured for a code or path that is taken."""
    taken = [one for one in _kinds.values() if kind.code == one.code or kind.path == one.path]
    if taken:
        raise ImproperlyConfigured(f"kind {kind.code} ({kind.path}) is registered twice")
    _kinds[kind.code] = kind
    return kind


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of the line and of registration."""
    return tuple(_kinds.values())


def kind_of(code: str) -> Kind | None:
    """The kind of that code; None where no context has it."""
    return _kinds.get(code)
