"""Files of review sheets on disk, packed or not, as one raw sheet after the other.

Decides: a file by its content, never its name; a broken line is one finding and the others go on;
documents that belong together are joined by the mapping. Called by loading.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from ikkan.budget.sheets.sources import LINES, Document, Source
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

LONGEST_LINE: Final = 64 << 20
LARGEST_DOCUMENT: Final = 1 << 30
_GZIP: Final = b"\x1f\x8b"
_BROKEN: Final = (EOFError, OSError, zlib.error, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Raw:
    """One sheet before a mapping gave it a meaning; `wrong` where it is none."""

    file: str
    line: int
    data: Mapping[str, Any] = field(default_factory=dict)
    wrong: Finding | None = None


@dataclass(slots=True)
class Reading:
    """The sheets of some files; `found` fills while they are read."""

    source: Source
    paths: Sequence[Path]
    found: list[Finding] = field(default_factory=list)

    def sheets(self) -> Iterator[Raw]:
        """Every sheet, in the order of the files. Raises InputError where a file is unreadable."""
        if self.source.form == LINES:
            for path in self.paths:
                yield from self._lines(path)
        else:
            yield from self._joined()

    def _lines(self, path: Path) -> Iterator[Raw]:
        number = 0
        with _opened(path) as file:
            try:
                while body := file.readline(LONGEST_LINE):
                    number += 1
                    if body.strip():
                        yield _sheet(path.name, number, body)
            except _BROKEN as error:
                if not number:
                    raise _unreadable(path, error) from error
                self.found.append(
                    Finding(
                        "sheets.cut",
                        Place(path.name, line=number),
                        values={"line": number, "reason": _said(error)},
                    )
                )

    def _joined(self) -> Iterator[Raw]:
        documents = {path.name: _document(path) for path in self.paths}
        chosen = self._chosen(documents)
        if any(finding.severity is Severity.ERROR for finding in self.found):
            return
        first, *others = self.source.documents
        parts = {one.name: _by_key(one, documents[chosen[one.name]]) for one in others}
        known = set()
        for number, row in enumerate(_rows(first, documents[chosen[first.name]]), start=1):
            key = str(row.get(first.key))
            known.add(key)
            data: dict[str, Any] = {first.name: row}
            for one in others:
                rows = parts[one.name].get(key, [])
                data[one.name] = rows if one.many else (rows[0] if rows else None)
            yield Raw(chosen[first.name], number, data)
        for one in others:
            stray = sorted(set(parts[one.name]) - known)
            if stray:
                self.found.append(
                    Finding(
                        "sheets.unplaced",
                        Place(chosen[one.name]),
                        severity=Severity.WARNING,
                        values={"label": one.label, "count": len(stray), "example": stray[0]},
                    )
                )

    def _chosen(self, documents: Mapping[str, Any]) -> dict[str, str]:
        """Which file is which document; what is missing or too many is found."""
        chosen: dict[str, str] = {}
        used: set[str] = set()
        for one in self.source.documents:
            fits = [name for name, body in documents.items() if _fits(one, body)]
            used.update(fits)
            values = {"label": one.label, "wanted": ", ".join(one.wanted), "files": ", ".join(fits)}
            if len(fits) == 1:
                chosen[one.name] = fits[0]
            else:
                code = "sheets.document_twice" if fits else "sheets.document"
                self.found.append(Finding(code, Place(self.source.code), values=values))
        labels = [one.label for one in self.source.documents]
        known = Text.joined(labels, "、", ", ")
        for name in documents:
            if name not in used:
                self.found.append(Finding("sheets.stray", Place(name), values={"labels": known}))
        return chosen


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, unpacked while it is read. Raises InputError where it is not there."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
        with gzip.open(path, "rb") if packed else path.open("rb") as body:
            yield body  # type: ignore[misc]
    except FileNotFoundError as error:
        raise InputError("sheets.file", _NO_FILE.format(file=path)) from error
    except (IsADirectoryError, PermissionError) as error:
        raise _unreadable(path, error) from error


def _sheet(file: str, number: int, body: bytes) -> Raw:
    try:
        data = json.loads(body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        values = {"reason": _said(error)}
        wrong = Finding("sheets.line", Place(file, line=number), values=values)
        return Raw(file, number, wrong=wrong)
    if not isinstance(data, dict):
        return Raw(file, number, wrong=Finding("sheets.shape", Place(file, line=number)))
    return Raw(file, number, data)


def _document(path: Path) -> Any:
    with _opened(path) as file:
        try:
            body = file.read(LARGEST_DOCUMENT)
            return json.loads(body, parse_float=Decimal, parse_constant=_no_number)
        except (*_BROKEN, ValueError, RecursionError) as error:
            raise _unreadable(path, error) from error


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _fits(one: Document, body: Any) -> bool:
    row = next(_rows(one, body), None)
    return row is not None and all(key in row for key in one.wanted)


def _rows(one: Document, body: Any) -> Iterator[Mapping[str, Any]]:
    """The rows of a document that are its own, joined with what they point to."""
    found = _list(one.rows, body)
    joined = {}
    if one.join:
        key = one.join["id"]
        joined = {row.get(key): row for row in _list(one.join["rows"], body)}
    for row in found:
        if any(row.get(key) != value for key, value in one.only.items()):
            continue
        starts = one.only_prefix.items()
        if any(not str(row.get(key, "")).startswith(word) for key, word in starts):
            continue
        if one.join:
            yield {**row, one.join["as"]: joined.get(row.get(one.join["on"]))}
        else:
            yield row


def _list(rows: str, body: Any) -> list[Mapping[str, Any]]:
    if not isinstance(body, dict):
        return []
    found = list(body.values()) if rows == "*" else body.get(rows)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _by_key(one: Document, body: Any) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in _rows(one, body):
        found.setdefault(str(row.get(one.key)).removeprefix(one.key_prefix), []).append(row)
    return found


def _unreadable(path: Path, error: Exception) -> InputError:
    return InputError("sheets.unreadable", _UNREADABLE.format(file=path, reason=_said(error)))


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


_NO_FILE: Final = Text(
    "「{file}」がありません。ファイルの場所を確かめてください。",
    "There is no {file}; check where the file is.",
)
_UNREADABLE: Final = Text(
    "「{file}」を読めません（{reason}）。もとのファイルをもう一度受け取ってください。"
    "何も書いていません。",
    "{file} cannot be read ({reason}); get the file again. Nothing was written.",
)
