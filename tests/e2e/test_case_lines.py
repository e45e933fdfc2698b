"""The line of published money, walked as a reader and as a person at the command line would."""

from __future__ import annotations

import re

import pytest

from tests.e2e.crawling import Page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
FIGURE = "projects2021.1.total"


def page_of(client, address: str, **query: str) -> Page:
    page = Page(address=address)
    answer = client.get(address, query)
    assert answer.status_code == 200, address
    page.feed(answer.content.decode())
    return page


@pytest.mark.covers("S-133")
def test_from_a_printed_amount_up_to_the_plan_and_the_term_before(client, applied) -> None:
    home = page_of(client, "/", year="2021")
    assert f"figure:{FIGURE}" in home.refs
    figure = page_of(client, f"/figures/{FIGURE}/")
    assert "/register/project/T2-01/" in figure.links
    project = page_of(client, "/register/project/T2-01/")
    assert {"term:T2", f"figure:{FIGURE}"} <= project.refs
    term = page_of(client, "/line/project/T2-01/")
    assert {"term:T2", "term:T1"} <= term.refs


def test_every_step_of_the_line_leads_back(client, applied) -> None:
    walked = page_of(client, "/line/case/case-1/")
    steps = {ref for ref in walked.refs if ref.startswith("case_step:")}
    assert len(steps) == 9
    for ref in sorted(steps):
        kind, code = ref.split(":", 1)
        step = page_of(client, f"/register/{kind}/{code}/")
        assert "case:case-1" in step.refs, ref


def test_the_command_walks_the_same_line(client, applied, ikkan) -> None:
    walked = ikkan("line", "walk", "project:T2-01", "--json")
    assert walked.code == 0
    said = str(walked.json) + walked.out
    for ref in ("term:T2", f"figure:{FIGURE}"):
        assert ref in said


def test_what_had_not_begun_is_open_and_what_ended_stays_readable(client, applied) -> None:
    early = client.get("/register/project/T3-04/", {"as_of": "2019-04-01"}).content.decode()
    late = client.get("/register/project/T2-01/", {"as_of": "2026-11-22"}).content.decode()
    assert "未発効" in early
    assert "終了" in late
    assert re.search(r"２?383|３８３億円", late)


def test_where_lines_break_is_counted_and_listed(client, applied, ikkan) -> None:
    report = ikkan("line", "broken", "--json")
    assert report.code in (0, 1)
    page = page_of(client, "/line/broken/")
    assert page.refs
    dangling = client.get("/line/broken/").content.decode()
    assert "行き先のない参照" in dangling


def test_a_reference_to_nothing_is_refused_in_both_languages(client, applied, ikkan) -> None:
    asked = ikkan("line", "walk", "project:none")
    assert asked.code == 2
    assert client.get("/line/project/none/").status_code == 404
    assert client.get("/line/nothing/none/").status_code == 404
