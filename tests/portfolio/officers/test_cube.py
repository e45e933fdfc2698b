"""The cube page over HTTP: sides, shares to the yen, counting, sight, files, constant queries."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.audit.actor import SYSTEM
from ikkan.awards import actions as awards
from ikkan.portfolio.officers import crossed, crossing
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, TODAY, new_award
from tests.portfolio.officers.desk import DOMAIN, OTHER, PROJECT, client_of, said
from tests.portfolio.stage import Stage

pytestmark = pytest.mark.sqlite_only
OTHER_DOMAIN = "T2-D2"
DEVICES = "medical-engineering-global"


@pytest.fixture
def register(staged: Stage) -> Stage:
    """Three awards more: of a programme split over projects, of one project, of no programme."""
    for number, given in enumerate(
        (
            {
                "year_amounts": {2025: 10_000_001, 2026: 7},
                "domains": (DOMAIN, OTHER_DOMAIN),
                "began_on": date(2025, 4, 1),
            },
            {"year_amounts": {2026: 5_000_000}, "programme": DEVICES, "domains": (DOMAIN,)},
            {"year_amounts": {2026: 1}, "domains": (DOMAIN,), "phase": "F2"},
        )
    ):
        title = Text(f"架空の研究{number}", f"Study {number}")
        awards.record_awards([new_award(staged.world, title=title, **given)], **ASKED)
    return staged


def table(staged: Stage, query: str, name: str = "staff") -> dict[str, dict[str, str]]:
    """The file of the page by row, then column."""
    answer = client_of(staged, name).get(f"/portfolio/cube.csv?{query}")
    assert answer.status_code == 200, said(answer)[:2000]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    return {row[0]: dict(zip(rows[0][1:], row[1:], strict=True)) for row in rows[1:]}


@pytest.mark.covers("S-113")
def test_programmes_become_projects_by_their_shares_to_the_yen(register: Stage) -> None:
    found = table(register, "rows=project&columns=year")
    whole = table(register, "rows=programme&columns=year")
    assert found["Total"] == whole["Total"]
    year = {name: int(row["FY2025"]) for name, row in found.items() if int(row["FY2025"])}
    shares = (2_566_694, 1_374_490, 4_979_676)
    exact = [10_000_001 * one / 8_920_860 for one in shares]
    assert sum(year.values()) == 2 * 10_000_001
    parts = sorted(value for name, value in year.items() if name != "Total")
    assert all(abs(a - b) < 1 for a, b in zip(parts, sorted(exact), strict=True))


def test_shares_of_other_years_are_taken_only_where_asked(register: Stage) -> None:
    last = table(register, "rows=project&columns=year")
    dated = table(register, "rows=project&columns=year&shares=dated")
    assert "Mapped nowhere (remainder)" not in last
    assert dated["Mapped nowhere (remainder)"]["FY2026"] == dated["Total"]["FY2026"]
    assert dated["Total"] == last["Total"]
    other = table(register, "rows=project&columns=&term=T2")
    assert list(other) == ["Mapped nowhere (remainder)", "Total"]


def test_ministries_stand_beside_projects(register: Stage) -> None:
    found = table(register, "rows=ministry&columns=project")
    alone = table(register, "rows=ministry&columns=")
    assert {name: row["Total"] for name, row in found.items()} == {
        name: row["Total"] for name, row in alone.items()
    }
    assert len(found) > 2
    kept = table(register, f"rows=ministry&columns=year&of_project={PROJECT}")
    by_project = table(register, "rows=project&columns=year")
    first = max(by_project, key=lambda name: name.startswith("Pharm") or "rug" in name)
    assert abs(int(kept["Total"]["Total"]) - int(by_project[first]["Total"])) <= 2


def test_areas_are_counted_in_full_or_in_parts_and_the_totals_hold(register: Stage) -> None:
    parts = table(register, "rows=domain&columns=year&counting=fractional")
    full = table(register, "rows=domain&columns=year&counting=full")
    assert full["Total"] == parts["Total"]
    shares = [int(row["FY2025"] or 0) for name, row in parts.items() if name != "Total"]
    assert sorted(shares)[-2:] == [5_000_000, 5_000_001]
    wholes = [int(row["FY2025"] or 0) for name, row in full.items() if name != "Total"]
    assert sorted(wholes)[-2:] == [10_000_001, 10_000_001]
    counted = table(register, "rows=domain&columns=&measure=number&counting=fractional")
    assert counted["Total"]["Total"] == "4"
    assert {row["Total"] for row in counted.values()} >= {"0.5"}
    twice = table(register, "rows=domain&columns=phase&measure=number&counting=full")
    assert twice["Total"]["Total"] == "4"


def test_a_filter_narrows_before_anything_is_counted(register: Stage) -> None:
    only = table(register, f"rows=programme&columns=year&of_programme={DEVICES}")
    assert only["Total"] == {"FY2026": "5000000", "Total": "5000000"}
    area = table(register, f"rows=programme&columns=&of_domain={OTHER_DOMAIN}&counting=full")
    assert area["Total"]["Total"] == "10000008"
    shown = table(register, f"rows=domain&columns=&of_domain={OTHER_DOMAIN}")
    assert len(shown) == 2
    year = table(register, "rows=phase&columns=modality&year=2025")
    assert year["Total"]["Total"] == "10000001"
    refused = client_of(register, "staff").get("/portfolio/cube/?of_phase=F9&lang=en")
    assert refused.status_code == 400
    assert "Phase: there is no F9" in said(refused) or "段階に「F9」はありません" in said(refused)


def test_the_page_names_its_way_of_counting_and_draws_its_rows(register: Stage) -> None:
    page = said(client_of(register, "staff").get("/portfolio/cube/?rows=project&columns=domain"))
    assert "largest remainders" in page
    assert "Fractional counting" in page
    assert "<svg" in page
    assert 'href="/portfolio/cube.csv?' in page
    assert "By any two sides" in said(client_of(register, "staff").get("/portfolio/"))
    answer = client_of(register, "staff").get("/portfolio/cube/", headers={"accept-language": "ja"})
    assert "ポートフォリオの集計" in said(answer)


def test_only_awards_that_the_reader_may_see_are_counted(register: Stage, as_role: Any) -> None:
    everything = table(register, "rows=year&columns=")
    officer = as_role("program_officer", Ref("programme", DEVICES))
    answer = officer.get("/portfolio/cube.csv?rows=year&columns=")
    hidden = new_award(
        register.world,
        title=Text("伏せた研究", "Hidden"),
        year_amounts={2026: 900},
        published=False,
    )
    awards.record_awards([hidden], **ASKED)
    more = table(register, "rows=year&columns=")
    assert int(more["Total"]["Total"]) == int(everything["Total"]["Total"]) + 900
    again = officer.get("/portfolio/cube.csv?rows=year&columns=")
    assert again.content == answer.content


@pytest.mark.parametrize("role", ["researcher", "company", "public", "institution_office"])
def test_who_has_no_cube(staged: Stage, as_role: Any, client: Any, role: str) -> None:
    visitor = client if role == "public" else as_role(role)
    for address in ("/portfolio/cube/", "/portfolio/cube.csv"):
        assert visitor.get(address).status_code in (302, 403)


@pytest.mark.parametrize(
    "query", ["rows=colour", "rows=year&columns=year", "measure=x", "year=20", "counting=half"]
)
def test_a_question_the_cube_has_not_is_refused(staged: Stage, query: str) -> None:
    assert client_of(staged, "staff").get(f"/portfolio/cube/?{query}").status_code == 400


def test_an_empty_register_has_an_empty_page(staged: Stage) -> None:
    page = said(client_of(staged, "staff").get("/portfolio/cube/?sort=reported&rows=domain"))
    assert "No amount of an award stands here" in page
    assert client_of(staged, "staff").get("/portfolio/cube.pdf").status_code == 404


def test_queries_do_not_grow_with_the_awards(register: Stage) -> None:
    staff, counts = client_of(register, "staff"), []
    query = f"rows=ministry&columns=project&of_domain={DOMAIN}"
    for more in (1, 12):
        rows = [
            new_award(
                register.world,
                title=Text(f"研究{n}", f"More {n}"),
                year_amounts={2026: n + 1},
                domains=(DOMAIN, OTHER_DOMAIN)[: n % 3],
            )
            for n in range(more)
        ]
        awards.record_awards(rows, **ASKED)
        with CaptureQueriesContext(connection) as found:
            assert staff.get(f"/portfolio/cube/?{query}").status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_every_pair_of_sides_adds_up_to_the_same_total(register: Stage) -> None:
    totals = set()
    for rows in crossed.SIDES:
        for columns in crossed.SIDES:
            if rows != columns:
                asked = crossed.asked({"rows": rows, "columns": columns}, TODAY)
                found = crossing.read(SYSTEM, asked, TODAY)
                totals.add(found.whole)
                assert int(found.by_row.sum()) == int(found.by_column.sum()) == found.whole
    assert len(totals) == 1
    assert OTHER not in totals
