"""Verification of the journal: finds what was changed, removed, added or reordered.

Decides: what counts as tampering. Called by `ikkan audit verify` and the journal page; reads the
whole journal in batches of constant memory and writes the outcome to the home.
Source: decision 0003. An erased payload is no finding.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ikkan.audit import head, journal, rules, triggers
from ikkan.audit.models import JournalEntry, JournalPayload, Seal, SealedLeaf, Unsealed
from ikkan.values.finding import Finding, Place, Severity, sort

GRACE = timedelta(minutes=10)
"""An entry may wait this long for its seal: longer than any transaction stays open."""
_CHUNK = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a verification read, and every finding, gravest first."""

    at: datetime
    findings: tuple[Finding, ...]
    entries: int
    sealed: int
    pending: int
    erased: int
    seals: int

    @property
    def ok(self) -> bool:
        """True when nothing was tampered with."""
        return not any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(slots=True)
class _Tally:
    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    sealed: int = 0
    pending: int = 0
    erased: int = 0

    def find(
        self, code: str, number: int | None = None, /, severity: Severity = Severity.ERROR, **values
    ) -> None:
        line = number if number is not None and number > 0 else None
        self.findings.append(
            Finding(
                code,
                Place("journal", line=line),
                severity=severity,
                values=values if number is None else {"number": number, **values},
            )
        )


def verify() -> Report:
    """Read everything and compare; the head file is read first, so that a later seal is no lie."""
    tally = _Tally()
    remembered = _remembered(tally)
    newest = Seal.objects.order_by("-number").first()
    _head(remembered, newest, tally)
    seals = _seals(newest.number, tally) if newest else 0
    _unsealed(newest, tally)
    for table in triggers.guards_missing(triggers.guarded()):
        tally.find("journal.guard.missing", table=table)
    report = Report(
        at=timezone.now(),
        findings=sort(tally.findings),
        entries=tally.entries,
        sealed=tally.sealed,
        pending=tally.pending,
        erased=tally.erased,
        seals=seals,
    )
    head.write_verified(
        settings.IKKAN_HOME,
        head.Verified(at=report.at, entries=report.entries, findings=len(report.findings)),
    )
    return report


def journal_begun() -> bool:
    """Whether the database has an entry; False before its tables are made."""
    made = JournalEntry._meta.db_table in connection.introspection.table_names()
    return made and JournalEntry.objects.exists()


def key_fits() -> bool:
    """Whether the key in use made the first or the newest seal; True where there is no seal.

    One seal that was tampered with is no wrong key.
    """
    if not journal_begun():
        return True
    ends = [Seal.objects.order_by(order).first() for order in ("number", "-number")]
    seals = [seal for seal in ends if seal is not None]
    return not seals or any(
        hmac.compare_digest(
            rules.seal_mac(journal.secret(), seal.number, seal.at, seal.chain), seal.mac
        )
        for seal in seals
    )


def _remembered(tally: _Tally) -> head.Head | None:
    try:
        return head.read(settings.IKKAN_HOME)
    except ValueError:
        tally.find("journal.head.unreadable")
        return None


def _head(remembered: head.Head | None, newest: Seal | None, tally: _Tally) -> None:
    last = newest.number if newest else 0
    if remembered is None:
        if newest and not tally.findings:  # an unreadable head is reported already
            tally.find("journal.head.missing")
        return
    if remembered.number > last:
        tally.find("journal.head.ahead", head=remembered.number, seal=last)
        return
    same = Seal.objects.filter(number=remembered.number).first()
    if same is not None and same.chain != remembered.chain:
        tally.find("journal.head.differs", head=remembered.number)
    elif remembered.number < last:
        tally.find(
            "journal.head.behind",
            severity=Severity.WARNING,
            head=remembered.number,
            seal=last,
        )


def _seals(newest: int, tally: _Tally) -> int:
    """Walk the chain and the leaves under it, some seals at a time; returns how many there are."""
    count, expected, previous = 0, 1, rules.NO_CHAIN
    rows = Seal.objects.filter(number__lte=newest).order_by("number")
    for part in _chunks(rows.iterator(chunk_size=_CHUNK)):
        first = expected
        for seal in part:
            for gone in range(expected, seal.number):
                tally.find("journal.seal.missing", seal=gone)
            _link(seal, previous if seal.number == expected else seal.previous, tally)
            expected, previous = seal.number + 1, seal.chain
        _leaves({seal.number: seal for seal in part}, first, expected - 1, tally)
        count += len(part)
    return count


def _link(seal: Seal, previous: str, tally: _Tally) -> None:
    code = rules.seal_mac(journal.secret(), seal.number, seal.at, seal.chain)
    if seal.previous != previous or not _chained(seal):
        tally.find("journal.seal.changed", seal=seal.number)
    elif not hmac.compare_digest(code, seal.mac):
        tally.find("journal.seal.added", seal=seal.number)


def _chained(seal: Seal) -> bool:
    try:
        return rules.chain(seal.previous, seal.root, seal.count) == seal.chain
    except (ValueError, OverflowError):  # no hexadecimal text, or no count, any more
        return False


def _leaves(seals: dict[int, Seal], first: int, last: int, tally: _Tally) -> None:
    rows = SealedLeaf.objects.order_by("seal_id", "position").filter(
        seal_id__gte=first, seal_id__lte=last
    )
    present: set[int] = set()
    buffer: list[SealedLeaf] = []
    for number, group in groupby(rows.iterator(chunk_size=_CHUNK), lambda leaf: leaf.seal_id):
        leaves = list(group)
        present.add(number)
        if number in seals:
            _root(seals[number], leaves, tally)
        buffer += leaves
        if len(buffer) >= _CHUNK:
            _entries(buffer, tally)
            buffer = []
    _entries(buffer, tally)
    for number in sorted(seals.keys() - present):
        _root(seals[number], [], tally)


def _root(seal: Seal, leaves: list[SealedLeaf], tally: _Tally) -> None:
    if len(leaves) != seal.count:
        tally.find("journal.leaf.missing", seal=seal.number, count=seal.count, present=len(leaves))
        return
    in_order = sorted(leaves, key=lambda leaf: leaf.entry_number)
    try:
        roots = [rules.merkle_root([leaf.leaf for leaf in one]) for one in (leaves, in_order)]
    except ValueError:  # a leaf is no hexadecimal text any more
        roots = ["", ""]
    if roots[0] != seal.root:
        moved = roots[1] == seal.root
        tally.find("journal.seal.reordered" if moved else "journal.seal.changed", seal=seal.number)


def _entries(leaves: list[SealedLeaf], tally: _Tally) -> None:
    for part in _chunks(iter(leaves)):
        entries = {
            entry.uid: entry
            for entry in JournalEntry.objects.select_related("payload").filter(
                uid__in=[leaf.entry_uid for leaf in part]
            )
        }
        for leaf in part:
            entry = entries.get(leaf.entry_uid)
            if entry is None:
                tally.find("journal.entry.missing", leaf.entry_number, seal=leaf.seal_id)
            else:
                tally.sealed += 1
                _sealed(entry, leaf, tally)


def _sealed(entry: JournalEntry, leaf: SealedLeaf, tally: _Tally) -> None:
    fields = entry.sealed_fields()
    if rules.leaf(entry.number, fields) != leaf.leaf:
        moved = rules.leaf(leaf.entry_number, fields) == leaf.leaf
        if moved:
            tally.find("journal.entry.reordered", entry.number, sealed=leaf.entry_number)
        else:
            tally.find("journal.entry.changed", entry.number)
    elif entry.number != leaf.entry_number:
        tally.find("journal.entry.reordered", entry.number, sealed=leaf.entry_number)
    elif not _written_by_us(entry, fields):
        tally.find("journal.entry.added", entry.number)
    _payload(entry, tally)


def _written_by_us(entry: JournalEntry, fields: rules.Fields) -> bool:
    return hmac.compare_digest(rules.entry_mac(journal.secret(), fields), entry.mac)


def _payload(entry: JournalEntry, tally: _Tally) -> None:
    tally.entries += 1
    try:
        payload = entry.payload
    except JournalPayload.DoesNotExist:
        tally.find("journal.payload.missing", entry.number)
        return
    if payload.body is None:
        tally.erased += 1
    elif not _fits(payload, entry.payload_digest):
        tally.find("journal.payload.changed", entry.number)


def _fits(payload: JournalPayload, digest: str) -> bool:
    try:
        return rules.payload_digest(payload.salt, payload.body or "") == digest
    except ValueError:  # the salt is no hexadecimal text any more
        return False


def _unsealed(newest: Seal | None, tally: _Tally) -> None:
    sealed = SealedLeaf.objects.filter(entry_uid=OuterRef("uid"))
    waiting = Unsealed.objects.filter(entry_id=OuterRef("pk"))
    rows = (
        JournalEntry.objects.select_related("payload")
        .annotate(is_waiting=Exists(waiting))
        .filter(~Exists(sealed))
        .order_by("number")
    )
    oldest = newest.at - GRACE if newest else None
    for entry in rows.iterator(chunk_size=_CHUNK):
        tally.pending += 1
        if not _written_by_us(entry, entry.sealed_fields()):
            tally.find("journal.entry.added", entry.number)
        elif not entry.is_waiting or (oldest is not None and entry.at < oldest):
            tally.find("journal.entry.unsealed", entry.number)
        _payload(entry, tally)


def _chunks(rows: Iterator[T]) -> Iterator[list[T]]:
    while part := list(islice(rows, _CHUNK)):
        yield part
