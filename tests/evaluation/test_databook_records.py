"""The data book with records: one visibility policy, two ways of counting, the mark everywhere."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from ikkan.awards.models import Award, YearAmount
from ikkan.documents.paper import Paper
from ikkan.evaluation import databook, lake
from ikkan.evaluation.models import Actual
from ikkan.outcomes.models import Outcome, OutcomeAward
from ikkan.parties.models import Organisation
from ikkan.plan.queries import snapshot
from ikkan.portfolio.models import Gate, Handover
from ikkan.records import papers as record_papers
from tests.conftest import TODAY, Command
from tests.documents import pdfs

pytestmark = pytest.mark.sqlite_only

YEAR = 2025
MARK = {"ja": "実演値", "en": "Demonstration"}


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.IKKAN_HOME = tmp_path / "home"
    return tmp_path / "home"


def award(number: int, place: Organisation, programme: str, **more: Any) -> Award:
    given = {"began_on": date(2024, 4, 1), "ends_on": date(2026, 3, 31), "fiscal_year": 2024}
    made = Award.objects.create(
        code=f"24xx000000{number}j0001",
        title_ja=f"課題{number}",
        organisation=place,
        programme_code=programme,
        **(given | more),
    )
    YearAmount.objects.create(award=made, fiscal_year=YEAR, sort="decided", yen=1_000 * number)
    return made


@pytest.fixture
def records(applied: Any, home: Path) -> list[Award]:
    """Three awards, one of them not public; gates, a hand-over, outcomes, an actual."""
    programme = snapshot(TODAY).entries("programme")[0].code
    university = Organisation.objects.create(
        code="O-1", name_ja="大学", sort="university", prefecture="13"
    )
    company = Organisation.objects.create(code="O-2", name_ja="会社", sort="company")
    one = award(1, university, programme, modality="drug", phase="F1", fictional=True)
    two = award(2, university, programme, modality="drug", phase="F2")
    three = award(3, company, "", published=False)
    gates = snapshot(TODAY).entries("gate")
    Gate.objects.create(
        code="G-1",
        award=one,
        template=gates[0].code,
        opened_on=date(2025, 4, 1),
        decision="go",
        decided_on=date(2025, 5, 1),
        reason="基準を満たす",
    )
    Gate.objects.create(code="G-2", award=two, template=gates[1].code, opened_on=date(2025, 4, 1))
    Handover.objects.create(
        code="H-1", award=one, to_programme=programme, proposed_on=date(2025, 9, 1)
    )
    for number, day in enumerate((date(2025, 6, 1), date(2025, 7, 1), date(2024, 1, 5))):
        outcome = Outcome.objects.create(
            code=f"X-{number}",
            sort="paper",
            title_ja="論文",
            occurred_on=day,
            fiscal_year=YEAR,
            evidence="doi:10.1000/1",
            state="verified",
            published=True,
            reported_by="system",
        )
        OutcomeAward.objects.create(outcome=outcome, award=one, share="1/3")
        OutcomeAward.objects.create(outcome=outcome, award=three, share="2/3")
    Actual.objects.create(
        code="V-1",
        indicator_code=snapshot(TODAY).entries("indicator")[0].code,
        indicator_ja="指標",
        indicator_en="Indicator",
        fiscal_year=YEAR,
        counting="full",
        value=12,
    )
    return [one, two, three]


def book(edition: str, language: str = "en") -> Paper:
    return databook.papers(lake.publish(TODAY, edition), YEAR)[language]


def cells(paper: Paper, number: str) -> list[tuple[Any, ...]]:
    found = next(one for one in paper.exhibits if one.number == number)
    assert found.grid is not None, found.absent
    return [row.cells for row in found.grid.rows]


def test_public_edition_counts_only_what_the_public_sees(records: list[Award]) -> None:
    paper = book("public")
    assert cells(paper, "5-1")[-1] == ("Total (computed)", 2, 3_000)
    assert cells(paper, "7-1")[-1] == ("Total (computed)", 2, 2)
    absent = {one.number: one.absent for one in paper.exhibits if one.absent}
    assert "not open to the public" in absent["8-1"]
    assert "not open to the public" in absent["9-1"]


def test_no_file_of_the_public_lake_names_a_record_that_is_not_public(
    records: list[Award],
) -> None:
    made = lake.publish(TODAY)
    hidden = records[2].code.encode()
    import pyarrow.parquet as pq

    for name in made.files:
        rows = str(pq.read_table(made.file(name)).to_pylist()).encode()
        assert hidden not in rows
    assert made.files["gate"].rows == 0
    assert made.facts.closed == ("seed", "gate", "handover")


def test_office_edition_counts_every_record(records: list[Award]) -> None:
    paper = book("office")
    assert cells(paper, "5-1")[-1] == ("Total (computed)", 3, 6_000)
    assert cells(paper, "8-1")[-1][-1] == 2
    assert cells(paper, "9-1")[-1][-1] == 1
    assert paper.facts[0][1].startswith("Office")


@pytest.mark.covers("S-488")
def test_new_and_continuing_awards_of_the_year(
    records: list[Award], ikkan: Command, tmp_path: Path
) -> None:
    new = records[0]
    new.began_on = date(YEAR, 4, 1)
    new.save(update_fields=["began_on"])
    said = ikkan("databook", "--year", YEAR, "--out", tmp_path, "--lang", "en")
    assert said.code == 0, said.err
    sheet = load_workbook(tmp_path / f"databook-{YEAR}-en.xlsx")["5-2"]
    assert [row[:3] for row in sheet.iter_rows(values_only=True)][-3:] == [
        ("New", 1, 1_000),
        ("Continuing", 1, 2_000),
        ("Total (computed)", 2, 3_000),
    ]


def test_outcomes_in_full_and_by_shares_with_the_rule_beside_them(records: list[Award]) -> None:
    office = book("office")
    ((_, full, fractional, links),) = cells(office, "10-1")
    assert (full, str(fractional), links) == (2, "2.00", 4)
    ((_, full, fractional, links),) = cells(book("public"), "10-1")
    assert (full, str(fractional), links) == (2, "0.67", 2)
    rule = next(one for one in office.exhibits if one.number == "10-1").rule
    assert "full counting" in rule
    assert "fractional counting" in rule


def test_printed_target_stands_beside_the_actual(records: list[Award]) -> None:
    rows = [row for row in cells(book("public"), "10-2") if row[5] is not None]
    assert [row[5] for row in rows] == [12]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_fictional_row_marks_every_page_and_every_file(
    records: list[Award], language: str
) -> None:
    paper, mark = book("public", language), MARK[language]
    assert mark in paper.mark
    pdf = record_papers.body(paper, "pdf")
    pages = len(re.findall(rb"/Type/Page\b(?!s)", pdf))
    assert pdfs.text(pdf).count(mark) >= pages
    assert mark in record_papers.body(paper, "html").decode()
    sheets = load_workbook(io.BytesIO(record_papers.body(paper, "xlsx"))).worksheets
    for sheet in sheets:
        assert any(mark in str(row[0]) for row in sheet.iter_rows(values_only=True)), sheet.title


def test_page_shows_the_book_and_every_file_downloads(records: list[Award], client: Client) -> None:
    lake.publish(TODAY)
    page = client.get(f"/databook/{YEAR}/").content.decode()
    assert "実演値" in page
    assert page.count('class="book-rule"') == len(list(book("public").exhibits))
    links = re.findall(r'href="(/databook/[^"]+\.(?:html|pdf|xlsx))"', page)
    assert len(links) == 6
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
    assert client.get("/databook/").status_code == 302


def test_page_without_a_publication_says_what_to_do(
    applied: Any, home: Path, client: Client
) -> None:
    answer = client.get(f"/databook/{YEAR}/")
    assert answer.status_code == 200
    assert "ikkan lake publish" in answer.content.decode()
    assert not home.exists()
    assert client.get(f"/databook/{YEAR}/databook-{YEAR}-ja.pdf").status_code == 404


def test_addresses_of_no_book_are_not_found(applied: Any, home: Path, client: Client) -> None:
    lake.publish(TODAY)
    for address in ("99999/", "2025/databook-2020-ja.pdf", "2025/databook-2025-fr.pdf"):
        assert client.get(f"/databook/{address}").status_code == 404
    assert client.get("/databook/2025/databook-2025-ja.exe").status_code == 404
