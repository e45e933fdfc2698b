"""The real sheets: what is read is counted again from the files by other means."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum

from ikkan.budget.models import Sheet, SheetBudget, SheetMatch, SheetPayee
from ikkan.budget.sheets import files, queries, reading, rules, sources
from ikkan.budget.sheets.rules import NewSheet

pytestmark = [pytest.mark.shared, pytest.mark.sqlite_only]
MEDICAL = "data/judgit/judgit_medical_rd.jsonl.gz"
MENTIONS = "data/judgit/judgit_amed_mentions.jsonl.gz"
AGENCY = "9010005023796"


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def read(mapping: str, *paths: Path) -> list[NewSheet]:
    source, _ = sources.read(mapping)
    assert source is not None
    reader = reading.Reader(source)
    return [reader.sheet(raw) for raw in files.Reading(source, paths).sheets()]


def checked(sheets: list[NewSheet]) -> Counter[bool | None]:
    return Counter(
        rules.holds(rules.gap(one, sheet.scale), sheet.scale)
        for sheet in sheets
        for one in sheet.budgets
    )


def test_the_sheets_that_name_the_agency(load: Any, shared: Path, client: Any) -> None:
    found = load(shared / MENTIONS, options=["--propose"]).json
    given = list(lines(shared / MENTIONS))
    assert (found["loaded"], found["refused"]) == (len(given), 0) == (162, 0)
    printed = sum(row.get("予算計") or 0 for one in given for row in one["予算"])
    assert found["budget_yen"] == pytest.approx(printed * 1_000_000, abs=1_000)
    paid = SheetPayee.objects.filter(corporate_number=AGENCY)
    assert paid.count() == 125
    assert paid.aggregate(sum=Sum("yen"))["sum"] // 1_000_000 == 1_193_595
    fund = Sheet.objects.get(key="2015/内閣府/0036-2")
    row = SheetBudget.objects.get(sheet=fund, fiscal_year=2014)
    assert (row.initial, row.total, row.gap) == (
        *(17_500_000_000, 16_480_000_000),
        -1_020_000_000,
    )
    assert row.holds is False
    later = Sheet.objects.get(key="2019/内閣府/0040")
    assert [one.year for one in queries.chain(later)] == [2018, 2019]
    moonshot = SheetMatch.objects.filter(target="programme:moonshot", score=1000)
    assert {one.sheet.year for one in moonshot} == {2021, 2022, 2023}
    page = client.get(f"/sheets/{fund.code}/", headers={"accept-language": "en"}).text
    assert "17,500,000,000" in page
    assert "−¥1,020,000,000" in page


def test_sums_of_the_medical_sheets(shared: Path) -> None:
    sheets = read("judgit", shared / MEDICAL)
    assert len(sheets) == 1568
    assert checked(sheets) == {True: 6138, False: 134, None: 1568}
    for one, given in islice(zip(sheets, lines(shared / MEDICAL), strict=True), 0, None, 97):
        assert (one.key, len(one.payees)) == (given["_sheet"], len(given["支出先"]))
        assert one.key.startswith(f"{one.year}/{one.ministry}/")


def test_the_successors_documents_a_project_without_a_summary_is_missing(shared: Path) -> None:
    folder = shared / "data" / "rs2024"
    names = ("sankey-svg-2024-graph.json.gz", "rs2024-project-details.json.gz")
    sheets = read("rs2024", *(folder / name for name in names))
    assert len(sheets) == 5664
    assert sum(not one.budgets for one in sheets) == 661
    assert checked(sheets) == {True: 5003}
    assert {row.fiscal_year for one in sheets for row in one.budgets} == {2023}
    assert sum(row.total or 0 for one in sheets for row in one.budgets) == 151_123_034_375_145
    assert sum(len(one.payees) for one in sheets) == 37_478
