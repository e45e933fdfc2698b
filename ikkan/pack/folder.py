"""The files of a pack's folder as text: size, encoding, byte order mark, damaged characters.

Decides: which files belong to a pack and whether their bytes are sound UTF-8; goes on reading after
a finding where the text can be recovered. Called by: the reader.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ikkan.pack import schema
from ikkan.pack.note import found
from ikkan.values.finding import Finding, Place

LARGEST_CSV: Final = 20 * 1024 * 1024
LARGEST_TOML: Final = 4 * 1024 * 1024
MOST_FINDINGS: Final = 1_000
SETTINGS: Final = "pack.toml"
TABLES: Final = "tables.toml"
RULES: Final = "rules.py"
_ALLOWED: Final = frozenset({SETTINGS, TABLES, RULES, "README.md"})
_NEWLINE: Final = re.compile(r"\r\n|\r|\n")
_AFTER: Final = (  # what bytes 0x80 to 0xBF become in Latin-1 and Windows-1252
    "\u0080-\u00bf\u2018-\u2026\u2030\u2039\u203a\u20ac\u2122"
    "\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
)
_DAMAGED: Final = re.compile(
    "\ufffd"
    "|[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]"  # control characters
    "|[縺繧繝][\uff61-\uff9f]|[縺繧繝].{1,2}[縺繧繝]"  # kana in UTF-8 read as CP932
    f"|[\u00c2\u00c3][\u0080-\u00bf]|[\u00e2-\u00e9][{_AFTER}][{_AFTER}]"  # read as Latin-1 or 1252
)


@dataclass(slots=True)
class Folder:
    """One pack's folder while it is read; `findings` grows."""

    path: Path
    findings: list[Finding] = field(default_factory=list)
    names: frozenset[str] = frozenset()

    def open(self) -> bool:
        """Lists the folder into `names`; False with a finding when there is nothing to list."""
        place = Place(self.path.name or str(self.path))
        try:
            if not self.path.is_dir():
                self.findings.append(found("folder.missing", place, path=str(self.path)))
                return False
            names = {entry.name for entry in self.path.iterdir()}
        except (OSError, ValueError) as error:
            self.findings.append(found("folder.unreadable", place, reason=_reason(error)))
            return False
        self.names = frozenset(n for n in names if not n.startswith(".") and n != "__pycache__")
        known = _ALLOWED | {kind.file for kind in schema.load().kinds.values()}
        for name in sorted(self.names - known):
            self.findings.append(found("file.unknown", Place(name), name=name))
        return True

    def text(self, name: str) -> str | None:
        """The text of a file, recovered as far as possible; None when it must not be read on."""
        raw = self.raw(name)
        if raw is None:
            return None
        if raw.startswith(codecs.BOM_UTF8):
            self.findings.append(found("file.bom", Place(name, line=1)))
            raw = raw[len(codecs.BOM_UTF8) :]
        if not raw.strip():
            self.findings.append(found("file.empty", Place(name)))
            return None
        text = self._decoded(name, raw)
        if "\0" in text:
            for line in _lines(text, re.compile("\0")):
                self.findings.append(found("file.nul", Place(name, line=line)))
            text = text.replace("\0", "")
        return text

    def raw(self, name: str) -> bytes | None:
        """The bytes of a file within the size limit, else None with a finding."""
        path = self.path / name
        limit = LARGEST_TOML if name.endswith(".toml") else LARGEST_CSV
        try:
            if not path.is_file():
                raise OSError("not a file")
            size = path.stat().st_size
            if size <= limit:
                with path.open("rb") as stream:
                    return stream.read(size)
        except OSError as error:
            self.findings.append(found("file.unreadable", Place(name), reason=_reason(error)))
            return None
        megabytes = {"size": f"{size / 1024 / 1024:.1f}", "limit": limit // 1024 // 1024}
        self.findings.append(found("file.too_large", Place(name), **megabytes))
        return None

    def capped(self, start: int, name: str) -> None:
        """Keeps 1,000 of the findings since `start` and says how many more the file has."""
        more = len(self.findings) - start - MOST_FINDINGS
        if more > 0:
            del self.findings[start + MOST_FINDINGS :]
            self.findings.append(found("file.more", Place(name), more=more))

    def _decoded(self, name: str, raw: bytes) -> str:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.findings.append(found("file.utf16", Place(name)))
            return raw.decode("utf-16", errors="ignore")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            return self._recovered(name, raw, error.start)
        for line in _lines(text, _DAMAGED):
            shown = _around(text, line)
            self.findings.append(found("file.mojibake", Place(name, line=line), text=shown))
        return text

    def _recovered(self, name: str, raw: bytes, start: int) -> str:
        """The text of bytes that are not UTF-8 from `start`: as CP932, unless UTF-8 came before."""
        place = Place(name, line=len(_NEWLINE.findall(raw[:start].decode("latin-1"))) + 1)
        byte = f"0x{raw[start]:02X}"
        if raw[:start].isascii():
            try:
                text = raw.decode("cp932")
                self.findings.append(found("file.cp932", place, byte=byte, name=name))
                return text
            except UnicodeDecodeError:
                pass
        self.findings.append(found("file.encoding", place, byte=byte))
        return raw.decode("utf-8", errors="ignore")


def _lines(text: str, pattern: re.Pattern[str]) -> list[int]:
    """The lines, from 1, on which `pattern` is found; each once."""
    lines: list[int] = []
    line, position = 1, 0
    for match in pattern.finditer(text):
        line += len(_NEWLINE.findall(text, position, match.start()))
        position = match.start()
        if not lines or lines[-1] != line:
            lines.append(line)
    return lines


def _around(text: str, line: int) -> str:
    """The text about the first damage of a line."""
    row = _NEWLINE.split(text, maxsplit=line)[line - 1]
    match = _DAMAGED.search(row)
    start = max(0, match.start() - 10) if match else 0
    return row[start : start + 30]


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
