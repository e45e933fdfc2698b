"""The investment by a certified VC that some programmes ask for, where an award is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from ikkan.budget import actions as budget
from ikkan.budget.models import Account
from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.calls import actions as calls
from ikkan.calls.rules import NewApplication, NewCall
from ikkan.portfolio.industry import eligibility
from ikkan.portfolio.industry.models import EligibilityCheck
from ikkan.values.errors import InputError
from tests.awards import world as worlds
from tests.awards.world import TODAY
from tests.portfolio.industry.scene import Scene, client

pytestmark = pytest.mark.sqlite_only
VENTURES = "drug-venture-ecosystem"


def text_of(page: Any) -> str:
    body = b"".join(page.streaming_content) if page.streaming else page.content
    return body.decode("utf-8", "replace")


def posted(browser: Any, path: str, **sent: Any) -> Any:
    answer = browser.post(path, {"key": path[-60:], **sent})
    assert answer.status_code == 303, text_of(answer)[:3000]
    return answer


def purse() -> str:
    """An account of a call under an account of that programme, with money from the top."""
    chain = [Account.objects.get(layer=one).code for one in ("treasury", "ministry", "agency")]
    for layer, owner in (("programme", f"programme:{VENTURES}"), ("call", "")):
        new = NewAccount(
            layer=layer,
            name_ja="口座",
            name_en="Account",
            fiscal_year=2025,
            parent=chain[-1],
            owner=owner,
            opened_on=date(2025, 4, 1),
        )
        chain.append(budget.open_account(new, **worlds.ASKED).code)
    for giver, taker in pairwise(chain):
        flow = NewTransfer(
            giver=giver,
            taker=taker,
            yen=2 * worlds.YEN,
            made_on=date(2026, 4, 1),
            fiscal_year=2026,
            stage="enacted",
            pot="initial",
            instrument="subsidy",
        )
        budget.transfer(flow, **worlds.ASKED)
    return chain[-1]


def adopted(seen: Scene, home: str) -> str:
    """An adopted application of a company in a programme that needs a certified investor."""
    world = seen.stage.world
    day = date(2025, 11, 20)
    call = NewCall(
        title_ja="公募",
        title_en="Call",
        programme_code=VENTURES,
        account=purse(),
        opens_on=day - timedelta(days=30),
        closes_on=day + timedelta(days=5),
        state="decided",
    )
    (code,) = calls.record_calls([call], **worlds.ASKED)
    application = NewApplication(
        call=code,
        principal=world.people["leader"],
        organisation=home,
        title_ja="架空のベンチャー",
        title_en="A fictional venture",
        requested_yen=worlds.YEN,
        submitted_on=day,
        state="adopted",
        adopted_yen=worlds.YEN,
        decided_on=date(2026, 2, 1),
        reason="採択",
    )
    return calls.record_applications([application], **worlds.ASKED)[0]


@pytest.mark.covers("S-442")
def test_a_programme_that_needs_a_certified_investor_refuses_without(seen: Scene) -> None:
    staff, home = client(seen.actors["steward"]), seen.companies["first"]
    application = adopted(seen, home)
    terms = worlds.terms(year_amounts={2026: worlds.YEN}, opens_account=False)
    posted(staff, "/exits/eligibility/new/check/", application=application)
    invested = {
        "investor": seen.companies["vc"],
        "company": home,
        "yen": "100000000",
        "invested_on": "2026-06-01",
        "evidence": "株主名簿",
    }
    posted(staff, "/exits/investments/new/record/", **invested)
    posted(staff, "/exits/eligibility/new/check/", application=application, key="second")
    with pytest.raises(InputError, match=r"industry\.certified_investment"):
        worlds.actions.make_award(application, terms, **worlds.ASKED)
    posted(
        staff,
        "/exits/certified/new/certify/",
        investor=seen.companies["vc"],
        basis="認定第1号",
        valid_from="2026-01-01",
    )
    answer = posted(staff, "/exits/eligibility/new/check/", application=application, key="third")
    found = list(EligibilityCheck.objects.order_by("pk").values_list("verdict", flat=True))
    assert found == ["refused", "refused", "eligible"]
    assert "industry.certified_investment" in EligibilityCheck.objects.order_by("pk")[0].said_en
    assert "認定第1号" in text_of(staff.get(answer["Location"]))
    made = worlds.actions.make_award(application, terms, **worlds.ASKED)
    assert made.programme_code == VENTURES
    assert list(eligibility.unchecked(TODAY)) == []
    new = replace(worlds.new_award(seen.stage.world, programme=VENTURES), organisation=home)
    (bare,) = worlds.actions.record_awards([new], **worlds.ASKED)
    assert [gap.ref.code for gap in eligibility.unchecked(TODAY)] == [bare]
    refused = staff.post(
        "/exits/eligibility/new/check/", {"award": seen.stage.award, "key": "other"}
    )
    assert refused.status_code == 400
    assert "does not ask for" in text_of(refused)
