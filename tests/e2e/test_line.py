"""One whole line: six people carry a record from a clause of the plan to the finding cited next.

In a real browser, in Japanese and in English; how clicks are counted stands in `walking`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from ikkan.accounts import actions as accounts
from ikkan.accounts.models import User
from ikkan.audit.actor import SYSTEM
from ikkan.budget import actions as budget
from ikkan.budget.rules import NewAccount
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.values.ref import Ref
from ikkan.values.years import FiscalYear
from tests.e2e.walking import Walk, Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]

MOST_CLICKS = 40
PROGRAMME, NEXT_PROGRAMME = "practical-cancer", "medical-device-development"
INDICATOR = "t3.aimed.licences"
YEN = 120_000_000
ROLES = (
    "hq_officer",
    "ministry_officer",
    "funder_staff",
    "researcher",
    "program_officer",
    "program_director",
)


@dataclass(frozen=True)
class Cast:
    """The six people by role, and what stood before the walk begins."""

    users: dict[str, User]
    treasury: str
    today: date
    year: int


@pytest.fixture
def cast(live_server: Any, applied: Any) -> Cast:
    """Two organisations, six people with log-ins, and the account of the treasury."""
    today = timezone.localdate()
    how: dict[str, Any] = {"by": SYSTEM, "as_of": today, "version": None, "key": None}
    bodies = [
        NewOrganisation(name_ja=f"架空の機関{n}", name_en=f"Fictional body {n}", sort="university")
        for n in (1, 2)
    ]
    university, office = parties.record_parties(bodies, [], **how)
    users = {}
    for role in ROLES:
        user = accounts.create_account(f"{role}@example.jp", role, None, **how)
        person = NewPerson(
            name_ja=f"架空の{role}",
            name_en=f"Fictional {role}",
            organisation=university if role == "researcher" else office,
            account_code=user.code,
        )
        code = parties.register_person(person, **how).code
        scope = Ref("parties.person", code) if role == "researcher" else None
        accounts.grant_role(user.code, role, scope=scope, **how)
        users[role] = user
    year = FiscalYear.of(today, 4).year
    treasury = NewAccount(layer="treasury", name_ja="国庫", name_en="Treasury", fiscal_year=year)
    return Cast(
        users=users,
        treasury=budget.open_account(treasury, **how).code,
        today=today,
        year=year,
    )


@pytest.fixture(params=["ja", "en"])
def walk(request: Any, chromium: Any, live_server: Any, axe: Any, cast: Cast) -> Iterator[Walk]:
    look = axe if request.param == "ja" else lambda page: []
    made = Walk(chromium=chromium, server=live_server.url, language=request.param, axe=look)
    yield made
    made.close()


def demand_thread(window: Window, chain: list[str]) -> None:
    """Every record carried so far stands on the line of the page."""
    missing = set(chain) - window.thread() - {window.path}
    assert not missing, (window.path, missing)


@pytest.mark.covers("S-250")
def test_six_people_carry_one_record_from_clause_to_cited_finding(walk: Walk, cast: Cast) -> None:
    people = {role: walk.window(user) for role, user in cast.users.items()}
    hq, ministry, funder = (people[role] for role in ROLES[:3])
    researcher, officer, director = (people[role] for role in ROLES[3:])
    today, chain = cast.today.isoformat(), []

    def carried(window: Window, path: str) -> str:
        """The record stands on the line with all those before it."""
        chain.append(path)
        demand_thread(window, chain)
        return window.code()

    hq.at_work()
    hq.start("/plan/clauses/new/draft/")
    hq.send(
        text_ja="がんの早期発見を実用化する。",
        text_en="Early detection of cancer reaches patients.",
        programmes=[PROGRAMME],
        indicators=[INDICATOR],
    )
    clause = hq.send(decided_on=today)
    carried(hq, clause)

    ministry.at_work()
    ministry.start("/ledger/accounts/new/open/")
    ministry.send(
        layer="ministry",
        name_ja="省の口座",
        name_en="Ministry",
        fiscal_year=cast.year,
        parent=cast.treasury,
        yen=f"{YEN:,}",
    )
    above = [ministry.path]
    ministry.start("/ledger/accounts/new/open/")
    ministry.send(
        layer="agency", name_ja="機構の口座", name_en="Agency", fiscal_year=cast.year, yen=YEN
    )
    above.append(ministry.path)
    agency = ministry.code()

    funder.at_work()
    funder.start("/ledger/accounts/new/open/")
    account = funder.send(
        layer="programme",
        name_ja="事業の口座",
        name_en="Programme",
        fiscal_year=cast.year,
        parent=agency,
        owner=f"programme:{PROGRAMME}",
        yen="1.2億円",
    )
    carried(funder, account)
    funder.start("/calls/new/plan/")
    funder.send(
        title_ja="早期発見の公募",
        title_en="Early detection",
        programme_code=PROGRAMME,
        opens_on=today,
        closes_on=(cast.today + timedelta(days=30)).isoformat(),
    )
    call = funder.send()
    carried(funder, call)

    researcher.at_work()
    researcher.click(f'#content a[href="{call}apply/"]')
    researcher.send(
        title_ja="血液による早期発見", title_en="Detection in blood", requested_yen="3000万円"
    )
    application = researcher.path
    demand_thread(researcher, chain)

    funder.back()
    funder.send(reason="応募がそろったため")
    funder.click(f'#applications a[href="{application}"]')
    funder.send(reason="優れた計画")
    demand_thread(funder, chain)
    funder.start("/awards/new/make/")
    award = funder.send(
        began_on=today,
        ends_on=cast.today.replace(year=cast.today.year + 2, day=1).isoformat(),
        year_amounts=f"{cast.year} 3000万円",
    )
    award_code = carried(funder, award)
    assert set(above) <= funder.thread(), "the money of the award leads back to its ministry"
    funder.send(yen="3000万円", fiscal_year=cast.year)

    officer.at_work()
    officer.start("/gates/new/open/")
    gate = officer.send(award=award_code, template="drug-1", criteria="再現された｜Reproduced")
    gate_code = carried(officer, gate)

    director.at_work()
    director.work_on(f"portfolio.gate:{gate_code}")
    director.send(decision="go", reason="基準を満たす", met_0="yes")
    demand_thread(director, chain)

    officer.back()
    officer.start("/handovers/new/propose/")
    handover = officer.send(to_programme=NEXT_PROGRAMME, proposal="臨床で確かめるため")
    handover_code = carried(officer, handover)

    director.at_work()
    director.work_on(f"portfolio.handover:{handover_code}")
    director.send(state="decided", reason="受け入れの用意がある")
    demand_thread(director, chain)

    researcher.at_work()
    researcher.start("/outcomes/records/new/report/")
    outcome = researcher.send(
        sort="licence",
        title_ja="検査の企業導出",
        title_en="Licence of the test",
        occurred_on=today,
        evidence=f"契約 {today}",
        award=award_code,
    )
    outcome_code = carried(researcher, outcome)

    funder.at_work()
    funder.work_on(f"outcomes.outcome:{outcome_code}")
    funder.send(looked=True)
    demand_thread(funder, chain)

    hq.at_work()
    hq.start("/evaluation/actuals/new/record/")
    carried(
        hq,
        hq.send(indicator=INDICATOR, fiscal_year=cast.year, counting="full", sort="licence"),
    )
    hq.start("/evaluation/findings/new/record/")
    finding = hq.send(text_ja="引継ぎが早まった。", text_en="Hand-overs became faster.")
    finding_code = carried(hq, finding)

    ministry.at_work()
    ministry.work_on(f"evaluation.finding:{finding_code}")
    response = ministry.send(
        text_ja="手順を定める。",
        text_en="The steps are laid down.",
        owner_role="funder_staff",
        due_on=(cast.today + timedelta(days=90)).isoformat(),
    )
    response_code = carried(ministry, response)

    hq.at_work()
    hq.start("/plan/clauses/new/draft/")
    following = hq.send(
        text_ja="引継ぎの手順を全事業に広げる。",
        text_en="Every programme hands over in the same steps.",
        cites=f"evaluation.finding:{finding_code} evaluation.response:{response_code}",
    )

    assert len(walk.clicks) <= MOST_CLICKS, (len(walk.clicks), walk.clicks)
    assert {path: found for path, found in walk.wrong.items() if found} == {}
    demand_end(hq, following, chain)
    demand_days(hq, call, cast.today)


def demand_end(hq: Window, following: str, chain: list[str]) -> None:
    """The next plan cites what was found and stands at the last station of the first clause."""
    cited = hq.page.locator("dl.fields a").evaluate_all("all => all.map(one => one.pathname)")
    assert set(chain[-2:]) <= set(cited)
    assert "is-here" in hq.header().pop("next_plan")
    assert all("is-known" in one for name, one in hq.header().items() if name != "next_plan")
    for path in chain:
        hq.read(path)
        demand_thread(hq, [*chain, following])


def demand_days(hq: Window, call: str, today: date) -> None:
    """The day before the award began it is open on the line of its call, afterwards known."""
    hq.read(f"{call}?as_of={today - timedelta(days=1)}")
    before = hq.header()
    hq.read(f"{call}?as_of={today}")
    after = hq.header()
    assert "is-known" not in before["award"]
    assert "is-known" in after["award"]
    assert "is-known" in after["gate"]
    assert "is-known" not in before["gate"]
