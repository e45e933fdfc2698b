"""When a request may be submitted, how it is opened again, and what was known on which day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from ikkan.budget.models import Request, Round
from ikkan.budget.requests import cases, queries, rules, work
from ikkan.desk.models import Notice
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from tests.budget.requests import desk
from tests.budget.requests.desk import CEILING, HQ, TODAY, does, new_line, now, officer, put

pytestmark = pytest.mark.sqlite_only

BOARD = "BOARD"
JST = timezone.get_fixed_timezone(540)


@pytest.fixture
def found(small_pack: None) -> Round:
    return desk.open_round("minimal", deadlines={})


@pytest.fixture
def care(found: Round) -> Request:
    return desk.of(found, "CARE")


def line(code: str = "L-01", **given: Any) -> rules.NewLine:
    return new_line(code, "minimal", **given)


def test_deadlines_count_from_the_ceiling_in_the_time_of_the_house(found: Round) -> None:
    due = queries.deadline(found, rules.Act.SUBMIT)
    assert due == datetime(2026, 9, 1, tzinfo=JST)  # thirty days of the pack, to their end
    assert queries.deadline(found, rules.Act.CONSENT) is None
    given = desk.open_round("minimal", fiscal_year=2026, deadlines={"submit": desk.AHEAD})
    assert queries.deadline(given, rules.Act.SUBMIT) == desk.AHEAD


def test_the_window_opens_with_the_ceiling_and_closes_at_the_deadline(care: Request) -> None:
    put(care, line())
    with pytest.raises(InputError, match="received from 2026-08-01"):
        does("submit", care, as_of=CEILING - timedelta(days=1))
    with pytest.raises(InputError, match=r"2026-09-01 00:00\) is over; ask the Headquarters"):
        does("submit", care, as_of=date(2026, 9, 2))
    does("submit", care, as_of=date(2026, 8, 31))
    assert now(care).state == "submitted"


def test_a_submission_is_opened_again_with_reason_until_a_moment(care: Request) -> None:
    put(care, line())
    asked = does("ask_reopening", care, "災害のため")
    assert queries.asked_to_reopen([care]) == {care.pk}
    with pytest.raises(InputError, match="is over"):
        does("reopen", care, desk.days(-1), "認める", by=HQ)
    with pytest.raises(InputError, match="Write what you have to say"):
        does("reopen", care, desk.days(3), " ", by=HQ)
    does("reopen", care, desk.days(3), "認める", by=HQ)
    assert queries.asked_to_reopen([care]) == set()
    reply = care.messages.get(number=2)
    assert (reply.answers_id, reply.sort) == (asked.pk, "reopening")
    assert now(care).reopened_because == "認める"
    does("submit", care)
    does("reopen", care, desk.days(2), "もう一度", by=HQ)
    assert (now(care).state, now(care).number) == ("preparation", 2)
    assert desk.figures(queries.lines_of(now(care))) == {"L-01": (100_000_000, 20_000_000)}
    assert now(care).submitted_number == 1


def test_a_due_time_lies_ahead_and_a_hearing_after_the_submission(applied: Any) -> None:
    mext = desk.of(desk.open_round(), "MEXT")
    desk.submitted(mext)
    with pytest.raises(InputError, match="is over"):
        does("ask", mext, [], "なぜ。", desk.days(-1), by=HQ)
    with pytest.raises(InputError, match="before the submission"):
        does("set_hearing", mext, desk.days(-1), "", by=HQ)
    does("set_hearing", mext, desk.days(2), "", by=HQ)
    assert now(mext).state == "hearing"
    does("ask", mext, [], "なぜ。", None, by=HQ)
    with pytest.raises(InputError, match="still open"):
        does("consent", mext, by=HQ)


def test_what_was_known_on_a_day(care: Request) -> None:
    put(care, line(), line("L-02"))
    does("submit", care, as_of=date(2026, 8, 10))
    does("ask", care, [], "なぜ。", None, by=HQ, as_of=date(2026, 8, 12))
    does("reopen", care, datetime(2026, 8, 30, tzinfo=JST), "直す", by=HQ, as_of=date(2026, 8, 15))
    put(care, line(request_yen=1))
    does("submit", care, as_of=date(2026, 8, 20))

    def known(day: int) -> tuple[int | None, int, int]:
        at = queries.known_at(now(care), queries.end_of(date(2026, 8, day)))
        number = at.version.number if at.version else None
        return number, len(at.lines), len(at.messages)

    assert known(9) == (None, 0, 0)
    assert known(10) == (1, 2, 0)
    assert known(12) == (1, 2, 1)
    assert known(19) == (1, 2, 2)
    assert known(20) == (2, 1, 2)
    assert [one.code for one in queries.lines_of(now(care), as_of=date(2026, 8, 19))] == [
        "L-01",
        "L-02",
    ]
    assert queries.lines_of(now(care), as_of=date(2026, 8, 1)) == []
    with pytest.raises(NotFound):
        queries.lines_of(now(care), 9)


def test_a_smaller_machine_is_walked_to_its_end(found: Round, care: Request) -> None:
    learn = desk.of(found, "LEARN")
    for request in (care, learn):
        put(request, line(), by=officer(request.body, "b"))
        with pytest.raises(InputError, match="no step to"):
            does("confirm", request)
        does("submit", request, as_of=CEILING)
        does("consent", request, by=HQ)
    compiled = desk.compile_round(found, BOARD)
    assert compiled.state == "bundled"
    with pytest.raises(InputError, match="no step to"):
        desk.amounts(care, "draft", {"L-01": 1})


def test_both_sides_are_told_and_find_their_work(small_pack: None, as_role: Any) -> None:
    care = desk.of(desk.open_round("minimal"), "CARE")
    inside = as_role("ministry_officer", Ref("body", "CARE"))
    other = as_role("ministry_officer", Ref("body", "LEARN"))
    above = as_role("hq_officer")
    put(care, line(), by=inside.actor)
    assert [one.write for one in work.of_requests(inside.actor, TODAY)] == ["submit"]
    does("submit", care, by=inside.actor)
    assert Notice.objects.filter(to=above.account.code).count() == 1
    does("ask", care, [], "なぜ。", desk.AHEAD, by=above.actor)
    told = Notice.objects.filter(about=f"budget.request:{care.code}")
    assert set(told.values_list("to", flat=True)) == {above.account.code, inside.account.code}
    [item] = list(work.of_requests(inside.actor, TODAY))
    assert (item.write, item.due) == ("answer", date(2199, 1, 1))
    assert [one.ref.code for one in work.of_requests(other.actor, TODAY)] != [care.code]
    does("answer", care, 1, "はい。", by=inside.actor)
    writes = {one.write for one in work.of_requests(above.actor, TODAY)}
    assert writes == {"consent"}


def test_a_round_says_what_is_wrong_with_it(small_pack: None) -> None:
    with pytest.raises(InputError) as refused:
        desk.open_round(
            "minimal",
            name_ja="",
            pot="nowhere",
            fiscal_year=2040,
            bodies=("BOARD",),
            deadlines={"submit": datetime(2020, 1, 1, tzinfo=JST), "dance": desk.AHEAD},
        )
    assert len(refused.value.text.en.split(". ")) >= 5
    with pytest.raises(InputError, match="from 1 for supplementary"):
        desk.open_round("minimal", pot="fund")
    assert desk.open_round("minimal", pot="fund", number=1).number == 1
    with pytest.raises(NotFound):
        desk.open_round("minimal", policy="POL-0")


def test_moments_of_earlier_days_are_noon() -> None:
    assert cases.moment_of(date(2026, 8, 1)) == datetime(2026, 8, 1, 12, tzinfo=JST)
    assert abs(cases.moment_of(date.max) - timezone.now()) < timedelta(minutes=1)
