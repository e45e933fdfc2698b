"""Makes the home of Ikkan: the folder, its keys, the collected static files.

Decides: a lost journal key is never replaced beside an existing database. Called by `ikkan init`;
two at once wait for each other. What is private is written whole or not at all.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ikkan.server import surroundings
from ikkan.values.errors import InputError
from ikkan.values.text import Text

_STAMP: Final = "collected.stamp"
_KEYS: Final = (
    (surroundings.SECRET_FILE, "IKKAN_SECRET_KEY"),
    (surroundings.JOURNAL_FILE, "IKKAN_JOURNAL_KEY"),
)


def make() -> list[Path]:
    """The folder and its keys, each once; returns the new keys. Raises InputError: a lost key."""
    home = surroundings.home()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("home.folder", _NO_FOLDER.format(home=home, reason=error)) from error
    new = []
    with _alone(home):
        used = (home / surroundings.DATABASE_FILE).exists()
        for name, variable in _KEYS:
            if not os.environ.get(variable) and not (home / name).exists():
                if used:
                    raise InputError("home.key", _LOST.format(file=home / name))
                write_private(home / name, secrets.token_urlsafe(48))
                new.append(home / name)
    return new


def refuse_strange_journal(new: list[Path]) -> None:
    """Raise InputError where the database has a journal that the key of this home did not seal.

    The keys in `new` are removed then: the home is as it was, and the lost key can be put back.
    """
    from ikkan.audit import verify

    file = surroundings.home() / surroundings.JOURNAL_FILE
    if file in new and verify.journal_begun():
        for made in new:
            made.unlink()
        raise InputError("home.key", _LOST.format(file=file))
    if not verify.key_fits():
        raise InputError("home.key", _STRANGE.format(file=file))


def keyless() -> list[str]:
    """Key files that neither the home nor the environment has."""
    home = surroundings.home()
    return [
        name
        for name, variable in _KEYS
        if not os.environ.get(variable) and not (home / name).is_file()
    ]


def write_private(path: Path, text: str) -> None:
    """A file that only its owner can read, in place of any earlier one."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One process at a time in this home."""
    folder = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def collect_static() -> bool:
    """Copy the static files of all packages into the home when one of them changed."""
    from django.core.management import call_command

    if static_is_current():
        return False
    wanted = _fingerprint()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    _stamp().write_text(wanted, encoding="ascii")
    return True


def static_is_current() -> bool:
    """Whether the home has the static files of this version."""
    stamp = _stamp()
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _fingerprint()


def _stamp() -> Path:
    from django.conf import settings

    return Path(settings.STATIC_ROOT) / _STAMP


def _fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = os.stat(storage.path(name))
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


_NO_FOLDER = Text(
    "置き場所「{home}」を作れません（{reason}）。IKKAN_HOMEを確かめてください。",
    'The home "{home}" cannot be made ({reason}); check IKKAN_HOME.',
)
_LOST = Text(
    "鍵「{file}」がありませんが、データベースはあります。控えから鍵を戻してください"
    "（新しい鍵では操作記録を検証できません）。",
    "The key {file} is missing beside an existing database; restore it from the backup "
    "(with a new key the journal could not be verified).",
)
_STRANGE = Text(
    "鍵「{file}」（またはIKKAN_JOURNAL_KEY）は、このデータベースの操作記録の鍵ではありません。"
    "控えから鍵を戻してください。",
    "The key {file} (or IKKAN_JOURNAL_KEY) did not seal the journal of this database; "
    "restore the key from the backup.",
)
