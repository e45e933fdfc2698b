"""The menu lists what a reader may open, by subject, and keeps the day."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.portal.conftest import Get

pytestmark = pytest.mark.django_db


def test_the_menu_leads_to_pages_and_lists_of_the_public(get: Get, client: Client) -> None:
    page = get("/menu/?as_of=2021-04-01", "en")
    links = [link.get("href") for link in page.one("main").all("a")]
    for address in ("/bodies/", "/requests/views/", "/policies/", "/followup/", "/facilities/"):
        assert f"{address}?as_of=2021-04-01" in links
    assert not [link for link in links if link.startswith(("/overlap/", "/desk/", "/elsewhere/"))]
    assert "/menu/" in [link.get("href") for link in get("/").one("footer").all("a")]


def test_an_officer_also_finds_overlaps_and_the_own_work(as_role: Any) -> None:
    said = as_role("hq_officer").get("/menu/").content.decode()
    assert 'href="/overlap/"' in said
    assert 'href="/desk/"' in said
