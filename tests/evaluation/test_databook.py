"""The data book: from the pack alone, the same numbers in every file, the same bytes again."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from openpyxl import load_workbook

from ikkan.analytics.lake import Publication
from ikkan.audit.actor import SYSTEM
from ikkan.documents.paper import Paper
from ikkan.evaluation import databook, lake
from ikkan.plan import actions
from ikkan.records import papers as record_papers
from ikkan.server import packs
from tests.conftest import TODAY, Command
from tests.documents import pdfs

pytestmark = pytest.mark.sqlite_only

YEAR = 2021


@pytest.fixture(scope="module")
def published(
    django_db_setup: None, django_db_blocker: Any, amed: Any, tmp_path_factory: Any
) -> Publication:
    """What the pack alone gives; the database is as before."""
    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), override_settings(IKKAN_HOME=home), transaction.atomic():
        actions.record_pack(amed, by=SYSTEM, as_of=TODAY, version=None, key=None)
        made = lake.publish(TODAY)
        transaction.set_rollback(True)
    return made


@pytest.fixture(scope="module")
def papers(published: Publication) -> dict[str, Paper]:
    return databook.papers(published, YEAR)


def exhibit(paper: Paper, number: str) -> Any:
    return next(one for one in paper.exhibits if one.number == number)


def test_ten_chapters_each_with_its_rule_in_both_languages(papers: dict[str, Paper]) -> None:
    for paper in papers.values():
        assert [chapter.number for chapter in paper.chapters] == list(range(1, 11))
        assert all(one.rule and one.title and one.other for one in paper.exhibits)
    assert [one.number for one in papers["ja"].exhibits] == [
        one.number for one in papers["en"].exhibits
    ]


def test_printed_budget_of_the_years_stands_as_printed(papers: dict[str, Paper]) -> None:
    grid = exhibit(papers["ja"], "1-1").grid
    assert [head.text for head in grid.heads[1:]] == [str(year) for year in range(2014, 2022)]
    total = grid.rows[-1]
    assert total.strong
    assert total.cells[1:] == (1201, 1234, 1250, 1252, 1247, 1258, 1259, 1261)
    by_name = {row.cells[0]: row.cells[1:] for row in grid.rows}
    assert by_name["総務省"][:3] == (None, None, 3)
    assert grid.missing
    inhouse = exhibit(papers["ja"], "1-2").grid.rows[-1].cells
    assert inhouse[1:] == (None, None, None, None, None, None, 792, 835)


def test_projects_of_one_basis_stand_apart_from_another(papers: dict[str, Paper]) -> None:
    first, second = exhibit(papers["en"], "2-1"), exhibit(papers["en"], "2-2")
    assert "FY2021 initial budget" in first.title
    assert "As published" in second.title
    assert first.drawing is not None
    amounts = [row.cells[-2] for row in first.grid.rows]
    assert {Decimal(383), Decimal(109), Decimal(185), Decimal(170)} <= set(amounts)


def test_what_has_no_rows_says_so_in_words_and_shows_no_grid(papers: dict[str, Paper]) -> None:
    paper = papers["ja"]
    for number in ("5-1", "6-1", "7-1", "10-1"):
        assert exhibit(paper, number).grid is None
        assert "ゼロという意味ではありません" in exhibit(paper, number).absent
    for number in ("8-1", "9-1"):
        assert "公開されていません" in exhibit(paper, number).absent


def test_year_without_print_says_so(published: Publication) -> None:
    paper = databook.papers(published, 2016)["en"]
    assert "does not mean zero" in exhibit(paper, "2-1").absent
    later = databook.papers(published, 2025)["en"]
    assert any("newest print is of FY2021" in note for note in exhibit(later, "1-1").notes)
    assert exhibit(later, "10-2").grid is not None


@pytest.mark.parametrize("language", ["ja", "en"])
def test_same_numbers_in_html_pdf_and_workbook(papers: dict[str, Paper], language: str) -> None:
    paper = papers[language]
    page = record_papers.body(paper, "html").decode()
    said = pdfs.text(record_papers.body(paper, "pdf"))
    book = load_workbook(io.BytesIO(record_papers.body(paper, "xlsx")))
    for one in paper.exhibits:
        assert one.rule in page.replace("&#x27;", "'")
        assert "".join(one.rule.split()) in said
        sheet = [list(row) for row in book[one.number].iter_rows(values_only=True)]
        assert any(one.rule in str(row[0]) for row in sheet)
        if one.grid is None:
            assert one.absent in page
            assert any(one.absent == row[0] for row in sheet)
            continue
        for row in one.grid.rows:
            assert "".join("".join(row.words).split()) in said
            assert list(row.cells) in [_typed(cells) for cells in sheet]
            for word in row.words:
                assert f">{word}<" in page.replace("&#x27;", "'").replace("&amp;", "&")


def _typed(cells: list[Any]) -> list[Any]:
    return [Decimal(str(cell)) if isinstance(cell, float) else cell for cell in cells]


def test_same_records_make_the_same_files(published: Publication, papers: dict[str, Paper]) -> None:
    again = databook.papers(published, YEAR)
    assert again == papers
    for form in record_papers.FORMS:
        made = record_papers.body(papers["ja"], form)
        assert record_papers.body(again["ja"], form) == made


def test_workbook_carries_the_day_of_the_book(papers: dict[str, Paper]) -> None:
    made = record_papers.body(papers["ja"], "xlsx")
    with zipfile.ZipFile(io.BytesIO(made)) as found:
        assert b"2026-11-22T00:00:00Z</dcterms:modified>" in found.read("docProps/core.xml")
        assert {item.date_time[:3] for item in found.infolist()} == {(2026, 11, 22)}


@pytest.mark.covers("S-486")
def test_command_writes_both_languages_and_names_what_is_absent(
    applied: Any, ikkan: Command, settings: Any, tmp_path: Path
) -> None:
    settings.IKKAN_HOME = tmp_path / "home"
    said = ikkan("databook", "--year", YEAR, "--out", tmp_path / "out", "--json")
    assert said.code == 0, said.err
    assert said.json["absent"] == ["5-1", "5-2", "6-1", "7-1", "8-1", "9-1", "10-1", "10-2"]
    assert said.json["fictional"] is False
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == sorted(said.json["files"])
    assert len(names) == 6
    again = ikkan("databook", "--year", YEAR, "--out", tmp_path / "out", "--lang", "en", "--json")
    assert len(again.json["files"]) == 3
    assert again.json["files"].items() <= said.json["files"].items()
    assert again.json["measures"] == said.json["measures"]


def test_command_refuses_a_file_as_folder_and_an_absurd_year(
    applied: Any, ikkan: Command, settings: Any, tmp_path: Path
) -> None:
    settings.IKKAN_HOME = tmp_path / "home"
    (tmp_path / "file").write_text("")
    said = ikkan("databook", "--year", YEAR, "--out", tmp_path / "file" / "x", "--lang", "ja")
    assert said.code == 2
    assert "--out" in said.err
    said = ikkan("databook", "--year", 99999, "--out", tmp_path / "out")
    assert said.code == 2
    assert not (tmp_path / "out").exists()


def test_lake_command_tells_rows(
    applied: Any, ikkan: Command, settings: Any, tmp_path: Path
) -> None:
    settings.IKKAN_HOME = tmp_path / "home"
    said = ikkan("lake", "publish", "--as-of", "2026-11-22", "--json")
    assert said.code == 0, said.err
    assert said.json["tables"]["figure"] > 300
    assert said.json["tables"]["award"] == 0
    assert Path(said.json["folder"]).is_dir()
    again = ikkan("lake", "publish", "--as-of", "2026-11-22", "--json")
    assert again.json["lake"] == said.json["lake"]


def test_minimal_pack_makes_a_book_in_its_own_year(
    db: None, settings: Any, tmp_path: Path, root: Path
) -> None:
    settings.IKKAN_HOME = tmp_path / "home"
    pack = packs.load(root / "packs" / "minimal")
    actions.record_pack(pack, by=SYSTEM, as_of=TODAY, version=None, key=None)
    paper = databook.papers(lake.publish(date(2025, 12, 31)), 2025)["en"]
    assert paper.title == "Data book 2025"
    assert exhibit(paper, "1-1").grid is not None
    assert "fund" in exhibit(paper, "4-1").title.lower()
    assert record_papers.body(paper, "pdf").startswith(b"%PDF")


def test_no_engine_is_loaded_to_serve_pages(root: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", _SERVE],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"


_SERVE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "ikkan.server.settings"
import django
django.setup()
import ikkan.server.urls
engines = ("ibis", "duckdb", "pyarrow", "typst", "openpyxl")
print([name for name in engines if name in sys.modules])
"""
