"""The formats that may be attached, and the programs that never may.

Decides: which suffixes go with which content, and what counts as a program. Called by sniffing and
scanning. Sources: ISO 32000-2 §7.5.2, PNG §5.2, ITU T.81 B.1.1.3, APPNOTE.TXT 4.3, ECMA-376-2,
PE/COFF specification, System V ABI (ELF), Mach-O `loader.h`.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ikkan.values.text import Text


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its code, name, type for the download and the suffixes that fit it."""

    code: str
    label: Text
    media: str
    suffixes: tuple[str, ...]


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
PDF: Final = Format("pdf", Text("PDF", "PDF"), "application/pdf", (".pdf",))
PNG: Final = Format("png", Text("PNG画像", "PNG image"), "image/png", (".png",))
JPEG: Final = Format("jpeg", Text("JPEG画像", "JPEG image"), "image/jpeg", (".jpg", ".jpeg"))
DOCX: Final = Format(
    "docx",
    Text("Word文書", "Word document"),
    f"{_OFFICE}.wordprocessingml.document",
    (".docx",),
)
XLSX: Final = Format(
    "xlsx", Text("Excelブック", "Excel workbook"), f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)
)
PPTX: Final = Format(
    "pptx",
    Text("PowerPoint資料", "PowerPoint slides"),
    f"{_OFFICE}.presentationml.presentation",
    (".pptx",),
)
ZIP: Final = Format("zip", Text("ZIP", "ZIP archive"), "application/zip", (".zip",))
TEXT: Final = Format(
    "text",
    Text("テキスト", "plain text"),
    "text/plain",
    (".txt", ".csv", ".tsv", ".md", ".json"),
)
FORMATS: Final[Mapping[str, Format]] = {
    one.code: one for one in (PDF, DOCX, XLSX, PPTX, PNG, JPEG, ZIP, TEXT)
}
SUFFIXES: Final = tuple(suffix for one in FORMATS.values() for suffix in one.suffixes)
OFFICE_PARTS: Final[Mapping[str, Format]] = {"word/": DOCX, "xl/": XLSX, "ppt/": PPTX}

BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
)
"""Everything that the reading of a damaged or strange archive is known to raise."""
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WINDOWS: Final = Text("Windowsのプログラム", "a Windows program")
_UNIX: Final = Text("ELF形式のプログラム", "an ELF program")
_MAC: Final = Text("macOSのプログラム", "a macOS program")
_SCRIPT: Final = Text("スクリプト", "a script")
_PROGRAMS: Final[tuple[tuple[bytes, Text], ...]] = (
    (b"\x7fELF", _UNIX),
    (b"\xfe\xed\xfa\xce", _MAC),
    (b"\xfe\xed\xfa\xcf", _MAC),
    (b"\xce\xfa\xed\xfe", _MAC),
    (b"\xcf\xfa\xed\xfe", _MAC),
    (b"\xca\xfe\xba\xbe", Text("macOSかJavaのプログラム", "a macOS or Java program")),
    (b"\x00asm", Text("WebAssemblyのプログラム", "a WebAssembly program")),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Text("Windowsのショートカット", "a Windows shortcut")),
    (b"#!", _SCRIPT),
    (b"\xef\xbb\xbf#!", _SCRIPT),
    (b"<?php", _SCRIPT),
    (b"@echo ", _SCRIPT),
)
_PROGRAM_SUFFIXES: Final = (
    ".apk .app .bat .class .cmd .com .cpl .dll .dmg .exe .hta .jar .js .jse .lnk .msi .msp .ps1 "
    ".py .rb .reg .scr .sh .so .vbe .vbs .wsf .xlsm .docm .pptm .xltm .dotm .potm .xlam"
)
PROGRAM_SUFFIXES: Final = frozenset(_PROGRAM_SUFFIXES.split())


def program_in(head: bytes) -> Text | None:
    """What kind of program begins with these bytes; None where it is none."""
    if head.startswith(b"MZ") and b"\0" in head[:64]:
        return _WINDOWS
    lower = head[:16].lower()
    return next((label for sign, label in _PROGRAMS if lower.startswith(sign.lower())), None)
