"""What a file really is: content against name, programs, macros, encodings."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ikkan.files import sniffing
from ikkan.files.rules import Refusal
from ikkan.files.sniffing import Sniffed
from tests.files.conftest import ELF, JPEG, MACH_O, PDF, PE, PNG, archive, docx

CSV = "管理番号,課題名\r\n16ck0106001h0001,膵がん\r\n"


def look(body: bytes, name: str) -> tuple[Sniffed | None, list[str]]:
    found, findings = sniffing.examine(io.BytesIO(body), name)
    assert all(one.text.ja and one.text.en for one in findings)
    return found, [one.code for one in findings]


@pytest.mark.parametrize(
    ("body", "name", "code", "encoding"),
    [
        (PDF, "報告書.pdf", "pdf", ""),
        (b"\xef\xbb\xbf\r\n" + PDF, "報告書.pdf", "pdf", ""),
        (PNG, "図.PNG", "png", ""),
        (JPEG, "写真.jpeg", "jpeg", ""),
        (docx(), "計画.docx", "docx", ""),
        (archive({"報告.txt": "本文"}), "一式.zip", "zip", ""),
        (CSV.encode(), "課題.csv", "text", "utf-8"),
        (CSV.encode("utf-8-sig"), "課題.csv", "text", "utf-8-sig"),
        (CSV.encode("utf-16"), "課題.csv", "text", "utf-16"),
        (CSV.encode("cp932"), "課題.csv", "text", "cp932"),
        ("髙橋・①・㈱".encode("cp932"), "氏名.txt", "text", "cp932"),
        ("あ".encode() * 40_000, "長い.txt", "text", "utf-8"),
        ("MZ-80の思い出".encode(), "随筆.txt", "text", "utf-8"),
    ],
)
def test_content_that_fits_its_name_is_taken(
    body: bytes, name: str, code: str, encoding: str
) -> None:
    found, findings = look(body, name)
    assert findings == []
    assert found is not None
    assert (found.format.code, found.encoding) == (code, encoding)


@pytest.mark.parametrize(
    "body",
    [ELF, PE, MACH_O, b"\xca\xfe\xba\xbe\0\0\0\x34", b"#!/bin/sh\nrm -rf /\n", b"\0asm\x01\0\0\0"],
)
@pytest.mark.parametrize("name", ["報告書.pdf", "図.png", "run.exe", "名前だけ"])
def test_a_program_is_refused_whatever_its_name(body: bytes, name: str) -> None:
    assert look(body, name) == (None, ["files.program"])


def test_the_refusal_of_a_program_says_what_it_is_and_what_to_do() -> None:
    refused = sniffing.sniff(io.BytesIO(ELF), "報告書.pdf")
    assert isinstance(refused, Refusal)
    assert "「報告書.pdf」の中身はELF形式のプログラムです" in refused.text.ja
    assert "PDFなどで保存し直して" in refused.text.ja
    assert "ELF program" in refused.text.en


@pytest.mark.parametrize(
    ("body", "name", "code"),
    [
        (b"", "空.pdf", "files.empty"),
        (PNG, "報告.pdf", "files.mismatch"),
        (PDF, "報告", "files.mismatch"),
        (docx(), "計画.zip", "files.mismatch"),
        (b"<html><script>alert(1)</script>", "案内.html", "files.mismatch"),
        (docx(vbaProject_bin=b"x"), "計画.docx", "files.macro"),
        (docx(vbaProject_bin=b"x"), "計画.docm", "files.macro"),
        (docx()[:-30], "計画.docx", "files.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "計画.doc", "files.old_office"),
        (b"GIF89a" + b"\0" * 30, "図.gif", "files.format"),
        (b"7z\xbc\xaf\x27\x1c\0\x04" + b"\0" * 30, "一式.7z", "files.format"),
        (b"abc\xff\xfe\x80\xa0 \x81", "課題.csv", "files.encoding"),
        (b"text with \x01 inside", "課題.csv", "files.encoding"),
    ],
)
def test_what_is_not_taken_is_refused_by_its_rule(body: bytes, name: str, code: str) -> None:
    assert look(body, name)[1] == [code]


def test_macros_are_found_by_the_content_types_too() -> None:
    types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
    body = archive({"[Content_Types].xml": types, "xl/workbook.xml": "<x/>"})
    assert look(body, "集計.xlsx")[1] == ["files.macro"]


def test_the_library_names_what_nobody_takes() -> None:
    refused = sniffing.sniff(io.BytesIO(b"GIF89a" + b"\0" * 30), "図.gif")
    assert isinstance(refused, Refusal)
    assert "GIF89a" in refused.text.en


@given(
    st.sampled_from([docx(), archive({"報告.txt": "本文"}), PDF, PNG, ELF]),
    st.integers(0, 2000),
    st.binary(max_size=40),
)
@example(docx(), 60, b"\xff" * 30)
def test_damaged_bytes_never_break_the_look(body: bytes, at: int, other: bytes) -> None:
    changed = body[:at] + other + body[at + len(other) :]
    found, findings = sniffing.examine(io.BytesIO(changed), "計画.docx")
    assert found is not None or findings


def test_the_file_stands_at_its_start_afterwards() -> None:
    file = io.BytesIO(PDF)
    sniffing.examine(file, "報告書.pdf")
    assert file.tell() == 0
