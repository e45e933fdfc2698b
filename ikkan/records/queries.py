"""Reads of any kind of record, always through the visibility policy.

Called by pages, API, search, exports, feeds, files and the line. Raises NotFound alike for what
does not exist and for what the actor may not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ikkan.audit.actor import SYSTEM, Actor
from ikkan.records import sight
from ikkan.records.kinds import Kind, kind_of
from ikkan.records.messages import NO_RECORD
from ikkan.records.models import Record
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def visible(kind: Kind | str, actor: Actor) -> QuerySet:
    """The records of a kind that the actor may see, each once, in the kind's order."""
    found = _kind(kind)
    rows = found.model._default_manager.all()
    condition = sight.condition(found.sight, actor)
    if condition is None:
        return rows.none()
    if condition and _many(found):
        rows = rows.filter(pk__in=rows.filter(condition).order_by().values("pk"))
    elif condition:
        rows = rows.filter(condition)
    return rows.select_related(*found.related).order_by(*found.order)


def get(kind: Kind | str, code: str, actor: Actor) -> Any:
    """One record. Raises NotFound."""
    found = _kind(kind)
    record = visible(found, actor).filter(code=code).first()
    if record is None:
        raise NotFound("records.none", NO_RECORD.format(code=code[:80], kind=found.label))
    return record


def find(ref: Ref, actor: Actor) -> Any | None:
    """The record of a reference; None where it is unknown, of no kind here, or not visible."""
    kind = kind_of(ref.kind)
    return None if kind is None else visible(kind, actor).filter(code=ref.code).first()


def many(refs: Iterable[Ref], actor: Actor) -> dict[Ref, Record]:
    """The visible records among `refs`; one query for each kind."""
    by_kind: dict[str, list[str]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, []).append(ref.code)
    found: dict[Ref, Record] = {}
    for code, codes in by_kind.items():
        kind = kind_of(code)
        if kind is not None:
            for batch in _batches(codes):
                rows = visible(kind, actor).filter(code__in=batch)
                found.update({kind.ref(row): row for row in rows})
    return found


def exist(refs: Iterable[Ref], actor: Actor = SYSTEM) -> set[Ref]:
    """Those of `refs` that some record has which the actor may see; one query for each kind."""
    by_kind: dict[str, list[str]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, []).append(ref.code)
    found: set[Ref] = set()
    for code, codes in by_kind.items():
        kind = kind_of(code)
        if kind is not None:
            for batch in _batches(codes):
                known = visible(kind, actor).order_by().filter(code__in=batch)
                found.update(Ref(code, one) for one in known.values_list("code", flat=True))
    return found


def not_yet(kind: Kind, record: Any, as_of: date) -> bool:
    """Whether the record had not begun on that day."""
    begun = getattr(record, kind.begins) if kind.begins else None
    return begun is not None and begun > as_of


def hidden(refs: Iterable[Ref], actor: Actor) -> set[Ref]:
    """Those of `refs` that some record has and that the actor may not see."""
    named = set(refs)
    return exist(named - set(many(named, actor)))


def as_data(kind: Kind, records: Sequence[Any], actor: Actor) -> list[dict[str, Any]]:
    """For each record the fields that the actor sees, by name; refs as Ref, the hidden left out.

    Values are as the database has them. Two queries at most for each kind that is referred to.
    """
    fields = [field for field in kind.fields if field.shown_to(actor)]
    rows = [{field.name: field.of(record) for field in fields} for record in records]
    without = hidden((ref for row in rows for value in row.values() for ref in _refs(value)), actor)
    for row in rows if without else ():
        for name, value in row.items():
            if isinstance(value, tuple):
                row[name] = tuple(one for one in value if one not in without)
            elif isinstance(value, Ref) and value in without:
                row[name] = None
    return rows


def _refs(value: Any) -> tuple[Ref, ...]:
    if isinstance(value, Ref):
        return (value,)
    return tuple(one for one in value if isinstance(one, Ref)) if isinstance(value, tuple) else ()


def title_of(kind: Kind, record: Any) -> Text:
    """What the record is called."""
    return kind.title(record)


def _batches(codes: list[str], size: int = 500) -> Iterable[list[str]]:
    return (codes[at : at + size] for at in range(0, len(codes), size))


def _kind(kind: Kind | str) -> Kind:
    found = kind if isinstance(kind, Kind) else kind_of(kind)
    if found is None:
        raise NotFound("records.kind", NO_RECORD.format(code=str(kind), kind="kind"))
    return found


def _many(kind: Kind) -> bool:
    """Whether a condition crosses a many-valued relation, so that rows could repeat."""
    for row in kind.sight:
        for where in row.wheres:
            path = getattr(where, "path", "")
            model: Any = kind.model
            for name in path.split("__") if path else ():
                field = model._meta.get_field(name)
                if field.many_to_many or field.one_to_many:
                    return True
                model = field.related_model or model
    return False
