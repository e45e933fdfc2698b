"""Accounts and transfers: what is conserved, what is refused, and that nothing is half-written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ikkan.audit.actor import Actor, Scope
from ikkan.audit.models import JournalEntry
from ikkan.budget import actions, queries
from ikkan.budget.models import Account, Posting, Transfer
from ikkan.budget.verify import verify
from ikkan.line.models import Edge
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from ikkan.values.money import Yen
from tests.budget.conftest import (
    ASKED,
    BODIES,
    PROGRAMME,
    TODAY,
    give_back,
    move,
    new_account,
    new_transfer,
)

MINISTRY = Actor("u-1", frozenset({"ministry_officer", "account", "public"}))
FUNDER = Actor("u-2", frozenset({"funder_staff", "account", "public"}))


def balances(codes: dict[str, str], as_of: date = TODAY) -> dict[str, int]:
    found = queries.balances(list(codes.values()), as_of)
    return {layer: found[code].amount for layer, code in codes.items()}


def refused(rule: str, *args: Any, act: Any = actions.transfer, **given: Any) -> InputError:
    with pytest.raises(InputError) as told:
        act(*args, **(ASKED | given))
    assert told.value.code == rule
    assert told.value.text.ja != told.value.text.en
    return told.value


def test_money_comes_down_and_is_conserved(funded: dict[str, str]) -> None:
    move(funded["programme"], funded["award"], 400)
    assert balances(funded) == {
        "treasury": -1000,
        "ministry": 0,
        "agency": 0,
        "programme": 600,
        "award": 400,
    }
    assert verify(TODAY).ok


def test_a_balance_is_as_of_the_end_of_a_day(funded: dict[str, str]) -> None:
    move(funded["programme"], funded["award"], 400, made_on=date(2026, 6, 1))
    assert balances(funded, date(2026, 5, 31))["award"] == 0
    assert balances(funded, date(2026, 6, 1))["award"] == 400
    assert balances(funded, date(2026, 4, 9)) == dict.fromkeys(funded, 0)


def test_an_account_never_gives_what_it_has_not(funded: dict[str, str]) -> None:
    before = Posting.objects.count(), JournalEntry.objects.count()
    error = refused("ledger.short", new_transfer(funded["programme"], funded["award"], 1001))
    assert "1,000" in error.text.ja
    assert "1,000" in error.text.en
    assert (Posting.objects.count(), JournalEntry.objects.count()) == before


def test_a_backdated_transfer_counts_what_left_later(funded: dict[str, str]) -> None:
    move(funded["programme"], funded["award"], 900, made_on=date(2026, 9, 1))
    early = new_transfer(funded["programme"], funded["award"], 101, made_on=date(2026, 5, 1))
    refused("ledger.short", early)
    move(funded["programme"], funded["award"], 100, made_on=date(2026, 5, 1))


def test_money_does_not_leave_before_it_came(funded: dict[str, str]) -> None:
    early = new_transfer(funded["programme"], funded["award"], 1, made_on=date(2026, 4, 9))
    refused("ledger.short", early)


def test_no_layer_is_jumped(funded: dict[str, str]) -> None:
    refused("ledger.step", new_transfer(funded["treasury"], funded["programme"], 1))
    refused("ledger.step", new_transfer(funded["agency"], funded["award"], 1))
    refused("ledger.step", new_transfer(funded["programme"], funded["ministry"], 1))


def test_what_goes_back_up_is_a_return_with_a_reason(funded: dict[str, str]) -> None:
    refused("ledger.instrument_up", new_transfer(funded["programme"], funded["agency"], 1))
    without = new_transfer(funded["programme"], funded["agency"], 1, instrument="return")
    refused("ledger.return_reason", without)
    give_back(funded["programme"], funded["agency"], 300)
    assert balances(funded)["programme"] == 700
    down = new_transfer(funded["agency"], funded["programme"], 1, instrument="return")
    refused("ledger.instrument_down", down)


def test_no_more_is_returned_than_came_from_there(funded: dict[str, str]) -> None:
    other = actions.open_account(new_account("agency", funded["ministry"]), **ASKED)
    back = new_transfer(
        funded["programme"], other.code, 1, instrument="return", reason="誤り", stage="settled"
    )
    refused("ledger.return_too_much", back)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"yen": 0}, "ledger.yen"),
        ({"code": "x" * 41}, "ledger.code"),
        ({"yen": -5}, "ledger.yen"),
        ({"yen": 10**16}, "ledger.yen"),
        ({"stage": "request"}, "ledger.stage"),
        ({"pot": "petty cash"}, "ledger.pot"),
        ({"instrument": "gift"}, "ledger.instrument_down"),
        ({"made_on": TODAY + timedelta(days=1)}, "ledger.future"),
        ({"fiscal_year": 2031}, "ledger.year_of_transfer"),
        ({"taker": "ACC-2026-999999"}, "ledger.account"),
        ({"stage": "executed", "layers": ("treasury", "ministry")}, "ledger.not_enacted"),
        ({"layers": ("award", "award")}, "ledger.same_account"),
    ],
)
def test_what_a_transfer_cannot_be(funded: dict[str, str], given: Any, code: str) -> None:
    giver, taker = (funded[layer] for layer in given.pop("layers", ("programme", "award")))
    refused(code, new_transfer(**({"giver": giver, "taker": taker, "yen": 1} | given)))


def test_every_finding_of_a_transfer_is_told_at_once(funded: dict[str, str]) -> None:
    wrong = new_transfer(funded["programme"], funded["award"], 0, stage="wish", pot="x")
    error = refused("ledger.yen", wrong)
    assert "wish" in error.text.en
    assert "x" in error.text.en


def test_a_correction_is_an_entry_that_names_what_it_corrects(funded: dict[str, str]) -> None:
    first = move(funded["programme"], funded["award"], 400)
    asked = ASKED | {"version": 1}
    entry = actions.correct_transfer(first.code, 250, "桁の誤り", **asked)
    assert (entry.corrects, entry.reason, entry.instrument) == (first, "桁の誤り", "correction")
    assert balances(funded)["award"] == 250
    with pytest.raises(VersionConflict):
        actions.correct_transfer(first.code, 100, "もう一度", **asked)
    actions.correct_transfer(first.code, 0, "二重の記入", **(ASKED | {"version": 2}))
    assert balances(funded)["award"] == 0
    assert verify(TODAY).ok


def test_what_a_correction_cannot_be(funded: dict[str, str]) -> None:
    first = Transfer.objects.latest("pk")
    asked = ASKED | {"version": 1, "act": actions.correct_transfer}
    refused("ledger.correction_reason", first.code, 5, " ", **asked)
    refused("ledger.correction_same", first.code, 1000, "同じ", **asked)
    refused("ledger.correction_yen", first.code, -1, "負", **asked)
    refused("ledger.short", first.code, 1001, "機構には残りがない", **asked)
    move(funded["programme"], funded["award"], 900)
    refused("ledger.short", first.code, 99, "もう渡した", **asked)
    made = actions.correct_transfer(first.code, 900, "減額", **(ASKED | {"version": 1}))
    refused("ledger.correction_of_correction", made.code, 1, "訂正の訂正", **asked)
    with pytest.raises(NotFound):
        actions.correct_transfer("TR-1", 1, "x", **ASKED)


def test_rows_of_the_ledger_are_not_changed_or_deleted(funded: dict[str, str]) -> None:
    for statement in (
        "UPDATE budget_posting SET yen = yen + 1",
        "DELETE FROM budget_posting",
        "DELETE FROM budget_transfer",
        "UPDATE budget_transfer SET reason = 'x'",
        "UPDATE budget_transfer SET version = version + 2",
        "UPDATE budget_transfer SET made_on = '2020-01-01', version = version + 1",
    ):
        with (
            pytest.raises(DatabaseError, match="only grows"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_database_refuses_an_account_below_nothing(chain: dict[str, Account]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(
            code="X", layer="award", name_ja="x", fiscal_year=2026, opened_on=TODAY, published=False
        )


def test_what_an_account_cannot_be(chain: dict[str, Account]) -> None:
    def against(rule: str, *args: Any, **given: Any) -> None:
        refused(rule, new_account(*args, **given), act=actions.open_account)

    agency = chain["agency"].code
    against("ledger.layer", "bank")
    against("ledger.name", "treasury", name_ja=" ", name_en="")
    against("ledger.long_name", "treasury", name_ja="あ" * 201)
    against("ledger.code", "treasury", code="with space")
    against("ledger.year", "treasury", fiscal_year=1)
    against("ledger.parent", "ministry")
    against("ledger.parent", "ministry", "ACC-1")
    against("ledger.parent_layer", "award", agency)
    against("ledger.parent_year", "programme", agency, fiscal_year=2025)
    against("ledger.top_has_parent", "treasury", agency)
    against("ledger.owner_missing", "programme", agency, owner="")
    against("ledger.owner", "programme", agency, owner="body:x")
    against("ledger.owner", "programme", agency, owner="not a reference")
    against("ledger.owner_unknown", "programme", agency, owner="programme:nowhere")
    against("ledger.clause_below", "programme", agency, clause="PLAN-1")
    against("ledger.code_taken", "programme", agency, code=chain["programme"].code)
    against("ledger.future", "programme", agency, opened_on=TODAY + timedelta(days=1))
    assert Account.objects.count() == len(chain)


def test_an_account_stands_under_its_parent_and_programme(funded: dict[str, str]) -> None:
    edges = Edge.objects.filter(superseded_at=None, source=f"budget.account:{funded['programme']}")
    found = {(edge.kind, f"{edge.to_kind}:{edge.to_code}") for edge in edges}
    assert found == {("programme", PROGRAMME), ("parent", f"budget.account:{funded['agency']}")}


def test_whoever_gives_money_stands_above(funded: dict[str, str]) -> None:
    second = actions.open_account(new_account("agency", funded["ministry"]), **ASKED).code
    move(funded["treasury"], funded["ministry"], 50)
    move(funded["ministry"], second, 50)
    move(second, funded["programme"], 50)
    edges = Edge.objects.filter(superseded_at=None, kind="parent", from_code=funded["programme"])
    assert {edge.to_code for edge in edges} == {funded["agency"], second}


def test_ministries_move_money_above_the_programme_only(funded: dict[str, str]) -> None:
    above = new_transfer(funded["treasury"], funded["ministry"], 10)
    below = new_transfer(funded["programme"], funded["award"], 10)
    actions.transfer(above, **(ASKED | {"by": MINISTRY}))
    actions.transfer(below, **(ASKED | {"by": FUNDER}))
    for new, who in ((below, MINISTRY), (above, FUNDER)):
        with pytest.raises(NotAllowed):
            actions.transfer(new, **(ASKED | {"by": who}))
    with pytest.raises(NotAllowed):
        actions.open_account(new_account("treasury"), **(ASKED | {"by": FUNDER}))
    last = Transfer.objects.latest("pk")
    with pytest.raises(NotAllowed):
        actions.correct_transfer(last.code, 1, "x", **(ASKED | {"by": MINISTRY, "version": 1}))


def test_an_officer_of_one_ministry_moves_its_own_money(small_pack: Any) -> None:
    top = actions.open_account(new_account("treasury"), **ASKED).code
    own, other = (
        actions.open_account(new_account("ministry", top, owner=f"body:{body}"), **ASKED).code
        for body in BODIES
    )
    officer = Actor(
        "u-3", frozenset({"ministry_officer"}), (Scope("ministry_officer", "body", BODIES[0]),)
    )
    asked = ASKED | {"by": officer}
    actions.transfer(new_transfer(top, own, 10), **asked)
    with pytest.raises(NotAllowed):
        actions.transfer(new_transfer(top, other, 10), **asked)


def test_totals_never_cross_layers(funded: dict[str, str]) -> None:
    move(funded["programme"], funded["award"], 400, stage="executed")
    give_back(funded["award"], funded["programme"], 100)
    found = {(one.layer, one.stage): one.yen for one in queries.totals(TODAY, 2026)}
    assert found == {
        ("ministry", "enacted"): Yen(1000),
        ("agency", "enacted"): Yen(1000),
        ("programme", "enacted"): Yen(1000),
        ("award", "executed"): Yen(400),
        ("award", "settled"): Yen(-100),
    }
    assert queries.totals(TODAY, 2025) == ()
    assert queries.received([funded["award"]], TODAY) == {funded["award"]: Yen(300)}


def test_a_statement_runs_to_the_balance(funded: dict[str, str]) -> None:
    move(funded["programme"], funded["award"], 400, made_on=date(2026, 6, 1))
    give_back(funded["award"], funded["programme"], 50)
    account = Account.objects.get(code=funded["programme"])
    lines = queries.statement(account, TODAY)
    assert [(line.yen.amount, line.balance.amount) for line in lines] == [
        (1000, 1000),
        (-400, 600),
        (50, 650),
    ]
    assert [line.other for line in lines] == [funded["agency"], funded["award"], funded["award"]]
