"""Which encoding a text is in, decided from all of its bytes, and whether it is damaged text.

Decides: UTF-8 before CP932 before EUC-JP; escapes mean ISO-2022-JP, NUL bytes UTF-16; a text that
was once read in the wrong encoding (mojibake) is refused. Called by: opening. Source: the Encoding
Standard for the names; files of Japanese ministries for what occurs.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ikkan.values.errors import InputError
from ikkan.values.text import Text

CHUNK: Final = 1 << 20
JUDGED: Final = 400_000
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPES: Final = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")
_NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16 (BOM)",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "cp932": "CP932 (Shift_JIS)",
    "euc_jp": "EUC-JP",
    "iso2022_jp_ext": "ISO-2022-JP",
    "cp1252": "Windows-1252",
}
# (the wrong encoding in which a text was once read, the one it was in)
_MISREADINGS: Final = (
    *(("cp932", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8")),
    *(("latin-1", "cp932"), ("cp1252", "cp932"), ("latin-1", "euc_jp")),
)
_KANA: Final = re.compile("[ぁ-んァ-ヶ]")
_BEYOND_ASCII: Final = re.compile("[^\x00-\x7f]")
_ALONE: Final = re.compile(r"(?<=[0-9A-Za-z ])[⺀-鿿ｦ-ﾟ](?=[0-9A-Za-z .,;)]|$)")
_LEAST_DAMAGE: Final = 5
_LEAST_FIT: Final = 0.6


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by Python's name; `label` as people know it."""

    name: str

    @property
    def label(self) -> str:
        """CP932 (Shift_JIS), UTF-8 (BOM), ..."""
        return _NAMES[self.name]


def decide(chunks: Iterable[bytes], file: str) -> Encoding:
    """The encoding of the bytes in `chunks`, all of which are looked at.

    Raises InputError: no known encoding fits, the file is no text, or its text is damaged.
    """
    seen = _Seen()
    for chunk in chunks:
        seen.add(chunk)
    found = seen.decided()
    if found is None:
        raise InputError("tabular.encoding", _UNKNOWN.format(file=file))
    if _damaged(found.sample):
        raise InputError(
            "tabular.mojibake", _MOJIBAKE.format(file=file, encoding=_NAMES[found.name])
        )
    return Encoding(found.name)


class _Seen:
    """Every candidate with its decoder; one that meets a wrong byte drops out."""

    def __init__(self) -> None:
        self.start = b""
        self.escaped = False
        self.high = self.nul = self._tried = False
        self._tail = b""
        self.open: dict[str, _Candidate] = {
            name: _Candidate(name) for name in ("utf-8", "cp932", "euc_jp", "cp1252")
        }

    def add(self, chunk: bytes) -> None:
        if not self.start:
            self.start = chunk
            if marked := self._by_mark():
                self.open = {name: _Candidate(name) for name in marked}
        around = self._tail + chunk
        self.escaped |= any(mark in around for mark in _ESCAPES)
        self._tail = chunk[-2:]
        self.nul |= b"\0" in chunk
        self.high |= not chunk.isascii()
        self.open = {name: one for name, one in self.open.items() if one.feed(chunk)}
        if self.escaped and not self._tried:
            self._tried = True
            japanese = _Candidate("iso2022_jp_ext")
            if japanese.feed(around[around.find(b"\x1b") :]):
                self.open[japanese.name] = japanese

    def _by_mark(self) -> tuple[str, ...]:
        for mark, name in _BOMS:
            if self.start.startswith(mark):
                return (name,)
        return ("utf-16-le", "utf-16-be") if b"\0" in self.start else ()

    def decided(self) -> _Candidate | None:
        left = [one for one in self.open.values() if one.feed(b"", final=True)]
        wide = [one for one in left if one.name.startswith("utf-16")]
        if self.nul:
            best = max(wide, key=_Candidate.readable, default=None)
            return best if best is not None and best.readable() >= _LEAST_FIT else None
        names = {one.name: one for one in left}
        if self.escaped and not self.high and "iso2022_jp_ext" in names:
            return names["iso2022_jp_ext"]
        for name in ("utf-8-sig", "utf-8"):
            if name in names:
                return names[name]
        return max(left, key=_Candidate.score, default=None)


class _Candidate:
    """One encoding on trial: its decoder and the start of what it reads."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sample = ""
        self._decoder = codecs.getincrementaldecoder(name)("strict")

    def feed(self, chunk: bytes, *, final: bool = False) -> bool:
        try:
            text = self._decoder.decode(chunk, final)
        except UnicodeDecodeError:
            return False
        if len(self.sample) < JUDGED:
            self.sample += text[: JUDGED - len(self.sample)]
        return True

    def readable(self) -> float:
        """The share of what it reads that is ASCII print or usual in Japanese."""
        signs = self.sample[:20_000]
        known = sum(c.isprintable() or c in "\t\r\n" if c.isascii() else _usual(c) for c in signs)
        return known / max(1, len(signs))

    def score(self) -> float:
        """How much of what is not ASCII reads as Japanese (or, for cp1252, as Western) text."""
        beyond = _BEYOND_ASCII.findall(self.sample)
        if not beyond:
            return 0.0
        if self.name == "cp1252":
            western = sum(c in "’‘“”–—•…®©°±µéèüöäñçáíóúßêâîôÉÖÜÄ" for c in beyond)
            return western / len(beyond) - 0.5
        usual = sum(_usual(c) for c in beyond)
        strays = len(_ALONE.findall(self.sample))
        return (usual - strays) / len(beyond)


def _usual(character: str) -> float:
    """1 for kana, kanji of the common range and full-width signs; less for half-width kana."""
    if "\u3000" <= character <= "\u30ff" or "\uff01" <= character <= "\uff5e":
        return 1.0
    if "\u4e00" <= character <= "\u9fff":
        return 0.9
    return 0.6 if "\uff61" <= character <= "\uff9f" else 0.0


def _damaged(sample: str) -> bool:
    """Whether the text was read in the wrong encoding before it was saved.

    Undoing such a reading brings kana back; undone on a sound text it only takes them away.
    """
    if sample.count("\ufffd") >= _LEAST_DAMAGE:
        return True
    seen = len(_KANA.findall(sample))
    for wrong, right in _MISREADINGS:
        undone = sample.encode(wrong, "ignore").decode(right, "ignore")
        if len(_KANA.findall(undone)) >= max(_LEAST_DAMAGE, 2 * seen):
            return True
    return False


_UNKNOWN = Text(
    "「{file}」の文字コードを判定できません（UTF-8、CP932、UTF-16、EUC-JP、ISO-2022-JPのいずれでも"
    "読めないか、文字のファイルではありません）。表計算ソフトで開き、CSV UTF-8で保存してください。",
    "The encoding of {file} cannot be decided: it is none of UTF-8, CP932, UTF-16, EUC-JP and "
    "ISO-2022-JP, or no text at all. Open it in a spreadsheet and save it as CSV UTF-8.",
)
_MOJIBAKE = Text(
    "「{file}」は{encoding}として読めますが、中身は文字化けしています（一度違う文字コードで"
    "読まれて保存されたとみられます）。化ける前の元のファイルを使ってください。",
    "{file} reads as {encoding}, but its text is damaged: it was once read in the wrong encoding "
    "and saved so. Use the file from before that.",
)
