"""Identities, contradictions and sources through HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ikkan.plan.rules import Verdict
from ikkan.plan.snapshot import Snapshot
from tests.portal.markup import Element

pytestmark = pytest.mark.sqlite_only

Get = Callable[..., Element]


def listed(page: Element) -> list[str]:
    rows = page.one("table", "checks-table").all("tr")
    return [row.get("data-ref") for row in rows if row.get("data-ref")]


def test_all_identities_stand_with_verdict_and_arithmetic(
    get: Get, amed: Snapshot, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        page = get("/checks/")
    assert listed(page) == [f"identity:K-{number:02d}" for number in range(1, 90)]
    assert "557 + 476 + 169 = 1,202 計の印字は 1,201" in page.one("tr", id="K-01").words
    assert "矛盾" in page.one("tr", id="K-70").words


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_narrows_the_list(verdict: Verdict, get: Get, amed: Snapshot) -> None:
    page = get(f"/checks/?verdict={verdict.value}")
    assert len(listed(page)) == amed.summary[verdict.value]
    chosen = page.one("a", aria_current="true")
    assert verdict.label.ja in chosen.words


def test_the_identities_of_one_table(get: Get) -> None:
    page = get("/checks/?table=fy2020-request&verdict=within_rounding")
    assert listed(page) == ["identity:K-27", "identity:K-32"]
    get("/checks/?verdict=perhaps", status=400)
    get("/checks/?table=none", status=404)


def test_each_identity_has_a_page_with_every_number_it_uses(amed: Snapshot, client: Client) -> None:
    for code, judgement in amed.judgements.items():
        answer = client.get(f"/checks/{code}/", headers={"accept-language": "en"})
        assert answer.status_code == 200, code
        body = answer.content.decode()
        assert judgement.verdict.label.en in body
        for figure in judgement.identity.codes:
            assert f'data-ref="figure:{figure}"' in body


def test_the_interval_of_a_quotient_is_said_in_few_digits(get: Get) -> None:
    assert "0.079 超 0.239 未満" in get("/checks/K-20/").words


def test_contradictions_keep_every_reading_with_its_source(
    get: Get, amed: Snapshot, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        page = get("/contradictions/", "en")
    conflicts = page.all("article", "conflict")
    assert [found.get("id") for found in conflicts] == [f"C-{n:02d}" for n in range(1, 21)]
    assert not page.all("s") + page.all("del")
    for found in conflicts:
        readings = found.all("div", "reading")
        assert len(readings) >= 2, found.get("id")
        for reading in readings:
            assert [link for link in reading.all("a") if "/sources/" in link.get("href")]


def test_sources_say_what_is_a_draft_and_what_a_copy(
    get: Get, amed: Snapshot, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        page = get("/sources/", "en")
    row = page.one("tr", data_ref="source:004")
    assert row.one("span", "status-draft").words == "Draft"
    assert page.all("span", "status-third_party_copy")
    shown = [r.get("data-ref") for r in page.one("table", "data").all("tr") if r.get("data-ref")]
    assert shown == [str(entry.ref) for entry in amed.entries("source", state="all")]


def test_a_source_shows_its_quoted_lines_in_order_with_the_rows_that_cite_them(
    amed: Snapshot, client: Client, get: Get
) -> None:
    page = get("/sources/001/")
    line = page.one("tr", id="L28")
    assert "４２０億円" in line.words
    assert "figure:request2020.amed.wish.TOTAL" in line.refs
    numbers = [
        int(row.get("id")[1:]) for row in page.one("table", "quotes").all("tr") if row.get("id")
    ]
    assert numbers == sorted(numbers)
    for entry in amed.entries("source", state="all"):
        answer = client.get(f"/sources/{entry.code}/")
        assert answer.status_code == 200
        body = answer.content.decode()
        for rows in amed.cited(entry.code).values():
            for row in rows:
                assert f'data-ref="{row.ref}"' in body, row.ref
