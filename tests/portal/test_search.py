"""The search page: one box over the pack and the records, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ikkan.audit.actor import PUBLIC
from ikkan.plan.models import PackVersion
from ikkan.plan.snapshot import Snapshot
from ikkan.portal import search, search_feed, search_index
from ikkan.retrieval import store
from tests.portal.conftest import Get
from tests.portal.markup import Element

pytestmark = pytest.mark.sqlite_only

FIGURE = "series.amed.2021.TOTAL.initial"


@pytest.fixture(scope="module", autouse=True)
def _index(applied: PackVersion) -> Iterator[None]:
    """The index is made once by the first search of the module."""
    yield
    search_index._looked.clear()


def refs(page: Element) -> list[str]:
    return [hit.get("data-ref") for hit in page.all("li", "hit")]


def count(page: Element) -> int:
    said = page.one("p", "search-count").words
    return int(re.sub(r"\D", "", said.split("件")[0].split("record")[0]))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_bare_page_says_how_to_ask(get: Get, language: str) -> None:
    page = get("/search/", language)
    assert page.one("html").get("lang") == language
    assert page.one("input", id="search-page").get("maxlength") == "200"
    assert not page.all("li", "hit")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("typed", ["がん", "癌", "ガン", "cancer"])
def test_words_of_one_meaning_find_the_same(get: Get, typed: str, language: str) -> None:
    page = get(f"/search/?q={typed}", language)
    assert count(page) == count(get("/search/?q=悪性腫瘍", language)) > 50
    assert {"がん", "癌", "cancer"} & {mark.words.lower() for mark in page.all("mark")}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (FIGURE, f"figure:{FIGURE}"),
        (f"figure:{FIGURE}", f"figure:{FIGURE}"),
        ("series.amed.2021.total.ini", f"figure:{FIGURE}"),
        ("moonshot", "fund:moonshot"),
        ("薬事承認 膵がん", "approval:pancreatic-ivd.approval"),
        ("S-148", "phase:F1"),
    ],
)
def test_codes_numbers_and_words_lead_to_their_record(get: Get, typed: str, first: str) -> None:
    assert refs(get(f"/search/?q={typed}"))[0] == first


@pytest.mark.parametrize("typed", ["薬", "脳", "PD", "予算", "DC"])
def test_short_questions_find_something(get: Get, typed: str) -> None:
    assert count(get(f"/search/?q={typed}")) > 0


def test_every_row_of_the_pack_leads_to_a_page(amed: Snapshot, client: Client, get: Get) -> None:
    entries = {entry.ref.kind: entry for entry in search_feed.rows(amed)}
    assert set(entries) == search_feed.pack_kinds() - {"alias", "synonym"}
    for entry in entries.values():
        found = get(f"/search/?q={entry.ref.kind}:{entry.ref.code}")
        [hit] = [hit for hit in found.all("li", "hit") if hit.get("data-ref") == str(entry.ref)]
        address = hit.one("h2").one("a").get("href").partition("#")[0]
        assert client.get(address).status_code == 200, address


def test_another_name_of_a_programme_finds_it(amed: Snapshot, get: Get) -> None:
    alias = amed.entry("alias", "moonshot.2").data["printed"]
    assert "programme:moonshot" in refs(get(f"/search/?q=「{alias}」"))


def test_facets_count_what_they_leave(get: Get) -> None:
    page = get("/search/?q=再生医療")
    for facet in page.all("section", "facet"):
        for choice in facet.all("li"):
            said = int(choice.one("span", "count").words)
            assert count(get(f"/search/{choice.one('a').get('href')}")) == said


def test_narrowing_is_in_the_address_and_is_taken_off(get: Get) -> None:
    page = get("/search/?q=再生医療&kind=clause&as_of=2025-04-01", "en")
    assert {ref.partition(":")[0] for ref in refs(page)} == {"clause"}
    [chosen] = page.all("a", "chosen")
    assert "kind=" not in chosen.get("href")
    assert all("as_of=2025-04-01" in a.get("href") for a in page.one("ol", "hits").all("a"))
    assert all("as_of=2025-04-01" in a.get("href") for a in page.one("nav", "facets").all("a"))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "query", ["kind=nope", "station=moon", "year=２０２１", "year=20211", "mark=x", "page=x"]
)
def test_a_narrowing_that_cannot_be_is_refused(get: Get, query: str, language: str) -> None:
    page = get(f"/search/?q=がん&{query}", language, 400)
    assert page.one("html").get("lang") == language


def test_pages_follow_each_other(get: Get) -> None:
    first, second = get("/search/?q=予算"), get("/search/?q=予算&page=2")
    assert len(refs(first)) == len(refs(second)) == 20
    assert not set(refs(first)) & set(refs(second))
    assert second.one("ol", "hits").get("start") == "21"
    get("/search/?q=予算&page=9999", status=404)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "typed", ["zzzz", "-がん", "", '"', "*", "a%3Cscript%3E", "語" * 300, "-", "「」"]
)
def test_whatever_is_typed_is_answered_with_a_remedy(get: Get, typed: str, language: str) -> None:
    page = get(f"/search/?q={typed}", language)
    assert not page.all("script", src="")
    assert page.all("div", "empty") or page.all("h2") or count(page)


def test_a_narrowed_search_without_hits_offers_the_whole(get: Get) -> None:
    page = get("/search/?q=がん&year=1999")
    assert count(page) == 0
    hrefs = [link.get("href") for link in page.one("div", "empty").all("a")]
    assert any("year" not in href and "q=" in href for href in hrefs)


def test_a_broken_index_is_made_anew(amed: Snapshot, get: Get) -> None:
    before = refs(get("/search/?q=再生医療"))
    root = Path(settings.IKKAN_HOME) / search_index.FOLDER
    for file in root.glob("index-*/*"):
        file.write_bytes(b"rubbish")
    search_index._store_of.cache_clear()
    assert refs(get("/search/?q=再生医療")) == before
    assert search_index.read(amed, lambda index: index.size) > 2000


def test_where_no_index_can_be_the_page_says_why(
    get: Get, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    (tmp_path / search_index.FOLDER).write_text("a file where the folder should be")
    settings.IKKAN_HOME = tmp_path
    page = get("/search/?q=がん", "en")
    assert "search folder" in page.one("div", "notice-stop").words


def test_a_new_layout_makes_the_index_anew(amed: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    rebuild = store.Store.rebuild

    def counted(self: store.Store, *given: Any) -> int:
        made.append(1)
        return rebuild(self, *given)

    monkeypatch.setattr(store.Store, "rebuild", counted)
    search.ask("がん", amed, PUBLIC)
    assert not made
    monkeypatch.setattr(store.index, "LAYOUT", store.index.LAYOUT + 1)
    search_index._store_of.cache_clear()
    assert search.ask("がん", amed, PUBLIC).hits
    assert made == [1]
    monkeypatch.undo()
    search_index._store_of.cache_clear()


@pytest.mark.parametrize("page", ["9" * 5_000, "-1", "x"])
def test_what_is_no_number_of_a_page_is_refused(page: str) -> None:
    assert Client().get("/search/", {"q": "budget", "page": page}).status_code == 400
