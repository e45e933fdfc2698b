"""Sheets go out as CSV and XLSX: typed, sourced, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.tabular import Column, Sheet, csv_bytes, xlsx_bytes
from ikkan.tabular.sheet import harmless

SHEET = Sheet.of(
    "予算/表",
    ["府省", Column(head="額", number_format="#,##0.0"), "印字", "日付", "計"],
    [
        ["文部科学省", Decimal("3.0"), "３．０億円", date(2020, 4, 1), True],
        ['a "quoted", one\ntwo', None, "＋０．１％", None, False],
    ],
    ["資料001 20行", "時点 2026-11-22"],
)


def rows_of(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_csv_opens_in_a_spreadsheet_and_reads_back() -> None:
    body = csv_bytes(SHEET)
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\r\n") == 3
    assert rows_of(body) == [
        ["府省", "額", "印字", "日付", "計"],
        ["文部科学省", "3.0", "３．０億円", "2020-04-01", "1"],
        ['a "quoted", one\ntwo', "", "＋０．１％", "", "0"],
    ]


def test_a_workbook_keeps_types_and_brings_its_notes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([SHEET, SHEET])))
    assert book.sheetnames == ["予算 表", "予算 表 2", "出典・注記 Notes"]
    page = book["予算 表"]
    assert page.freeze_panes == "A2"
    assert page["A1"].font.bold
    assert (page["B2"].value, page["B2"].number_format) == (3, "#,##0.0")
    assert page["C3"].value == "＋０．１％"
    assert page["D2"].value.date() == date(2020, 4, 1)
    notes = [row[1].value for row in book["出典・注記 Notes"].iter_rows(min_row=2)]
    assert notes == ["資料001 20行", "時点 2026-11-22"] * 2


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+2", "\t=1", "＝1", "+", "-"]
)
def test_what_begins_a_formula_is_quoted(text: str) -> None:
    assert harmless(text) == f"'{text}"
    cell = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([Sheet.of("s", ["a"], [[text]])])))["s"][
        "A2"
    ]
    assert cell.data_type == "s"


@pytest.mark.parametrize("text", ["+2", "-3", "＋０．１％", "－１，２６１", "-12億円", "▲5", ""])
def test_a_printed_number_with_a_sign_stays(text: str) -> None:
    assert harmless(text) == text


@given(st.lists(st.lists(st.text(max_size=40), min_size=2, max_size=2), max_size=5))
def test_any_text_can_be_written(rows: list[list[str]]) -> None:
    sheet = Sheet.of("s", ["a", "b"], rows)
    csv_bytes(sheet)
    openpyxl.load_workbook(io.BytesIO(xlsx_bytes([sheet])))


def test_long_numbers_stay_whole() -> None:
    sheet = Sheet.of("s", ["a"], [[12345678901234567890]])
    page = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([sheet])))["s"]
    assert page["A2"].value == "12345678901234567890"


def test_a_short_row_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1: 1 cells, 2 columns"):
        Sheet.of("s", ["a", "b"], [["x"]])
    with pytest.raises(ValueError, match="needs a sheet"):
        xlsx_bytes([])
