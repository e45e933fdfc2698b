"""Whether an uploaded workbook may be read at all: type, macros, links, sizes, before a cell is.

Decides: only plain XLSX of up to 20 MB, and 100 MB unpacked by what it says and by what comes out;
every refusal at once. Called by: grid, uploads of workbooks. Sources: ECMA-376 parts 1 and 2.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Final

from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text

MOST_BYTES: Final = 20_000_000
MOST_UNPACKED: Final = 100_000_000
MOST_PARTS: Final = 2_000
MOST_INDEX: Final = 10_000_000
"""Bytes of a part that is held whole: types, relations, the list of sheets, styles."""
CHUNK: Final = 1 << 16
_ZIP: Final = b"PK\x03\x04"
_ENTRY: Final = b"PK\x01\x02"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES: Final = "[content_types].xml"
_BOOK: Final = b"spreadsheetml.sheet.main+xml"
_OUTSIDE: Final = re.compile(rb"targetmode\s*=\s*['\"]\s*external")
_MACRO_PARTS: Final = ("vbaproject", "vbadata", "xl/macrosheets/", "xl/dialogsheets/", "activex")
_MACRO_WORDS: Final = (b"macroenabled", b"vbaproject", b"ms-excel.macrosheet")
_LINK_PARTS: Final = (
    "xl/externallinks/",
    "xl/connections",
    "xl/querytables/",
    "xl/embeddings/",
    "xl/webextensions/",
)
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError,
                   RuntimeError, ValueError, KeyError, IndexError)  # fmt: skip
"""What the zip module raises for archives that are cut, encrypted or packed in another way."""


class Damaged(Exception):
    """A part cannot be unpacked, or more comes out of it than may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An examined workbook: its parts by lower-case name; `left` bytes may still come out of it."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    left: list[int] = field(default_factory=lambda: [MOST_UNPACKED])

    def chunks(self, name: str, most: int = MOST_UNPACKED) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; none where it is not there.

        Raises Damaged, also for a part of more than `most` bytes.
        """
        part = self.parts.get(name.casefold())
        if part is None:
            return
        if part.file_size > most:
            raise Damaged
        try:
            with self.archive.open(part) as opened:
                while piece := opened.read(CHUNK):
                    self.left[0] -= len(piece)
                    if self.left[0] < 0:
                        raise Damaged
                    yield piece
        except _DAMAGED as error:
            raise Damaged from error


@contextmanager
def opened(data: bytes) -> Iterator[Package]:
    """The parts of a workbook that `examine` had nothing against. Raises Damaged."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise Damaged from error
    with archive:
        yield Package(
            archive=archive,
            parts={part.filename.casefold(): part for part in archive.infolist()},
        )


def taken(file: IO[bytes], size: int) -> bytes | None:
    """The bytes of an upload; None where there are more than may be."""
    if size > MOST_BYTES:
        return None
    data = file.read(MOST_BYTES + 1)
    return data if len(data) <= MOST_BYTES else None


def too_large(name: str, size: int) -> Finding:
    """The finding for a file above the limit, told without reading it."""
    values = {"size": _megabytes(size), "most": _megabytes(MOST_BYTES)}
    return Finding("guard.size", Place(name), values=values)


def examine(data: bytes, name: str) -> tuple[Finding, ...]:
    """Everything that speaks against reading the file; nothing of it was unpacked but its index."""
    place, found = Place(name), []
    if not name.casefold().endswith(".xlsx"):
        found.append(Finding("guard.suffix", place, values={"name": name[-60:]}))
    if len(data) > MOST_BYTES:
        return (*found, too_large(name, len(data)))
    if data.startswith(_OLE):
        return (*found, Finding("guard.old", place))
    if not data.startswith(_ZIP):
        return (*found, Finding("guard.type", place))
    if (count := data.count(_ENTRY)) > MOST_PARTS:
        return (*found, _too_many(count, place))
    try:
        with opened(data) as package:
            return (*found, *_against(package, place))
    except Damaged:
        return (*found, Finding("guard.damaged", place))


def _too_many(count: int, place: Place) -> Finding:
    return Finding("guard.parts", place, values={"count": count, "most": MOST_PARTS})


def _against(package: Package, place: Place) -> Iterator[Finding]:
    infos = package.archive.infolist()
    size = sum(part.file_size for part in infos)
    if size > MOST_UNPACKED:
        values = {"size": _megabytes(size), "most": _megabytes(MOST_UNPACKED)}
        yield Finding("guard.unpacked", place, values=values)
        return
    if len(package.parts) != len(infos) or any(part.flag_bits & 1 for part in infos):
        yield Finding("guard.damaged", place)
        return
    types = _whole(package, _TYPES).lower()
    macro = [one for one in package.parts if any(sign in one for sign in _MACRO_PARTS)]
    if macro or any(word in types for word in _MACRO_WORDS):
        yield Finding("guard.macro", place, values={"part": (macro or ["–"])[0][-60:]})
    elif _BOOK not in types:
        yield Finding("guard.type", place)
    linked = [one for one in package.parts if one.startswith(_LINK_PARTS)]
    linked += [one for one in package.parts if one.endswith(".rels") and _leads_out(package, one)]
    if linked:
        yield Finding("guard.links", place, values={"part": sorted(linked)[0][-60:]})


def _leads_out(package: Package, name: str) -> bool:
    """Whether relations name anything outside but plain hyperlinks."""
    outside = (one for one in _whole(package, name).lower().split(b"<") if _OUTSIDE.search(one))
    return any(b"/hyperlink" not in one for one in outside)


def _whole(package: Package, name: str) -> bytes:
    return b"".join(package.chunks(name, MOST_INDEX))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f}"


SAID: Final[Mapping[str, tuple[Text, Text]]] = {
    "guard.suffix": (
        Text("「{name}」は.xlsxのファイルではありません。", "{name} is no .xlsx file."),
        Text("雛形のまま.xlsxで保存してください。", "Save it as .xlsx, as the template is."),
    ),
    "guard.size": (
        Text(
            "ファイルが{size}MBあり、上限の{most}MBを超えます。",
            "The file has {size} MB; at most {most} MB are read.",
        ),
        Text(
            "図や要らないシートを除いてください。",
            "Take out pictures and sheets that are not needed.",
        ),
    ),
    "guard.unpacked": (
        Text(
            "展開すると{size}MBになり、上限の{most}MBを超えます。",
            "It unpacks to {size} MB; at most {most} MB are read.",
        ),
        Text(
            "行を新しい雛形へ写してください。",
            "Copy the lines into a fresh template.",
        ),
    ),
    "guard.parts": (
        Text(
            "部品が{count}個あり、上限の{most}個を超えます。",
            "It has {count} parts; at most {most} are read.",
        ),
        Text("行を新しい雛形へ写してください。", "Copy the lines into a fresh template."),
    ),
    "guard.old": (
        Text(
            "旧形式（.xls）か、パスワードの付いたブックです。",
            "It is a workbook of the old form (.xls) or has a password.",
        ),
        Text(
            "パスワードを外し、.xlsxで保存してください。",
            "Remove the password and save it as .xlsx.",
        ),
    ),
    "guard.type": (
        Text("中身が.xlsxのブックではありません。", "What is in it is no .xlsx workbook."),
        Text("雛形に書き、.xlsxで保存してください。", "Write into the template; save it as .xlsx."),
    ),
    "guard.damaged": (
        Text(
            "ファイルが壊れているか、暗号化されています。",
            "The file is damaged or encrypted.",
        ),
        Text("開いて、もう一度保存してください。", "Open it and save it once more."),
    ),
    "guard.macro": (
        Text("マクロが入っています（{part}）。", "It holds macros ({part})."),
        Text(
            "マクロなしのブック（.xlsx）として保存してください。",
            "Save it as a workbook without macros (.xlsx).",
        ),
    ),
    "guard.links": (
        Text(
            "別のファイルや接続への参照が入っています（{part}）。",
            "It refers to other files or connections ({part}).",
        ),
        Text(
            "リンクを解除し、値だけにしてください。",
            "Break the links and keep the values only.",
        ),
    ),
}
"""What is wrong, and the next step."""
