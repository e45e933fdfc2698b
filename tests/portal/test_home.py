"""The home page shows one year's money as printed, and says what no source prints."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ikkan.plan.rules import Verdict
from ikkan.plan.snapshot import Snapshot
from ikkan.portal import flow, flowdrawing, flowrows, flowwords, homepage, sights, upright
from ikkan.values.errors import NotFound
from tests.portal.conftest import Get

pytestmark = pytest.mark.sqlite_only

YEARS = tuple(range(2014, 2022))


def test_remainders_are_class_totals_less_printed_parts(amed: Snapshot) -> None:
    found = {one.of.code: one for one in flow.of_year(amed, 2021).remainders}
    assert found["amed_target"].value == 71
    assert found["amed_target"].sum == "1,261 − 336 − 109 − 185 − 152 − 177 − 231"
    assert found["inhouse"].value == 770
    assert found["inhouse"].interval is not None
    assert (found["inhouse"].interval.low, found["inhouse"].interval.high) == (
        Decimal("768.5"),
        Decimal("771.5"),
    )


@pytest.mark.parametrize("year", YEARS)
def test_a_year_stands_on_one_basis(amed: Snapshot, year: int) -> None:
    money = flow.of_year(amed, year)
    assert {part.figure.basis for one in money.payers for part in one.parts} == {money.basis.code}
    for cls in money.classes:
        assert len({one.ministry for one in cls.paid}) == len(cls.paid)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("year", YEARS)
def test_the_drawing_holds_every_printed_amount_once(
    amed: Snapshot, year: int, language: str
) -> None:
    money = flow.of_year(amed, year)
    picture = flowdrawing.draw(money, full=flow.largest_total(amed), language=language)
    drawn = [one.figure for one in (*picture.leaving, *picture.arriving) if one.figure]
    printed = [part.figure for payer in money.payers for part in payer.parts]
    printed += [part.figure for project in money.projects for part in project.parts]
    assert sorted(one.code for one in drawn) == sorted(one.code for one in printed)
    assert all(one.band.thickness >= 1.2 for one in (*picture.leaving, *picture.arriving))
    hatched = sum(not one.band.flow.itemised for one in picture.arriving)
    assert hatched == len(money.remainders) == len(picture.rests)


def test_colours_of_ministries_stay_the_same_through_the_years(amed: Snapshot) -> None:
    found = {
        (one.body.code, one.order) for year in YEARS for one in flow.of_year(amed, year).payers
    }
    assert sorted(found, key=lambda pair: pair[1]) == [
        ("MEXT", 1),
        ("MHLW", 2),
        ("METI", 3),
        ("MIC", 4),
    ]


def test_sums_carry_the_verdict_of_the_rule(amed: Snapshot) -> None:
    at_2021 = {one.what: one for one in flow.of_year(amed, 2021).sums}
    assert at_2021["payers"].verdict is at_2021["projects"].verdict is Verdict.HOLDS
    assert [check.code for check in at_2021["projects"].checks] == ["K-43", "K-44"]
    assert [check.code for check in at_2021["open"].checks] == ["K-45"]
    at_2014 = {one.what: one for one in flow.of_year(amed, 2014).sums}
    assert at_2014["payers"].verdict is Verdict.WITHIN_ROUNDING
    assert [check.code for check in at_2014["untotalled"].checks] == ["K-09"]


def test_a_class_without_a_printed_total_is_computed_in_the_open(amed: Snapshot, get: Get) -> None:
    inhouse = flow.of_year(amed, 2018).classes[1]
    assert inhouse.total is None
    assert (inhouse.value, inhouse.sum) == (Decimal(759), "260 + 414 + 85")
    page = get("/money/2018/")
    assert "計の印字なし" in page.one("svg", "flow-arriving").text()
    assert not [one for one in page.all("a", "opens") if one.words == "759"]
    assert "260 + 414 + 85" in page.one("details", "flow-table").text()


@pytest.mark.parametrize("year", YEARS[:-1])
def test_years_without_projects_say_so(amed: Snapshot, get: Get, year: int) -> None:
    assert not flow.of_year(amed, year).projects
    page = get(f"/money/{year}/")
    assert "プロジェクト別の額は資料にない" in page.one("svg", "flow-projects").text().replace(
        " ", ""
    )
    assert "この年のプロジェクト別の額は資料にありません。" in page.one("ol", "upright").text()


@pytest.mark.parametrize("year", YEARS)
def test_every_printed_number_opens_in_both_drawings(amed: Snapshot, get: Get, year: int) -> None:
    page = get(f"/money/{year}/")
    wide, narrow = page.one("div", "flow"), page.one("ol", "upright")
    beside = {figure.code for figure, _ in flow.of_year(amed, year).beside}
    for figure in flow.of_year(amed, year).figures:
        if figure.code not in beside:
            opened = wide.all("a", "opens", data_ref=f"figure:{figure.code}")
            assert opened, figure.code
            assert opened[0].get("href") == f"/figures/{figure.code}/", figure.code
    parts = {part.figure.code for one in flow.of_year(amed, year).payers for part in one.parts}
    assert parts <= {one.get("data-ref").removeprefix("figure:") for one in narrow.all("a")}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_markup_needs_no_inline_style_and_names_its_finding(get: Get, language: str) -> None:
    page = get("/", language)
    assert not [one.tag for one in page.walk() if "style" in one.attributes]
    (drawing,) = page.one("div", "flow").all("svg", role="img")
    assert "595" in drawing.get("aria-label")
    assert "770" in drawing.get("aria-label")
    assert not drawing.all("a")


def test_table_and_file_hold_the_same_lines(amed: Snapshot, get: Get, client: Client) -> None:
    rows = flowrows.rows(amed, flow.of_year(amed, 2021))
    table = get("/").one("details", "flow-table")
    assert len(table.one("tbody").all("tr")) == len(rows) == 22
    answer = client.get("/money/2021.csv", headers={"accept-language": "en"})
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line["Value"] for line in lines[: len(rows)]] == [
        f"{row.amount.value:f}" for row in rows
    ]
    assert [line["Computed as"] for line in lines if line["Kind"] == "computed"] == [
        "1261 − 336 − 109 − 185 − 152 − 177 − 231".replace("1261", "1,261"),
        "835 − 47 − 18",
    ]
    book = client.get("/money/2018.xlsx")
    assert book.status_code == 200
    assert book.content[:2] == b"PK"


@pytest.mark.parametrize(
    "address", ["/money/2013/", "/money/2022/", "/?year=1", "/?year=２０２１", "/money/2099.csv"]
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_year_no_source_prints_is_not_found(get: Get, address: str, language: str) -> None:
    page = get(address, language, 404)
    assert page.one("html").get("lang") == language


def test_a_year_by_query_and_by_address_are_the_same_page(get: Get) -> None:
    asked, named = get("/?year=2016"), get("/money/2016/")
    assert asked.one("div", "flow").text() == named.one("div", "flow").text()
    with pytest.raises(AssertionError):
        get("/?year=2016&as_of=yesterday")


def test_the_day_is_kept_in_links(get: Get) -> None:
    page = get("/?as_of=2022-01-01")
    years = page.one("nav", "money-years").all("a")
    assert all("as_of=2022-01-01" in one.get("href") for one in years)
    assert [one.words for one in years if one.get("aria-current")] == ["2021"]


def test_cases_keep_first_steps_of_programmes_and_undated_steps_last(amed: Snapshot) -> None:
    first, second = homepage.lines(amed, "ja")
    assert [point.precision for point in first.points] == [
        *("year", "year", "year", "month", "month", "undated")
    ]
    assert [point.when for point in first.points[3:]] == [
        "2023年6月",
        "2024年2月",
        "日付は資料になし",
    ]
    assert (len(second.points), first.left_out, second.left_out) == (3, 3, 0)


def test_funds_lie_on_their_printed_years(amed: Snapshot) -> None:
    found = sights.spans(amed)
    years = {row.fund.code: row.span.years for row in found.rows}
    assert years["moonshot"] == "2020–2027"
    assert years["aspire"] == "2023–"
    assert "cicle" not in years
    assert (found.years[0].year, found.years[-1].year) == (2020, 2031)


def test_bars_of_the_upright_line_share_a_scale(amed: Snapshot) -> None:
    found = upright.draw(flow.of_year(amed, 2021), "ja")
    widest = max(stretch.end for bar in found.payers for stretch in bar.stretches)
    assert widest == 100
    whole = {bar.rest.of.code: bar.width for bar in found.rests}
    assert whole["inhouse"] == 100
    first = found.projects[0].stretches[-1].end
    assert first == pytest.approx(383 / 770 * 100, abs=0.02)


def test_names_lose_only_what_all_share() -> None:
    assert flowwords.short_names(["薬プロジェクト", "機器プロジェクト"]) == ["薬", "機器"]
    assert flowwords.short_names(["Cost of care", "Cost of learning"]) == ["care", "learning"]
    assert flowwords.short_names(["One name"]) == ["One name"]
    assert flowwords.short_names(["ケア", "学び"]) == ["ケア", "学び"]


def test_an_unknown_year_is_refused_by_name(amed: Snapshot) -> None:
    with pytest.raises(NotFound) as refused:
        flow.of_year(amed, 1999)
    assert "1999" in refused.value.text.ja


def test_queries_do_not_grow_with_the_year(get: Get) -> None:
    counted = []
    for year in (2014, 2021):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            get(f"/money/{year}/")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 8
