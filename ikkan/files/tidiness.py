"""Whether store and rows agree: bytes that no row names, rows whose bytes are gone.

Decides: what may be swept away. Called by `ikkan doctor`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ikkan.files import rules, store
from ikkan.files.models import File
from ikkan.values.text import Text

GRACE: Final = 3600.0
"""Seconds in which somebody may still be writing."""


@dataclass(frozen=True, slots=True)
class Disorder:
    """One thing that does not fit: `code` is files.orphan or files.missing."""

    code: str
    name: str
    label: Text


def disorder(grace: float = GRACE) -> tuple[Disorder, ...]:
    """Orphans of the store, then rows without their bytes."""
    rows = dict(File.objects.values_list("token", "state"))
    held = {token for token, state in rows.items() if rules.keeps_bytes(state)}
    found, present = [], set()
    for token, place in store.everything():
        present.add(token)
        if token not in held and store.older_than(place, grace):
            found.append(Disorder("files.orphan", place.name, _ORPHAN.format(name=place.name)))
    gone = File.objects.filter(token__in=held - present).order_by("pk").values_list("code")
    missing = (Disorder("files.missing", code, _MISSING.format(code=code)) for (code,) in gone)
    return (*found, *missing)


def sweep(grace: float = GRACE) -> int:
    """Remove the orphans; returns how many."""
    orphans = {one.name for one in disorder(grace) if one.code == "files.orphan"}
    removed = 0
    for _, place in store.everything():
        if place.name in orphans:
            place.unlink(missing_ok=True)
            removed += 1
    return removed


_ORPHAN = Text(
    "保管庫の「{name}」は、どの添付ファイルのものでもありません（途中で切れた受け取りの残りです）。",
    "{name} in the store belongs to no attachment (left by a transfer that was cut off).",
)
_MISSING = Text(
    "添付ファイル{code}の中身がありません。控えから戻してください。",
    "The content of the attachment {code} is gone; restore it from the backup.",
)
