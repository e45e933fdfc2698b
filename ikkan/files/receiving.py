"""The way of a file from its bytes to the record: take in, attach, check, release.

Decides: that bytes which no record names are removed at once. Called by the form, by commands and
by the demonstration; `release_waiting` by the worker for files whose check could not be finished.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ikkan.audit.actor import SYSTEM, Actor
from ikkan.files import actions, rules, scanning, store
from ikkan.files.models import File
from ikkan.files.scanning import Verdict
from ikkan.values.errors import NotFound, VersionConflict
from ikkan.values.ref import Ref


def receive(
    ref: Ref,
    name: str,
    chunks: Iterable[bytes],
    *,
    level: str = rules.AS_RECORD,
    by: Actor,
    as_of: date,
    key: str | None,
) -> tuple[File, Verdict]:
    """The attached file and what its check said. Raises what `store.take_in` and `attach` raise."""
    taken = store.take_in(chunks)
    named = False
    try:
        row = actions.attach(
            ref, taken, name, level=level, by=by, as_of=as_of, version=None, key=key
        )
        named = row.token == taken.token  # not so where the same form came twice
    finally:
        if not named:
            taken.discard()
    try:
        return check(row, by=SYSTEM, as_of=as_of)
    except VersionConflict:  # the same form, sent twice at once: the other one has settled it
        row.refresh_from_db()
        return row, Verdict(row.state, row.said)


def check(row: File, *, by: Actor, as_of: date) -> tuple[File, Verdict]:
    """Scan a file that waits and record what came of it; one that does not wait stays as it is."""
    if row.state != rules.QUARANTINED:
        return row, Verdict(row.state, row.said)
    place = store.located(row.token, row.sha256)
    if place is None:
        row.refresh_from_db()
        return row, Verdict(row.state, row.said)
    verdict = scanning.scan(place)
    if verdict.state == rules.QUARANTINED:
        return row, verdict
    done = actions.release(row.code, verdict, by=by, as_of=as_of, version=row.version, key=None)
    return done, verdict


def release_waiting(*, as_of: date) -> int:
    """Check every file that waits; returns how many were settled."""
    settled = 0
    for row in File.objects.filter(state=rules.QUARANTINED).order_by("pk"):
        try:
            row, _ = check(row, by=SYSTEM, as_of=as_of)
        except (NotFound, VersionConflict):  # somebody else settled it meanwhile
            continue
        settled += row.state != rules.QUARANTINED
    return settled
