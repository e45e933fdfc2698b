"""The real tables, row by row: what is loaded is counted again from the file by other means."""

from __future__ import annotations

import csv
import gzip
import shutil
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count, Sum

from ikkan.awards.models import Award, YearAmount
from ikkan.parties.models import Organisation
from tests.awards import world as worlds

pytestmark = pytest.mark.shared
AWARDS = "data/judgit/amed_downstream_awards.csv"


def same(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


@pytest.fixture(scope="module")
def pack_held(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[None]:
    """The pack in force for all tests of this file."""
    with worlds.kept(django_db_blocker, amed):
        yield


@pytest.fixture
def home(pack_held: None, db: None) -> None:
    """An empty home with the pack in force; what a test writes is undone at its end."""


@pytest.fixture(scope="module")
def lines(shared: Path) -> list[dict[str, str]]:
    with (shared / AWARDS).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_review_sheets_is_accounted_for(
    home: None, ikkan: Any, shared: Path, lines: list[dict[str, str]], tmp_path: Path
) -> None:
    packed = tmp_path / "awards.csv.gz"
    with (shared / AWARDS).open("rb") as file, gzip.open(packed, "wb") as out:
        shutil.copyfileobj(file, out)
    refused = tmp_path / "refused.csv"
    done = ikkan("import", "awards", packed, "--mapping", "judgit", "--json", "--refused", refused)
    found = done.json
    assert done.code == 0
    assert found["rows"] == len(lines) == 2862
    assert found["loaded"] + found["merged"] + found["refused"] == 2862
    with refused.open(encoding="utf-8-sig", newline="") as file:
        withheld = [row["reason_ja"] for row in csv.DictReader(file)]
    assert len(withheld) == found["refused"] == 19
    assert all("伏せられて" in reason for reason in withheld)
    kept = [line for line in lines if line["corp_no"] or not _withheld(line["performer"])]
    assert len(kept) == 2862 - 19
    exact = sum(_yen(line["amount_mjpy"]) for line in kept)
    assert found["yen"] == exact == YearAmount.objects.aggregate(yen=Sum("yen"))["yen"]
    assert found["loaded"] == found["awards"] == Award.objects.count()
    numbers = {line["corp_no"] for line in kept if line["corp_no"]}
    held = set(Organisation.objects.values_list("corporate_number", flat=True)) - {""}
    assert held == numbers
    again = ikkan("import", "awards", shared / AWARDS, "--mapping", "judgit", "--json").json
    kept_counts = ("rows", "loaded", "merged", "refused", "awards", "yen")
    assert {key: again[key] for key in kept_counts} == {key: found[key] for key in kept_counts}
    assert (again["changed"], again["organisations"]) == (0, 0)
    spans = Award.objects.annotate(years=Count("amounts"))
    assert max(award.years for award in spans) == _longest(lines) == 6


def _yen(printed: str) -> Decimal:
    """In yen; remainders of binary fractions (9.700000000000001) are not of the source."""
    return (Decimal(printed) * 1_000_000).quantize(Decimal("0.0001")).normalize()


def _withheld(name: str) -> bool:
    folded = same(name)
    return folded[-1:].isascii() and folded[-1:].isalpha() and not folded[-2:-1].isascii()


def _longest(lines: list[dict[str, str]]) -> int:
    """The most fiscal years that one performer, task and programme have."""
    groups: dict[tuple[str, str, str], set[str]] = {}
    for line in lines:
        key = (line["corp_no"], same(line["task"]), same(line["programme"]))
        if line["corp_no"]:
            groups.setdefault(key, set()).add(line["fy"])
    return max(len(years) for years in groups.values())


def test_tables_in_the_form_of_exporter(home: None, ikkan: Any, shared: Path) -> None:
    path = shared / "data/nih/nih_sample_2014_100.csv"
    found = ikkan("import", "awards", path, "--mapping", "exporter", "--json").json
    assert (found["rows"], found["loaded"], found["refused"]) == (100, 100, 0)
    assert not YearAmount.objects.exists()
    assert Award.objects.filter(code="X-EXPORTER-P50DA018165-6488").exists()


def test_the_start_of_a_large_table(home: None, ikkan: Any, shared: Path, tmp_path: Path) -> None:
    import duckdb

    part = tmp_path / "part.parquet"
    source = shared / "data/nih/project_io.parquet"
    duckdb.sql(f"COPY (SELECT * FROM read_parquet('{source}') LIMIT 1200) TO '{part}'")
    found = ikkan("import", "awards", part, "--mapping", "exporter", "--json").json
    assert (found["rows"], found["loaded"], found["organisations"]) == (1200, 1200, 1)
    assert found["severity"]["info"] >= 3  # no organisation, no year, no yen: said, not hidden
