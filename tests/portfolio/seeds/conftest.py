"""Pages of seeds as a person reads them, on the portfolio of one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ikkan.awards import actions as awards
from ikkan.values.text import Text
from tests.awards.world import ASKED, new_award
from tests.coverage_walks.conftest import plain
from tests.coverage_walks.walking import code_of, enter, send
from tests.portfolio.stage import Stage

Read = Callable[..., str]


@pytest.fixture
def read() -> Read:
    """`read("/seeds/…/", by=client)` gives the words of the main part of a page."""

    def page(address: str, by: Client, language: str = "en") -> str:
        answer = by.get(address, headers={"accept-language": language})
        assert answer.status_code == 200, (address, answer.status_code)
        return plain(answer.content.decode())

    return page


def award(staged: Stage, title: str, **given: Any) -> str:
    """The number of one more award."""
    new = new_award(staged.world, title=Text(title, title), **given)
    (number,) = awards.record_awards([new], **ASKED)
    return number


def seed(staged: Stage, title: str, *numbers: str, modality: str = "") -> str:
    """The code of a seed that these awards carry."""
    page = send(
        enter(staged, "officer"),
        "/seeds/new/name/",
        title_ja=title,
        title_en=title,
        awards=list(numbers),
        modality=modality,
    )
    return code_of(page)


def outcome(staged: Stage, sort: str, number: str, title: str, **typed: Any) -> str:
    """The code of a verified outcome of an award."""
    staff = enter(staged, "staff")
    page = send(
        staff,
        "/outcomes/records/new/report/",
        sort=sort,
        title_ja=title,
        title_en=title,
        award=number,
        share="1",
        **typed,
    )
    send(staff, f"{page}verify/", looked="on")
    return code_of(page)
