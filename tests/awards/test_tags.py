"""Tags of the pack on awards: a need they meet, the class of their device; found by them."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.awards.models import Award

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.mark.covers("S-215", "S-392", "S-408", "S-414")
def test_an_award_is_tagged_and_found_by_its_tag(award: Award, as_role: Any) -> None:
    staff = as_role("funder_staff")
    address = f"/awards/{award.code}/"
    for tags in (["unmet-need", "rare-disease"], ["device-class-3", "supply-risk"]):
        award.refresh_from_db()
        sent = staff.post(f"{address}tag/", {"tags": tags, "version": award.version})
        assert sent.status_code == 303
    page = staff.get(address).content.decode()
    assert "Medical device class III" in page
    assert "High risk of supply interruption" in page
    assert "Unmet medical need" not in page
    found = staff.get("/awards/", {"tags.code": "device-class-3"}).content.decode()
    assert award.title_ja in found or award.title_en in found
    none = staff.get("/awards/", {"tags.code": "amr"}).content.decode()
    assert address not in none
    assert "tag" in staff.get("/register/tag/device-class-3/").content.decode()


def test_a_tag_that_the_pack_does_not_have_is_refused(award: Award, as_role: Any) -> None:
    staff = as_role("funder_staff")
    refused = staff.post(
        f"/awards/{award.code}/tag/", {"tags": ["flying"], "version": award.version}
    )
    assert refused.status_code == 400
    assert award.tags.count() == 0
