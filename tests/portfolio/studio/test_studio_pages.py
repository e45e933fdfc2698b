"""The studio's page, its edits and what is refused, through the client."""

from __future__ import annotations

from typing import Any

import pytest

from tests.portfolio.studio.conftest import Studio

pytestmark = pytest.mark.sqlite_only


def test_the_page_shows_both_plans_with_proof_prices_effects_and_robustness(
    studio: Studio, as_role: Any
) -> None:
    client = as_role("hq_officer")
    page = client.get(f"/adjustment/studio/{studio.round}/")
    text = page.content.decode()
    assert page.status_code == 200, text[-3000:]
    assert "More samples" in text
