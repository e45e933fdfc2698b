"""Every amount of the public sources is read as the value beside it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ikkan.values import era, printed


def _rows(shared: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted((shared / "mission" / "figures").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                yield f"{path.name}:{line}", row


@pytest.mark.shared
def test_printed_amounts_are_the_amounts_beside_them(shared: Path) -> None:
    read, wrong = 0, []
    for place, row in _rows(shared):
        for column in row:
            text, beside = row[column], column.replace("_printed", "_oku_yen")
            if not column.endswith("_printed") or not row.get(beside) or not text:
                continue
            found = printed.parse(text, unit=None if re.search("円", text) else "億円")
            read += 1
            if (found.value, found.unit) != (Decimal(row[beside]), "億円"):
                wrong.append((place, column, text, row[beside], found.value, found.unit))
    assert not wrong
    assert read >= 200


@pytest.mark.shared
def test_printed_values_are_the_values_beside_them(shared: Path) -> None:
    read, wrong = 0, []
    for place, row in _rows(shared):
        text = row.get("value_printed") or (row.get("printed") if "category_ja" in row else None)
        if not text or not row.get("value"):
            continue
        read += 1
        if printed.parse(text).value != Decimal(row["value"]):
            wrong.append((place, text, row["value"]))
    assert not wrong
    assert read >= 25


@pytest.mark.shared
def test_printed_periods_are_the_years_beside_them(shared: Path) -> None:
    for place, row in _rows(shared):
        if not row.get("period_printed"):
            continue
        period = printed.parse_period(row["period_printed"])
        found = [period.first, period.last, period.years]
        beside = [row["start_fy"], row["end_fy"], row["years_printed"]]
        assert [str(n or "") for n in found] == beside, place


@pytest.mark.shared
def test_printed_days_and_era_labels_are_the_dates_beside_them(shared: Path) -> None:
    days = labels = 0
    for place, row in _rows(shared):
        if row.get("date_printed") and re.fullmatch(r"[0-9-]{10}", row.get("date", "")):
            days += 1
            assert era.parse_date(row["date_printed"]).isoformat() == row["date"], place
        if row.get("era_label"):
            labels += 1
            assert era.parse_year(row["era_label"]) == int(row["fiscal_year"]), place
    assert days >= 15
    assert labels >= 70


@pytest.mark.shared
def test_printed_breakdowns_of_the_sources_are_read(shared: Path) -> None:
    seals, read = "内総文厚経", 0
    for path in sorted((shared / "mission" / "sources").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for found in re.findall(rf"（(?:[{seals}][0-9０-９][^（）]*|[{seals}])）", text):
            parts = printed.parse_breakdown(found)
            assert {seal for seal, _ in parts} <= set(seals)
            read += 1
    assert read >= 15
