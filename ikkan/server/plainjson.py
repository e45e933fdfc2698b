"""A JSON file of a person, read whole: one object in UTF-8, in which no name stands twice.

Decides: what is refused before anything in it is read. Called by: `ikkan allocate`, `ikkan
forecast`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ikkan.server import plainfiles
from ikkan.values.errors import InputError
from ikkan.values.text import Text


def opened(path: Path) -> dict[str, Any]:
    """The object of a file. Raises InputError where it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once(path))
    except OSError as error:
        raise plainfiles.unopened(path, error) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        place = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "?"
        raise InputError("files.json", _JSON.format(file=path.name, place=place)) from error
    if not isinstance(data, dict):
        raise InputError("files.json", _JSON.format(file=path.name, place="1:1"))
    return data


def _once(path: Path) -> Any:
    """Pairs as an object; of two values of one name none may be dropped in silence."""

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found:
                raise InputError("files.json", _TWICE.format(file=path.name, name=name[:60]))
            found[name] = value
        return found

    return made


_JSON = Text(
    "「{file}」はUTF-8のJSONオブジェクトではありません（{place}）。",
    "{file} is no JSON object in UTF-8 ({place}).",
)
_TWICE = Text(
    "「{file}」の一つのオブジェクトに「{name}」が二度あります。一つにしてください。",
    "{file}: {name} stands twice in one object; leave one.",
)
