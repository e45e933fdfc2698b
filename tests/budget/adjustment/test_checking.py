"""A year later: what came of an amount, by whom it was looked at, and what everybody then reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from ikkan.budget.adjustment import actions, checking
from ikkan.budget.adjustment.checking import Result
from ikkan.budget.models import AdjustmentRound, AfterCheck
from ikkan.evaluation.models import Finding
from ikkan.values.errors import InputError
from tests.awards.world import PROGRAMME, TODAY, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import Scene, version_of

pytestmark = pytest.mark.sqlite_only
INDICATOR = "t3d.managed.licences"


def opened(pot: Scene, **given: Any) -> AfterCheck:
    """The check of a round whose money went down today."""
    round_ = scene.moved(scene.decided(pot.year, **given))
    actions.open_checks(round_.code, **seen(version_of(round_.code)))
    return AfterCheck.objects.get(award__decision__round=round_)


def finish(check: AfterCheck, **given: Any) -> AfterCheck:
    said: dict[str, Any] = {
        "goals_reached": True, "finding_ja": "目標に達した", "early_reason": "早く達した",
    }  # fmt: skip
    return actions.finish_check(check.code, Result(**(said | given)), **seen(check.version))


def test_it_is_due_a_year_after_the_money_went_down(pot: Scene) -> None:
    check = opened(pot)
    assert check.due_on == TODAY.replace(year=TODAY.year + 1)
    assert (check.state, check.published) == ("open", False)
    assert checking.due(date(2028, 2, 29)) == date(2029, 2, 28)
    again = check.award.decision.round.code
    with pytest.raises(InputError, match="has its check already"):
        actions.open_checks(again, **seen(version_of(again)))


def test_nothing_is_checked_before_it_went_down(pot: Scene) -> None:
    round_ = scene.decided(pot.year)
    with pytest.raises(InputError, match="has not gone down yet"):
        actions.open_checks(round_.code, **seen(version_of(round_.code)))


def test_before_the_day_it_is_due_a_check_needs_a_reason(pot: Scene) -> None:
    check = opened(pot)
    with pytest.raises(InputError, match=f"due on {check.due_on}"):
        finish(check, early_reason=" ")
    done = finish(check, early_reason="導出が決まった")
    assert (done.state, done.early_reason) == ("done", "導出が決まった")


def test_once_the_day_has_come_it_needs_none(pot: Scene) -> None:
    check = opened(pot)
    how = seen(check.version) | {"as_of": check.due_on}
    result = Result(goals_reached=True, finding_ja="目標に達した")
    assert actions.finish_check(check.code, result, **how).state == "done"


def test_a_result_is_refused_with_everything_it_lacks(pot: Scene) -> None:
    check = opened(pot, case="c")
    with pytest.raises(InputError) as refused:
        finish(
            check,
            finding_ja="",
            effect="no-such",
            evidence=("nonsense", "awards.award:NOBODY"),
            reached={"no-such": Decimal(1), INDICATOR: Decimal(-1)},
        )
    said = refused.value.text.en
    for part in (
        "For this type say what the money connected to",
        "There is no effect no-such",
        "The evidence nonsense",
        "There is no awards.award:NOBODY",
        "There is no indicator no-such",
        f"count -1 of {INDICATOR}",
        "Write what the check found",
    ):
        assert part in said, part


def test_a_connection_names_a_record_of_its_sort(pot: Scene) -> None:
    check = opened(pot, case="c")
    with pytest.raises(InputError, match="name that record"):
        finish(check, connected="company")
    with pytest.raises(InputError, match="is no such connection"):
        finish(check, connected="company", connected_to=f"programme:{PROGRAMME}")
    done = finish(check, connected="programme", connected_to=f"programme:{PROGRAMME}")
    assert (done.state, done.published, done.finished_on) == ("done", True, TODAY)
    with pytest.raises(InputError, match="does not change"):
        finish(done)


@pytest.mark.covers("S-293")
def test_the_effect_is_expected_in_the_proposal_and_verified_a_year_later(
    pot: Scene, as_role: Any, client: Client
) -> None:
    round_ = scene.moved(scene.decided(pot.year, case="c")).code
    staff = as_role("funder_staff")
    page = f"/adjustment/rounds/{round_}/"
    sent = staff.post(f"{page}checks/", {"due_on": "", "version": version_of(round_)}, follow=True)
    assert sent.status_code == 200
    check = AfterCheck.objects.get(award__decision__round__code=round_)
    own = f"/adjustment/checks/{check.code}/"
    assert client.get(own).status_code == 404, "not public before it is finished"
    work = staff.get("/desk/").content.decode()
    assert "Check what came of an amount" in work
    form = staff.get(f"{own}finish/").content.decode()
    assert "(seeds licensed to companies) 0" in form
    typed = {
        "goals_reached": "yes",
        "reached": f"{INDICATOR} 2",
        "connected": "programme",
        "connected_to": f"programme:{PROGRAMME}",
        "effect": "enrichment",
        "evidence": f"awards.award:{pot.award}",
        "early_reason": "検体が早く集まった",
        "finding_ja": "検体が増え、次の事業につながった",
        "finding_en": "More samples; it led on to the next programme",
        "version": check.version,
    }
    assert staff.post(f"{own}finish/", typed, follow=True).status_code == 200
    english = {"accept-language": "en"}
    read = client.get(own, headers=english).content.decode()
    for said in ("Acceleration", "Enrichment", "Another programme", "it led on to the next"):
        assert said in read, said
    fund = client.get("/adjustment/", headers=english).content.decode()
    table = fund[fund.index('id="effects"') :]
    rows = [row.split("</tr>")[0] for row in table.split("<tr>")[2:4]]
    cells = [
        [cell.split("</td>")[0].split(">")[-1] for cell in row.split("<td")[1:]] for row in rows
    ]
    assert cells == [["1", "10.0", "1", "0"], ["0", "0.0", "0", "1"]]
    closed = as_role("hq_officer").post(f"{page}close/", {"version": version_of(round_)})
    assert closed.status_code == 303
    assert AdjustmentRound.objects.get(code=round_).state == "closed"


def test_a_finding_of_evaluation_is_about_a_check(pot: Scene, as_role: Any) -> None:
    check = finish(opened(pot), goals_reached=False, finding_ja="遅れている")
    officer = as_role("hq_officer")
    typed = {
        "about_check": check.code,
        "text_ja": "次の方針で見直す",
        "found_on": TODAY.isoformat(),
    }
    sent = officer.post("/evaluation/findings/new/record/", typed)
    found = Finding.objects.filter(about=f"budget.adjustment_check:{check.code}")
    assert found.exists(), sent.status_code
