"""Sites found by what they can do: dual use, core hospitals, free places, ready networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from ikkan.parties import actions as parties
from ikkan.parties.facilities import actions
from ikkan.parties.facilities.models import Facility, Network
from ikkan.parties.facilities.rules import NewDesignation, NewFacility, NewOpening, NewReport
from ikkan.parties.loads import NewOrganisation
from ikkan.values.errors import InputError
from ikkan.values.text import Text
from tests.awards import world as worlds
from tests.awards.world import ASKED, TODAY

pytestmark = pytest.mark.sqlite_only


def text_of(page: Any) -> str:
    return page.content.decode()


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Mapping[str, str]]:
    """Four sites by name; one is hidden, the hospital is designated."""
    with worlds.kept(django_db_blocker, amed):
        home = parties.register_organisation(
            NewOrganisation(name_ja="架空病院", name_en="Fictional Hospital", sort="hospital"),
            **ASKED,
        ).code
        rows: dict[str, dict[str, Any]] = {
            "hospital": {"sort": "core_hospital", "capabilities": ("infectious_trial",)},
            "factory": {
                "sort": "manufacturing",
                "capabilities": ("manufacturing",),
                "normal_product": "抗体",
                "emergency_product": "ワクチン",
                "switch_days": 60,
                "capacity": 5000,
                "capacity_unit": "doses",
            },
            "microscope": {
                "sort": "shared_facility",
                "site_type": "flagship",
                "capabilities": ("cryo_em", "remote"),
                "booking_url": "https://booking.example.jp/",
            },
            "secret": {"sort": "manufacturing", "published": False, "capabilities": ("cryo_em",)},
        }
        codes = {
            name: actions.register_facility(
                NewFacility(name_ja=f"拠点{name}", name_en=name, organisation=home, **row), **ASKED
            ).code
            for name, row in rows.items()
        }
        actions.designate_facility(
            NewDesignation(
                facility=codes["hospital"], body="MHLW", valid_from=TODAY, basis="架空の告示"
            ),
            **worlds.seen(1),
        )
        yield codes


@pytest.fixture
def sites(kept: Mapping[str, str], db: None) -> Mapping[str, str]:
    """Codes of the sites."""
    return kept


def found(client: Any, query: str) -> set[str]:
    page = client.get(f"/facilities/search/?{query}", headers={"accept-language": "en"})
    assert page.status_code == 200
    shown = {one for one in ("hospital", "factory", "microscope", "secret")
             if f">{one}</a>" in text_of(page)}  # fmt: skip
    listed = client.get(f"/facilities/search.csv?{query}", headers={"accept-language": "en"})
    rows = listed.content.decode("utf-8-sig").splitlines()[1:]
    assert {row.split(",")[1] for row in rows} == shown
    return shown


@pytest.mark.covers("S-440", "S-441", "S-568")
def test_sites_are_found_by_type_dual_use_and_microscope(sites: Any, client: Any) -> None:
    assert found(client, "") == {"hospital", "factory", "microscope"}
    assert found(client, "site_type=flagship") == {"microscope"}
    assert found(client, "dual_use=1") == {"factory"}
    assert found(client, "switch_days=60") == {"factory"}
    assert found(client, "switch_days=59") == set()
    assert found(client, "can=cryo_em") == {"microscope"}
    assert found(client, "can=cryo_em&can=manufacturing") == set()
    assert found(client, "q=ワクチン") == {"factory"}
    assert found(client, "can=nonsense&switch_days=x") == {"hospital", "factory", "microscope"}
    page = text_of(
        client.get(f"/facilities/{sites['factory']}/", headers={"accept-language": "en"})
    )
    for words in ("抗体", "ワクチン", "60", "5,000", "doses"):
        assert words in page


@pytest.mark.covers("S-563")
def test_core_hospitals_stand_with_who_designated_them(sites: Any, client: Any) -> None:
    assert found(client, "sort=core_hospital&designated=1") == {"hospital"}
    assert found(client, "sort=shared_facility&designated=1") == set()
    page = text_of(
        client.get("/facilities/search/?sort=core_hospital", headers={"accept-language": "en"})
    )
    assert "Ministry of Health" in page
    assert "架空の告示" in page


@pytest.mark.covers("S-564")
def test_a_network_tells_how_ready_it_is(sites: Any, as_role: Any) -> None:
    staff = as_role("funder_staff")
    made = actions.found_network(
        Text("感染症試験網", "Infectious trials"),
        "試験",
        sites["hospital"],
        [sites["microscope"]],
        **ASKED,
    )
    path = f"/facilities/networks/{made.code}/"
    sent = {
        "subject": "新興の呼吸器感染症",
        "ready": [sites["hospital"]],
        "days_to_start": "21",
        "single_review": "on",
        "version": "1",
        "key": "ready",
    }
    answer = staff.post(f"{path}report/", sent)
    assert answer.status_code == 303, text_of(answer)[:2000]
    page = text_of(staff.get(path))
    for words in ("新興の呼吸器感染症", "21", ">hospital<"):
        assert words in page
    with pytest.raises(InputError, match="no members"):
        actions.report_network(
            made.code, NewReport(subject="x", ready=(sites["factory"],)), **worlds.seen(2)
        )
    assert Network.objects.get().reports.count() == 1


@pytest.mark.covers("S-566")
def test_free_places_and_the_booking_page_stand_with_a_site(sites: Any, as_role: Any) -> None:
    staff = as_role("funder_staff")
    begins = TODAY + timedelta(days=3)
    path = f"/facilities/{sites['microscope']}/"
    sent = {
        "begins_on": begins.isoformat(),
        "ends_on": (begins + timedelta(days=2)).isoformat(),
        "places": "10",
        "free": "4",
        "version": "1",
        "key": "free",
    }
    wrong = staff.post(f"{path}openings/", sent | {"free": "11", "key": "wrong"})
    assert wrong.status_code == 400
    assert "cannot be" in text_of(wrong)
    assert staff.post(f"{path}openings/", sent).status_code == 303
    assert found(staff, "free=1&can=remote") == {"microscope"}
    page = text_of(staff.get("/facilities/search/?free=1"))
    assert 'href="https://booking.example.jp/"' in page
    told = actions.tell_openings(
        sites["microscope"],
        NewOpening(begins_on=begins, ends_on=begins + timedelta(days=2), places=10, free=0),
        **worlds.seen(2),
    )
    assert told.openings.count() == 1
    assert found(staff, "free=1") == set()


def test_a_switch_needs_its_product_and_its_days(sites: Any) -> None:
    home = Facility.objects.first().organisation.code
    for wrong in (
        {"switch_days": 3},
        {"emergency_product": "ワクチン"},
        {"capacity": 3},
        {"booking_url": "javascript:alert(1)"},
        {"site_type": "best"},
    ):
        new = NewFacility(name_ja="x", sort="hub", organisation=home, **wrong)
        with pytest.raises(InputError):
            actions.register_facility(new, **ASKED)
