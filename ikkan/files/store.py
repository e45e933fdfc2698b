"""Where the bytes of attachments lie: first in quarantine, then kept; never below an address.

Decides: how a file comes to its place whole or not at all. A file lies under a random name with
its SHA-256 behind it, so that a copy of the folder can be verified without the database.
Called by actions, downloads, scans and the check of the home.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from ikkan.files import limits, messages
from ikkan.files.rules import Refusal
from ikkan.values.errors import InputError, NotFound

CHUNK: Final = 1 << 18
DRAFT: Final = ".part"
_PLACED: Final = re.compile(r"[0-9a-f]{32}\.[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes in quarantine that no record names yet; `digest` stands for them in action keys."""

    token: str
    digest: str
    size: int

    @property
    def path(self) -> Path:
        """Where they lie."""
        return _quarantine() / f"{self.token}.{self.digest}"

    def discard(self) -> None:
        """Remove them: no record will name them."""
        self.path.unlink(missing_ok=True)


def take_in(chunks: Iterable[bytes], limit: int | None = None) -> Taken:
    """Write the bytes into quarantine: draft, fsync, rename. Raises InputError above the limit."""
    most = limits.longest_file() if limit is None else limit
    folder = _made(_quarantine())
    token, digest, size = secrets.token_hex(16), hashlib.sha256(), 0
    draft = folder / f"{token}{DRAFT}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    refused = too_large()
                    raise InputError(refused.code, refused.text)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        taken = Taken(token, digest.hexdigest(), size)
        draft.rename(taken.path)
        _settle(folder)
    finally:
        draft.unlink(missing_ok=True)
    return taken


def too_large() -> Refusal:
    """The refusal of a file above the limit."""
    words = messages.TOO_LARGE.format(limit=limits.megabytes())
    return Refusal("files.too_large", words)


def keep(token: str, digest: str) -> None:
    """Move a file out of quarantine; done already is done. Raises NotFound where it is gone."""
    place = _kept(token, digest)
    source = quarantined(token, digest)
    if not source.exists():
        if place.exists():
            return
        raise NotFound("files.broken", messages.BROKEN.format(code=token[:8]))
    _made(place.parent)
    source.rename(place)
    _settle(place.parent)


def quarantined(token: str, digest: str) -> Path:
    """The place of a file that waits."""
    return _quarantine() / f"{token}.{digest}"


def located(token: str, digest: str) -> Path | None:
    """Where a file lies now; a release cut short may have moved it before its row said so."""
    places = (quarantined(token, digest), _kept(token, digest))
    return next((place for place in places if place.is_file()), None)


def opened(token: str, digest: str) -> BinaryIO:
    """A kept file at its start, its bytes verified. Raises NotFound for missing or changed ones."""
    place = _kept(token, digest)
    try:
        file = place.open("rb")
    except OSError as error:
        raise NotFound("files.broken", messages.BROKEN.format(code=token[:8])) from error
    if hashlib.file_digest(file, "sha256").hexdigest() != digest:
        file.close()
        raise NotFound("files.broken", messages.BROKEN.format(code=token[:8]))
    file.seek(0)
    return file


def remove(token: str, digest: str) -> None:
    """Erase the bytes wherever they are."""
    for place in (quarantined(token, digest), _kept(token, digest)):
        place.unlink(missing_ok=True)


def everything() -> Iterator[tuple[str, Path]]:
    """Token and place of every file in the store; the token of a draft is empty."""
    for place in sorted(_root().rglob("*")):
        if place.is_file():
            whole = _PLACED.fullmatch(place.name) is not None
            yield (place.name.partition(".")[0] if whole else "", place)


def older_than(place: Path, seconds: float) -> bool:
    """Whether a file was written so long ago that nobody is still at it."""
    return time.time() - place.stat().st_mtime > seconds


def _root() -> Path:
    return Path(settings.IKKAN_HOME) / "files"


def _quarantine() -> Path:
    return _root() / "quarantine"


def _kept(token: str, digest: str) -> Path:
    return _root() / "kept" / token[:2] / f"{token}.{digest}"


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _settle(folder: Path) -> None:
    """Make a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
