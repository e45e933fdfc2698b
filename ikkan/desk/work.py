"""Gathers what waits for somebody from every kind of record, in groups and in order.

Called by the work list and the calendar feed. An item about a record that the reader may not see
is left out. Source: ui.md §6 "Work list".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from ikkan.audit.actor import Actor
from ikkan.desk import rules
from ikkan.desk.messages import ORDER_UNKNOWN
from ikkan.pack import schema
from ikkan.records import ports, queries, steps
from ikkan.records.kinds import Kind, WorkItem, kind_of, kinds
from ikkan.records.models import Record
from ikkan.values import glyphs
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

BY_DUE: Final = "due"
BY_LINE: Final = "line"
OPEN: Final = Text("開く", "Open")
_NEVER: Final = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One item ready to draw: where its button leads and what the button says."""

    item: WorkItem
    due: rules.Due
    label: Text
    station: str | None
    url: str | None
    button: Text
    fictional: bool = False

    @property
    def uid(self) -> str:
        """The same for the same item as long as it waits, whatever its due day."""
        return f"{self.item.ref}#{self.item.write or self.item.verb.en}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything that waits, by whose turn it is."""

    mine: tuple[Shown, ...]
    others: tuple[Shown, ...]
    info: tuple[Shown, ...]

    @property
    def fictional(self) -> bool:
        """Whether some of it is about made-up records."""
        return any(one.fictional for one in (*self.mine, *self.others, *self.info))


def gather(actor: Actor, as_of: date, order: str = BY_DUE) -> Work:
    """What waits on `as_of`; three queries at most for each kind beside those of its own `work`.

    Raises InputError for an unknown order.
    """
    if order not in (BY_DUE, BY_LINE):
        raise InputError("desk.order", ORDER_UNKNOWN.format(order=glyphs.shown(order)))
    found = [item for kind in kinds() if kind.work for item in kind.work(actor, as_of)]
    shown = sorted(_shown(found, actor, as_of), key=_by_line if order == BY_LINE else _by_due)
    return Work(
        mine=tuple(one for one in shown if one.item.group == "mine"),
        others=tuple(one for one in shown if one.item.group == "others"),
        info=tuple(one for one in shown if one.item.group == "info"),
    )


def _shown(items: Iterable[WorkItem], actor: Actor, as_of: date) -> Iterable[Shown]:
    waiting = list(items)
    records = queries.many((item.ref for item in waiting), actor)
    rows = ports.names(
        (item.ref for item in waiting if kind_of(item.ref.kind) is None), as_of, actor
    )
    for item in waiting:
        kind, record = kind_of(item.ref.kind), records.get(item.ref)
        url: str | None
        if kind is not None and record is not None:
            url, button = _way(kind, record, item, actor)
            station, label = kind.station, kind.label
        elif (named := rows.get(item.ref)) is not None and named.known:
            url, button, station, label = _row(item.ref, named)
        else:
            continue
        yield Shown(
            item=item,
            due=rules.due(item.due, as_of),
            label=label,
            station=station,
            url=url,
            button=button,
            fictional=record is not None and record.fictional,
        )


def _way(kind: Kind, record: Record, item: WorkItem, actor: Actor) -> tuple[str, Text]:
    """The form where the actor may use it now, else the record."""
    url = kind.url(record.code)
    write = kind.write(item.write, "record") if item.write else None
    if write is None or (write.why_not and write.why_not(record)):
        return url, OPEN
    if not steps.may(kind, write, record, actor):
        return url, OPEN
    return f"{url}{write.code}/", write.label


def _row(ref: Ref, named: ports.Named) -> tuple[str | None, Text, str | None, Text]:
    kind = schema.load().kinds.get(ref.kind)
    label = kind.label if kind else Text(ref.kind, ref.kind)
    return named.url, OPEN, kind.station if kind else None, label


def _by_due(one: Shown) -> tuple[date, str, str]:
    return one.item.due or _NEVER, str(one.item.ref), one.item.verb.en


def _by_line(one: Shown) -> tuple[int, date, str, str]:
    return _place(one.station), *_by_due(one)


def starts(actor: Actor) -> list[tuple[str, list[steps.Offer]]]:
    """Forms of new records that the actor may use, by station in the order of the line."""
    offers = sorted(steps.starting(actor), key=lambda one: _place(one.station))
    return [(station, list(group)) for station, group in groupby(offers, lambda one: one.station)]


def _place(station: str | None) -> int:
    stations = schema.load().stations
    return stations.index(station) if station in stations else len(stations)
