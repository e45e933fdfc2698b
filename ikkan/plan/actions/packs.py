"""Writes of plan: a policy pack is put into force as a whole, or not at all.

Called by `ikkan pack apply` and `ikkan init`. Decides: which rows are new, which stay, which are
closed. Figures and entries are never changed: a changed row is closed by setting `superseded_at`
once (the only change that the triggers let through) and written anew. Source: decisions/0001.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.line.actions import record_edges
from ikkan.pack.model import Pack, Row
from ikkan.plan import edges, storing
from ikkan.plan.models import Entry, Figure, PackVersion
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

BATCH = 300
WAIT = "20s"
_LOCK = 0x706C616E  # "plan"
R = TypeVar("R", Entry, Figure)


@action(
    "plan.record_pack",
    permission="can_apply_pack",
    description=Text(
        "政策パックを適用し、行・公表値・辺を新しい版にする",
        "Put a policy pack into force: its rows, published figures and edges",
    ),
)
def record_pack(
    pack: Pack, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> PackVersion:
    """The version now in force; the one before when the pack says nothing new.

    `version` is the pk of the version the caller saw, or None. Raises Busy while another
    application runs, InputError for the pack of another funder, VersionConflict.
    """
    _alone()
    last = PackVersion.objects.order_by("-pk").first()
    if version is not None:
        require_version(_Seen(0 if last is None else last.pk), version)
    if last is not None and last.code != pack.code:
        raise InputError("pack.other", _OTHER.format(here=last.code, given=pack.code))
    if last is not None and last.digest == pack.digest:
        journal.nothing_to_do()
        return last
    made = _version(pack, last, by)
    rows = [row for members in pack.rows.values() for row in members]
    published = [row for row in rows if row.kind == storing.FIGURE]
    entries = [row for row in rows if row.kind != storing.FIGURE]
    counts = _replace(Entry, entries, storing.entry_fields, made)
    counts += _replace(Figure, published, storing.figure_fields, made)
    name = f"{made.code}@{made.version}"
    record_edges(edges.of(pack), made.applied_at, name, by=by, as_of=as_of, version=None, key=None)
    journal.write(
        Ref("pack", pack.code),
        {"pack": name, "digest": pack.digest, "rows": dict(sorted(counts.items()))},
        pack_version=name,
    )
    return made


class _Seen:
    """The version a caller must have seen."""

    def __init__(self, version: int) -> None:
        self.version = version


def _alone() -> None:
    """One application at a time; SQLite's write transaction is alone from its first statement."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT])
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _version(pack: Pack, last: PackVersion | None, by: Actor) -> PackVersion:
    now = timezone.now()
    if last is not None:
        now = max(now, last.applied_at + timedelta(microseconds=1))
    return PackVersion.objects.create(
        code=pack.code,
        version=pack.version,
        digest=pack.digest,
        rules=pack.rules,
        applied_at=now,
        applied_by=by.code,
        settings=_plain(pack.settings),
        tables=[storing.table_json(table) for table in pack.tables],
        order={kind: [row.code for row in rows] for kind, rows in pack.rows.items()},
    )


def _replace(
    model: type[R],
    rows: Iterable[Row],
    fields: Callable[[Row], dict[str, Any]],
    made: PackVersion,
) -> Counter[str]:
    """Close what changed or is gone, write what is new; counts by what happened."""
    current = {_key(row): row for row in model._default_manager.filter(superseded_at__isnull=True)}
    new: list[R] = []
    counts: Counter[str] = Counter()
    for row in rows:
        said = fields(row)
        before = current.pop((row.kind, row.code), None)
        if before is not None and all(getattr(before, name) == said[name] for name in said):
            counts["kept"] += 1
            continue
        if before is not None:
            _close(before, made.applied_at)
        counts["added" if before is None else "changed"] += 1
        new.append(model(**said, recorded_at=made.applied_at, pack_version=made))
    for gone in current.values():
        _close(gone, made.applied_at)
        counts["removed"] += 1
    model._default_manager.bulk_create(new, batch_size=BATCH)
    return counts


def _close(row: Entry | Figure, moment: datetime) -> None:
    row.superseded_at = moment
    row.save(update_fields=["superseded_at"])


def _key(row: Entry | Figure) -> tuple[str, str]:
    return (row.kind if isinstance(row, Entry) else storing.FIGURE, row.code)


def _plain(settings: Any) -> Any:
    """pack.toml as JSON holds it; a TOML date is its ISO text."""
    if isinstance(settings, dict) or hasattr(settings, "items"):
        return {str(name): _plain(value) for name, value in settings.items()}
    if isinstance(settings, (list, tuple)):
        return [_plain(value) for value in settings]
    return storing.written(settings)


_OTHER = Text(
    "この置き場所はパック{here}のものです。{given}は別のIKKAN_HOMEに適用してください。",
    "This home is governed by the pack {here}; apply {given} in another IKKAN_HOME.",
)
