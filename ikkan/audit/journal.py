"""The journal: one entry per action, sealed in batches after commit.

Decides: what is written and when it is sealed. Called by actions (`write`), commands
(`seal_pending`). Nobody waits for a seal: who finds another one sealing leaves its entry to it.
Source: design §3 ("Journal"), decision 0003.
"""

from __future__ import annotations

import secrets
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ikkan.audit import head, ports, rules
from ikkan.audit.models import JournalEntry, JournalPayload, Seal, SealedLeaf, Unsealed
from ikkan.audit.request import current_request_id
from ikkan.values.ref import Ref

R = TypeVar("R")
BATCH = 2048
_ADVISORY_LOCK = 0x696B6B616E  # "ikkan"
_sealing = threading.Lock()


@dataclass(slots=True, kw_only=True)
class Frame:
    """The action in hand; `write` takes everything it does not say itself from here."""

    action: str
    actor: str
    as_of: date
    key: str
    entries: int = 0
    idle: bool = False


_frame: ContextVar[Frame | None] = ContextVar("ikkan_action", default=None)
_held: ContextVar[bool] = ContextVar("ikkan_seals_held", default=False)


class JournalMisuse(RuntimeError):
    """An action that wrote no entry or two, or an entry outside an action: a mistake in code."""


def run_in(frame: Frame, body: Callable[[], R]) -> R:
    """Run an action's body; demands exactly one entry, or none after `nothing_to_do`."""
    token = _frame.set(frame)
    try:
        result = body()
    finally:
        _frame.reset(token)
    if frame.entries != (0 if frame.idle else 1):
        raise JournalMisuse(f"{frame.action} wrote {frame.entries} entries instead of one")
    return result


def write(
    object_ref: Ref | str, payload: Mapping[str, object], *, pack_version: str | None = None
) -> JournalEntry:
    """Write the one entry of the action in hand; `payload` is anything with a canonical form."""
    frame = _in_hand()
    frame.entries += 1
    body = rules.canonical(payload)
    salt = secrets.token_hex(16)
    entry = JournalEntry(
        uid=uuid.uuid4(),
        at=timezone.now(),
        actor=frame.actor,
        action=frame.action,
        object_ref=str(object_ref),
        request_id=current_request_id(),
        as_of=frame.as_of,
        pack_version=ports.pack_in_force() if pack_version is None else pack_version,
        key=frame.key,
        payload_digest=rules.payload_digest(salt, body),
    )
    entry.mac = rules.entry_mac(secret(), entry.sealed_fields())
    entry.save(force_insert=True)
    JournalPayload(entry=entry, salt=salt, body=body).save(force_insert=True)
    Unsealed(entry=entry).save(force_insert=True)
    transaction.on_commit(_seal_after_commit, robust=True)
    return entry


def nothing_to_do() -> None:
    """Say that the action in hand found everything done already and writes no entry."""
    _in_hand().idle = True


def _in_hand() -> Frame:
    frame = _frame.get()
    if frame is None:
        raise JournalMisuse("the journal is written inside an action only")
    return frame


def secret() -> bytes:
    """The key of this home's journal."""
    return settings.IKKAN_JOURNAL_KEY.encode()


def seal_pending() -> int:
    """Seal every entry that waits and refresh the head file; returns how many were sealed."""
    sealed = 0
    with _sealing:
        while count := _seal_batch():
            sealed += count
    transaction.on_commit(_write_head)
    return sealed


@contextmanager
def sealing_at_the_end() -> Iterator[None]:
    """One round of seals for a long run of actions (an import), instead of one after each."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)
        seal_pending()


def _seal_after_commit() -> None:
    """Seal unless another does; that one looks again after it has let go, so none is left."""
    if _held.get():
        return
    while Unsealed.objects.exists():
        if not _sealing.acquire(blocking=False):
            return
        try:
            if not _seal_batch():
                return
        finally:
            _sealing.release()


def _seal_batch() -> int:
    with transaction.atomic():
        if not _alone():
            return 0
        waiting = list(Unsealed.objects.select_related("entry").order_by("entry_id")[:BATCH])
        if waiting:
            _seal([row.entry for row in waiting])
            Unsealed.objects.filter(entry_id__in=[row.entry_id for row in waiting]).delete()
            transaction.on_commit(_write_head, robust=True)
    return len(waiting)


def _alone() -> bool:
    """On PostgreSQL one sealer at a time; SQLite's write transaction is alone anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
        return bool(cursor.fetchone()[0])


def _seal(entries: list[JournalEntry]) -> None:
    last = Seal.objects.order_by("-number").first()
    leaves = [rules.leaf(entry.number, entry.sealed_fields()) for entry in entries]
    seal = Seal(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        count=len(leaves),
        root=rules.merkle_root(leaves),
        previous=last.chain if last else rules.NO_CHAIN,
    )
    seal.chain = rules.chain(seal.previous, seal.root, seal.count)
    seal.mac = rules.seal_mac(secret(), seal.number, seal.at, seal.chain)
    seal.save(force_insert=True)
    SealedLeaf.objects.bulk_create(
        SealedLeaf(
            seal=seal, position=place, entry_uid=entry.uid, entry_number=entry.number, leaf=leaf
        )
        for place, (entry, leaf) in enumerate(zip(entries, leaves, strict=True))
    )


def _write_head() -> None:
    last = Seal.objects.order_by("-number").first()
    if last is not None:
        head.write(settings.IKKAN_HOME, head.Head(number=last.number, chain=last.chain))
