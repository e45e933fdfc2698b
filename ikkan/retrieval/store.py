"""Keeps the index in a folder: made whole beside the old one, then put in its place by a rename.

Decides: which index is current, and that one made with another layout, engine or dictionary is as
good as none. Several processes read while one writes (`alone`). Called by whoever feeds the index.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeVar

from ikkan.retrieval import index, words
from ikkan.retrieval.entries import Entry
from ikkan.retrieval.index import Index

_POINTER: Final = "current"
_LOCK: Final = "lock"
_MARKS: Final = "marks.json"
_META: Final = "meta.json"
_PREFIX: Final = "index-"
Marks = Mapping[str, Any]
T = TypeVar("T")


class BrokenIndexError(Exception):
    """The files of the index cannot be read: it has to be made again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The current index with what its feeder noted when it was last written."""

    index: Index
    marks: Marks
    name: str


def stamp() -> str:
    """What an index was made with."""
    return f"layout {index.LAYOUT} / {version('tantivy')} / {words.version()}"


class Store:
    """The search folder of one home."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._guard = threading.RLock()
        self._opened: Opened | None = None
        self._seen: tuple[str, int, int] | None = None

    @property
    def root(self) -> Path:
        """The folder."""
        return self._root

    def current(self) -> Opened | None:
        """The index as last committed by any process; None where there is none that can be read."""
        with self._guard:
            try:
                name = (self._root / _POINTER).read_text(encoding="ascii").strip()
                folder = self._root / name
                seen = (name, _changed(folder / _META), _changed(folder / _MARKS))
                if seen != self._seen:
                    self._opened = self._open(name, folder)
                    self._seen = seen
            except (OSError, ValueError, KeyError):
                self._opened = self._seen = None
            return self._opened

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One writer at a time, over all processes. Raises OSError where nothing can be written."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._root / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def rebuild(self, entries: Iterable[Entry], marks: Marks) -> int:
        """A new index of these entries, put in the place of any other; within `alone`."""
        name = f"{_PREFIX}{secrets.token_hex(6)}"
        draft = self._root / f"{name}.part"
        try:
            count = Index(draft, create=True).write(entries, new=True)
            _write_whole(draft / _MARKS, json.dumps({"made_with": stamp(), **marks}))
            draft.rename(self._root / name)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _write_whole(self._root / _POINTER, name)
        self._clear(name)
        return count

    def update(
        self,
        entries: Iterable[Entry],
        marks: Marks,
        *,
        kinds: Iterable[str] = (),
    ) -> int:
        """Change the current index; within `alone`. Raises BrokenIndexError."""
        opened = self.current()
        if opened is None:
            raise BrokenIndexError
        count = reading(lambda: opened.index.write(entries, kinds=kinds))
        noted = json.dumps({"made_with": stamp(), **marks})
        _write_whole(self._root / opened.name / _MARKS, noted)
        return count

    def _open(self, name: str, folder: Path) -> Opened | None:
        marks = json.loads((folder / _MARKS).read_text(encoding="utf-8"))
        if not isinstance(marks, dict) or marks.pop("made_with", None) != stamp():
            return None
        if self._opened is not None and self._opened.name == name:
            self._opened.index.reload()
            return Opened(self._opened.index, marks, name)
        return Opened(Index(folder), marks, name)

    def _clear(self, kept: str) -> None:
        """Folders that nothing points to; a reader that still has one open keeps its files."""
        for folder in self._root.glob(f"{_PREFIX}*"):
            if folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)


def reading(act: Callable[[], T]) -> T:
    """What `act` gives; a failure of the engine on its files becomes BrokenIndexError."""
    try:
        return act()
    except (OSError, ValueError, KeyError) as error:
        raise BrokenIndexError from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise BrokenIndexError from error
        raise


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


def _write_whole(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
