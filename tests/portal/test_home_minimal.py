"""The home page belongs to no funder: the smallest pack fills it as well."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from ikkan.audit.actor import SYSTEM
from ikkan.plan import actions, queries
from ikkan.portal import flow
from ikkan.server import packs
from tests.portal.markup import parse

TODAY = date(2026, 11, 22)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_minimal_pack_has_a_home_page(root: Path, client: Client, language: str) -> None:
    pack = packs.load(root / "packs" / "minimal")
    actions.record_pack(pack, by=SYSTEM, as_of=TODAY, version=None, key=None)
    money = flow.of_year(queries.snapshot(TODAY), 2025)
    assert [one.value for one in money.classes] == [1204, 310]
    for address in ("/", "/money/2024/"):
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        page = parse(answer.content.decode())
        assert page.one("div", "flow").all("a", "opens")
        assert "AMED" not in answer.content.decode()
