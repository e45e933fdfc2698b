"""The card of a number in a real browser, and no serious finding of axe on these pages."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.audit.actor import SYSTEM
from ikkan.pack.model import Pack
from ikkan.plan import actions
from tests.portal.conftest import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WISH = "request2020.amed.wish.TOTAL"
PAGES = (
    "/tables/",
    "/tables/fy2020-request/",
    "/tables/device-map-fy2025/",
    "/figures/",
    f"/figures/{WISH}/",
    "/checks/",
    "/checks/K-27/",
    "/contradictions/",
    "/sources/",
    "/sources/001/",
)


@pytest.fixture
def site(live_server: Any, pack: Pack) -> str:
    """The address of a server with the pack in force."""
    actions.record_pack(pack, by=SYSTEM, as_of=TODAY, version=None, key=None)
    return str(live_server.url)


def test_the_card_opens_from_the_keyboard_and_gives_the_focus_back(
    site: str, browser_page: Any
) -> None:
    page = browser_page
    page.goto(f"{site}/tables/fy2020-request/?view=printed")
    number = page.locator(f'a[data-ref="figure:{WISH}"]').first
    number.focus()
    page.keyboard.press("Enter")
    card = page.locator("dialog#card")
    card.wait_for(state="visible")
    assert page.evaluate("document.activeElement.id") == "card-title"
    assert "30 + 173 + 168 + 50 = 421" in card.inner_text()
    assert number.get_attribute("aria-expanded") == "true"
    assert not page.evaluate("document.querySelector('#card').matches(':modal')")
    assert card.bounding_box()["width"] == 424
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.dataset.ref") == f"figure:{WISH}"
    assert number.get_attribute("aria-expanded") == "false"


def test_every_page_is_sound_in_both_languages_and_fits_a_narrow_screen(
    site: str, chromium: Any, axe: Any
) -> None:
    found = []
    for locale in ("ja-JP", "en-GB"):
        context = chromium.new_context(locale=locale, viewport={"width": 320, "height": 700})
        page = context.new_page()
        for address in PAGES:
            page.goto(site + address)
            width = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{address} {locale} scrolls: {width}"] if width > 320 else []
            found += [f"{address} {locale} {line}" for line in axe(page)]
        context.close()
    assert found == []
