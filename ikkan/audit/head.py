"""The head of the chain and the last verification, kept in the home beside the database.

Decides: nothing moves the head back. Called by: journal after a seal, verify.
A database cut back to an older seal is found because the head remembers the newer one.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

HEAD_FILE = "journal.head"
VERIFIED_FILE = "journal.verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Number and chain value of the newest seal that this home has seen."""

    number: int
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """When the journal was last verified, and what came of it."""

    at: datetime
    entries: int
    findings: int


def read(home: Path) -> Head | None:
    """The head, or None where no seal was seen. Raises ValueError for a file that is no head."""
    data = _read(home / HEAD_FILE)
    if data is None:
        return None
    try:
        return Head(number=int(data["number"]), chain=str(data["chain"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{HEAD_FILE} holds no head") from error


def write(home: Path, new: Head) -> None:
    """Put `new` in place unless the file is there already or further."""
    home.mkdir(parents=True, exist_ok=True)
    with _locked(home):
        try:
            old = read(home)
        except ValueError:
            return  # an unreadable head is evidence: verify reports it, nobody overwrites it
        if old is None or old.number < new.number:
            _write(home / HEAD_FILE, {"number": new.number, "chain": new.chain})


def read_verified(home: Path) -> Verified | None:
    """The last verification, or None."""
    try:
        data = _read(home / VERIFIED_FILE)
        if data is None:
            return None
        return Verified(
            at=datetime.fromisoformat(data["at"]),
            entries=int(data["entries"]),
            findings=int(data["findings"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def write_verified(home: Path, verified: Verified) -> None:
    """Note the outcome of a verification."""
    home.mkdir(parents=True, exist_ok=True)
    with _locked(home):
        _write(
            home / VERIFIED_FILE,
            {
                "at": verified.at.isoformat(),
                "entries": verified.entries,
                "findings": verified.findings,
            },
        )


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    with (home / f"{HEAD_FILE}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _write(path: Path, data: Mapping[str, object]) -> None:
    draft = path.with_suffix(f"{path.suffix}.{os.getpid()}.part")
    with draft.open("w", encoding="utf-8") as handle:
        handle.write(json.dumps(data) + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
