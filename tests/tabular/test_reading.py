"""Tables of ministries are read as people read them; what cannot be read is said, all at once."""

from __future__ import annotations

import gzip
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ikkan.tabular import lake, messages
from ikkan.tabular.opening import opened
from ikkan.values.errors import InputError
from ikkan.values.finding import Severity
from tests.tabular.tables import HEADS, MAPPING, codes, csv_file, mapped, rows_of, table, xlsx_file

GOOD = ("東北大学", "令和３年度", '"１，２６１"', "R3.4.1")
READ = {"body": "東北大学", "year": 2021, "amount": 1_261_000, "decided": date(2021, 4, 1)}


@pytest.mark.parametrize("codec", ["utf-8-sig", "cp932", "utf-16", "euc_jp", "iso2022_jp_ext"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_wareki_full_width_digits_and_units_in_any_encoding(
    tmp_path: Path, codec: str, sign: str
) -> None:
    (row,) = rows_of(csv_file(tmp_path, HEADS, GOOD, codec=codec, sign=sign))
    assert row.values == READ
    assert (row.line, row.refused) == (2, False)


def test_a_packed_file_reads_the_same(tmp_path: Path) -> None:
    plain = csv_file(tmp_path, HEADS, GOOD)
    packed = tmp_path / "grants.bin"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    (row,) = rows_of(packed)
    assert row.values == READ


def test_titles_above_totals_notes_and_repeated_headers_are_no_data(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        ("令和3年度 配分一覧",),
        ("（単位：百万円）",),
        (),
        ("機関名", "年度", "配分額", "決定日"),
        ("東北大学", "R3", "1.5", ""),
        ("", "", "", ""),
        ("機関名", "年度", "配分額", "決定日"),
        ("大阪大学", "R3", "▲2", "－"),
        ("合　計", "", "3.5", ""),
        ("※ 端数は四捨五入", "", "", ""),
    )
    with table(path) as found:
        assert found.header is not None
        assert (found.header.line, found.header.unit) == (4, "百万円")
        rows = list(found.rows())
    assert [row.skipped for row in rows] == ["", "empty", "header", "", "total", "note"]
    data = [row for row in rows if not row.skipped]
    assert [row.values["amount"] for row in data] == [1_500_000, -2_000_000]
    assert [row.line for row in data] == [5, 8]


def test_a_workbook_with_merged_headings_and_typed_cells(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        [
            ["配分一覧", None, None, None],
            ["機関名", "年度", "配分額", None],
            [None, None, "当初（億円）", "補正（億円）"],
            ["東北大学", 2021, 131.4, 0.1 + 0.2],
        ],
        merged=("A1:D1", "A2:A3", "B2:B3", "C2:D2"),
    )
    split = MAPPING.replace('columns = ["配分額"]', 'columns = ["配分額/補正"]')
    (row,) = rows_of(path, mapped(split))
    assert row.values == {"body": "東北大学", "year": 2021, "amount": 30_000_000}
    assert row.line == 4


def test_the_sheet_that_fits_is_chosen_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["目次"])  # type: ignore[union-attr]
    page = book.create_sheet("表2")
    page.append(list(HEADS))
    page.append(["東北大学", "R3", 5, date(2021, 4, 1)])
    path = tmp_path / "two.xlsx"
    book.save(path)
    with table(path) as found:
        assert found.sheet == "表2"
        (row,) = found.rows()
        assert row.values["amount"] == 5_000
        assert row.values["decided"] == date(2021, 4, 1)
    with table(path, sheet="表3") as found:
        assert "sheet.none" in codes(found)


def test_json_lines_and_parquet(tmp_path: Path) -> None:
    heads = ("機関名", "年度", "配分額(円)")
    path = tmp_path / "t.jsonl"
    path.write_text(
        "\n".join(json.dumps(dict(zip(heads, row, strict=True))) for row in [("A", 2021, 1000)]),
        encoding="utf-8",
    )
    (row,) = rows_of(path)
    assert row.values == {"body": "A", "year": 2021, "amount": 1000}
    polars = pytest.importorskip("polars")
    path = tmp_path / "t.parquet"
    polars.DataFrame([("A", 2021, 1000.0)], schema=list(heads), orient="row").write_parquet(path)
    (row,) = rows_of(path)
    assert row.values == {"body": "A", "year": 2021, "amount": 1000}


def test_everything_wrong_with_a_header_is_said_at_once(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        ("機関名", "年渡", "配分額（千円）", "配分額（百万円）", "備考"),
        ("A", "R3", "1", "2", ""),
    )
    with table(path, given={"yaer": "2021"}) as found:
        assert not found.sound
        assert sorted(codes(found)) == [
            "given.field", "header.missing", "header.twice", "header.unused"
        ]  # fmt: skip
        missing = next(one for one in found.findings if one.code == "header.missing")
        assert "「年渡」のことですか" in messages.sentence(missing).ja
        assert 'Did you mean "年渡"?' in messages.sentence(missing).en
        with pytest.raises(ValueError, match="errors"):
            next(found.rows())


def test_units_must_be_known_and_agree(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ("機関名", "年度", "配分額"), ("A", "R3", "1"))
    with table(path) as found:
        assert codes(found) == ["header.no_unit"]
    other = mapped(MAPPING.replace('type = "money"', 'type = "money"\nunit = "百万円"'))
    with table(csv_file(tmp_path, HEADS, GOOD), other) as found:
        assert "header.unit" in codes(found)


def test_a_missing_column_may_be_given_for_every_row(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ("機関名", "配分額（円）"), ("A", "12"))
    (row,) = rows_of(path, given={"year": "令和3年度"})
    assert row.values["year"] == 2021
    with table(path, given={"year": "2021", "body": "B"}) as found:
        assert "header.given" in codes(found)
        assert any(one.severity is Severity.INFO for one in found.findings)


def test_every_bad_cell_of_a_row_is_named_with_what_was_read(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        HEADS,
        ("", "平成40年度", "12abc", "2021/2/30"),
        ("A", "R3", "1.0005", "", "5th"),
    )
    first, second = rows_of(path)
    assert [one.code for one in first.findings] == ["row.missing", *["row.value"] * 3]
    assert [one.place.column for one in first.findings][:2] == ["機関名", "年度"]
    assert all(one.place.line == 2 for one in first.findings)
    assert "12abc" in str(first.findings[2].values["read"])
    assert [one.code for one in second.findings] == [
        "row.value",
        "row.width",
    ]  # 0.5 yen, a 5th cell
    assert first.refused
    assert second.refused


def test_foreign_money_stays_in_its_currency(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ("機関名", "年度", "配分額"), ("A", "R3", "$12.50"))
    text = MAPPING.replace('"JPY"', '"USD"').replace(
        'type = "money"', 'type = "money"\ntransforms = ["amount_only"]'
    )
    (row,) = rows_of(path, mapped(text))
    assert row.values["amount"] == Decimal("12.50")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "tabular.empty"),
        (b"%PDF-1.7 x", "tabular.no_table"),
        (b"[1, 2]", "tabular.no_table"),
        (b"PK\x03\x04 broken", "tabular.damaged"),
        (b"PAR1 broken", "tabular.parquet"),
        (b"\x1f\x8b broken", "tabular.damaged"),
        (b'{"a": 1}\nnot json\n', "tabular.jsonl"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x", "tabular.book"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, body: bytes, code: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(body)
    with pytest.raises(InputError) as refused, opened(path):
        pass
    assert refused.value.code == code


def test_a_file_that_is_not_there_and_a_cut_one(tmp_path: Path) -> None:
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(b"a,b\n" * 9999)[:-20])
    for path, code in ((tmp_path / "no.csv", "tabular.file"), (cut, "tabular.damaged")):
        with pytest.raises(InputError) as refused, opened(path):
            pass
        assert refused.value.code == code


@pytest.mark.shared
def test_a_workbook_of_a_ministry_without_the_columns_says_which_it_needs(shared) -> None:
    with table(shared / "data/messy_ja/001334368.xlsx") as found:
        assert codes(found) == ["header.none"]
        assert "機関名" in messages.sentence(found.findings[0]).ja


def test_parquet_with_days_times_and_lists(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "t.parquet"
    fine = pa.array([1_700_000_000_123_456_789, None], pa.timestamp("ns"))
    columns = {"at": fine, "day": pa.array([date(2021, 4, 1)] * 2), "parts": [["a", "b"], []]}
    pq.write_table(pa.table(columns), path)
    first, second = lake.lines(path)
    assert (first.number, second.number) == (1, 2)
    assert str(first.cells[0]) == "2023-11-14 22:13:20.123456"
    assert second.cells == [None, date(2021, 4, 1), "[]"]
