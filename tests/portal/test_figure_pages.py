"""A published figure as a thing: its page, its card, and the filtered list, through HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ikkan.plan.snapshot import Snapshot
from tests.portal.markup import Element

pytestmark = pytest.mark.sqlite_only

Get = Callable[..., Element]
WISH = "request2020.amed.wish.TOTAL"


def test_every_figure_has_a_page_and_one_of_each_set_a_card(amed: Snapshot, client: Client) -> None:
    sets: dict[str, str] = {}
    for figure in amed.figures(state="all"):
        answer = client.get(figure.url, headers={"accept-language": "en"})
        assert answer.status_code == 200, figure.code
        assert f'data-ref="figure:{figure.code}"' in answer.content.decode()
        sets.setdefault(figure.set, figure.code)
    for code in sets.values():
        assert client.get(f"/figures/{code}/card/").status_code == 200


@pytest.mark.covers("S-242")
def test_rounding_is_shown_as_arithmetic_and_intervals_and_nothing_is_corrected(get: Get) -> None:
    page = get(f"/figures/{WISH}/")
    assert page.one("p", "figure-printed").words == "４２０億円 ≈ 端数の範囲"
    facts = {d.one("dt").words: d.one("dd").words for d in page.one("dl", "facts").all("div")}
    assert facts["値と幅"] == "420億円（419.5 以上 420.5 未満）"
    assert facts["基準"].startswith("公表時のまま")
    first = page.all("div", "figure-check")[0]
    assert "identity:K-27" in first.refs
    assert first.one("p", "arithmetic").words == "30 + 173 + 168 + 50 = 421 計の印字は 420"
    drawing = first.one("svg", "interval").get("aria-label")
    assert "419.5 以上 420.5 未満" in drawing
    assert "419.0 以上 423.0 未満" in drawing
    assert "四捨五入しているため" in page.words


def test_a_figure_names_its_source_its_table_and_the_readings_that_differ(get: Get) -> None:
    page = get(f"/figures/{WISH}/", "en")
    assert "quotation:001:28" in page.refs
    assert "cost_class:amed_target" in page.refs
    assert "contradiction:C-09" in page.refs
    assert "/tables/fy2020-request/" in [link.get("href") for link in page.all("a")]
    assert f"/line/figure/{WISH}/" in [link.get("href") for link in page.all("a")]
    citation = page.one("pre", "citation").text()
    assert citation.startswith("“４２０億円” FY2020 wish")
    assert f"figure:{WISH}" in citation
    assert "?as_of=" in citation


def test_an_approximate_figure_says_that_its_width_is_not_printed(get: Get) -> None:
    page = get("/figures/scale.total/", "en")
    assert "how wide is not printed" in page.one("dl", "facts").words


def test_the_card_is_a_fragment_with_the_same_facts(get: Get) -> None:
    card = get(f"/figures/{WISH}/card/")
    assert not card.all("html")
    assert card.one("h2").words == "４２０億円"
    assert "30 + 173 + 168 + 50 = 421" in card.words
    assert "1,166 + 420 = 1,586" in card.words
    assert "「上記における計数は、それぞれ四捨五入しているため" in card.words
    assert "001・28行" in card.words
    assert card.one("button", "card-close").words.startswith("Esc で閉じる")


@pytest.mark.covers("S-244", "S-245", "S-252")
@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("cost_class=amed_target", lambda row: row.cost_class == "amed_target"),
        ("cost_class=inhouse&year=2020", lambda r: (r.cost_class, r.year) == ("inhouse", 2020)),
        ("ministry=MEXT&measure=amount", lambda r: (r.ministry, r.measure) == ("MEXT", "amount")),
        ("set=covid-packages", lambda row: row.set == "covid-packages"),
        ("basis=recast_fy2021", lambda row: row.basis == "recast_fy2021"),
        ("q=cicle", lambda row: "cicle" in f"{row.code} {row.label.en}".lower()),
    ],
)
def test_filters_narrow_the_list_and_its_file(
    query: str, fits: Callable[[Any], bool], get: Get, amed: Snapshot, client: Client
) -> None:
    wanted = [row.code for row in amed.figures() if fits(row)]
    page = get(f"/figures/?{query}", "en")
    assert page.one("p", "count-line").words.startswith(f"{len(wanted)} figure")
    rows = [r.get("data-ref") for r in page.one("table", "data").all("tr") if r.get("data-ref")]
    assert rows == [f"figure:{code}" for code in wanted[:50]]
    file = client.get(f"/figures.csv?{query}").content.decode("utf-8-sig").splitlines()
    assert len(file) == len(wanted) + 1


def test_the_list_turns_pages_of_fifty_with_its_filters(
    get: Get, amed: Snapshot, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        page = get("/figures/?basis=as_published&page=2", "en")
    pages = page.one("nav", "paging")
    assert pages.one("span", aria_current="page").words == "2"
    for link in pages.all("a"):
        assert re.fullmatch(r"\?basis=as_published&page=\d+", link.get("href"))
    get("/figures/?page=99", "en", 404)
    get("/figures/?page=x", "en", 400)


def test_no_figure_fits_is_said_with_a_way_back(get: Get) -> None:
    page = get("/figures/?q=zzzz", "en")
    assert "No figure fits these filters. Show all" in page.words
