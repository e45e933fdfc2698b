"""No serious finding of axe and no page wider than its window: every template, six twice.

Templates take turns in the two languages, the six in scheme and width; `make prove` looks at every
one in all of them.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import pytest

from tests.e2e.conftest import Opened
from tests.e2e.pages import LOCALES, SCHEMES, SIX, TEMPLATES, WIDTHS, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]
NARROW = {"width": 320, "height": 900}
WIDE = {"width": 1440, "height": 900}


@pytest.mark.parametrize("turn", range(len(LOCALES)))
def test_no_serious_finding_on_any_template(opened: Opened, axe: Any, turn: int) -> None:
    wrong: dict[str, list[str]] = {}
    page = opened("/", language=list(LOCALES)[turn])
    for address in TEMPLATES[turn :: len(LOCALES)]:
        page.complaints.clear()
        page.set_viewport_size(WIDE)
        page.goto(urljoin(page.url, address), wait_until="load")
        refused = [said for said in page.complaints if "Content Security Policy" in said]
        found = [*axe(page), *refused]
        page.set_viewport_size(NARROW)
        if sideways(page) > 0:
            found.append(f"wider than 320 pixels by {sideways(page)}")
        if found:
            wrong[address] = found
    assert wrong == {}


@pytest.mark.parametrize("address", SIX)
def test_six_pages_wide_and_light_narrow_and_dark(opened: Opened, axe: Any, address: str) -> None:
    page = opened(address)
    wrong: dict[str, object] = {}
    for scheme, width in zip(SCHEMES, WIDTHS, strict=True):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found, over = axe(page), sideways(page)
        if found or over > 0:
            wrong[f"{scheme} {width}"] = (over, found)
    assert wrong == {}
