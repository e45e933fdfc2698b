"""Readiness, exits, milestones, support, deals and certified investments of a seed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.outcomes import actions as outcomes
from ikkan.outcomes.queries import counts
from ikkan.outcomes.rules import FULL
from ikkan.portfolio.industry import actions, queries, rules
from ikkan.portfolio.industry.models import Milestone, ReadinessItem, Support
from ikkan.portfolio.industry.rules import (
    Judged,
    NewDeal,
    NewExit,
    NewMeeting,
    NewMilestone,
    NewNote,
    NewSupport,
)
from ikkan.portfolio.models import Seed
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.text import Text
from tests.awards.world import TODAY
from tests.portfolio.industry.scene import Scene, client
from tests.portfolio.stage import by

pytestmark = pytest.mark.sqlite_only


def text_of(page: Any) -> str:
    body = b"".join(page.streaming_content) if page.streaming else page.content
    return body.decode("utf-8", "replace")


def posted(browser: Any, path: str, **sent: Any) -> Any:
    answer = browser.post(path, {"key": path[-60:], **sent})
    assert answer.status_code == 303, text_of(answer)[:3000]
    return answer


@pytest.mark.covers("S-349", "S-350", "S-351", "S-356", "S-512")
def test_a_checklist_of_the_pack_is_kept_with_evidence_owner_and_day(seen: Scene) -> None:
    officer = client(seen.actors["steward"])
    posted(officer, "/exits/readiness/new/begin/", seed=seen.seed)
    items = {one.item: one for one in ReadinessItem.objects.all()}
    assert {"efficacy-data", "safety-data", "reproducibility-data", "ip-strategy"} <= set(items)
    assert {"competitive-advantage", "qms", "protocol"} <= set(items)
    path = f"/exits/readiness/{items['safety-data'].code}/judge/"
    refused = officer.post(path, {"state": "evidenced", "version": "1", "key": "no"})
    assert refused.status_code == 400
    assert "industry.evidence" in text_of(refused)
    posted(
        officer,
        path,
        version="1",
        state="evidenced",
        evidence="毒性試験の報告書",
        evidence_ref=f"awards.award:{seen.stage.award}",
        owner=seen.people["officer"],
        due_on="2026-11-01",
    )
    row = text_of(officer.get(f"/exits/readiness/{items['safety-data'].code}/"))
    for words in ("毒性試験の報告書", seen.stage.award, "Safety data"):
        assert words in row
    page = text_of(officer.get(f"/seeds/{seen.seed}/"))
    assert "Licence readiness, counted" in page
    assert "毒性試験の報告書" in page
    ready = queries.readiness([Seed.objects.get(code=seen.seed)], TODAY)
    (found,) = ready.values()
    assert (found.evidenced, found.wanted, found.open) == (1, 12, 11)


def test_who_is_not_of_the_seed_keeps_no_checklist(seen: Scene) -> None:
    for name in ("first", "second"):
        with pytest.raises(NotAllowed):
            actions.begin_readiness(seen.seed, **by(seen.actors[name]))
    made = actions.begin_readiness(seen.seed, **by(seen.actors["researcher"]))
    for words in ({"state": "working"}, {"state": "not_needed"}, {"state": "good"}):
        with pytest.raises(InputError):
            actions.judge_readiness(
                made.code, Judged(**words), **by(seen.actors["researcher"], made.version)
            )
    assert client(seen.actors["first"]).get(f"/exits/readiness/{made.code}/").status_code == 404


@pytest.mark.covers("S-352", "S-353")
def test_competitors_and_the_market_are_noted_with_their_source(seen: Scene) -> None:
    browser = client(seen.actors["researcher"])
    said = {
        "seed": seen.seed,
        "sort": "competitor",
        "name": "競合品X",
        "holder": "海外の企業",
        "stage": "第II相",
        "standing": "ahead",
        "text": "作用機序が違い、安全性で優る",
        "origin": "公開の治験登録",
        "noted_on": TODAY.isoformat(),
    }
    posted(browser, "/exits/notes/new/note/", **said)
    market = said | {"sort": "market", "name": "市場の規模", "key": "market"}
    posted(browser, "/exits/notes/new/note/", **market)
    page = text_of(browser.get(f"/seeds/{seen.seed}/"))
    for words in ("競合品X", "第II相", "Ours is ahead", "市場の規模", "Market note"):
        assert words in page
    listed = text_of(browser.get("/exits/notes.csv?sort=competitor"))
    assert "競合品X" in listed
    assert "市場の規模" not in listed
    new = NewNote(sort="competitor", name="x", text="x", origin="x", noted_on=TODAY)
    with pytest.raises(InputError, match="who is ahead"):
        actions.note_industry(seen.seed, new, **by(seen.actors["researcher"]))


@pytest.mark.covers("S-334", "S-446", "S-449")
def test_an_exit_is_planned_with_product_type_and_regulatory_path(seen: Scene) -> None:
    browser = client(seen.actors["steward"])
    form = text_of(browser.get("/exits/plans/new/plan/"))
    for code in ("vaccine", "diagnostic", "therapeutic", "emergency-review"):
        assert f'value="{code}"' in form
    answer = posted(
        browser,
        "/exits/plans/new/plan/",
        seed=seen.seed,
        route="licence",
        partner="drug_company",
        conditions="第I相の安全性が確かめられたとき",
        planned_on="2027-03-31",
        product_type="vaccine",
        regulatory_path="emergency-review",
    )
    page = text_of(browser.get(answer["Location"]))
    for words in ("Licence", "Drug company", "第I相の安全性", "Vaccine", "emergency"):
        assert words in page
    new = NewExit(
        route="licence",
        partner="drug_company",
        conditions="x",
        planned_on=TODAY,
        product_type="emergency-review",
    )
    with pytest.raises(InputError, match="not in the policy pack"):
        actions.plan_exit(seen.seed, new, **by(seen.actors["steward"], 1))


@pytest.mark.covers("S-335", "S-344", "S-367")
def test_milestones_keep_their_first_plan_and_slips_are_reported(seen: Scene) -> None:
    browser = client(seen.actors["steward"])
    late, due = TODAY - timedelta(days=40), TODAY + timedelta(days=10)
    for number, day in enumerate((late, due)):
        posted(
            browser,
            "/exits/milestones/new/set/",
            seed=seen.seed,
            title_ja=f"達すること{number}",
            due_on=day.isoformat(),
            key=f"set-{number}",
        )
    first, second = Milestone.objects.order_by("pk")
    posted(
        browser,
        f"/exits/milestones/{second.code}/move/",
        version="1",
        due_on=(due + timedelta(days=25)).isoformat(),
        reason="製造の遅れ",
    )
    page = text_of(browser.get("/exits/slips/"))
    assert page.index("達すること0") < page.index("達すること1")
    assert ">40<" in page
    assert ">25<" in page
    assert "達すること1" not in text_of(browser.get("/exits/slips/?show=late"))
    assert "達すること0" in text_of(browser.get("/exits/slips.csv"))
    assert "製造の遅れ" in text_of(browser.get(f"/exits/milestones/{second.code}/"))
    posted(
        browser,
        f"/exits/milestones/{first.code}/reach/",
        version="1",
        done_on=TODAY.isoformat(),
        evidence="報告書",
    )
    rows = queries.milestones(seen.actors["steward"], TODAY, seeds=[seen.seed])
    assert [(one.slip.days, one.slip.late) for one in rows] == [(40, False), (25, False)]
    assert queries.milestones(seen.actors["first"], TODAY) == []
    assert client(seen.actors["first"]).get("/exits/slips/").status_code == 403
    with pytest.raises(InputError, match="is not changed any more"):
        actions.move_milestone(first.code, due, "x", **by(seen.actors["steward"], 2))


@given(
    plan=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    moved=st.integers(-400, 400),
    done=st.none() | st.integers(-400, 400),
)
def test_a_slip_is_the_distance_from_the_first_plan(plan: date, moved: int, done: Any) -> None:
    due = plan + timedelta(days=moved)
    finished = None if done is None else plan + timedelta(days=done)
    slip = rules.slip_of(plan, due, finished, TODAY)
    assert slip.days == (done if done is not None else (max(due, TODAY) - plan).days)
    assert slip.late == (done is None and due < TODAY)


@pytest.mark.covers("S-341", "S-360", "S-361", "S-362")
def test_support_runs_under_a_scheme_with_its_log_and_a_referral(seen: Scene) -> None:
    browser = client(seen.actors["researcher"])
    form = text_of(browser.get("/exits/support/new/ask/"))
    assert 'value="amed-flux"' in form
    for category in ("technology", "regulation", "company_link", "know_how", "ip"):
        assert f'value="{category}"' in form
    posted(
        browser,
        "/exits/support/new/ask/",
        seed=seen.seed,
        category="ip",
        scheme="amed-flux",
        wanted="出願の戦略",
    )
    support = Support.objects.get()
    base = f"/exits/support/{support.code}"
    held = {"sort": "coaching", "held_on": TODAY.isoformat(), "present": "知財の専門家"}
    posted(browser, f"{base}/log/", version="1", text="請求項の範囲を見直した", **held)
    desk = seen.stage.world.other_organisation
    posted(browser, f"{base}/refer/", version="2", desk=desk, question="治験の届出は要るか")
    staff = client(seen.actors["steward"])
    (referral,) = support.referrals.all()
    posted(staff, f"/exits/referrals/{referral.code}/answer/", version="1", answer="要る")
    posted(staff, f"{base}/end/", version="2", state="ended", outcome="出願した")
    page = text_of(browser.get(f"{base}/"))
    for words in ("請求項の範囲", "知財の専門家", "AMED-FluX", "出願した", "Answered"):
        assert words in page
    assert "要る" in text_of(browser.get(f"/exits/referrals/{referral.code}/"))
    meeting = NewMeeting(sort="coaching", held_on=TODAY, text="x")
    with pytest.raises(InputError, match="ask for a new one"):
        actions.log_support(support.code, meeting, **by(seen.actors["steward"], 3))
    with pytest.raises(InputError, match="one of the two"):
        actions.ask_support(
            NewSupport(category="ip", wanted="x", seed=seen.seed, award=seen.stage.award),
            **by(seen.actors["steward"]),
        )


@pytest.mark.covers("S-359")
def test_a_contract_counts_once_for_licensing_and_its_terms_stay_inside(seen: Scene) -> None:
    staff = client(seen.actors["steward"])
    answer = posted(
        staff,
        "/exits/deals/new/record/",
        seed=seen.seed,
        company=seen.companies["first"],
        sort="licence",
        signed_on="2026-10-01",
        terms="一時金は非公表",
    )
    path = answer["Location"]
    posted(staff, f"{path}count/", version="1")
    again = staff.post(f"{path}count/", {"version": "2", "key": "again"})
    assert again.status_code == 400
    assert "counts once" in text_of(again)
    assert counts("licence", 2026, FULL).value == 0
    code = Seed.objects.get(code=seen.seed).deals.get().outcome.code
    outcomes.verify_outcome(code, **by(seen.actors["steward"], 1))
    assert counts("licence", 2026, FULL).value == 1
    public = text_of(client(seen.actors["second"]).get(f"/outcomes/{code}/"))
    for secret in ("架空製薬甲", "Fictional Pharma", "一時金", seen.seed):
        assert secret not in public
    assert "一時金は非公表" in text_of(staff.get(path))
    assert "一時金" not in text_of(client(seen.actors["first"]).get(path))
    assert client(seen.actors["second"]).get(path).status_code == 404
    posted(staff, f"{path}publish/", version="2")
    shown = text_of(client(seen.actors["second"]).get(path))
    assert "一時金" not in shown
    assert "Fictional Pharma" in shown


def test_an_investment_is_no_licence(seen: Scene) -> None:
    deal = actions.record_deal(
        NewDeal(
            seed=seen.seed,
            company=seen.companies["first"],
            sort="investment",
            signed_on=TODAY,
        ),
        **by(seen.actors["steward"]),
    )
    with pytest.raises(InputError, match="do not count as licensing"):
        actions.count_deal(deal.code, **by(seen.actors["steward"], 1))
    with pytest.raises(InputError, match="is no company"):
        actions.record_deal(
            NewDeal(seed=seen.seed, company=seen.companies["vc"], sort="licence", signed_on=TODAY),
            **by(seen.actors["steward"]),
        )


def test_a_milestone_needs_words(seen: Scene) -> None:
    new = NewMilestone(title=Text(" ", ""), due_on=TODAY)
    with pytest.raises(InputError):
        actions.set_milestone(seen.seed, new, **by(seen.actors["steward"]))


@pytest.mark.covers("S-474")
def test_a_start_up_has_its_case_at_a_consultation_desk(seen: Scene) -> None:
    company, staff = client(seen.actors["researcher"]), client(seen.actors["steward"])
    asked = {"seed": seen.seed, "category": "know_how", "wanted": "実用化の進め方"}
    assert 'value="cariso"' in text_of(company.get("/exits/support/new/ask/"))
    posted(company, "/exits/support/new/ask/", scheme="mediso", **asked)
    base = f"/exits/support/{Support.objects.latest('pk').code}"
    desk = seen.stage.world.other_organisation
    posted(company, f"{base}/refer/", version="1", desk=desk, question="何から始めるか")
    (referral,) = Support.objects.latest("pk").referrals.all()
    waiting = text_of(staff.get("/exits/referrals/?state=sent"))
    assert referral.code in waiting
    posted(staff, f"/exits/referrals/{referral.code}/answer/", version="1", answer="届出から")
    page = text_of(company.get(f"/exits/referrals/{referral.code}/"))
    assert "届出から" in page
    assert "MEDISO" in text_of(company.get(f"{base}/"))
    assert Support.objects.latest("pk").code in text_of(staff.get("/exits/support/?scheme=mediso"))


@pytest.mark.covers("S-473")
def test_investors_and_public_private_funds_stand_in_a_register(seen: Scene) -> None:
    staff = client(seen.actors["steward"])
    made = {}
    for sort, name in (("public_fund", "Fictional Public Fund"), ("investor", "Fictional VC")):
        sent = {"name_ja": f"架空の{sort}", "name_en": name, "sort": sort, "key": sort}
        answer = posted(staff, "/organisations/new/register/", **sent)
        made[sort] = str(answer["Location"]).rstrip("/").rpartition("/")[2]
    register = text_of(staff.get("/organisations/?sort=public_fund"))
    assert "Fictional Public Fund" in register
    assert "Fictional VC" not in register
    posted(
        staff,
        "/exits/investments/new/record/",
        investor=made["public_fund"],
        company=seen.companies["first"],
        yen="50000000",
        invested_on="2026-06-01",
        evidence="投資契約",
    )
    page = text_of(staff.get("/exits/investments/"))
    assert "Fictional Public Fund" in page
    assert "50,000,000" in page
