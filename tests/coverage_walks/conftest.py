"""The pack in force and a small portfolio for each file; pages as a person reads them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests.awards import world as worlds
from tests.portfolio import stage
from tests.portfolio.stage import Stage

Read = Callable[..., str]


@pytest.fixture(scope="module")
def in_force(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[None]:
    """packs/amed in force for all tests of a file."""
    with worlds.kept(django_db_blocker, amed):
        yield


@pytest.fixture(scope="module")
def made(in_force: None) -> Stage:
    """Two organisations, a ledger, a call, awards of two programmes and their people."""
    return stage.make()


@pytest.fixture
def staged(made: Stage, db: None) -> Stage:
    """What `made` made, for one test."""
    return made


@pytest.fixture
def read(in_force: None, db: None, client: Client) -> Read:
    """`read("/plan/", "en")` gives the words of a page that answers 200, markup left out."""

    def page(address: str, language: str = "en", by: Client = client) -> str:
        answer = by.get(address, headers={"accept-language": language})
        assert answer.status_code == 200, (address, answer.status_code)
        return plain(answer.content.decode())

    return page


def plain(body: str) -> str:
    """What a reader sees between the tags of the main part, on one line."""
    found = re.search(r"<main.*?</main>", body, re.DOTALL)
    shown = re.sub(r"<(script|style|svg).*?</\1>", "", found[0] if found else body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())
