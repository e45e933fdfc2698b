"""The card of a number in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.audit.actor import SYSTEM
from ikkan.pack.model import Pack
from ikkan.plan import actions
from tests.portal.conftest import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WISH = "request2020.amed.wish.TOTAL"


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
