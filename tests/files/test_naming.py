"""Names of files: Japanese ones stay as written, nothing in them misleads or escapes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.files import naming


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("報告書（最終）.pdf", "報告書（最終）.pdf"),
        ("ｶﾞﾝ研究.docx", "ｶﾞﾝ研究.docx"),
        ("か\u3099ん研究.txt", "がん研究.txt"),
        ("葛\U000e0100城市.pdf", "葛\U000e0100城市.pdf"),
        ("議事録\u3000第１回.txt", "議事録 第１回.txt"),
        ("請求書\u202efdp.exe", "請求書fdp.exe"),
        ("甲\u200b乙\ufeff\u0007.csv", "甲乙.csv"),
        ("C:\\Users\\甲\\報告.xlsx", "報告.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("CON.txt", "_CON.txt"),
        ("com1.tar.zip", "_com1.tar.zip"),
        (".htaccess", "htaccess"),
        ("費用: 3<5?.csv", "費用_ 3_5_.csv"),
        ("報告. .pdf", "報告.pdf"),
        ("", "file"),
        ("…/\x00", "file"),
    ],
)
def test_a_name_keeps_what_can_be_seen(given: str, wanted: str) -> None:
    assert naming.safe_name(given) == wanted


def test_a_long_name_keeps_its_suffix_and_no_mark_is_torn_off() -> None:
    assert naming.safe_name("あ" * 114 + "葛\U000e0100.xlsx") == "あ" * 114 + ".xlsx"
    assert len(naming.safe_name("報" * 500 + ".pdf")) == naming.LONGEST
    assert naming.safe_name("報" * 500 + ".pdf").endswith("報.pdf")


@given(st.text(max_size=300))
def test_any_text_becomes_a_safe_name(text: str) -> None:
    name = naming.safe_name(text)
    assert 0 < len(name) <= naming.LONGEST
    assert not set(name) & set('/\\<>:"|?*')
    assert all(unicodedata.category(sign)[0] != "C" for sign in name)
    assert name.strip(" .") == name
    assert naming.safe_name(name) == name


def test_the_header_names_the_file_for_new_and_old_programs() -> None:
    header = naming.disposition("報告書 第1回.pdf")
    assert header == (
        'attachment; filename="1.pdf"; '
        "filename*=UTF-8''%E5%A0%B1%E5%91%8A%E6%9B%B8%20%E7%AC%AC1%E5%9B%9E.pdf"
    )
    assert naming.disposition("報告.pdf").startswith('attachment; filename="file.pdf"')


@given(st.text(max_size=200))
def test_no_name_breaks_the_header(text: str) -> None:
    header = naming.disposition(naming.safe_name(text))
    assert header.isascii()
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2
