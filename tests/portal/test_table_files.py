"""CSV and XLSX of tables, figures, checks, contradictions and sources, through HTTP."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client

from ikkan.plan.snapshot import Snapshot

ADDRESSES = (
    "/tables",
    "/tables/fy2020-request",
    "/tables/device-map-fy2025",
    "/figures",
    "/checks",
    "/contradictions",
    "/sources",
    "/sources/001",
)


def rows_of(client: Client, address: str, language: str = "en") -> list[dict[str, str]]:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_csv_and_workbook_hold_the_same_rows_and_the_workbook_its_notes(
    address: str, language: str, amed: Snapshot, client: Client
) -> None:
    told = {"accept-language": language}
    text = client.get(f"{address}.csv", headers=told).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}.xlsx", headers=told).content))
    first = book.worksheets[0]
    assert [cell.value for cell in first[1]] == lines[0]
    assert first.max_row == len(lines) > 1
    notes = [row[1] for row in book.worksheets[-1].iter_rows(values_only=True)]
    assert any(amed.pack_version.version in str(note) for note in notes)


def test_a_table_as_a_file_has_every_number_with_its_code_and_source(
    amed: Snapshot, client: Client
) -> None:
    rows = rows_of(client, "/tables/fy2020-request.csv")
    figures = amed.table("fy2020-request").figures
    assert [row["Code"] for row in rows] == [figure.code for figure in figures]
    wish = next(row for row in rows if row["Code"] == "request2020.amed.wish.TOTAL")
    assert wish["As printed"] == "４２０億円"
    assert Decimal(wish["Value"]) == 420
    assert (wish["Lowest"], wish["Highest"]) == ("419.5", "420.5")
    assert (wish["Verdict"], wish["Source"]) == ("Within rounding", "001:28")
    assert wish["Identities"] == "K-27 K-29"


def test_the_workbook_of_a_table_has_it_as_printed(amed: Snapshot, client: Client) -> None:
    content = client.get("/tables/fy2020-request.xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(content))["資料どおり"]
    assert sheet.cell(2, 4).value == "４２０億円（内30,文173,厚168,経50）"


def test_checks_as_a_file_keep_verdict_codes_and_intervals(amed: Snapshot, client: Client) -> None:
    rows = rows_of(client, "/checks.csv?verdict=within_rounding")
    assert [row["Code"] for row in rows] == ["K-01", "K-20", "K-27", "K-32", "K-85"]
    assert {row["Verdict code"] for row in rows} == {"within_rounding"}
    assert (rows[2]["Left, lowest"], rows[2]["Left, highest"]) == ("419.0", "423.0")


def test_contradictions_as_a_file_have_one_row_for_each_reading(
    amed: Snapshot, client: Client
) -> None:
    rows = rows_of(client, "/contradictions.csv")
    assert len(rows) == len(amed.entries("reading"))
    assert {row["Code"] for row in rows} == {f"C-{n:02d}" for n in range(1, 21)}
