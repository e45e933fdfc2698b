"""One register for everybody, shown to each role as the policy says; the auditor only reads."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ikkan.awards import actions as awards
from ikkan.records.kinds import kinds
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, TODAY, new_award
from tests.coverage_walks.conftest import Read
from tests.coverage_walks.walking import enter, send
from tests.portfolio.stage import Stage, open_gate

pytestmark = pytest.mark.sqlite_only

PERSONAL = {"desk.notice", "desk.absence"}


@pytest.mark.covers("S-035", "S-155")
def test_every_ministry_reads_the_same_register_of_programmes(
    in_force: None, as_role: Any, client: Client
) -> None:
    shown = client.get("/register/programme.csv", headers={"accept-language": "en"})
    assert shown.status_code == 200
    assert "practical-cancer" in shown.content.decode("utf-8-sig")
    for body in ("MEXT", "MHLW", "METI", "MIC"):
        ministry = as_role("ministry_officer", Ref("body", body))
        assert ministry.get("/register/programme.csv").content == shown.content
        record = ministry.get("/register/programme/practical-cancer/")
        assert record.status_code == 200


@pytest.mark.covers("S-478")
def test_offices_ministries_and_institutions_share_a_register_by_role(
    staged: Stage, read: Read, as_role: Any, client: Client
) -> None:
    (hidden,) = awards.record_awards(
        [new_award(staged.world, title=Text("非公開", "Not public"), published=False)], **ASKED
    )
    address = f"/awards/{hidden}/"
    own = as_role("institution_office", Ref("parties.organisation", staged.world.organisation))
    other = staged.world.other_organisation
    elsewhere = as_role("institution_office", Ref("parties.organisation", other))
    for reader in (as_role("hq_officer"), as_role("ministry_officer"), enter(staged, "staff"), own):
        assert "Not public" in read(address, by=reader)
        assert "Not public" in read("/awards/", by=reader)
    for reader in (elsewhere, client):
        assert reader.get(address).status_code == 404
        assert "Not public" not in read("/awards/", by=reader)
    policy = read("/permissions/records/", by=client)
    assert "Awards" in policy


@pytest.mark.covers("S-301")
def test_the_auditor_reads_everything_and_changes_nothing(staged: Stage, as_role: Any) -> None:
    staff, officer = enter(staged, "staff"), enter(staged, "officer")
    open_gate(staged)
    send(officer, "/seeds/new/name/", title_ja="シーズ", title_en="Seed", awards=[staged.award])
    auditor = as_role("auditor")
    met = set()
    for kind in kinds():
        if kind.code in PERSONAL:
            continue
        assert auditor.get(f"/{kind.path}/").status_code == 200, kind.code
        for row in kind.model._default_manager.all()[:1]:
            page = auditor.get(f"/{kind.path}/{row.code}/")
            assert page.status_code == 200, (kind.code, row.code)
            met.add(kind.code)
            for write in kind.writes:
                if write.on == "record":
                    answer = auditor.get(f"/{kind.path}/{row.code}/{write.code}/")
                    assert answer.status_code in (403, 404), (kind.code, write.code)
        for write in kind.writes:
            if write.on == "new":
                answer = auditor.get(f"/{kind.path}/new/{write.code}/")
                assert answer.status_code in (403, 404), (kind.code, write.code)
    assert {"calls.application", "budget.transfer", "parties.tie", "portfolio.gate"} <= met
    assert auditor.get("/journal/").status_code == 200
    pay = {"yen": "1", "made_on": TODAY, "fiscal_year": "2026", "version": "1", "key": "k"}
    assert auditor.post(f"/awards/{staged.award}/pay/", pay).status_code == 403
    assert staff.get(f"/awards/{staged.award}/pay/").status_code == 200


@pytest.mark.covers("S-203")
def test_pages_and_files_are_written_in_both_languages(
    staged: Stage, read: Read, client: Client
) -> None:
    address = f"/awards/{staged.award}/"
    japanese, english = read(address, "ja", by=client), read(address, "en", by=client)
    assert "架空の研究" in japanese
    assert "採択課題" in japanese
    assert "A fictional study" in english
    assert "Award" in english
    heads = [
        client.get("/awards.csv", headers={"accept-language": one}).content.decode("utf-8-sig")
        for one in ("ja", "en")
    ]
    assert "採択課題" in heads[0] or "事業" in heads[0]
    assert "Programme" in heads[1] or "Programme" in heads[0]


def test_who_is_responsible_for_what_stands_in_a_matrix(read: Read) -> None:
    page = read("/permissions/")
    for role in (
        *("Officer of the Headquarters secretariat", "Officer of a ministry concerned"),
        *("Staff of the funder", "Program director (PD)", "Disease area coordinator (DC)"),
        *("Researcher", "Company", "Auditor"),
    ):
        assert role in page
    at = page.index("awards.make_award")
    assert "● may" in page[at : at + 400]
    duties = read("/register/role/hq_officer/")
    assert "Planning and overall coordination" in duties
