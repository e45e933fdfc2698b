"""The pot of a year: what it comes from, expected or confirmed, never less than is decided."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ikkan.budget.adjustment import actions, queries
from ikkan.budget.adjustment.rules import NewYear
from ikkan.budget.models import AdjustmentAward, AdjustmentYear
from ikkan.values.errors import InputError
from tests.awards.world import ASKED, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, POT, Scene

pytestmark = pytest.mark.sqlite_only
YEARS = "/adjustment/years/"


def new_year(account: str, **given: Any) -> NewYear:
    return NewYear(**({"fiscal_year": 2025, "yen": POT, "account": account} | given))


@pytest.mark.covers("S-279", "S-294", "S-283")
def test_the_headquarters_set_up_the_pot_by_form_and_confirm_it(pot: Scene, as_role: Any) -> None:
    purse = scene.account(2025)
    officer = as_role("hq_officer")
    given = {
        "fiscal_year": "2025",
        "yen": "175億円",
        "status": "expected",
        "account": purse,
        "figure": "fy2021.adjustment",
        "origin_yen": "555億円",
        "origin_ja": "科学技術イノベーション創造推進費",
        "origin_figure": "fy2021.sti",
    }
    page = scene.typed(officer, f"{YEARS}new/open/", **given)
    assert "Expected" in page
    assert "55,500,000,000" in page
    assert "Rules of the third term" in page
    year = AdjustmentYear.objects.get(fiscal_year=2025)
    wrong = given | {"fiscal_year": "2024", "yen": "176億円"}
    refused = scene.typed(officer, f"{YEARS}new/open/", answered=400, **wrong)
    assert "does not agree with the published figure" in refused
    assert "no ministry account" in refused or "is not a ministry account" in refused
    page = scene.typed(officer, f"{YEARS}{year.code}/confirm/", yen="175億円")
    assert "Confirmed" in page
    assert as_role("funder_staff").get(f"{YEARS}new/open/").status_code == 403


def test_a_pot_is_refused_with_everything_against_it(pot: Scene) -> None:
    with pytest.raises(InputError) as refused:
        actions.open_year(new_year("NONE", fiscal_year=2026, origin_yen=POT - 1), **ASKED)
    said = refused.value.text.en
    assert pot.year in said
    assert "cannot exceed" in said
    assert "NONE" in said
    with pytest.raises(InputError, match="No rules"):
        actions.open_year(new_year("NONE", fiscal_year=2010), **ASKED)


def test_the_pot_is_never_less_than_what_is_decided(pot: Scene) -> None:
    scene.decided(pot.year)
    year = scene.year_of(pot.year)
    with pytest.raises(InputError, match="cannot be less"):
        actions.confirm_year(pot.year, 10 * OKU - 1, **seen(year.version))
    with pytest.raises(IntegrityError), transaction.atomic():
        AdjustmentYear.objects.filter(code=pot.year).update(yen=10 * OKU - 1)
    actions.confirm_year(pot.year, 10 * OKU, **seen(year.version))
    assert queries.remaining(scene.year_of(pot.year)) == 0


def test_the_database_itself_refuses_more_than_the_pot(pot: Scene) -> None:
    round_ = scene.decided(pot.year)
    made = round_.decisions.get()
    other = scene.proposal(scene.open_round(pot.year).code)
    row = AdjustmentAward.objects.get(decision=made)
    asked = row.proposal.__class__.objects.get(code=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        AdjustmentAward.objects.create(decision=made, proposal=asked, yen=POT - 10 * OKU + 1)
    for change in (lambda: row.delete(), lambda: AdjustmentAward.objects.update(yen=1)):
        with pytest.raises(Exception, match="only grows"), transaction.atomic():
            change()
    AdjustmentAward.objects.create(decision=made, proposal=asked, yen=POT - 10 * OKU)
    assert queries.remaining(scene.year_of(pot.year)) == 0
