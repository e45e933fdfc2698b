"""Money that goes across: carried over to the next year, moved between ministries, in house."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import SYSTEM, Actor, Scope
from ikkan.budget import actions, queries
from ikkan.budget.models import Posting, Reallocation, Transfer
from ikkan.budget.moving import NewReallocation
from ikkan.budget.verify import verify
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from tests.budget.conftest import ASKED, BODIES, TODAY, give_back, move, new_account, new_transfer

CARE, LEARN = (f"body:{body}" for body in BODIES)
LAST, NEXT = date(2026, 3, 31), 2027


def officer(body: str, code: str = "u-a") -> Actor:
    return Actor(code, frozenset({"ministry_officer"}), (Scope("ministry_officer", "body", body),))


def left(*codes: str) -> list[int]:
    found = queries.balances(codes, TODAY)
    return [found[code].amount for code in codes]


def refused(rule: str, act: Any, *args: Any, **given: Any) -> InputError:
    before = Posting.objects.count()
    with pytest.raises(InputError) as told:
        act(*args, **(ASKED | given))
    assert told.value.code == rule, told.value.text.en
    assert told.value.text.ja != told.value.text.en
    assert Posting.objects.count() == before
    return told.value


@pytest.fixture
def two_years(small_pack: None) -> dict[str, str]:
    """Two ministries with accounts of two years; 1,000 yen lie with the first in 2025."""
    rows = [new_account("treasury", code="T", fiscal_year=2025)]
    rows += [
        new_account("ministry", "T", code=f"{name}{year}", fiscal_year=year, owner=owner)
        for name, owner in (("C", CARE), ("L", LEARN))
        for year in (2025, 2026)
    ]
    actions.open_accounts(rows, **ASKED)
    move("T", "C2025", 1000, fiscal_year=2025, made_on=date(2025, 4, 1))
    return {"C": "C2025", "next": "C2026", "L": "L2025"}


def carry(
    yen: int = 400, ground: str = "permitted", reason: str = "計画の遅れ", **given: Any
) -> Any:
    said = {"giver": "C2025", "made_on": LAST} | given
    return actions.carry_over(
        said.pop("giver"), yen, said.pop("made_on"), ground, reason, **(ASKED | said)
    )


def test_what_is_left_goes_on_to_the_next_year(two_years: dict[str, str]) -> None:
    made = carry()
    assert (made.pot, made.instrument, made.ground) == ("carried_over", "carry_over", "permitted")
    assert made.fiscal_year == 2026
    assert left("C2025", "C2026") == [600, 400]
    assert queries.received(["C2025", "C2026"], TODAY)["C2026"].amount == 400
    of_layer = {(one.fiscal_year, one.pot): one.yen.amount for one in queries.totals(TODAY)}
    assert of_layer == {(2025, "initial"): 1000}, "what is carried over is received once"
    assert verify(TODAY).ok


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"taker": "L2026"}, "ledger.carry_account"),
        ({"taker": "L2025"}, "ledger.carry_account"),
        ({"taker": "T"}, "ledger.instrument_up"),
        ({"ground": "unused"}, "ledger.carry_ground"),
        ({"reason": " "}, "ledger.carry_reason"),
        ({"yen": 1001}, "ledger.short"),
        ({"giver": "C2026"}, "ledger.next_none"),
        ({"giver": "T"}, "ledger.next_none"),
    ],
)
def test_what_a_carry_over_cannot_be(two_years: dict[str, str], given: Any, code: str) -> None:
    with pytest.raises(InputError) as told:
        carry(**given)
    assert told.value.code == code
    assert Posting.objects.count() == 2


def test_no_carry_over_goes_two_years_ahead(two_years: dict[str, str]) -> None:
    rows = [new_account("ministry", "T", code="C2027", fiscal_year=NEXT, owner=CARE)]
    actions.open_accounts(rows, **ASKED)
    error = refused(
        "ledger.carry_account", actions.carry_over, "C2025", 1, LAST, "permitted", "x", "C2027"
    )
    assert "FY2026" in error.text.en


def test_several_accounts_of_the_next_year_are_named(two_years: dict[str, str]) -> None:
    row = new_account("ministry", "T", code="D2026", owner=CARE)
    actions.open_accounts([row], **ASKED)
    error = refused("ledger.next_several", actions.carry_over, "C2025", 1, LAST, "permitted", "x")
    assert "C2026, D2026" in error.text.en
    carry(taker="D2026")
    assert left("D2026") == [400]
    with pytest.raises(NotFound):
        carry(giver="nobody")


def test_what_was_carried_over_goes_back_to_the_treasury(two_years: dict[str, str]) -> None:
    carry()
    rows = [
        new_account("agency", "C2026", code="A2026", owner=CARE),
        new_account("agency", "L2026", code="B2026", owner=CARE),
    ]
    actions.open_accounts(rows, **ASKED)
    move("C2026", "A2026", 300, made_on=date(2026, 4, 1))
    give_back("A2026", "C2026", 200)
    made = give_back("C2026", "T", 300, ground="unused")
    assert made.ground == "unused"
    assert left("C2026", "T") == [0, -700]
    back = new_transfer("A2026", "L2026", 1, instrument="return", reason="誤り", stage="settled")
    refused("ledger.return_too_much", actions.transfer, back)
    assert verify(TODAY).ok


def test_a_correction_takes_a_carry_over_back(two_years: dict[str, str]) -> None:
    made = carry()
    actions.correct_transfer(made.code, 100, "桁の誤り", **(ASKED | {"version": 1}))
    assert left("C2025", "C2026") == [900, 100]
    assert verify(TODAY).ok


def propose(yen: int = 200, by: Actor = SYSTEM, **given: Any) -> Reallocation:
    said = {"giver": "C2025", "taker": "L2025", "pot": "initial", "reason": "所管の変更"} | given
    new = NewReallocation(yen=yen, **said)
    return actions.propose_reallocation(new, **(ASKED | {"by": by, "as_of": LAST}))


def test_a_ministry_offers_and_the_other_consents(two_years: dict[str, str]) -> None:
    row = propose(by=officer("CARE"))
    assert left("C2025", "L2025") == [1000, 0]
    how = ASKED | {"as_of": LAST, "version": 1}
    for nobody in (officer("CARE", "u-b"), Actor("u-f", frozenset({"funder_staff"}))):
        with pytest.raises(NotAllowed):
            actions.consent_to_reallocation(row.code, **(how | {"by": nobody}))
    done = actions.consent_to_reallocation(row.code, **(how | {"by": officer("LEARN", "u-l")}))
    assert (done.state, done.proposed_by, done.answered_by) == ("done", "u-a", "u-l")
    assert done.transfer is not None
    assert done.transfer.instrument == "reallocation"
    assert left("C2025", "L2025") == [800, 200]
    assert verify(TODAY).ok
    give_back("L2025", "T", 200, fiscal_year=2026, made_on=TODAY)
    with pytest.raises(InputError):
        actions.consent_to_reallocation(row.code, **(how | {"by": SYSTEM, "version": 2}))


def test_nobody_consents_to_an_own_offer_or_moves_without_one(two_years: dict[str, str]) -> None:
    both = Actor("u-2", frozenset({"ministry_officer"}))
    row = propose(by=both)
    how = {"by": both, "as_of": LAST, "version": 1}
    refused("ledger.same_person", actions.consent_to_reallocation, row.code, **how)
    alone = new_transfer(
        *("C2025", "L2025", 1),
        instrument="reallocation",
        reason="x",
        made_on=LAST,
        fiscal_year=2025,
    )
    refused("ledger.consent", actions.transfer, alone)


@pytest.mark.parametrize("yen", [0, 1000])
def test_no_ministry_alone_corrects_what_two_agreed_on(two_years: dict[str, str], yen: int) -> None:
    row = propose(by=officer("CARE"))
    how = ASKED | {"as_of": LAST, "version": 1, "by": officer("LEARN", "u-l")}
    done = actions.consent_to_reallocation(row.code, **how)
    assert done.transfer is not None
    for by in (officer("CARE"), SYSTEM):
        given = {"version": 1, "by": by}
        refused("ledger.agreed", actions.correct_transfer, done.transfer.code, yen, "x", **given)
    propose(50, giver="L2025", taker="C2025")
    assert verify(TODAY).ok


def test_a_declined_offer_moves_nothing(two_years: dict[str, str]) -> None:
    row = propose()
    how = {"by": officer("LEARN", "u-l"), "version": 1}
    refused("ledger.decline_reason", actions.decline_reallocation, row.code, " ", **how)
    with pytest.raises(VersionConflict):
        actions.decline_reallocation(row.code, "不要", **(ASKED | how | {"version": 7}))
    done = actions.decline_reallocation(row.code, "不要", **(ASKED | how))
    assert (done.state, done.answer, done.transfer) == ("declined", "不要", None)
    with pytest.raises(InputError):
        actions.decline_reallocation(row.code, "また", **(ASKED | how | {"version": 2}))
    assert left("C2025", "L2025") == [1000, 0]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"taker": "L2026"}, "ledger.reallocation_account"),
        ({"taker": "C2026"}, "ledger.reallocation_account"),
        ({"taker": "T"}, "ledger.instrument_up"),
        ({"yen": 1001}, "ledger.short"),
        ({"reason": ""}, "ledger.reallocation_reason"),
        ({"taker": "nobody"}, "ledger.account"),
    ],
)
def test_what_an_offer_cannot_be(two_years: dict[str, str], given: Any, code: str) -> None:
    with pytest.raises(InputError) as told:
        propose(**given)
    assert told.value.code == code
    assert not Reallocation.objects.exists()


def test_money_of_institutes_and_its_cost_class(two_years: dict[str, str]) -> None:
    rows = [
        new_account("ministry", "T", code="I", owner=CARE, cost_class="institutes"),
        new_account("institute", "I", code="LAB", owner="body:BOARD"),
        new_account("agency", "C2026", code="G", cost_class="grants"),
        new_account("agency", "I", code="H", cost_class="grants"),
    ]
    actions.open_accounts(rows, **ASKED)
    refused("ledger.cost_class", actions.open_account, new_account("treasury", cost_class="none"))
    move("T", "I", 100, instrument="appropriation")
    move("I", "LAB", 60, instrument="operating_grant")
    assert left("I", "LAB") == [40, 60]
    refused("ledger.class", actions.transfer, new_transfer("I", "H", 1))
    move("I", "H", 1, instrument="reallocation")
    refused("ledger.step", actions.transfer, new_transfer("LAB", "H", 1))
    assert Transfer.objects.count() == 4
    assert verify(TODAY).ok


def test_appropriations_count_the_supplementary_budgets(two_years: dict[str, str]) -> None:
    given = {"pot": "supplementary", "instrument": "appropriation", "supplement": 2}
    made = move("T", "C2026", 5, **given)
    assert made.supplement == 2
    new = new_transfer("T", "C2026", 5, **(given | {"pot": "initial"}))
    refused("ledger.supplement", actions.transfer, new)
    new = new_transfer("T", "C2026", 5, **(given | {"supplement": 10}))
    refused("ledger.supplement", actions.transfer, new)
    new = new_transfer("T", "C2026", 5, ground="unused")
    refused("ledger.ground", actions.transfer, new)
    actions.open_accounts([new_account("agency", "C2026", code="A")], **ASKED)
    refused(
        "ledger.appropriation",
        actions.transfer,
        new_transfer("C2026", "A", 1, instrument="appropriation"),
    )
    refused(
        "ledger.allotment", actions.transfer, new_transfer("T", "C2026", 1, instrument="allotment")
    )
    move("C2026", "A", 5, instrument="allotment")
