"""What no database keeps is refused in words, on every way in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("applied")]


@pytest.mark.parametrize(
    "address",
    [
        "/organisations/?sort=%00",
        "/organisations/A%00B/",
        "/api/v1/organisations/A%00B",
        "/search/?q=a%00",
    ],
)
def test_a_nul_in_an_address_is_refused(address: str) -> None:
    answer = Client(headers={"accept-language": "en"}).get(address)
    assert answer.status_code == 400
    assert "NUL" in answer.content.decode()


def test_a_nul_in_a_form_is_refused(as_role: Any) -> None:
    staff = as_role("funder_staff")
    sent = {"name_ja": "大学", "sort": "university", "version": "", "key": "a\0b"}
    assert staff.post("/organisations/new/register/", sent).status_code == 400
