"""No serious or critical finding of axe: every template, six pages from all sides.

Templates take turns in the two languages; `make prove` looks at every one in both.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.conftest import Opened
from tests.e2e.pages import LOCALES, SCHEMES, SIX, TEMPLATES, WIDTHS, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]


@pytest.mark.parametrize("turn", range(len(LOCALES)))
def test_no_serious_finding_on_any_template(opened: Opened, axe: Any, turn: int) -> None:
    wrong: dict[str, list[str]] = {}
    language = list(LOCALES)[turn]
    for address in TEMPLATES[turn :: len(LOCALES)]:
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
