"""What records need of packages above: names of any record, its line, its files; wired by `server`.

Source: design §2 ("What a right package needs computed from the left").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How a record is called and where it is read; `known` is False where nobody knows it."""

    label: Text
    url: str | None = None
    known: bool = True


Names = Callable[[Iterable[Ref], date, Actor], Mapping[Ref, Named]]
Thread = Callable[[Ref, date, Actor], Mapping[str, Any]]
Files = Callable[[Ref, Actor], Mapping[str, Any]]
Choices = Callable[[str, date], Iterable[tuple[str, Text]]]
_wired: dict[str, Callable[..., Any]] = {}


def wire(*, names: Names, thread: Thread, files: Files, choices: Choices) -> None:
    """Put the implementations in."""
    _wired.update(names=names, thread=thread, files=files, choices=choices)


def names(refs: Iterable[Ref], as_of: date, actor: Actor) -> Mapping[Ref, Named]:
    """Names of records of any kind, those of the pack included, that the actor may see."""
    found = list(dict.fromkeys(refs))
    return _wired["names"](found, as_of, actor) if found and "names" in _wired else {}


def thread(ref: Ref, as_of: date, actor: Actor) -> Mapping[str, Any]:
    """What a record's page shows of its line: stations, and neighbours up, down and beside."""
    return _wired["thread"](ref, as_of, actor) if "thread" in _wired else {}


def files(ref: Ref, actor: Actor) -> Mapping[str, Any]:
    """What a record's page shows of its attachments."""
    return _wired["files"](ref, actor) if "files" in _wired else {}


def choices(kind: str, as_of: date) -> tuple[tuple[str, Text], ...]:
    """Code and name of every row of a kind of the pack in force."""
    return tuple(_wired["choices"](kind, as_of)) if "choices" in _wired else ()
