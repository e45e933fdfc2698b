"""Sites: registered, designated by a version of criteria, found by what they can do."""

from __future__ import annotations

from datetime import date

import pytest

from ikkan.audit.actor import SYSTEM
from ikkan.parties import actions as parties
from ikkan.parties.facilities import actions, rules
from ikkan.parties.facilities.models import Facility
from ikkan.parties.facilities.rules import Held, NewDesignation, NewFacility
from ikkan.parties.loads import NewOrganisation
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from tests.conftest import TODAY

HOW = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
BODY = "MEXT"


@pytest.fixture
def hospital(applied) -> str:
    new = NewOrganisation(name_ja="例示病院", name_en="Example Hospital", sort="hospital")
    return parties.register_organisation(new, **HOW).code


def site(organisation: str, **changed) -> Facility:
    new = NewFacility(
        **{
            "name_ja": "例示の試験部門",
            "name_en": "Example trial unit",
            "sort": "core_hospital",
            "organisation": organisation,
            "capabilities": ("first_in_human", "english"),
            **changed,
        }
    )
    return actions.register_facility(new, **HOW)


@pytest.mark.covers("S-159", "S-186", "S-187", "S-200", "S-404")
def test_a_site_is_registered_designated_and_found_by_capability(as_role, hospital) -> None:
    staff, ministry = as_role("funder_staff"), as_role("ministry_officer")
    sent = staff.post(
        "/facilities/new/register/",
        {
            "name_ja": "例示の臨床研究部門",
            "name_en": "Example clinical unit",
            "organisation": hospital,
            "sort": "core_hospital",
            "capabilities": ["first_in_human", "international_trial"],
            "services": "第Ⅰ相ユニット 20床",
            "published": "on",
        },
    )
    assert sent.status_code == 303
    made = Facility.objects.get()
    designated = ministry.post(
        f"/facilities/{made.code}/designate/",
        {"body": BODY, "basis": "例示の根拠", "valid_from": "2025-04-01", "version": made.version},
    )
    assert designated.status_code == 303
    page = as_role("data_user").get(f"/facilities/{made.code}/").content.decode()
    assert "例示の根拠" in page
    assert "第Ⅰ相ユニット 20床" in page
    assert "1 Apr 2025" in page
    site(hospital, name_ja="別の施設", capabilities=("samples",), sort="biobank")
    found = staff.get("/facilities/", {"capabilities.code": "first_in_human"}).content.decode()
    assert "Example clinical unit" in found
    assert "別の施設" not in found


@pytest.mark.covers("S-190", "S-221", "S-400", "S-413")
def test_biobanks_resources_and_shared_facilities_stand_in_one_catalogue(client, hospital) -> None:
    for sort in ("biobank", "bioresource", "shared_facility"):
        site(hospital, name_ja=f"例示 {sort}", sort=sort, quantity="12,000検体", access="申込制")
    for sort in ("biobank", "bioresource", "shared_facility"):
        found = client.get("/facilities/", {"sort": sort}).content.decode()
        assert f"例示 {sort}" in found
        assert "12,000検体" in found
    said = client.get("/facilities.csv").content.decode("utf-8-sig")
    assert said.count("12,000検体") == 3


@pytest.mark.covers("S-208")
def test_criteria_have_versions_and_a_designation_keeps_its_version(as_role, hospital) -> None:
    ministry = as_role("ministry_officer")
    first = {
        "sort": "core_hospital",
        "title_ja": "要件 第1版",
        "text_ja": "例示の要件",
        "valid_from": "2020-04-01",
    }
    assert ministry.post("/facilities/criteria/new/publish/", first).status_code == 303
    old = actions.Criteria.objects.get().code
    second = first | {"title_ja": "要件 第2版", "valid_from": "2025-04-01", "follows": old}
    assert ministry.post("/facilities/criteria/new/publish/", second).status_code == 303
    new = actions.Criteria.objects.exclude(code=old).get().code
    made = site(hospital)
    early = {"body": BODY, "criteria": new, "valid_from": "2022-04-01", "version": made.version}
    refused = ministry.post(f"/facilities/{made.code}/designate/", early)
    assert refused.status_code == 400
    assert "in force on that day" in refused.content.decode()
    kept = ministry.post(f"/facilities/{made.code}/designate/", early | {"criteria": old})
    assert kept.status_code == 303
    assert "要件 第1版" in ministry.get(f"/facilities/{made.code}/").content.decode()
    backwards = ministry.post(
        "/facilities/criteria/new/publish/", second | {"valid_from": "2019-04-01"}
    )
    assert backwards.status_code == 400


@pytest.mark.covers("S-209", "S-214", "S-411")
def test_networks_hubs_and_manufacturing_partners(as_role, client, hospital) -> None:
    staff = as_role("funder_staff")
    partner = site(hospital, name_ja="例示の製造受託", sort="manufacturing",
                   capabilities=("manufacturing", "new_modalities"))  # fmt: skip
    hub = site(
        hospital, name_ja="例示の支援拠点", sort="hub", capabilities=("startups", "training")
    )
    sent = staff.post(
        "/facilities/networks/new/found/",
        {
            "name_ja": "例示のネットワーク",
            "purpose": "治験の連携",
            "centre": hub.code,
            "members": [partner.code],
        },
    )
    assert sent.status_code == 303
    page = client.get(f"/facilities/{partner.code}/").content.decode()
    assert "例示のネットワーク" in page
    assert (
        "例示の製造受託"
        in client.get("/facilities/", {"capabilities.code": "new_modalities"}).content.decode()
    )
    alone = staff.post(
        "/facilities/networks/new/found/",
        {"name_ja": "一つだけ", "purpose": "x", "centre": hub.code, "members": [hub.code]},
    )
    assert alone.status_code == 400


def test_a_private_site_is_seen_by_its_organisation_and_the_offices(
    as_role, client, hospital
) -> None:
    made = site(hospital, published=False)
    address = f"/facilities/{made.code}/"
    assert client.get(address).status_code == 404
    assert as_role("researcher").get(address).status_code == 404
    own = as_role("institution_office", Ref("parties.organisation", hospital))
    assert own.get(address).status_code == 200
    assert as_role("hq_officer").get(address).status_code == 200


def test_findings_come_all_at_once() -> None:
    found = rules.facility_findings(
        NewFacility(name_ja=" ", sort="castle", organisation="X", capabilities=("flying",))
    )
    assert len(found) == 3
    assert all(one.ja and one.en for one in found)


def test_a_body_designates_once_at_a_time() -> None:
    held = [Held(body="A", valid_from=date(2020, 4, 1), valid_to=None)]
    new = NewDesignation(facility="F", body="A", basis="b", valid_from=date(2024, 4, 1))
    assert rules.designation_findings(new, held, None, "", "hub")
    other = NewDesignation(facility="F", body="B", basis="b", valid_from=date(2024, 4, 1))
    assert rules.designation_findings(other, held, None, "", "hub") == []


def test_a_designation_by_nobody_of_the_pack_is_refused(hospital) -> None:
    made = site(hospital)
    new = NewDesignation(facility=made.code, body="NOBODY", basis="x", valid_from=date(2024, 4, 1))
    with pytest.raises(InputError, match="NOBODY"):
        actions.designate_facility(new, **(HOW | {"version": made.version}))
    assert made.designations.count() == 0


@pytest.mark.covers("S-475")
def test_a_regional_hub_for_start_ups_is_registered_and_found(as_role, hospital) -> None:
    sent = {
        "name_ja": "例示の地域拠点",
        "name_en": "Example regional hub",
        "organisation": hospital,
        "sort": "hub",
        "capabilities": ["startups", "training"],
        "services": "ヘルスケアスタートアップの社会実装の支援",
        "published": "on",
    }
    answer = as_role("funder_staff").post("/facilities/new/register/", sent)
    assert answer.status_code == 303
    page = as_role("data_user").get(f"/facilities/{Facility.objects.get().code}/").content.decode()
    assert "ヘルスケアスタートアップの社会実装の支援" in page
    shown = as_role("data_user").get("/facilities/search/?sort=hub&can=startups").content.decode()
    assert "例示の地域拠点" in shown or "Example regional hub" in shown
