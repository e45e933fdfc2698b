"""A page of the site in a real browser, served from the database of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.e2e.pages import LOCALES

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
