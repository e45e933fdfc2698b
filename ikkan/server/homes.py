"""Makes the home of Ikkan: the folder, its keys, the collected static files.

Decides: a lost journal key is never replaced beside an existing database. Called by `ikkan init`.
"""

from __future__ import annotations

import hashlib
import os
import secrets
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


def make() -> None:
    """The folder and its keys, each once. Raises InputError where a key is lost."""
    home = surroundings.home()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("home.folder", _NO_FOLDER.format(home=home, reason=error)) from error
    used = (home / surroundings.DATABASE_FILE).exists()
    for name, variable in _KEYS:
        if not os.environ.get(variable) and not (home / name).exists():
            if used:
                raise InputError("home.key", _LOST.format(file=home / name))
            write_private(home / name, secrets.token_urlsafe(48))


def keyless() -> list[str]:
    """Key files that neither the home nor the environment has."""
    home = surroundings.home()
    return [
        name
        for name, variable in _KEYS
        if not os.environ.get(variable) and not (home / name).is_file()
    ]


def write_private(path: Path, text: str) -> None:
    """A new file that only its owner can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


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
