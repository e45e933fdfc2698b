"""The pages in a real browser: reachable by keyboard, readable by machine, within the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.e2e.pages import LOCALES, SCHEMES, SIX, TEMPLATES, WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]
Opened = Callable[..., Any]


@pytest.fixture
def opened(chromium: Any, live_server: Any, applied: Any) -> Iterator[Opened]:
    """`opened("/", language="en")` gives the page, its network quiet."""
    contexts = []

    def open_page(
        address: str, *, language: str = "ja", scheme: str = "light", width: int = 1440
    ) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=LOCALES[language], color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.complaints = []
        page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
        page.goto(f"{live_server.url}{address}", wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()


def sideways(page: Any) -> int:
    """Pixels by which a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("language", list(LOCALES))
def test_no_serious_finding_on_any_template(opened: Opened, axe: Any, language: str) -> None:
    wrong: dict[str, list[str]] = {}
    for address in TEMPLATES:
        page = opened(address, language=language)
        refused = [said for said in page.complaints if "Content Security Policy" in said]
        found = [*axe(page), *refused]
        page.context.close()
        if found:
            wrong[address] = found
    assert wrong == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_six_pages_in_both_schemes_and_widths(
    opened: Opened, axe: Any, scheme: str, width: int
) -> None:
    wrong: dict[str, object] = {}
    for address in SIX:
        page = opened(address, scheme=scheme, width=width)
        found, over = axe(page), sideways(page)
        page.context.close()
        if found or over > 0:
            wrong[address] = (over, found)
    assert wrong == {}


def test_no_template_scrolls_sideways_at_320_pixels(opened: Opened) -> None:
    over = {}
    for address in TEMPLATES:
        page = opened(address, width=320)
        if sideways(page) > 0:
            over[address] = sideways(page)
        page.context.close()
    assert over == {}


def test_the_first_keys_skip_to_line_and_content(opened: Opened) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#line"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_letters_lead_to_stations_and_brackets_along_the_line(opened: Opened) -> None:
    page = opened("/")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/tables/")
    page = opened("/register/project/T2-01/")
    page.keyboard.press("]")
    page.wait_for_url(lambda url: "/register/project/T2-01/" not in url)


def test_keys_can_be_switched_off(opened: Opened) -> None:
    page = opened("/about/")
    page.locator(".strip details summary").nth(1).click()
    page.locator("button[name=keys_enabled][value=off]").click()
    page.wait_for_load_state("load")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_timeout(300)
    assert page.url.endswith("/about/")


def test_the_language_switch_stays_on_the_page(opened: Opened) -> None:
    page = opened("/plan/?as_of=2021-04-01")
    page.get_by_role("button", name="English").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    assert "/plan/?as_of=2021-04-01" in page.url


def test_a_chosen_scheme_wins_over_the_system(opened: Opened) -> None:
    page = opened("/about/", scheme="light")
    page.locator(".strip details summary").nth(1).click()
    page.locator("button[name=scheme][value=dark]").click()
    page.wait_for_function("document.documentElement.dataset.scheme === 'dark'")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(16, 19, 25)"


def test_another_day_redraws_the_line(opened: Opened) -> None:
    page = opened("/register/project/T3-04/?as_of=2019-04-01")
    assert page.locator(".stations .is-known").count() == 0
    page = opened("/register/project/T2-01/?as_of=2021-04-01")
    assert page.locator(".stations .is-here").count() == 1
