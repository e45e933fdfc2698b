"""The pages in a real browser: reachable by keyboard, within the window, as a person chose."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]


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
    address = "/register/project/T2-01/?as_of="
    then, now = opened(f"{address}2021-04-01"), opened(f"{address}2026-11-22")
    following = ".stations > li:last-child"
    assert "is-none" in then.locator(following).get_attribute("class")
    assert "is-known" in now.locator(following).get_attribute("class")
