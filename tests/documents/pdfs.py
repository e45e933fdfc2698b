"""Reads what the tests ask of a PDF: its objects, and the words of its pages in drawing order.

Enough for files of our own engine (Flate streams, two-byte glyphs, ToUnicode maps); no general one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_START = re.compile(rb"(?m)^(\d+) 0 obj\s")
_LENGTH = re.compile(rb"/Length (\d+)")
_FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
_MARK = re.compile(
    rb"/(?P<font>f\d+) [\d.]+ Tf|(?P<end>\bET\b)|(?P<open>\()|<(?P<hex>[0-9A-Fa-f]+)>"
)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def objects(pdf: bytes) -> dict[int, tuple[bytes, bytes]]:
    """By number: the dictionary of an object, and its unpacked stream (empty where it has none)."""
    found = {}
    for start in _START.finditer(pdf):
        end = pdf.index(b"endobj", start.end())
        head, _, rest = pdf[start.end() : end].partition(b"stream\n")
        body = b""
        if rest:
            length = _LENGTH.search(head)
            assert length is not None
            begin = start.end() + len(head) + len(b"stream\n")
            body = pdf[begin : begin + int(length[1])]
            body = zlib.decompress(body) if b"/FlateDecode" in head else body
        found[int(start[1])] = (head, body)
    return found


def structure(pdf: bytes) -> list[str]:
    """The sort of every element of the tree of tags."""
    heads = (head for head, _ in objects(pdf).values() if b"/Type/StructElem" in head)
    return [found[1].decode() for head in heads if (found := re.search(rb"/S/(\w+)", head))]


def text(pdf: bytes) -> str:
    """Every word drawn on the pages, in order, without white space."""
    found = objects(pdf)
    fonts = {
        name: _glyphs(found, int(number))
        for head, _ in found.values()
        for name, number in _FONT.findall(head)
        if b"/ToUnicode" in found[int(number)][0]
    }
    pages = [head for head, _ in found.values() if re.search(rb"/Type/Page\b(?!s)", head)]
    said = []
    for page in pages:
        contents = re.search(rb"/Contents (\d+)", page)
        assert contents is not None
        said += _shown(found[int(contents[1])][1], fonts)
    return "".join("".join(said).split())


def _glyphs(found: dict[int, tuple[bytes, bytes]], font: int) -> dict[int, str]:
    """What each glyph of a font says."""
    place = re.search(rb"/ToUnicode (\d+)", found[font][0])
    assert place is not None
    return {
        int(glyph, 16): bytes.fromhex(said.decode()).decode("utf-16-be")
        for glyph, said in _PAIR.findall(found[int(place[1])][1])
    }


def _shown(content: bytes, fonts: dict[bytes, dict[int, str]]) -> Iterator[str]:
    """The words of a page, glyph by glyph."""
    glyphs: dict[int, str] = {}
    at = 0
    while mark := _MARK.search(content, at):
        at = mark.end()
        codes = b""
        if mark["font"] or mark["end"]:
            glyphs = fonts[mark["font"]] if mark["font"] else {}
        elif mark["hex"]:
            codes = bytes.fromhex(mark["hex"].decode())
        else:
            codes, at = _literal(content, at)
        if glyphs:
            pairs = zip(codes[::2], codes[1::2], strict=True)
            yield from (glyphs.get(high * 256 + low, "") for high, low in pairs)


def _literal(content: bytes, at: int) -> tuple[bytes, int]:
    """A string in brackets, which may hold balanced brackets, and the place behind it."""
    made, depth = bytearray(), 1
    while True:
        one = content[at : at + 1]
        at += 1
        if one == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(content, at)
            named = content[at : at + 1]
            made += bytes([int(octal[0], 8)]) if octal else _NAMED.get(named, named)
            at = octal.end() if octal else at + 1
            continue
        depth += {b"(": 1, b")": -1}.get(one, 0)
        if not depth:
            return bytes(made), at
        made += one
