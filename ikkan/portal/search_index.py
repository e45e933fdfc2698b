"""Keeps the search index in step with the database, and makes it whenever it is missing or broken.

Decides: what is put in anew: the pack when another version is in force, records by the time of
their last change. Called by every search and by `ikkan search rebuild`. The index is a copy that
may be thrown away at any time: whether a record may be seen is never read from it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from ikkan.plan.snapshot import Snapshot, VersionView
from ikkan.portal import search_feed
from ikkan.records import kinds
from ikkan.records.kinds import Kind
from ikkan.retrieval.entries import Entry
from ikkan.retrieval.index import Index
from ikkan.retrieval.store import BrokenIndexError, Opened, Store, reading

FOLDER: Final = "search"
_LATE: Final = timedelta(seconds=120)
"""A change may be committed this long after the moment it carries."""
_MOST_RECENT: Final = 2_000
_LOOK_AGAIN: Final = 30.0
_T = TypeVar("_T")
_log = logging.getLogger(__name__)
_looked: dict[Path, float] = {}


@dataclass(frozen=True, slots=True)
class Built:
    """What a rebuild did."""

    entries: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows to be put in; `anew` where the database is older than the index, as after a restore."""

    numbers: list[int]
    mark: dict[str, Any]
    anew: bool = False


def read(known: Snapshot, act: Callable[[Index], _T]) -> _T:
    """What `act` reads from the index, brought up to date first; broken files are made anew.

    Raises OSError where the folder of the index can be neither read nor written.
    """
    opened = _fresh(known)
    try:
        return reading(lambda: act(opened.index))
    except BrokenIndexError:
        _log.warning("the search index could not be read and is made anew", exc_info=True)
        rebuild(known)
        made = _store().current()
        if made is None:
            raise OSError(f"no search index in {_store().root}") from None
        return act(made.index)


def rebuild(known: Snapshot) -> Built:
    """A new index from the database in place of any other."""
    with _store().alone():
        return _rebuild(known)


def _fresh(known: Snapshot) -> Opened:
    """The current index; as it stands where it cannot be written."""
    opened = _store().current()
    if opened is not None and not _behind(opened.marks, known.pack_version):
        return opened
    try:
        with _store().alone():
            _catch_up(known)
    except OSError:
        if opened is None:
            raise
        _log.warning("the search index could not be brought up to date", exc_info=True)
    found = _store().current() or opened
    if found is None:
        raise OSError(f"no search index in {_store().root}")
    return found


def _catch_up(known: Snapshot) -> None:
    """Write what changed; within the lock, so another process may have done it meanwhile."""
    opened = _store().current()
    if opened is None or opened.marks.get("kinds") != search_feed.order():
        _rebuild(known)
        return
    marks = dict(opened.marks) | {"latest": _latest()}
    replaced: frozenset[str] = frozenset()
    entries: list[Entry] = []
    if marks["pack"] != _pack_mark(known.pack_version):
        marks["pack"] = _pack_mark(known.pack_version)
        replaced = search_feed.pack_kinds()
        entries += search_feed.rows(known)
    marks["records"] = dict(marks["records"])
    for kind in kinds.kinds():
        found = _changes(kind, marks["records"].get(kind.code))
        marks["records"][kind.code] = found.mark
        entries += _chosen(kind, found.numbers)
        if found.anew:
            replaced |= {kind.code}
    if not entries and not replaced and marks == opened.marks:
        return
    try:
        _store().update(entries, marks, kinds=replaced)
    except BrokenIndexError:
        _rebuild(known)


def _rebuild(known: Snapshot) -> Built:
    started = time.perf_counter()
    marks = {
        "pack": _pack_mark(known.pack_version),
        "kinds": search_feed.order(),
        "latest": _latest(),
        "records": {kind.code: _changes(kind, None).mark for kind in kinds.kinds()},
    }
    count = _store().rebuild(_everything(known), marks)
    return Built(count, time.perf_counter() - started)


def _everything(known: Snapshot) -> Iterator[Entry]:
    yield from search_feed.rows(known)
    for kind in kinds.kinds():
        yield from search_feed.records(kind)


def _chosen(kind: Kind, changed: list[int]) -> Iterable[Entry]:
    for at in range(0, len(changed), 500):
        batch = kind.model._default_manager.filter(pk__in=changed[at : at + 500])
        yield from search_feed.records(kind, batch)


def _behind(marks: Mapping[str, Any], version: VersionView) -> bool:
    """Whether the database has something that the index has not. One query for all kinds."""
    if marks.get("pack") != _pack_mark(version) or marks.get("kinds") != search_feed.order():
        return True
    root, now = _store().root, time.monotonic()
    if now - _looked.get(root, -_LOOK_AGAIN) >= _LOOK_AGAIN:
        _looked[root] = now
        return bool(kinds.kinds())
    return _latest() != marks.get("latest")


def _latest() -> list[str]:
    """The last change of each kind as the database writes it. One query, made once."""
    if not kinds.kinds():
        return []
    with connection.cursor() as cursor:
        cursor.execute(_question(tuple(kind.model._meta.db_table for kind in kinds.kinds())))
        return [str(latest) for _at, latest in sorted(cursor.fetchall())]


@lru_cache(maxsize=4)
def _question(tables: tuple[str, ...]) -> str:
    quoted = connection.ops.quote_name
    column = quoted("updated_at")
    return " UNION ALL ".join(
        f"SELECT {at}, MAX({column}) FROM {quoted(table)}"  # noqa: S608 - names of models
        for at, table in enumerate(tables)
    )


def _changes(kind: Kind, mark: Mapping[str, Any] | None) -> Changes:
    """What the index lacks of a kind; the mark is the last change and what is still recent."""
    found = kind.model._default_manager.order_by()
    latest = found.aggregate(latest=Max("updated_at"))["latest"]
    before = datetime.fromisoformat(mark["at"]) if mark and mark["at"] else None
    if latest is None:
        return Changes([], {"at": None, "recent": {}}, anew=before is not None)
    newest = found.filter(updated_at__gt=latest - _LATE).order_by("-updated_at", "-pk")
    rows = list(newest.values_list("pk", "updated_at")[:_MOST_RECENT])
    since = rows[-1][1] if len(rows) == _MOST_RECENT else latest - _LATE
    recent = {str(pk): _moment(at) for pk, at in rows}
    noted = {"at": _moment(latest), "since": _moment(since), "recent": recent}
    if mark is None or before is None or latest < before:
        return Changes(list(found.values_list("pk", flat=True)), noted, anew=before is not None)
    unsettled = found.filter(updated_at__gt=datetime.fromisoformat(mark["since"]))
    changed = [
        pk
        for pk, at in unsettled.values_list("pk", "updated_at")
        if mark["recent"].get(str(pk)) != _moment(at)
    ]
    return Changes(changed, noted)


def _moment(found: datetime | None) -> str | None:
    return None if found is None else found.astimezone(timezone.get_fixed_timezone(0)).isoformat()


def _pack_mark(version: VersionView) -> str:
    return f"{version.code}@{version.version} {version.digest}"


def _store() -> Store:
    return _store_of(Path(settings.IKKAN_HOME) / FOLDER)


@lru_cache(maxsize=4)
def _store_of(root: Path) -> Store:
    return Store(root)
