"""Disease fields and statistics by project: two ways of counting, the public's view, files."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ikkan.awards.models import Award, YearAmount
from ikkan.outcomes.models import Outcome, OutcomeAward
from ikkan.parties.models import Organisation
from ikkan.plan.snapshot import Snapshot
from ikkan.portal import counting, fieldreading
from ikkan.portal.counting import Fact, Tally
from ikkan.portal.fieldreading import Shares
from ikkan.values.years import FiscalYear
from tests.portal.conftest import Get

pytestmark = pytest.mark.sqlite_only

CANCER, RARE = "T3-D1", "T3-D2"


@pytest.fixture
def awards(amed: Snapshot, db: None) -> list[Award]:
    """Three public awards and a closed one, in one or two disease fields."""
    place = Organisation.objects.create(
        code="ORG-1", name_ja="例示大学", name_en="Example University", sort="university"
    )
    rows = [
        ("A-1", [CANCER], "2025-04-01", "2027-03-31", "practical-cancer", True),
        ("A-2", [CANCER, RARE], "2024-10-01", "2026-03-31", "practical-cancer", True),
        ("A-3", [], "2025-07-01", "2026-03-31", "infectious-emerging", True),
        ("A-4", [CANCER], "2025-04-01", "2026-03-31", "practical-cancer", False),
    ]
    made = [
        Award.objects.create(
            code=code,
            title_ja=f"課題{code}",
            title_en=f"Award {code}",
            organisation=place,
            programme_code=programme,
            began_on=date.fromisoformat(began),
            ends_on=date.fromisoformat(ends),
            fiscal_year=FiscalYear.of(date.fromisoformat(began)).year,
            domains=domains,
            phase="",
            published=published,
        )
        for code, domains, began, ends, programme, published in rows
    ]
    for award, yen in zip(made, (300_000_000, 150_000_000, 70_000_000, 900_000_000), strict=True):
        YearAmount.objects.create(award=award, fiscal_year=2025, sort="decided", yen=yen)
    found = Outcome.objects.create(
        code="OUT-1", sort="paper", title_ja="論文の例", title_en="A paper", state="verified",
        occurred_on=date(2026, 1, 10), fiscal_year=2025, evidence="10.1234/x", published=True,
        reported_by="u-1",
    )  # fmt: skip
    OutcomeAward.objects.create(outcome=found, award=made[1], share="1/2")
    return made


def row(page: Any, ref: str) -> list[str]:
    return [cell.words for cell in page.one("tr", data_ref=ref).all("td")]


def test_each_field_has_full_and_fractional_counts_beside_each_other(
    awards: list[Award], get: Get
) -> None:
    page = get("/domains/?year=2025", "en")
    assert row(page, f"domain:{CANCER}") == ["2", "1.50", "4.5", "3.8"]
    assert row(page, f"domain:{RARE}") == ["1", "0.50", "1.5", "0.8"]
    assert row(page, "domain:T3-D3") == ["0", "0.00", "–", "–"]
    assert "Awards (fractional counting)" in page.words
    assert "Decided (full counting, ¥100 million)" in page.words
    japanese = get("/domains/?year=2025", "ja")
    assert row(japanese, f"domain:{CANCER}") == ["2", "1.50", "4.5", "3.8"]
    assert "課題数（分数カウント）" in japanese.words
    assert "どの資料にも印字がない" in japanese.words
    assert len(japanese.all("tr", data_ref="domain:T2-D1")) == 1


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_field_shows_years_phases_projects_awards_and_outcomes(
    awards: list[Award], get: Get, language: str
) -> None:
    page = get(f"/domains/{CANCER}/?year=2025", language)
    years = {"ja": ["令和7年度（2025）", "令和6年度（2024）"], "en": ["FY2025", "FY2024"]}
    words = page.words
    assert words.index(years[language][0]) < words.index(years[language][1])
    shown = {ref for ref in page.refs if ref.startswith("awards.award:")}
    assert shown == {"awards.award:A-1", "awards.award:A-2"}
    assert "outcomes.outcome:OUT-1" in page.refs
    assert row(page, "project:T3-05")[0] == "2"
    assert f"domain:{CANCER}" in page.refs
    rare = get(f"/domains/{RARE}/?year=2025", language)
    assert {ref for ref in rare.refs if "award:" in ref} == {"awards.award:A-2"}
    assert "0.25" in rare.words


def test_a_closed_award_is_counted_for_nobody(awards: list[Award], as_role: Any) -> None:
    client = as_role("funder_staff")
    page = client.get(f"/domains/{CANCER}/?year=2025").content.decode()
    assert "A-4" not in page
    assert "課題A-4" not in page


@pytest.mark.covers("S-487", "S-488")
def test_statistics_by_project_phase_and_start(
    awards: list[Award], get: Get, client: Client
) -> None:
    page = get("/projects/statistics/?year=2025", "en")
    [whole, started, _] = [one for one in page.all("table") if "counted" in one.classes]
    assert row(whole, "project:T3-04") == ["1", "1.00", "0.7", "0.7"]
    assert row(whole, "project:T3-05")[0] == "2"
    total = [cell.words for cell in whole.one("tr", cls="total").all("td")]
    assert total == ["3", "3.00", "5.2", "5.2"]
    starts = [line.words for line in started.all("tr", data_ref="project:T3-05")]
    assert any("New" in words for words in starts)
    assert any("Continuing" in words for words in starts)
    answer = client.get("/projects/statistics.csv?year=2025", headers={"accept-language": "en"})
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    parts = [line for line in lines if line["Table"] == "By integrated project" and line["Code"]]
    assert sum(float(line["Awards (fractional counting)"]) for line in parts) == pytest.approx(
        3, abs=1e-5
    )
    yen = "Decided (fractional counting, yen)"
    assert sum(int(line[yen]) for line in parts) == pytest.approx(520_000_000, abs=2)
    assert client.get("/projects/statistics.xlsx").content[:2] == b"PK"


def test_files_of_fields_and_years_that_are_none(awards: list[Award], client: Client) -> None:
    answer = client.get("/domains.csv?year=2025", headers={"accept-language": "ja"})
    [line] = [
        line
        for line in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        if line["コード"] == CANCER
    ]
    assert line["決定額（整数カウント、円）"] == "450000000"
    assert line["決定額（分数カウント、円）"] == "375000000"
    assert client.get(f"/domains/{CANCER}.xlsx").content[:2] == b"PK"
    assert client.get("/domains/no-such/").status_code == 404
    for year in ("1900", "2999", "x", "２０２５"):
        assert client.get(f"/domains/?year={year}").status_code == 404


def test_made_up_awards_are_marked_on_page_and_in_file(awards: list[Award], client: Client) -> None:
    Award.objects.filter(code="A-1").update(fictional=True)
    page = client.get("/domains/?year=2025", headers={"accept-language": "en"}).content.decode()
    assert "chip-demo" in page
    answer = client.get("/domains.csv?year=2025", headers={"accept-language": "en"})
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {line["Note"] for line in lines} == {"Demonstration value (made up)"}


def test_a_day_before_leaves_out_what_had_not_begun(awards: list[Award], get: Get) -> None:
    page = get("/domains/?year=2024&as_of=2025-01-31", "en")
    assert row(page, f"domain:{CANCER}") == ["1", "0.50"]


def test_the_number_of_queries_is_constant(
    awards: list[Award], client: Client, django_assert_max_num_queries: Any
) -> None:
    for address in ("/domains/", f"/domains/{CANCER}/", "/projects/statistics/"):
        client.get(address)
        with django_assert_max_num_queries(18):
            client.get(address)
    for number in range(30):
        Award.objects.create(
            code=f"B-{number}", title_ja="多", organisation=awards[0].organisation,
            began_on=date(2025, 4, 1), ends_on=date(2026, 3, 31), fiscal_year=2025,
            domains=[CANCER, RARE],
        )  # fmt: skip
    for address in ("/domains/", f"/domains/{CANCER}/", "/projects/statistics/"):
        with django_assert_max_num_queries(18):
            client.get(address)


CODES = st.sampled_from(["D1", "D2", "D3", "D4"])


@given(st.lists(st.tuples(st.lists(CODES, unique=True), st.integers(0, 10**12)), max_size=20))
def test_fractional_counts_add_up_to_the_whole(rows: list[tuple[list[str], int]]) -> None:
    found = [
        Fact(
            award=counting.Award(
                key=key,
                domains=tuple(domains),
                phase="",
                programme="",
                began_on=date(2025, 4, 1),
                last_on=date(2026, 3, 31),
            ),
            year=2025,
            runs=True,
            new=True,
            yen={"decided": yen},
        )
        for key, (domains, yen) in enumerate(rows)
    ]
    counted = counting.tally(found, counting.by_domain)
    assert sum((one.shares for one in counted.values()), Fraction(0)) == len(rows)
    shares = [one.yen_shares.get("decided", Fraction(0)) for one in counted.values()]
    assert sum(shares, Fraction(0)) == sum(yen for _, yen in rows)
    whole = Tally()
    for fact in found:
        whole.add(fact, Fraction(1))
    assert all(one.awards <= whole.awards for one in counted.values())


def test_shares_of_a_programme_make_one_whole(amed: Snapshot) -> None:
    shares = Shares(amed)
    found = list(shares.of("practical-cancer", date(2025, 4, 1), date(2026, 3, 31)))
    assert len(found) == 3
    assert sum(share for _, share in found) == 1
    assert list(shares.of("practical-cancer", date(2030, 4, 1), date(2031, 3, 31))) == [
        (counting.NO_SHARE, Fraction(1))
    ]
    assert fieldreading.read(date(2026, 11, 22)).awards == ()
