"""Awards made, paid, changed and ended through their actions, and what these refuse."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ikkan.audit.actor import SYSTEM
from ikkan.audit.models import JournalEntry
from ikkan.awards import actions, queries
from ikkan.awards.models import Award, YearAmount
from ikkan.budget.models import Posting
from ikkan.budget.queries import balances
from ikkan.line import queries as line
from ikkan.values.errors import InputError, NotFound, VersionConflict
from ikkan.values.ref import Ref
from tests.awards.world import (
    ASKED,
    BEGAN,
    PROGRAMME,
    TODAY,
    YEN,
    World,
    award_of,
    new_award,
    payment,
    seen,
    terms,
)


def refused(code: str) -> Any:
    return pytest.RaisesExc((InputError, NotFound), check=lambda error: error.code == code)


def walked(code: str) -> set[str]:
    """Kinds of the records above an award."""
    found: set[str] = set()
    waiting = list(line.walk(Ref("awards.award", code), as_of=TODAY, viewer=SYSTEM).up)
    while waiting:
        node = waiting.pop()
        found.add(str(node.record.ref))
        waiting.extend(node.children)
    return found


def test_an_adopted_application_becomes_an_award_with_number_and_account(world: World) -> None:
    award = award_of(world)
    assert award.code == "26xx0000001j0001"
    assert award.acknowledgement == "JP26xx0000001"
    assert (award.fiscal_year, award.programme_code) == (2026, PROGRAMME)
    assert award.account is not None
    assert award.account.owner == f"awards.award:{award.code}"
    assert award.account.parent.code == world.account
    assert queries.decided(award, 2027) == YEN
    above = walked(award.code)
    assert {f"calls.application:{world.application}", f"calls.call:{world.call}"} <= above
    assert f"budget.account:{world.account}" in above
    assert f"programme:{PROGRAMME}" in above


def test_a_given_number_stands_if_it_says_a_year_of_the_award(world: World) -> None:
    assert award_of(world, code="27am0101001j0001").acknowledgement == "JP27am0101001"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"code": "25am0101001j0001"}, "awards.number_year"),
        ({"code": "26am0101001"}, "awards.number"),
        ({"ends_on": date(2025, 1, 1)}, "awards.days"),
        ({"year_amounts": {2030: 1}}, "awards.year_outside"),
        ({"year_amounts": {2026: 3 * YEN + 1}}, "awards.beyond_adopted"),
        ({"phase": "F9"}, "awards.unknown"),
        ({"modality": "magic"}, "awards.unknown"),
        ({"domains": ("T9-D1",)}, "awards.unknown"),
    ],
)
def test_terms_that_cannot_be_are_refused(world: World, given: Any, code: str) -> None:
    with refused(code):
        award_of(world, **given)
    assert not Award.objects.exists()


def test_an_application_becomes_one_award_only(world: World, award: Award) -> None:
    with refused("awards.twice"):
        award_of(world, code="26am0101001j0001")
    with refused("awards.application"):
        actions.make_award("APP-0", terms(), **ASKED)


def test_the_same_key_makes_one_award(world: World) -> None:
    asked = ASKED | {"key": "k-1"}
    first = actions.make_award(world.application, terms(), **asked)
    again = actions.make_award(world.application, terms(), **asked)
    assert (again.pk, Award.objects.count()) == (first.pk, 1)


def test_an_award_is_paid_within_its_year_and_its_account_only(award: Award) -> None:
    paid = actions.pay(award.code, payment(YEN - 1), **seen(1))
    assert balances([award.account.code], TODAY)[award.account.code].amount == YEN - 1
    with refused("awards.paid_beyond"):
        actions.pay(award.code, payment(2), **seen(paid.version))
    actions.pay(award.code, payment(1), **seen(paid.version))
    assert queries.paid(award, 2026) == YEN
    assert sum(row.yen for row in Posting.objects.all()) == 0


def test_a_payment_beyond_the_funds_is_refused_by_the_ledger(award: Award) -> None:
    changed = actions.set_year_amounts(award.code, {2026: 200_000_000}, **seen(1))
    with refused("ledger.short"):
        actions.pay(award.code, payment(100_000_001), **seen(changed.version))
    assert Award.objects.get().version == 2
    assert queries.paid(award, 2026) == 0


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"yen": 0}, "awards.pay_nothing"),
        ({"yen": 1, "fiscal_year": 2027}, "awards.other_year"),
        ({"yen": 1, "giver": "ACC-0"}, "awards.unknown"),
    ],
)
def test_payments_that_cannot_be(award: Award, given: dict[str, Any], code: str) -> None:
    with refused(code):
        actions.pay(award.code, payment(**given), **seen(1))


def test_a_stale_version_changes_nothing(award: Award) -> None:
    actions.pay(award.code, payment(1), **seen(1))
    with pytest.raises(VersionConflict):
        actions.pay(award.code, payment(1), **seen(1))
    assert queries.paid(award, 2026) == 1


def test_an_amount_cannot_fall_below_what_was_paid(award: Award) -> None:
    paid = actions.pay(award.code, payment(1000), **seen(1))
    with refused("awards.below_paid"):
        actions.set_year_amounts(award.code, {2026: 999}, **seen(paid.version))
    actions.set_year_amounts(award.code, {2026: 1000, 2028: 0}, **seen(paid.version))
    rows = YearAmount.objects.values_list("fiscal_year", "yen")
    assert dict(rows) == {2026: 1000, 2027: YEN, 2028: 0}


def test_officers_have_days_and_do_not_repeat(world: World, award: Award) -> None:
    person = world.people["director"]
    named = actions.add_officer(award.code, person, "program_officer", valid_from=BEGAN, **seen(1))
    with refused("awards.officer_there"):
        actions.add_officer(
            award.code, person, "program_officer", valid_from=TODAY, **seen(named.version)
        )
    with refused("awards.role"):
        actions.add_officer(award.code, person, "king", valid_from=TODAY, **seen(named.version))
    ended = actions.end_officer(award.code, person, "program_officer", **seen(named.version))
    assert award.officers.get().valid_to == TODAY - timedelta(days=1)
    with refused("awards.officer"):
        actions.end_officer(
            award.code, person, "program_officer", last_day=TODAY, **seen(ended.version)
        )


def test_a_stop_needs_a_reason_and_is_final(award: Award) -> None:
    with refused("awards.reason"):
        actions.stop_award(award.code, " ", TODAY, **seen(1))
    with refused("awards.day"):
        actions.stop_award(award.code, "目標未達", date(2030, 1, 1), **seen(1))
    stopped = actions.stop_award(award.code, "目標未達", TODAY, **seen(1))
    assert (stopped.state, stopped.ended_on) == ("stopped", TODAY)
    with refused("awards.not_active"):
        actions.complete_award(award.code, TODAY, **seen(stopped.version))
    with refused("awards.not_active"):
        actions.pay(award.code, payment(1), **seen(stopped.version))


def test_lineage_never_runs_in_a_circle(world: World, award: Award) -> None:
    later = date(2026, 10, 1)
    (code,) = actions.record_awards([new_award(world, began_on=later)], **ASKED)
    linked = actions.link_continuation(code, award.code, **seen(1))
    assert f"awards.award:{award.code}" in walked(code)
    with refused("awards.circle"):
        actions.link_continuation(award.code, code, **seen(1))
    with refused("awards.circle"):
        actions.link_continuation(award.code, award.code, **seen(1))
    with refused("awards.none"):
        actions.link_continuation(code, "26zz0000000z0000", **seen(linked.version))
    other = actions.record_awards([new_award(world)], **ASKED)[0]
    with refused("awards.continues_later"):
        actions.link_continuation(other, code, **seen(1))


def test_an_account_is_opened_once_for_an_award_without(world: World) -> None:
    (code,) = actions.record_awards([new_award(world)], **ASKED)
    with refused("awards.no_account"):
        actions.pay(code, payment(1), **seen(1))
    opened = actions.open_account(code, world.account, **seen(1))
    with refused("awards.has_account"):
        actions.open_account(code, world.account, **seen(opened.version))
    assert f"awards.award:{code}" in {
        str(node.record.ref)
        for node in line.walk(
            Ref("budget.account", opened.account.code), as_of=TODAY, viewer=SYSTEM
        ).sides
    }


def test_every_change_leaves_one_entry(award: Award) -> None:
    before = JournalEntry.objects.count()
    actions.complete_award(award.code, TODAY, **seen(1))
    assert JournalEntry.objects.count() == before + 1
    assert JournalEntry.objects.latest("number").object_ref == f"awards.award:{award.code}"
