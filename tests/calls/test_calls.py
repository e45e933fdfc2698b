"""A call from its plan to its last decision, and everything that is refused on the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.audit.actor import Actor, Scope
from ikkan.audit.models import JournalEntry
from ikkan.budget import actions as budget
from ikkan.budget.rules import NewTransfer
from ikkan.calls import actions, queries
from ikkan.calls.models import Application, Call
from ikkan.line.models import Edge
from ikkan.parties.models import Person
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from tests.calls.conftest import (
    AFTER,
    CLOSES,
    FUNDER,
    PROGRAMME,
    TODAY,
    applied,
    arrive,
    asked,
    new_application,
    new_call,
    researcher,
)


def refused(rule: str, act: Any, *args: Any, **how: Any) -> InputError:
    with pytest.raises(InputError) as told:
        act(*args, **(asked() | how))
    assert told.value.code == rule
    assert told.value.text.ja != told.value.text.en
    return told.value


def test_a_call_is_seen_once_it_is_open(account: str) -> None:
    call = actions.plan_call(new_call(account), **asked())
    assert (call.state, call.published, call.code) == ("planned", False, "CALL-2026-000001")
    call = actions.open_call(call.code, **asked(version=1))
    assert (call.state, call.published, call.version) == ("open", True, 2)


def test_a_call_stands_under_its_account_and_programme(call: Call, account: str) -> None:
    edges = Edge.objects.filter(superseded_at=None, source=f"calls.call:{call.code}")
    found = {(edge.kind, f"{edge.to_kind}:{edge.to_code}") for edge in edges}
    assert found == {
        ("account", f"budget.account:{account}"),
        ("programme", f"programme:{PROGRAMME}"),
    }


def test_what_a_call_cannot_be(account: str) -> None:
    def against(rule: str, **given: Any) -> None:
        refused(rule, actions.plan_call, new_call(**({"account": account} | given)))

    against("calls.title", title_ja="", title_en=" ")
    against("calls.long_title", title_ja="あ" * 401)
    against("calls.code", code="with space")
    against("calls.dates", closes_on=date(2026, 4, 30))
    against("calls.upper", upper_yen=-1)
    against("calls.places", places=-1)
    against("calls.account", account="ACC-1")
    against("calls.account_layer", account="ACC-2026-000003")
    against("calls.programme", programme_code="nowhere")
    against("calls.programme", programme_code="white space")
    against("calls.other_programme", programme_code="first-steps")
    against("calls.wrong_state", state="open")
    assert not Call.objects.exists()


def test_a_call_is_opened_in_its_days_only(account: str) -> None:
    call = actions.plan_call(new_call(account), **asked())
    day_before = date(2026, 4, 30)
    refused("calls.not_yet", actions.open_call, call.code, as_of=day_before, version=1)
    refused("calls.over", actions.open_call, call.code, as_of=AFTER, version=1)
    refused("calls.wrong_state", actions.close_call, call.code, version=1)
    with pytest.raises(VersionConflict):
        actions.open_call(call.code, **asked())
    with pytest.raises(NotFound):
        actions.open_call("CALL-1", **asked())


def test_closing_before_the_last_day_needs_a_reason(call: Call) -> None:
    refused("calls.close_early", actions.close_call, call.code, version=2)
    refused("calls.close_early", actions.close_call, call.code, version=2, as_of=CLOSES)
    closed = actions.close_call(call.code, "災害のため", **asked(version=2))
    assert (closed.state, closed.close_reason) == ("decided", "災害のため"), "nobody had applied"


def test_the_last_second_is_in_time_and_the_next_is_not(call: Call, people: list[Person]) -> None:
    in_time = new_application(call.code, people[0].code)
    made = actions.apply(in_time, arrive(CLOSES, 17), **asked(CLOSES))
    assert made.submitted_on == CLOSES
    late = new_application(call.code, people[1].code)
    at = arrive(CLOSES, 17, 0, 1)
    error = refused("calls.late", actions.apply, late, at, as_of=CLOSES)
    assert "17:00" in error.text.en
    refused("calls.early", actions.apply, late, arrive(date(2026, 4, 30), 12))


def test_an_application_belongs_to_its_person_and_call(call: Call, people: list[Person]) -> None:
    made = applied(call, people[0])
    assert made.organisation == people[0].organisation
    edge = Edge.objects.get(superseded_at=None, source=f"calls.application:{made.code}")
    assert (edge.kind, edge.direction, edge.to_code) == ("call", "up", call.code)


def test_what_an_application_cannot_be(call: Call, people: list[Person]) -> None:
    noon = arrive(TODAY, 12)

    def against(rule: str, **given: Any) -> None:
        said = {"call": call.code, "principal": people[0].code} | given
        refused(rule, actions.apply, new_application(**said), noon)

    against("calls.over_upper", requested_yen=501)
    against("calls.yen", requested_yen=0)
    against("calls.title", title_ja="", title_en="")
    against("calls.person", principal="nobody")
    against("calls.call", call="CALL-1")
    applied(call, people[0])
    against("calls.twice")
    assert Application.objects.count() == 1


def test_everything_against_an_application_is_told_at_once(
    call: Call, people: list[Person]
) -> None:
    new = new_application(call.code, people[0].code, requested_yen=501, title_ja="", title_en="")
    error = refused("calls.title", actions.apply, new, arrive(CLOSES, 18))
    assert "501" in error.text.ja
    assert "17時" in error.text.ja


def test_a_call_that_is_not_open_takes_nothing(
    closed: tuple[Call, list[Application]], account: str, people: list[Person]
) -> None:
    planned = actions.plan_call(new_call(account), **asked())
    for call in (planned, closed[0]):
        new = new_application(call.code, people[0].code)
        refused("calls.not_open", actions.apply, new, arrive(TODAY, 12))


def test_who_withdrew_may_apply_anew(call: Call, people: list[Person]) -> None:
    first = applied(call, people[0])
    actions.withdraw(first.code, **asked(version=1))
    again = applied(call, people[0])
    assert again.code != first.code
    refused("calls.not_waiting", actions.withdraw, first.code, version=2)


def test_people_apply_for_themselves(call: Call, people: list[Person]) -> None:
    noon = arrive(TODAY, 12)
    own, other = (new_application(call.code, person.code) for person in people[:2])
    made = actions.apply(own, noon, **asked(by=researcher(people[0])))
    everywhere = Actor("u-9", frozenset({"researcher"}))
    for who in (researcher(people[0]), everywhere, FUNDER):
        with pytest.raises(NotAllowed):
            actions.apply(other, noon, **asked(by=who))
    scope = Scope("institution_office", "parties.organisation", people[1].organisation.code)
    office = Actor("u-8", frozenset({"institution_office"}), (scope,))
    actions.apply(other, noon, **asked(by=office))
    with pytest.raises(NotAllowed):
        actions.withdraw(made.code, **asked(by=office, version=1))
    actions.withdraw(made.code, **asked(by=researcher(people[0]), version=1))


def test_the_last_decision_ends_the_call(closed: tuple[Call, list[Application]]) -> None:
    call, rows = closed
    assert call.state == "closed"
    how = asked(AFTER, FUNDER, 1)
    adopted = actions.decide(rows[0].code, True, "優れている", 300, **how)
    assert (adopted.state, adopted.adopted_yen, adopted.decided_on) == ("adopted", 300, AFTER)
    for row in rows[1:3]:
        actions.decide(row.code, False, "及ばない", **how)
    call.refresh_from_db()
    assert call.state == "closed"
    actions.withdraw(rows[3].code, **asked(AFTER, version=1))
    call.refresh_from_db()
    assert (call.state, call.version) == ("decided", 4)


def test_what_a_decision_cannot_be(
    call: Call, people: list[Person], closed: tuple[Call, list[Application]], account: str
) -> None:
    _, rows = closed
    how = {"as_of": AFTER, "version": 1}
    refused("calls.reason", actions.decide, rows[0].code, True, " ", **how)
    refused("calls.adopted_yen", actions.decide, rows[0].code, True, "可", 401, **how)
    refused("calls.adopted_yen", actions.decide, rows[0].code, True, "可", 0, **how)
    with pytest.raises(VersionConflict):
        actions.decide(rows[0].code, True, "可", **asked(AFTER, version=9))
    with pytest.raises(NotFound):
        actions.decide("APP-1", True, "可", **asked(AFTER, version=1))
    actions.decide(rows[0].code, True, "可", **asked(AFTER, version=1))
    refused("calls.not_waiting", actions.decide, rows[0].code, True, "可", as_of=AFTER, version=2)
    actions.decide(rows[1].code, True, "可", **asked(AFTER, version=1))
    error = refused("calls.no_place", actions.decide, rows[2].code, True, "可", **how)
    assert "200" in error.text.en, "the money that is left is told as well"
    other = actions.plan_call(new_call(account), **asked())
    actions.open_call(other.code, **asked(version=1))
    waiting = applied(other, people[0])
    refused("calls.still_open", actions.decide, waiting.code, True, "可", version=1)


def test_calls_on_one_account_share_its_money(
    closed: tuple[Call, list[Application]], account: str, people: list[Person]
) -> None:
    _, rows = closed
    for row in rows[:2]:
        actions.decide(row.code, True, "可", **asked(AFTER, version=1))
    second = actions.plan_call(new_call(account, closes_on=date(2026, 8, 1)), **asked())
    actions.open_call(second.code, **asked(version=1))
    waiting = applied(second, people[0], requested_yen=201)
    actions.close_call(second.code, **asked(date(2026, 8, 2), version=2))
    how = {"as_of": date(2026, 8, 2), "version": 1}
    refused("calls.no_money", actions.decide, waiting.code, True, "可", **how)
    assert queries.purses([account], AFTER)[account].left == 200
    adopted = actions.decide(waiting.code, True, "減額して採択", 200, **asked(AFTER, version=1))
    assert adopted.adopted_yen == 200


def test_money_that_went_back_cannot_be_adopted(
    closed: tuple[Call, list[Application]], account: str
) -> None:
    back = NewTransfer(
        giver=account,
        taker="ACC-2026-000003",
        yen=700,
        made_on=AFTER,
        fiscal_year=2026,
        stage="settled",
        pot="initial",
        instrument="return",
        reason="減額",
    )
    budget.transfer(back, **asked(AFTER))
    refused("calls.no_money", actions.decide, closed[1][0].code, True, "可", as_of=AFTER, version=1)


def past(call: str, person: Person, **given: Any) -> Any:
    said = {"submitted_on": TODAY, "state": "adopted", "decided_on": AFTER, "reason": "可"}
    return new_application(call, person.code, **(said | given))


def test_a_past_call_is_recorded_with_what_became_of_it(account: str, people: list[Person]) -> None:
    rows = [new_call(account, state="decided"), new_call(account, code="C-2")]
    codes = actions.record_calls(rows, **asked(AFTER))
    assert codes == ["CALL-2026-000001", "C-2"]
    applications = [
        past(codes[0], people[0]),
        past(codes[0], people[1], state="declined"),
        past(codes[0], people[2], state="withdrawn", reason=""),
    ]
    made = actions.record_applications(applications, **asked(AFTER))
    found = Application.objects.in_bulk(made, field_name="code")
    assert [found[code].adopted_yen for code in made] == [400, None, None]
    assert JournalEntry.objects.filter(action="calls.record_applications").count() == 1


def test_a_batch_with_wrong_rows_names_them_and_writes_nothing(
    account: str, people: list[Person]
) -> None:
    (code,) = actions.record_calls([new_call(account, state="decided")], **asked(AFTER))
    rows = [
        past(code, people[0], reason=""),
        past(code, people[1], decided_on=None),
        past(code, people[2], submitted_on=CLOSES + timedelta(days=1)),
        past(code, people[3], adopted_yen=401),
        past(code, people[3], state="lost"),
        past(code, people[3], organisation="ORG-9"),
        past("C-9", people[3]),
    ]
    error = refused("calls.reason", actions.record_applications, rows, as_of=AFTER)
    for number in range(1, 8):
        assert f"{number}行目" in error.text.ja
    rows = [past(code, person) for person in people[:3]]
    error = refused("calls.no_place", actions.record_applications, rows, as_of=AFTER)
    assert "Row 3" in error.text.en
    refused("calls.batch", actions.record_applications, rows * 200, as_of=AFTER)
    refused("calls.batch", actions.record_calls, [new_call(account)] * 501)
    refused(
        "calls.future",
        actions.record_calls,
        [new_call(account, state="open")],
        as_of=date(2026, 4, 1),
    )
    assert not Application.objects.exists()


def test_batches_take_a_constant_number_of_queries(account: str) -> None:
    people = Person.objects.bulk_create(Person(code=f"Q-{n}", name_ja="人") for n in range(48))

    def counted(rows: list[Any]) -> int:
        with CaptureQueriesContext(connection) as caught:
            actions.record_applications(rows, **asked(AFTER))
        return len(caught)

    given = {"state": "decided", "places": 0, "upper_yen": 0}
    codes = actions.record_calls([new_call(account, **given)] * 2, **asked(AFTER))
    counted([past(codes[0], people[0], requested_yen=1)])
    few = counted([past(codes[0], person, requested_yen=1) for person in people[1:3]])
    many = counted([past(codes[1], person, requested_yen=1) for person in people[3:]])
    assert few == many
