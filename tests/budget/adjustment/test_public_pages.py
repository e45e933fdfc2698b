"""What anybody reads of a recorded year: its rounds, the programmes it linked, what was decided."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.awards.world import NEXT_PROGRAMME
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import Scene

pytestmark = pytest.mark.sqlite_only
ENGLISH = {"accept-language": "en"}


def part(page: str, code: str) -> str:
    """One section of a page by the id of its heading."""
    return page[page.index(f'id="{code}"') :].split("</section>")[0]


@pytest.mark.covers("S-292")
def test_the_use_of_the_fund_is_shown_by_pairs_of_programmes(pot: Scene, as_role: Any) -> None:
    scene.decided(
        pot.year,
        case="c",
        programme=NEXT_PROGRAMME,
        project="",
        title_en="On to the next programme",
        predecessor=f"awards.award:{pot.award}",
    )
    page = as_role("funder_staff").get("/adjustment/").content.decode()
    pairs = part(page, "pairs")
    assert "10.0" in pairs
    assert "/adjustment/proposals/" in pairs
    assert "/line/broken/" in pairs, "gaps between programmes"
    assert "No decided proposal" not in pairs


def test_the_recorded_year_stands_beside_what_is_printed(
    pot: Scene, client: Client, django_assert_max_num_queries: Any
) -> None:
    round_ = scene.decided(pot.year).code
    with django_assert_max_num_queries(20):
        page = client.get("/adjustment/2026/", headers=ENGLISH).content.decode()
    assert "The sources tell nothing of this year" in page
    recorded = part(page, "recorded")
    assert "¥17,500 million" in recorded
    assert "¥16,500 million" in recorded, "left of the pot"
    assert f"/adjustment/rounds/{round_}/plan/" in page
    assert "More samples" in page
    fund = client.get("/adjustment/", headers=ENGLISH).content.decode()
    table = part(fund, "recorded")
    assert "10.0" in table
    assert "/adjustment/2026/" in table


def test_what_is_not_decided_is_not_shown_to_the_public(pot: Scene, client: Client) -> None:
    round_ = scene.open_round(pot.year).code
    scene.proposal(round_, title_en="Still being asked for")
    for address in ("/adjustment/", "/adjustment/2026/", f"/adjustment/rounds/{round_}/plan/"):
        page = client.get(address, headers=ENGLISH)
        assert page.status_code == 200, address
        assert "Still being asked for" not in page.content.decode(), address
