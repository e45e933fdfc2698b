"""What the page of an award offers to whom, and what its forms hold to begin with."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from ikkan.awards.forms import PayForm
from ikkan.awards.models import Award
from ikkan.values.ref import Ref
from ikkan.values.years import FiscalYear

pytestmark = pytest.mark.django_db


def test_a_payment_begins_in_the_year_of_its_day(award: Award) -> None:
    form = PayForm(record=award, initial=PayForm.begin(award))
    day = form["made_on"].value()
    assert FiscalYear(form["fiscal_year"].value(), 4).contains(day)
    assert day == timezone.localdate()


def test_an_outcome_is_reported_on_an_award_within_reach(award: Award, as_role: Any) -> None:
    assert award.principal is not None
    own = Ref("parties.person", award.principal.code)
    place = Ref("parties.organisation", award.organisation.code)
    asked = [
        ("researcher", own),
        ("institution_office", place),
        ("researcher", Ref("parties.person", "P-SOMEBODY-ELSE")),
    ]
    offer = f"/outcomes/records/new/report/?award={award.code}"
    pages = [as_role(role, ref).get(f"/awards/{award.code}/") for role, ref in asked]
    assert [offer in one.content.decode() for one in pages] == [True, True, False]
