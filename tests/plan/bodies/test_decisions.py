"""Advice and decisions: typed inputs, reasons that are owed, amendments, who sees what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC
from ikkan.line import queries as lines
from ikkan.plan.bodies import actions, queries
from ikkan.plan.bodies.models import Decision
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.plan.bodies.acting import (
    ADVISERS,
    CLAUSE,
    HQ,
    MHLW,
    PANEL,
    STAFF,
    TODAY,
    actor,
    called,
    clause,
    decided,
    drafted,
    given,
    held,
    how,
    new_decision,
    published,
)


@pytest.mark.parametrize(
    ("body", "sort", "to", "may"),
    [
        (PANEL, "examination", "HQ", True),
        (PANEL, "policy_advice", "HQ", False),
        (ADVISERS, "policy_advice", "HQ", True),
        (ADVISERS, "examination", "HQ", False),
        ("DRUG-COUNCIL", "examination", "HQ", False),
        ("DRUG-COUNCIL", "opinion", "HQ", True),
        ("JPMA", "opinion", "HQ", True),
        ("MHLW", "opinion", "HQ", False),
        (PANEL, "opinion", PANEL, False),
        (PANEL, "examination", "DRUG-COUNCIL", False),
    ],
)
def test_who_gives_which_advice_follows_the_pack(
    applied: Any, body: str, sort: str, to: str, may: bool
) -> None:
    if may:
        assert given(body=body, sort=sort, to_body=to).sort == sort
        return
    with pytest.raises(InputError):
        given(body=body, sort=sort, to_body=to)


def test_a_refusal_names_the_rule_and_who_may(applied: Any) -> None:
    with pytest.raises(InputError, match=r"Expert panel.*“examines”.*opinion instead"):
        given(body=ADVISERS)
    with pytest.raises(InputError, match=r"nobody who gives.*“examines”"):
        given(body=ADVISERS, to_body="DRUG-COUNCIL")
    with pytest.raises(InputError) as found:
        given(text_ja=" ", about=(), given_on=date(2027, 1, 1))
    assert len(found.value.text.ja.splitlines()) == 3


def test_an_association_speaks_through_its_named_user_only(applied: Any) -> None:
    named = actor("company", "JPMA")
    advice = given(
        named, body="JPMA", sort="opinion", verdict="differs", evidence="会長資料 2025-03-10"
    )
    assert list(visible("plan.advice", named)) == [advice]
    assert not visible("plan.advice", actor("company", "OTHER")).exists()
    for stranger in (actor("company"), actor("company", "AMED"), actor("researcher")):
        with pytest.raises(NotAllowed):
            given(stranger, body="JPMA", sort="opinion")
    with pytest.raises(NotAllowed):
        given(STAFF, body="JPMA", sort="opinion")


def test_advice_is_answered_once(applied: Any) -> None:
    advice = given()
    answer = Text("反映した。", "Taken up.")
    with pytest.raises(NotAllowed):
        actions.answer_advice(advice.code, answer, **how(MHLW, 1))
    done = actions.answer_advice(advice.code, answer, **how(HQ, 1))
    assert (done.answered_on, done.version) == (TODAY, 2)
    with pytest.raises(InputError, match="answered"):
        actions.answer_advice(advice.code, answer, **how(HQ, 2))
    actions.publish_advice(advice.code, **how(HQ, 2))
    assert visible("plan.advice", PUBLIC).get().code == advice.code


def test_a_decision_rests_on_typed_advice_and_meets_what_differs(applied: Any) -> None:
    meeting, ref = held(), clause()
    examined = given(about=(ref,), verdict="agrees")
    advised = given(body=ADVISERS, sort="policy_advice", about=(ref,), verdict="differs")
    inputs = (examined.code, advised.code)
    draft = drafted(about=(ref,), advice=inputs, meeting=meeting.code)
    with pytest.raises(InputError, match=rf"{advised.code}.*departs"):
        decided(draft)
    reasoned = actions.revise_decision(
        draft.code,
        new_decision(
            about=(ref,), advice=inputs, meeting=meeting.code, departs_because="次期に検討する。"
        ),
        **how(HQ, draft.version),
    )
    done = decided(reasoned)
    assert (done.state, done.decided_on) == ("decided", TODAY)
    assert queries.is_decided(ref, TODAY)
    assert not queries.is_decided(ref, date(2026, 11, 21))
    assert queries.decisions_about(ref, TODAY, HQ) == [done]
    assert queries.decisions_about(ref, TODAY, PUBLIC) == []
    sides = lines.walk(ref, as_of=TODAY, viewer=HQ).sides
    assert Ref("plan.decision", done.code) in {node.record.ref for node in sides}
    actions.publish_decision(done.code, **how(HQ, done.version))
    assert set(visible("plan.advice", PUBLIC)) == {examined, advised}
    assert queries.decisions_about(ref, TODAY, PUBLIC) == [done]


def test_a_college_decides_at_a_meeting_that_was_held(applied: Any) -> None:
    with pytest.raises(InputError, match="decides in a meeting"):
        decided(drafted())
    with pytest.raises(InputError, match="not held"):
        decided(drafted(meeting=called().code))
    with pytest.raises(InputError, match="before its meeting"):
        decided(drafted(meeting=held().code), date(2026, 11, 20))
    with pytest.raises(InputError, match="lies after today"):
        decided(drafted(meeting=held().code), date(2026, 11, 23))
    with pytest.raises(InputError, match="one of Expert panel"):
        drafted(body=PANEL, meeting=held().code)
    with pytest.raises(InputError, match="circulation"):
        drafted(meeting=held().code, circulated_because="急ぐため")
    assert decided(drafted(circulated_because="急ぐため")).state == "decided"
    ministry = drafted(MHLW, body="MHLW", about=(Ref("programme", "next-cancer"),))
    assert decided(ministry, by=MHLW).meeting is None


def test_only_the_headquarters_finalises_the_plan(applied: Any) -> None:
    ref = clause()
    for body, by in (("MHLW", MHLW), ("DRUG-COUNCIL", MHLW), ("PROMOTION-COUNCIL", HQ)):
        with pytest.raises(InputError, match="Only the headquarters"):
            drafted(by, body=body, about=(ref,))
    with pytest.raises(NotAllowed):
        drafted(MHLW, about=(ref,))
    with pytest.raises(NotAllowed):
        decided(drafted(about=(ref,), circulated_because="急ぐため"), by=MHLW)
    assert decided(drafted(about=(ref,), circulated_because="急ぐため")).state == "decided"


def test_a_later_decision_amends_an_earlier_one(applied: Any) -> None:
    first = decided(drafted(meeting=held().code))
    actions.publish_decision(first.code, **how(HQ, first.version))
    second = drafted(amends=first.code, circulated_because="字句の修正")
    assert Decision.objects.get(code=first.code).state == "published"
    second = decided(second)
    first.refresh_from_db()
    assert (first.state, first.published) == ("amended", True)
    assert [one.code for one in queries.decisions_about(CLAUSE, TODAY, HQ)] == [
        first.code,
        second.code,
    ]
    with pytest.raises(InputError, match="amended already"):
        drafted(amends=first.code, circulated_because="もう一度")
    with pytest.raises(InputError, match="still a draft"):
        drafted(amends=drafted().code)
    with pytest.raises(InputError, match="same body"):
        drafted(MHLW, body="MHLW", amends=second.code, about=(Ref("programme", "next-cancer"),))


def test_what_a_decision_names_exists(applied: Any) -> None:
    with pytest.raises(InputError, match="no clause:none"):
        drafted(about=(Ref("clause", "none"),))
    with pytest.raises(InputError, match=r"plan\.advice:ADV-0"):
        drafted(advice=("ADV-0",))
    with pytest.raises(NotFound):
        drafted(meeting="MTG-0")
    with pytest.raises(InputError) as found:
        drafted(title_ja="", about=())
    assert len(found.value.text.en.splitlines()) == 2
    council = given(body=PANEL, to_body="DRUG-COUNCIL", sort="opinion")
    with pytest.raises(InputError, match="not to Headquarters"):
        drafted(advice=(council.code,))
    assert not Decision.objects.exists()


def test_a_draft_is_not_published_and_a_decision_not_revised(applied: Any) -> None:
    draft = drafted(meeting=held().code)
    with pytest.raises(InputError, match="Draft"):
        actions.publish_decision(draft.code, **how(HQ, draft.version))
    done = decided(draft)
    with pytest.raises(InputError, match="amends it"):
        actions.revise_decision(done.code, new_decision(), **how(HQ, done.version))
    with pytest.raises(InputError):
        decided(done)
    out = actions.publish_decision(done.code, **how(HQ, done.version))
    with pytest.raises(InputError, match="already"):
        actions.publish_decision(out.code, **how(HQ, out.version))


def test_what_owes_a_decision_is_listed(applied: Any) -> None:
    before = queries.owing(TODAY, HQ)
    instruments = {one.ref for one in before if one.ref.kind == "instrument"}
    assert instruments
    assert all(not one.decided for one in before)
    one = sorted(instruments)[0]
    decided(drafted(about=(one,), meeting=held().code))
    after = {found.ref: found.decided for found in queries.owing(TODAY, HQ)}
    assert after[one]
    assert sum(after.values()) == 1


def test_a_published_meeting_shows_no_draft(applied: Any) -> None:
    meeting = held()
    drafted(meeting=meeting.code)
    published(meeting)
    assert not visible("plan.decision", PUBLIC).exists()
