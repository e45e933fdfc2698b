"""The request workbook: what its template holds, and everything an upload of it may get wrong."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ikkan.budget.requests import workbook_findings, workbook_reading
from ikkan.budget.requests.workbook import (
    CHOICES_SHEET,
    COLUMNS,
    HEADER_ROW,
    LINES_SHEET,
    RULES_SHEET,
    Known,
    next_code,
)
from ikkan.budget.requests.workbook_template import template
from ikkan.values.finding import Severity
from tests.budget.requests.workbooks import (
    AT,
    FIRST,
    KNOWN,
    TITLE,
    found,
    read,
    spoiled,
    with_cells,
)

LINES = tuple(one.line for one in KNOWN.lines)


def test_the_template_reads_as_the_lines_it_was_made_from() -> None:
    reading = read(spoiled())
    assert reading.lines == LINES
    assert reading.findings == ()
    assert (reading.rows, reading.errors) == (4, 0)


def test_the_template_hides_nothing_and_runs_nothing() -> None:
    book = load_workbook(io.BytesIO(template(KNOWN, TITLE)))
    assert book.sheetnames == [LINES_SHEET, CHOICES_SHEET, RULES_SHEET]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    page = book[LINES_SHEET]
    assert "千円" in page["A2"].value
    reason = page.cell(row=FIRST, column=AT["justification"])
    assert (reason.value, reason.data_type) == ("=1+1 と書いた理由", "s")
    lists = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1
        for rule in page.data_validations.dataValidation
        if rule.type == "list"
    }
    fields = ("programme", "project", "cost_class", "purpose", "phase", "domains", "area")
    for name in fields:
        column = page.cell(row=1, column=AT[name]).column_letter
        assert lists[column].startswith(f"'{CHOICES_SHEET}'!$"), name
    offered = [cell.value for cell in book[CHOICES_SHEET]["A"]]
    assert "cancer｜がんの研究" in offered
    assert not any("古い事業" in str(value) for value in offered)


def test_rows_may_be_sorted_inserted_and_columns_moved() -> None:
    def change(book: Any) -> None:
        page = book[LINES_SHEET]
        page.insert_rows(FIRST)
        page.cell(row=FIRST, column=AT["name_ja"]).value = "新しい行"
        page.cell(row=FIRST, column=AT["cost_class"]).value = "機構対象経費"
        page.cell(row=FIRST, column=AT["request_yen"]).value = 120
        page.cell(row=FIRST, column=AT["area"]).value = "2-4"
        page.move_range(f"A{FIRST + 1}:U{FIRST + 1}", rows=6)
        page.insert_cols(AT["previous_yen"])

    reading = read(spoiled(change))
    assert reading.errors == 0
    assert [one.code for one in reading.lines] == [
        "B2-05", "B2-02", "B2-03", "B2-04", "B2-01",
    ]  # fmt: skip
    assert set(reading.lines[1:]) == set(LINES)
    codes = {code for code, _ in found(reading)}
    assert codes == {"columns.moved", "code.given"}


def test_a_renamed_heading_is_read_and_told_a_missing_one_keeps_its_values() -> None:
    def change(book: Any) -> None:
        page = book[LINES_SHEET]
        page.cell(row=HEADER_ROW, column=AT["request_yen"]).value = "令和8年度要求額（千円）"
        page.cell(row=HEADER_ROW, column=AT["justification"]).value = None
        page.cell(row=HEADER_ROW, column=AT["name_en"]).value = "まったく別のこと"
        page.cell(row=FIRST, column=AT["name_en"]).value = "x"

    reading = read(spoiled(change))
    codes = {code for code, _ in found(reading)}
    assert {"column.kept", "column.unknown"} <= codes
    assert reading.lines[0].justification == LINES[0].justification
    assert "column.renamed" in codes
    assert reading.errors == 0


def test_without_its_codes_or_amounts_a_workbook_cannot_be_applied() -> None:
    def change(book: Any) -> None:
        for name in ("code", "request_yen"):
            book[LINES_SHEET].cell(row=HEADER_ROW, column=AT[name]).value = None

    missing = [one for one in read(spoiled(change)).findings if one.code == "column.missing"]
    assert len(missing) == 2


CASES: list[tuple[dict[str, Any], str, str, Severity]] = [
    ({"request_yen": "２，７９０，０００"}, "amount.wide", "request_yen", Severity.INFO),
    ({"request_yen": "2790000"}, "amount.as_text", "request_yen", Severity.INFO),
    ({"request_yen": "27.9億円"}, "amount.unit", "request_yen", Severity.INFO),
    ({"request_yen": None}, "amount.blank", "request_yen", Severity.ERROR),
    ({"request_yen": -5}, "amount.negative", "request_yen", Severity.ERROR),
    ({"request_yen": "▲3,000"}, "amount.negative", "request_yen", Severity.ERROR),
    ({"request_yen": "調整中"}, "amount.text", "request_yen", Severity.ERROR),
    ({"request_yen": "約30億円"}, "amount.text", "request_yen", Severity.ERROR),
    ({"request_yen": date(2026, 4, 1)}, "amount.sort", "request_yen", Severity.ERROR),
    ({"request_yen": True}, "amount.sort", "request_yen", Severity.ERROR),
    ({"request_yen": 0.00001}, "amount.fraction", "request_yen", Severity.ERROR),
    ({"request_yen": 1e300}, "amount.huge", "request_yen", Severity.ERROR),
    ({"request_yen": 10**15}, "amount.huge", "request_yen", Severity.ERROR),
    ({"request_yen": 2_790}, "amount.small", "request_yen", Severity.ERROR),
    ({"request_yen": 2_790_000_000}, "amount.large", "request_yen", Severity.ERROR),
    ({"wish_yen": "=G5*2"}, "cell.formula_empty", "wish_yen", Severity.ERROR),
    ({"note": "#REF!"}, "cell.error", "note", Severity.ERROR),
    ({"name_ja": None}, "cell.blank", "name_ja", Severity.ERROR),
    ({"name_ja": "長" * 201}, "text.long", "name_ja", Severity.ERROR),
    ({"cost_class": None}, "cell.blank", "cost_class", Severity.ERROR),
    ({"project": "T3-1"}, "choice.unknown", "project", Severity.ERROR),
    ({"programme": "old"}, "choice.followed", "programme", Severity.ERROR),
    ({"programme": "終わった事業"}, "choice.ended", "programme", Severity.ERROR),
    ({"programme": "theirs"}, "line.payer", "programme", Severity.WARNING),
    ({"domains": "D1、D9"}, "choice.unknown", "domains", Severity.ERROR),
    ({"cites": "第1章"}, "refs.form", "cites", Severity.ERROR),
    ({"provisional": "たぶん"}, "flag.word", "provisional", Severity.ERROR),
    ({"area": None}, "line.area", "area", Severity.WARNING),
    ({"reprint_of": "B2-77"}, "line.reprint", "reprint_of", Severity.ERROR),
    ({"code": "B3-07"}, "line.body", "code", Severity.ERROR),
    ({"code": "行1"}, "code.unknown", "code", Severity.WARNING),
    ({"code": "B2-02"}, "code.twice", "", Severity.ERROR),
    ({"row_version": 1, "note": "変えた"}, "line.meanwhile", "row_version", Severity.WARNING),
]


@pytest.mark.parametrize(("cells", "code", "name", "severity"), CASES)
def test_a_spoiled_cell_is_found_at_its_place(
    cells: dict[str, Any], code: str, name: str, severity: Severity
) -> None:
    reading = read(with_cells(**cells))
    here = [one for one in reading.findings if one.code == code]
    assert here, [one.code for one in reading.findings]
    assert here[0].severity is severity
    if name:
        assert here[0].place.line == FIRST
        assert here[0].place.column == column_of(name)
    told = workbook_findings.told(here[0])
    assert told.words.ja.endswith(("。", "）")) or "：" in told.words.ja
    assert told.step.en.endswith(".")


def column_of(name: str) -> str:
    from ikkan.tabular.grid import letter

    return letter(AT[name])


def test_an_unknown_code_comes_with_the_nearest_known_ones() -> None:
    reading = read(with_cells(project="T3-1"))
    said = workbook_findings.told(reading.findings[0]).words.ja
    assert "T3-01｜医薬品" in said


def test_several_choices_are_separated_by_lines_or_commas() -> None:
    for typed in ("D1\nD2", "がん、難病", "D2｜難病；D1", "D1,\nD2,"):
        assert set(read(with_cells(domains=typed)).lines[0].domains) == {"D1", "D2"}, typed


def test_amounts_are_read_as_they_are_written() -> None:
    for typed in ("２，７９０，０００", "27.9億円", "2,790百万円", 2_790_000, 2_790_000.0):
        reading = read(with_cells(request_yen=typed))
        assert reading.lines[0].request_yen == 2_790_000_000, typed
    assert read(with_cells(request_yen=2_790_000.5)).lines[0].request_yen == 2_790_000_500


def test_merged_words_are_split_merged_amounts_are_refused() -> None:
    def change(book: Any) -> None:
        page = book[LINES_SHEET]
        name, amount = column_of("name_ja"), column_of("request_yen")
        page.merge_cells(f"{name}{FIRST}:{name}{FIRST + 2}")
        page.merge_cells(f"{amount}{FIRST}:{amount}{FIRST + 1}")

    reading = read(spoiled(change))
    assert [one.name_ja for one in reading.lines[:3]] == ["事業B2-01"] * 3
    assert {"merged.split", "merged.amount"} <= {code for code, _ in found(reading)}
    assert reading.errors >= 1


def test_hidden_sheets_rows_and_columns_are_told() -> None:
    def change(book: Any) -> None:
        page = book[LINES_SHEET]
        page.row_dimensions[FIRST + 1].hidden = True
        page.column_dimensions[column_of("note")].hidden = True
        book.create_sheet("控え").sheet_state = "hidden"

    reading = read(spoiled(change))
    assert {"row.hidden", "column.hidden", "sheet.hidden"} == {c for c, _ in found(reading)}
    assert reading.lines == LINES


def test_sums_that_disagree_are_found_rounding_is_told_apart() -> None:
    def change(book: Any, off: int) -> None:
        page = book[LINES_SHEET]
        row = FIRST + 4
        page.cell(row=row, column=AT["name_ja"]).value = "小計"
        page.cell(row=row, column=AT["request_yen"]).value = 4 * 2_790_000 + off

    for off, code in ((0, None), (1, "sum.rounding"), (500, "sum.other")):
        reading = read(spoiled(lambda book, off=off: change(book, off)))
        codes = {one for one, _ in found(reading)}
        assert codes == ({code} if code else set()), off
        assert len(reading.lines) == 4


def test_lines_that_vanish_are_named() -> None:
    reading = read(spoiled(lambda book: book[LINES_SHEET].delete_rows(FIRST + 1)))
    gone = [one for one in reading.findings if one.code == "line.gone"]
    assert [one.values["code"] for one in gone] == ["B2-02"]
    assert reading.errors == 0


@pytest.mark.parametrize(
    ("stamp", "code"),
    [
        ({"body": "B3"}, "stamp.body"),
        ({"request": "REQ-1"}, "stamp.request"),
        ({"number": "2"}, "stamp.number"),
        ({"edition": "0"}, "stamp.edition"),
    ],
)
def test_a_stale_or_foreign_template_is_recognised(stamp: dict[str, str], code: str) -> None:
    known = replace(KNOWN, stamp=replace(KNOWN.stamp, **stamp))
    assert code in {one for one, _ in found(read(template(known, TITLE)))}


def test_without_its_stamp_or_headings_a_workbook_is_refused() -> None:
    bare = read(spoiled(lambda book: book.remove(book[RULES_SHEET])))
    assert "stamp.none" in {code for code, _ in found(bare)}
    other = read(spoiled(lambda book: book[LINES_SHEET].delete_rows(1, 99)))
    assert [one.code for one in other.findings] == ["sheet.none"]
    empty = read(spoiled(lambda book: book[LINES_SHEET].delete_rows(FIRST, 99)))
    assert "rows.none" in {code for code, _ in found(empty)}


def test_all_findings_come_at_once_gravest_first_and_as_a_file() -> None:
    reading = read(with_cells(request_yen="８", project="X", name_ja=None, wish_yen="-1"))
    severities = [one.severity.rank for one in reading.findings]
    assert severities == sorted(severities)
    assert reading.errors >= 3
    kept = workbook_findings.of_data(workbook_findings.as_data(reading.findings))
    assert [workbook_findings.told(one) for one in kept] == [
        workbook_findings.told(one) for one in reading.findings
    ]
    sheet = workbook_findings.sheet(reading.findings, "要求書.xlsx")
    assert len(sheet.rows) == len(reading.findings)


def test_a_refused_file_is_not_read() -> None:
    reading = read(b"code,name\n", name="lines.csv")
    assert {one.code for one in reading.findings} == {"guard.suffix", "guard.type"}
    assert reading.lines == ()


def test_only_so_many_lines_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reading, "MOST_LINES", 3)
    reading = read(spoiled())
    assert len(reading.lines) == 3
    assert ("rows.many", f"{FIRST + 3}") in found(reading)


def test_codes_of_new_lines_count_on() -> None:
    assert next_code("B2", ["B2-09", "B3-40", "B2-x", "7"]) == "B2-10"
    assert next_code("A-LONG-BODY-CODE", []) == "A-LONG-BODY--01"


HOSTILE = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1905, 1, 1), date(2100, 1, 1)),
    st.sampled_from(
        ["=1/0", "=cmd|' /C calc'!A0", "#N/A", "_x0000_", "_xD800_", "①千円", "１/２",
         "一億二千万円", "፩፪", "²", "1e9999", "NaN", "-0", "½", "٣",
         "clause:", ":", "｜", "計", "\u202e", "∞", "0x10"]
    ),
)  # fmt: skip


@settings(max_examples=30)
@given(
    st.dictionaries(st.sampled_from([one.field for one in COLUMNS]), HOSTILE, max_size=8),
    st.lists(HOSTILE, max_size=4),
)
def test_hostile_cells_never_raise_anything_but_findings(
    cells: dict[str, Any], heads: list[Any]
) -> None:
    def change(book: Any) -> None:
        page = book[LINES_SHEET]
        for name, value in cells.items():
            page.cell(row=FIRST, column=AT[name]).value = value
        for number, value in enumerate(heads, start=3):
            page.cell(row=HEADER_ROW, column=number * 2).value = value

    reading = read(spoiled(change))
    for one in reading.findings:
        told = workbook_findings.told(one)
        assert told.words.ja
        assert told.words.en
    for one in reading.lines:
        assert 0 <= one.request_yen < 10**18
        "".join((one.name_ja, one.note, one.code)).encode()
        assert "\x00" not in one.name_ja


def test_known_without_lines_or_choices_reads_all_the_same() -> None:
    bare = Known(stamp=KNOWN.stamp)
    assert read(template(bare, TITLE), bare).lines == ()
