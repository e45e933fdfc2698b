"""The shell of every page: skip links, language, display, the day, the line, what went wrong."""

from __future__ import annotations

import pytest
from django.test import Client

from ikkan.plan.snapshot import Snapshot
from tests.portal.conftest import Get
from tests.portal.markup import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
STATIONS = {
    "ja": ["計画", "予算", "公募", "課題", "ゲート", "引継ぎ", "成果", "次の計画"],
    "en": ["Plan", "Budget", "Call", "Award", "Gate", "Hand-over", "Outcome", "Next plan"],
}


def line_of(page: Element) -> Element:
    return page.one("header", "line-head").one("ol", "stations")


def labels_of(page: Element) -> list[str]:
    stations = [item.all(cls="station")[0] for item in line_of(page).all("li")]
    return [" ".join(one.text(frozenset({"spoken"})).split()) for one in stations]


def test_skip_links_come_first_and_have_a_target(get: Get) -> None:
    page = get("/plan/")
    links = page.one("body").all("a")
    assert [link.get("href") for link in links[:2]] == ["#line", "#content"]
    for link in links[:2]:
        target = page.one(id=link.get("href").removeprefix("#"))
        assert target.get("tabindex") == "-1"
    assert page.one("main").get("id") == "content"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_line_has_eight_stations_in_their_places(get: Get, language: str) -> None:
    for address in ("/", "/plan/", "/register/project/T2-01/"):
        page = get(address, language)
        assert page.one("html").get("lang") == language
        assert labels_of(page) == STATIONS[language]
        assert page.one("nav", "stations-nav").get("aria-label")


def test_every_station_leads_to_its_page(get: Get) -> None:
    page = get("/about/")
    stations = {
        " ".join(item.all(cls="station")[0].text(frozenset({"spoken"})).split()): item
        for item in line_of(page).all("li")
    }
    assert len(stations) == 8
    led = {name: item.one("a").get("href") for name, item in stations.items()}
    assert led["予算"] == "/tables/"
    assert led["公募"] == "/calls/"
    assert led["引継ぎ"] == "/handovers/"


def test_a_record_stands_on_its_own_line(get: Get) -> None:
    page = get("/register/project/T2-01/")
    here = line_of(page).one(cls="is-here")
    (link,) = here.all("a")
    assert link.get("aria-current") == "page"
    assert page.one("h1").words


def test_the_language_is_switched_by_a_plain_form_and_kept(amed: Snapshot, client: Client) -> None:
    japanese = parse(client.get("/plan/?as_of=2021-04-01").content.decode())
    (form,) = [
        one for one in japanese.all("form") if one.get("action").endswith("/account/language/")
    ]
    assert [(b.get("value"), b.get("aria-pressed")) for b in form.all("button")] == [
        ("ja", "true"),
        ("en", "false"),
    ]
    (back,) = [one for one in form.all("input") if one.get("name") == "next"]
    assert back.get("value") == "/plan/?as_of=2021-04-01"
    answer = client.post(
        "/account/language/", {"language": "en", "next": back.get("value")}, follow=True
    )
    assert answer.redirect_chain == [("/plan/?as_of=2021-04-01", 303)]
    assert parse(answer.content.decode()).one("html").get("lang") == "en"
    assert client.get("/about/").headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("sent", "attribute", "value"),
    [
        ({"scheme": "dark"}, "data-scheme", "dark"),
        ({"scheme": "light"}, "data-scheme", "light"),
        ({"density": "dense"}, "data-density", "dense"),
        ({"density": "relaxed"}, "data-density", "relaxed"),
        ({"keys_enabled": "off"}, "data-keys", "off"),
        ({"keys_enabled": "on"}, "data-keys", ""),
    ],
)
def test_display_choices_are_kept(
    amed: Snapshot, client: Client, sent: dict[str, str], attribute: str, value: str
) -> None:
    answer = client.post("/account/display/", {**sent, "next": "/about/"}, follow=True)
    page = parse(answer.content.decode())
    assert page.one("html").get(attribute) == value
    ((name, choice),) = sent.items()
    pressed = page.one("button", name=name, value=choice)
    assert pressed.get("aria-pressed") == "true"


def test_a_choice_that_does_not_exist_is_refused(amed: Snapshot, client: Client) -> None:
    answer = client.post("/account/display/", {"density": "huge", "next": "/"})
    assert answer.status_code == 400
    assert "huge" in answer.content.decode()


def test_the_day_is_asked_by_a_plain_form_that_keeps_the_page(get: Get) -> None:
    page = get("/figures/?as_of=2021-04-01&set=request2020")
    (field,) = [one for one in page.all("input") if one.get("type") == "date"]
    assert (field.get("name"), field.get("value")) == ("as_of", "2021-04-01")
    (form,) = [
        one
        for one in page.all("form")
        if any(inner is field for inner in one.walk()) and one.get("method") == "get"
    ]
    hidden = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    assert hidden == {"set": "request2020"}
    assert "2021年4月1日" in page.one(cls="strip").words


def test_the_day_stays_in_the_links_of_the_line_and_the_foot(get: Get) -> None:
    page = get("/plan/?as_of=2021-04-01")
    links = [*line_of(page).all("a"), *page.one("nav", "stations-nav").all("a")]
    assert links
    assert all("as_of=2021-04-01" in link.get("href") for link in links)


@pytest.mark.parametrize("asked", ["yesterday", "2021-02-30", "20210401", "２０２１-04-01", "<b>"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_day_that_cannot_be_read_is_said_with_the_form_wanted(
    get: Get, asked: str, language: str
) -> None:
    page = get(f"/plan/?as_of={asked}", language, status=400)
    assert "2025-03-31" in page.one("main").words
    assert asked in page.one("main").words
    assert page.all("b") == [] or asked != "<b>"
    assert len(labels_of(page)) == 8


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/?year=1999",
        "/?year=abc",
        "/money/1999/",
        "/money/1999.csv",
        "/tables/none/",
        "/figures/none/",
        "/figures/none/card/",
        "/checks/K-999/",
        "/sources/999/",
        "/register/none/",
        "/register/project/none/",
        "/line/project/none/",
        "/line/none/none/",
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_not_here_is_said_on_the_line(get: Get, address: str, language: str) -> None:
    page = get(address, language, status=404)
    assert page.one("html").get("lang") == language
    assert labels_of(page) == STATIONS[language]
    assert page.one("h1").words
    assert any(link.get("href") == "/" for link in page.one("main").all("a"))


def test_shortcuts_are_listed_for_the_stations_that_have_a_page(get: Get) -> None:
    page = get("/about/")
    listed = [one.words for one in page.one("dialog", "keys-help").all("dt")]
    links = page.one("dialog", "keys-help").all("a")
    assert [f"g {one.get('data-key')}" for one in links] == [
        one for one in listed if one.startswith("g ")
    ]
    assert [one.get("href") for one in links] == [one.get("href") for one in line_of(page).all("a")]
    assert "?" in listed


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_foot_names_the_pack_and_the_day(get: Get, amed: Snapshot, language: str) -> None:
    foot = get("/about/", language).one("footer", "foot")
    assert amed.pack_version.version in foot.words
    addresses = {link.get("href") for link in foot.all("a")}
    assert {"/sources/", "/about/figures/", "/data/", "/accessibility/"} <= addresses
