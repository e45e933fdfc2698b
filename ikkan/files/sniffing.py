"""What a file really is, from its bytes, and whether its name fits.

Decides: which content may be attached; every finding at once, with its remedy. The signatures in
`formats` decide; the library puremagic only names what nobody takes. Called by the action `attach`.
"""

from __future__ import annotations

import codecs
import io
import zipfile
from dataclasses import dataclass
from typing import BinaryIO, Final

from ikkan.files import formats, messages
from ikkan.files.formats import Format
from ikkan.files.naming import suffix_of
from ikkan.files.rules import Refusal
from ikkan.values.text import Text

HEAD: Final = 4096
_CHUNK: Final = 1 << 16
_TYPES_PART: Final = "[Content_Types].xml"
_LONGEST_PART: Final = 1 << 20
_MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "activex/activex")
_MACRO_WORDS: Final = (b"macroenabled", b"vbaproject", b"ms-excel.macrosheet")
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"))
_BEFORE_PDF: Final = codecs.BOM_UTF8 + b" \t\r\n"
_TEXT_CONTROLS: Final = frozenset("\t\n\r\f\x1a")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A format that is taken; `encoding` for texts only."""

    format: Format
    encoding: str = ""


def examine(file: BinaryIO, name: str) -> tuple[Sniffed | None, tuple[Refusal, ...]]:
    """What it is and everything that speaks against it; the first is the gravest."""
    found = sniff(file, name)
    if isinstance(found, Refusal):
        return None, (found,)
    suffix = suffix_of(name)
    if suffix in found.format.suffixes:
        return found, ()
    words = messages.MISMATCH.format(
        suffix=suffix or messages.NO_SUFFIX,
        found=found.format.label,
        fitting=" ".join(found.format.suffixes),
    )
    return found, (Refusal("files.mismatch", words),)


def sniff(file: BinaryIO, name: str) -> Sniffed | Refusal:
    """The format of the bytes, or why they are not taken. Leaves the file at its start."""
    file.seek(0)
    head = file.read(HEAD)
    try:
        return _sniff(file, head, name)
    finally:
        file.seek(0)


def _sniff(file: BinaryIO, head: bytes, name: str) -> Sniffed | Refusal:
    if not head:
        return Refusal("files.empty", messages.EMPTY.format(name=name))
    program = formats.program_in(head)
    if program is not None:
        return Refusal("files.program", messages.PROGRAM.format(name=name, what=program))
    if head.lstrip(_BEFORE_PDF).startswith(b"%PDF-"):
        return Sniffed(formats.PDF)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Sniffed(formats.PNG)
    if head.startswith(b"\xff\xd8\xff"):
        return Sniffed(formats.JPEG)
    if head.startswith(b"PK\x03\x04"):
        return _package(file, name)
    if head.startswith(formats.OLD_OFFICE):
        return Refusal("files.old_office", messages.OLD_OFFICE.format(name=name))
    if _looks_binary(head):
        return _not_taken(head, name)
    encoding = encoding_of(file)
    if encoding is None:
        return Refusal("files.encoding", messages.ENCODING.format(name=name))
    return Sniffed(formats.TEXT, encoding)


def _package(file: BinaryIO, name: str) -> Sniffed | Refusal:
    """A ZIP: an Office document without macros, or an archive."""
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            if _TYPES_PART not in names:
                return Sniffed(formats.ZIP)
            with package.open(_TYPES_PART) as part:
                types = part.read(_LONGEST_PART).lower()
    except formats.BROKEN_ZIP:
        return Refusal("files.damaged", messages.DAMAGED.format(name=name))
    lower = [one.lower() for one in names]
    if any(sign in one for one in lower for sign in _MACRO_PARTS) or any(
        word in types for word in _MACRO_WORDS
    ):
        return Refusal("files.macro", messages.MACRO.format(name=name))
    for folder, office in formats.OFFICE_PARTS.items():
        if any(one.startswith(folder) for one in lower):
            return Sniffed(office)
    return Sniffed(formats.ZIP)


def encoding_of(file: BinaryIO) -> str | None:
    """UTF-8, UTF-16 with its mark, or CP932, read to the end; None where no text results."""
    file.seek(0)
    start = file.read(4)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    if marked is None and start.startswith(codecs.BOM_UTF16_BE):
        marked = "utf-16"
    tried = (marked,) if marked else ("utf-8", "cp932")
    return next((name for name in tried if _readable(file, name)), None)


def _readable(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(_CHUNK):
            if not _is_text(decoder.decode(chunk)):
                return False
        return _is_text(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def _is_text(text: str) -> bool:
    return not any(sign < " " and sign not in _TEXT_CONTROLS for sign in text)


def _looks_binary(head: bytes) -> bool:
    return b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _not_taken(head: bytes, name: str) -> Refusal:
    known = " ".join(formats.SUFFIXES)
    words = messages.FORMAT.format(name=name, found=_guess(head), known=known)
    return Refusal("files.format", words)


def _guess(head: bytes) -> Text | str:
    import puremagic

    try:
        found = puremagic.magic_stream(io.BytesIO(head))
    except (puremagic.PureError, ValueError):
        return messages.UNKNOWN_FORMAT
    return found[0].name or found[0].extension if found else messages.UNKNOWN_FORMAT
