"""Seeds, hand-overs, exits and offices carried through the forms by people in their roles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ikkan.awards import actions as awards
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, NEXT_PROGRAMME, PROGRAMME, TODAY, new_award
from tests.coverage_walks.conftest import Read
from tests.coverage_walks.walking import code_of, enter, send
from tests.portfolio.stage import Stage

pytestmark = pytest.mark.sqlite_only


def record_award(staged: Stage, title: str, **given: Any) -> str:
    """The number of one more award."""
    new = new_award(staged.world, title=Text(title, title), **given)
    (number,) = awards.record_awards([new], **ASKED)
    return number


@pytest.mark.covers("S-357", "S-311", "S-416")
def test_an_award_is_handed_over_and_leaves_for_a_company(
    staged: Stage, read: Read, client: Client
) -> None:
    officer, director = enter(staged, "officer"), enter(staged, "director")
    adviser, staff = enter(staged, "adviser"), enter(staged, "staff")
    said = {"award": staged.award, "to_programme": NEXT_PROGRAMME, "proposal": "臨床で確かめる"}
    page = send(officer, "/handovers/new/propose/", **said)
    assert "Decide" in read("/desk/", by=director)
    send(adviser, f"{page}opinion/", text="患者に早く届く")
    send(director, f"{page}decide/", state="decided", reason="受入れ可", decided_on=TODAY)
    assert f"{code_of(page)}" in staff.get("/line/broken/").content.decode()
    send(staff, f"{page}successor/", to_award=staged.successor)
    case = read(page, by=director)
    for words in ("患者に早く届く", "臨床で確かめる", "受入れ可", "Decided", "Another study"):
        assert words in case
    for programme, project in ((PROGRAMME, "T3-01"), (NEXT_PROGRAMME, "T3-02")):
        shares = officer.get(f"/register/programme/{programme}/").content.decode()
        assert f"programme_share:{programme}.{project}" in shares
    after = officer.get(f"/awards/{staged.award}/").content.decode()
    assert code_of(page) in after
    assert staged.successor in officer.get(page).content.decode()

    out = send(
        staff,
        "/outcomes/records/new/report/",
        sort="licence",
        title_ja="検査薬の実施許諾",
        title_en="Licence of the test",
        occurred_on=TODAY,
        evidence=f"契約 {TODAY}",
        award=staged.successor,
        share="1",
    )
    send(staff, f"{out}verify/", looked="on")
    assert "Licence to a company" in read(out, by=client)
    assert code_of(out) in client.get(f"/awards/{staged.successor}/").content.decode()


@pytest.mark.covers("S-130", "S-046")
def test_a_seed_lives_across_programmes_phases_and_years(staged: Stage, read: Read) -> None:
    officer = enter(staged, "officer")
    early = record_award(
        staged, "基礎", began_on=date(2020, 4, 1), ends_on=date(2023, 3, 31), phase="F1"
    )
    late = record_award(
        staged, "臨床", programme=NEXT_PROGRAMME, began_on=date(2023, 4, 1), phase="F4"
    )
    page = send(
        officer,
        "/seeds/new/name/",
        title_ja="血液の指標",
        title_en="Marker in blood",
        awards=[early, late],
        modality="drug",
    )
    seed = read(page, by=enter(staged, "director"))
    for words in (
        *("Marker in blood", "Practical Research for Innovative Cancer Control"),
        *("Medical Device Development", "Basic research", "Clinical", "1 Apr 2020", "1 Apr 2023"),
    ):
        assert words in seed
    director = enter(staged, "director")
    assert "Marker in blood" in read("/seeds/?modality=drug&state=active", by=director)
    assert "Marker in blood" not in read("/seeds/?modality=device", by=director)
    rows = director.get("/seeds.csv").content.decode("utf-8-sig")
    assert code_of(page) in rows


@pytest.mark.covers("S-368")
def test_a_seed_shows_its_support_by_year_and_pot(staged: Stage, read: Read) -> None:
    officer, staff = enter(staged, "officer"), enter(staged, "staff")
    page = send(
        officer, "/seeds/new/name/", title_ja="支援の歴史", title_en="", awards=[staged.award]
    )
    for yen, pot in (("20,000,000", "initial"), ("5,000,000", "adjustment")):
        send(
            staff,
            f"/awards/{staged.award}/pay/",
            yen=yen,
            made_on=TODAY,
            fiscal_year="2026",
            pot=pot,
            instrument="commission",
        )
    shown = read(page, by=enter(staged, "director"))
    history = shown[shown.index("Support over the years") :]
    for words in ("FY2026", "Initial budget", "Adjustment fund", "20,000,000", "5,000,000"):
        assert words in history
    assert "Support over the years" not in read(page, by=enter(staged, "adviser"))


@pytest.mark.covers("S-364", "S-348")
@pytest.mark.parametrize("phase", ["F1", "F2", "F3", "F4"])
def test_a_seed_leaves_for_a_company_from_any_phase(staged: Stage, read: Read, phase: str) -> None:
    officer, staff = enter(staged, "officer"), enter(staged, "staff")
    number = record_award(staged, f"段階{phase}", phase=phase)
    seed = send(officer, "/seeds/new/name/", title_ja=phase, title_en=phase, awards=[number])
    out = send(
        staff,
        "/outcomes/records/new/report/",
        sort="licence",
        title_ja=f"導出{phase}",
        title_en=f"Licence from {phase}",
        occurred_on=TODAY,
        evidence=f"契約 {TODAY}",
        award=number,
        share="1",
    )
    send(staff, f"{out}verify/", looked="on")
    send(
        enter(staged, "director"),
        f"{seed}end/",
        state="succeeded",
        reason="後続の事業を経ずに企業へ導出した",
        ended_on=TODAY,
    )
    shown = read(seed, by=enter(staged, "director"))
    assert "Succeeded" in shown
    assert "後続の事業を経ずに企業へ導出した" in shown
    assert f"Licence from {phase}" in read(f"/awards/{number}/")


@pytest.mark.covers("S-290", "S-510")
def test_months_without_support_are_computed_and_reported(staged: Stage, read: Read) -> None:
    staff, director = enter(staged, "staff"), enter(staged, "director")
    first = record_award(staged, "先", began_on=date(2020, 4, 1), ends_on=date(2023, 3, 31))
    near = record_award(staged, "続き", began_on=date(2023, 4, 1), ends_on=date(2024, 3, 31))
    far = record_award(staged, "空白の後", programme=NEXT_PROGRAMME, began_on=date(2024, 10, 1))
    send(staff, f"/awards/{near}/continue/", earlier=first)
    send(staff, f"/awards/{far}/continue/", earlier=near)
    page = read(f"/awards/{near}/", by=director)
    lineage = page[page.index("Months between") :]
    assert "31 Mar 2023 0" in lineage
    assert "1 Oct 2024" in lineage
    assert "31 Mar 2029 6" in lineage
    broken = read("/line/broken/")
    at = broken.index("Awards that began a month or more after the one they continue")
    assert "空白の後" in broken[at : at + 300]
    assert "続き" not in broken[at : at + 300]

    said = {"award": near, "to_programme": NEXT_PROGRAMME, "proposal": "引き継ぐ"}
    case = send(director, "/handovers/new/propose/", **said)
    send(director, f"{case}decide/", state="decided", reason="可", decided_on=TODAY)
    send(staff, f"{case}successor/", to_award=far)
    broken = read("/line/broken/", by=director)
    at = broken.index("Hand-overs whose successor began a month or more after the award ended")
    assert "続き" in broken[at : at + 300]


@pytest.mark.covers("S-317", "S-323")
def test_offices_are_held_for_a_project_a_programme_an_area_or_an_award(
    staged: Stage, read: Read, client: Client
) -> None:
    staff, people = enter(staged, "staff"), staged.people
    for role, scope, code, person in (
        ("program_supervisor", "project", "T3-02", "tied"),
        ("program_officer", "programme", PROGRAMME, "officer"),
        ("disease_coordinator", "domain", "T3-D1", "adviser"),
    ):
        page = send(
            staff,
            "/appointments/new/appoint/",
            person=people[person],
            role=role,
            **{scope: code},
            valid_from="2026-04-01",
            valid_to="2028-03-31",
            basis="辞令",
        )
        body = client.get(page, headers={"accept-language": "en"}).content.decode()
        assert f'data-ref="{Ref(scope, code)}"' in body
        assert "31 Mar 2028" in read(page, by=client)
    assert "31 Mar 2028" in read("/appointments/?role=disease_coordinator", by=client)
    send(
        staff,
        f"/awards/{staged.award}/officer/",
        person=people["officer"],
        role="program_officer",
        valid_from="2026-04-01",
        valid_to="2027-03-31",
    )
    officers = read(f"/awards/{staged.award}/", by=staff)
    assert "Program officer" in officers
    assert "31 Mar 2027" in officers


@pytest.mark.covers("S-102")
def test_an_award_carries_several_disease_areas(staged: Stage, read: Read) -> None:
    number = record_award(staged, "二つの領域", domains=("T3-D1", "T3-D3"))
    page = read(f"/awards/{number}/")
    assert "Cancer" in page
    assert "Life course" in page
    made = enter(staged, "staff").get("/awards/new/make/").content.decode()
    assert (
        "multiple" in made[made.index('name="domains"') - 200 : made.index('name="domains"') + 200]
    )


def test_results_that_lie_idle_are_found(staged: Stage, read: Read) -> None:
    officer, director = enter(staged, "officer"), enter(staged, "director")
    over = record_award(staged, "終わった", began_on=date(2020, 4, 1), ends_on=date(2023, 3, 31))
    names = ("Idle result", "Stalled result")
    idle, stalled = (
        send(officer, "/seeds/new/name/", title_ja=name, title_en=name, awards=[over])
        for name in names
    )
    send(director, f"{stalled}end/", state="stalled", reason="相手企業が未定", ended_on=TODAY)
    rows = read("/seeds/?state=stalled", by=director)
    assert "Stalled result" in rows
    assert "Idle result" not in rows
    broken = read("/line/broken/", by=director)
    at = broken.index("Seeds whose awards ended, without successor or recorded end")
    assert "Idle result" in broken[at : at + 300]
    assert code_of(idle) in director.get("/seeds/").content.decode()
