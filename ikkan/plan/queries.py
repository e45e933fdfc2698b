"""What the registers of a pack say as of a day; pages and commands read it here.

Decides: which rows count (record time), their state on the day (valid time), and the verdicts.
A snapshot takes four queries at any size and is kept per pack version and day.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from ikkan.pack.model import Pack
from ikkan.plan import rules, storing
from ikkan.plan.models import Entry, Figure, PackVersion
from ikkan.plan.snapshot import (
    ENDED,
    IN_FORCE,
    NOT_YET,
    EntryView,
    FigureView,
    Snapshot,
    VersionView,
)
from ikkan.values import figure as figures
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KEPT: Final = 32
_LAST_DAY: Final = date.max - timedelta(days=1)
_kept: OrderedDict[tuple[int, str, date], Snapshot] = OrderedDict()
_lock = threading.Lock()
_answering = threading.local()
"""The version in force, read once for each request; outside of requests always read anew."""


def snapshot(as_of: date, *, known_on: date | None = None) -> Snapshot:
    """Everything as of `as_of`, as this database knew it on `known_on` (else now).

    One query when the snapshot is kept, else three. Raises NotFound before any pack was applied.
    """
    version = current_version(known_on)
    key = (version.pk, version.digest, as_of)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    made = _load(PackVersion.objects.get(pk=version.pk), as_of)
    with _lock:
        _kept[key] = made
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def current_version(known_on: date | None = None) -> PackVersion:
    """The version in force, or the one that was at the end of `known_on`. Raises NotFound.

    The one in force is read once in a request.
    """
    if known_on is not None or not getattr(_answering, "request", False):
        return _version(known_on)
    if _answering.version is None:
        _answering.version = _version(None)
    kept: PackVersion = _answering.version
    return kept


def begin_request(**_: object) -> None:
    """A thread begins to answer a request."""
    _answering.request, _answering.version = True, None


def end_request(**_: object) -> None:
    """It has answered."""
    _answering.request = False


def forget_version(**_: object) -> None:
    """A pack was applied: the version is read anew."""
    _answering.version = None


def _version(known_on: date | None) -> PackVersion:
    found = PackVersion.objects.defer("settings", "tables", "order").order_by("-pk")
    if known_on is not None:
        found = found.filter(applied_at__lt=end_of(known_on))
    version = found.first()
    if version is None:
        raise NotFound("plan.version", _NO_PACK)
    return version


def versions() -> tuple[VersionView, ...]:
    """Every application of a pack, the newest first. One query."""
    found = PackVersion.objects.defer("settings", "tables", "order").order_by("-pk")
    return tuple(_version_view(version) for version in found)


def figures_filter(as_of: date, **dims: object) -> tuple[FigureView, ...]:
    """Published figures with the given dimensions; empty ones (None or "") do not narrow."""
    asked: dict[str, Any] = {name: dim for name, dim in dims.items() if dim not in (None, "")}
    return snapshot(as_of).figures(**asked)


def recorded_pack(known_on: date | None = None) -> Pack:
    """The pack in force, put together from the registers. Three queries. Raises NotFound."""
    version = PackVersion.objects.get(pk=current_version(known_on).pk)
    stored = {
        (row["kind"], row["code"]): (row, storing.read_data(row["kind"], row["data"]))
        for row in _recorded(Entry.objects.all(), version).values()
    } | {
        (storing.FIGURE, row["code"]): (row, storing.figure_data(row))
        for row in _recorded(Figure.objects.all(), version).values()
    }
    rows = {
        kind: tuple(
            storing.row(kind, stored[kind, code][0], stored[kind, code][1], position)
            for position, code in enumerate(codes)
        )
        for kind, codes in version.order.items()
    }
    return Pack(
        code=version.code,
        version=version.version,
        settings=version.settings,
        rows=rows,
        tables=tuple(storing.table(table) for table in version.tables),
        digest=version.digest,
        path=Path(),
        rules=version.rules,
    )


def end_of(day: date) -> datetime:
    """The first moment after `day` in the zone of the settings."""
    next_day = min(day, _LAST_DAY) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(next_day, time.min))


def _load(version: PackVersion, as_of: date) -> Snapshot:
    entries = _recorded(Entry.objects.all(), version)
    ranks = {
        kind: {code: rank for rank, code in enumerate(codes)}
        for kind, codes in version.order.items()
    }
    by_kind: dict[str, list[EntryView]] = {kind: [] for kind in ranks if kind != storing.FIGURE}
    for row in entries:
        rank = ranks.get(row.kind, {}).get(row.code, 0)
        by_kind.setdefault(row.kind, []).append(_entry_view(row, as_of, rank))
    rank_of = ranks.get(storing.FIGURE, {})
    published = sorted(
        (
            _figure_view(row, as_of, rank_of.get(row["code"], 0))
            for row in _recorded(Figure.objects.all(), version).values()
        ),
        key=_position,
    )
    by_code = {row.code: row for row in published}
    identities = sorted(by_kind.get("identity", []), key=_position)
    return Snapshot(
        as_of=as_of,
        pack_version=_version_view(version),
        settings=version.settings,
        tables=tuple(storing.table_view(table, by_code) for table in version.tables),
        judgements=_judgements(identities, by_code),
        _entries={kind: tuple(sorted(rows, key=_position)) for kind, rows in by_kind.items()},
        _figures=tuple(published),
    )


def _recorded(rows: QuerySet[Any], version: PackVersion) -> QuerySet[Any]:
    """Rows that this database held right after `version` was applied."""
    moment = version.applied_at
    still = Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment)
    return rows.filter(still, recorded_at__lte=moment)


def _judgements(
    identities: Iterable[EntryView], published: Mapping[str, FigureView]
) -> dict[str, rules.Judgement]:
    begun = {code: row.figure for code, row in published.items() if row.state != NOT_YET}
    judged: dict[str, rules.Judgement] = {}
    for row in identities:
        identity = rules.identity_of(row.code, row.data)
        if row.state != NOT_YET and all(code in begun for code in identity.codes):
            judged[row.code] = rules.judge(identity, begun)
    return judged


def _entry_view(row: Entry, as_of: date, position: int) -> EntryView:
    return EntryView(
        ref=Ref(row.kind, row.code),
        label=Text(row.label_ja, row.label_en),
        data=storing.read_data(row.kind, row.data),
        sources=storing.sources(row.source),
        items=tuple(row.items.split()),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        state=_state(row.valid_from, row.valid_to, as_of),
        position=position,
        recorded_at=row.recorded_at,
    )


def _figure_view(stored: Mapping[str, Any], as_of: date, position: int) -> FigureView:
    data = storing.figure_data(stored)
    number = figures.Figure(
        code=stored["code"],
        printed=data["printed"],
        value=data["value"],
        unit=data["unit"],
        rounding=data["rounding"],
        exact=bool(data["exact"]),
        approximate=bool(data["approximate"]),
    )
    dims = {name: data[name] for name in _DIMENSIONS} | {"total": bool(data["total"])}
    return FigureView(
        ref=Ref(storing.FIGURE, stored["code"]),
        label=data["name"],
        data=data,
        sources=storing.sources(stored["source"]),
        items=tuple(stored["items"].split()),
        valid_from=stored["valid_from"],
        valid_to=stored["valid_to"],
        state=_state(stored["valid_from"], stored["valid_to"], as_of),
        position=position,
        recorded_at=stored["recorded_at"],
        figure=number,
        **dims,
    )


def _state(valid_from: date | None, valid_to: date | None, as_of: date) -> str:
    if valid_from is not None and valid_from > as_of:
        return NOT_YET
    return ENDED if valid_to is not None and valid_to < as_of else IN_FORCE


def _position(row: EntryView | FigureView) -> int:
    return row.position


def _version_view(version: PackVersion) -> VersionView:
    return VersionView(
        code=version.code,
        version=version.version,
        digest=version.digest,
        applied_at=version.applied_at,
        applied_by=version.applied_by,
    )


_DIMENSIONS: Final = (
    *("set", "measure", "basis", "vintage", "year", "period", "ministry", "total", "cost_class"),
    *("project", "programme", "term", "stage", "pot", "reprint_of", "note"),
)
_NO_PACK = Text(
    "まだパックが適用されていません。ikkan init か ikkan pack apply を実行してください。",
    "No pack has been applied yet; run `ikkan init` or `ikkan pack apply`.",
)
