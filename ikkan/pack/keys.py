"""A TOML file as sections whose keys are asked for one by one, each miss a finding at its key path.

Decides: what a key of a type may hold; lists are counted from 1 in the path, as people count.
Called by: settings (pack.toml) and tables (tables.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from ikkan.pack.cells import CellRefused
from ikkan.pack.folder import Folder
from ikkan.pack.note import found
from ikkan.pack.schema import LABEL_LANGUAGES
from ikkan.pack.sheet import LONGEST_CELL, too_long
from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text

_AT_LINE: Final = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")
Read = TypeVar("Read")


def read(folder: Folder, name: str) -> Section | None:
    """The top section of a TOML file; None when the file is no TOML."""
    text = folder.text(name)
    if text is None:
        return None
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        reason = str(error) or "nested too deeply"
        match = _AT_LINE.search(reason)
        line = int(match[1]) if match else text.count("\n") + 1
        reason = _AT_LINE.sub("", reason).strip()
        folder.findings.append(found("toml.broken", Place(name, line=line), reason=reason))
        return None
    return Section(data, name, "", folder.findings)


class Section:
    """One table of a TOML file; asking for a key makes it known, `close` reports the others."""

    def __init__(
        self, data: Mapping[str, Any], file: str, path: str, findings: list[Finding]
    ) -> None:
        self.data = data
        self.file = file
        self.path = path
        self.findings = findings
        self._asked: set[str] = set()

    def place(self, key: str = "") -> Place:
        """The place of a key of this section."""
        path = ".".join(part for part in (self.path, key) if part)
        return Place(self.file, key=path or None)

    def note(self, code: str, at: str = "", /, **values: object) -> None:
        """Adds a finding at a key of this section."""
        self.findings.append(found(code, self.place(at), **values))

    def close(self) -> None:
        """Reports every key nobody asked for."""
        for key in self.data:
            if key not in self._asked:
                self.note("key.unknown", key, read=key, known=sorted(self._asked))

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self.data

    def string(self, key: str, *, required: bool = False) -> str | None:
        """A text that is not empty."""
        value = self._get(key, str, "text", required)
        if value is not None and required and not value.strip():
            self.note("key.missing", key, key=key)
            return None
        if value is not None and len(value) > LONGEST_CELL:
            self.findings.append(too_long(self.place(key), len(value)))
            return None
        return value or None

    def choice(self, key: str, options: Iterable[str], *, required: bool = False) -> str | None:
        """One of `options`."""
        value = self.string(key, required=required)
        if value is not None and value not in (known := list(options)):
            self.note("cell.choice", key, read=value, options=known)
            return None
        return value

    def parsed(
        self, key: str, parse: Callable[[str], Read], *, required: bool = False
    ) -> Read | None:
        """A text of a form of `cells`."""
        value = self.string(key, required=required)
        try:
            return None if value is None else parse(value)
        except CellRefused as refusal:
            self.note(refusal.code, key, **refusal.values)
            return None

    def integer(
        self, key: str, *, least: int = 0, most: int = 9999, required: bool = False
    ) -> int | None:
        """A whole number within bounds."""
        value = self._get(key, int, "whole number", required)
        if value is not None and not least <= value <= most:
            self.note("key.range", key, read=value, least=least, most=most)
            return None
        return value

    def flag(self, key: str) -> bool:
        """Yes or no; no where nothing is written."""
        return bool(self._get(key, bool, "true or false", False))

    def strings(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        return self._list(key, str, "text", required)

    def integers(self, key: str, *, required: bool = False) -> tuple[int, ...]:
        """A list of whole numbers."""
        return self._list(key, int, "whole number", required)

    def label(self, key: str, *, required: bool = False) -> Text | None:
        """A text in both languages, written { ja = "…", en = "…" }."""
        value = self._get(key, dict, "{ ja = …, en = … }", required)
        return None if value is None else self._text(value, key, empty=False)

    def labels(self, key: str, *, empty: bool = False) -> tuple[Text, ...]:
        """A list of texts in both languages."""
        entries = self._list(key, dict, "{ ja = …, en = … }", required=True)
        texts = [
            self._text(entry, f"{key}[{number}]", empty=empty)
            for number, entry in enumerate(entries, start=1)
        ]
        return tuple(text or Text("", "") for text in texts)

    def blank_label(self, key: str) -> Text:
        """A text in both languages that may be left out or empty."""
        value = self._get(key, dict, "{ ja = …, en = … }", False)
        text = None if value is None else self._text(value, key, empty=True)
        return text or Text("", "")

    def affix(self, key: str) -> Text | None:
        """A text in both languages, or one text for both, as printed."""
        if isinstance(self.data.get(key), str):
            value = self.string(key)
            return None if value is None else Text(value, value)
        return self.label(key)

    def section(self, key: str, *, required: bool = False) -> Section | None:
        """The table under a key."""
        value = self._get(key, dict, "table", required)
        return None if value is None else self._under(value, key)

    def sections(self, key: str, *, required: bool = False) -> tuple[Section, ...]:
        """The tables of a list; each named by its place in the list, from 1."""
        entries = self._list(key, dict, "table", required)
        return tuple(
            self._under(entry, f"{key}[{number}]") for number, entry in enumerate(entries, start=1)
        )

    def _under(self, data: Mapping[str, Any], key: str) -> Section:
        return Section(data, self.file, self.place(key).key or "", self.findings)

    def _text(self, value: Mapping[str, Any], key: str, *, empty: bool) -> Text | None:
        section = self._under(value, key)
        found_in = {
            language: section._get(language, str, "text", False) for language in LABEL_LANGUAGES
        }
        section.close()
        ja, en = (text or "" for text in found_in.values())
        if bool(ja) != bool(en):
            absent = "en" if ja else "ja"
            section.note("label.language", absent, read=ja or en, header=absent)
            return None
        if not ja and not empty:
            self.note("key.missing", key, key=key)
            return None
        return Text(ja, en)

    def _get(self, key: str, kind: type[Read], named: str, required: bool) -> Read | None:
        self._asked.add(key)
        if key not in self.data:
            if required:
                self.note("key.missing", key, key=key)
            return None
        value = self.data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            self.note("key.type", key, read=str(value), expected=named)
            return None
        return value

    def _list(self, key: str, kind: type[Read], named: str, required: bool) -> tuple[Read, ...]:
        values = self._get(key, list, f"list of {named}", required)
        kept: list[Read] = []
        for number, value in enumerate(values or (), start=1):
            if isinstance(value, kind) and not isinstance(value, bool):
                kept.append(value)
            else:
                self.note("key.type", f"{key}[{number}]", read=str(value), expected=named)
        return tuple(kept)
