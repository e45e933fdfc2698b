"""The five steps, from the window that opens to the enacted amounts, by the actions."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.budget.models import Request, Round
from ikkan.budget.requests import actions, queries
from ikkan.line import queries as lines
from ikkan.values.errors import InputError, NotAllowed, VersionConflict
from ikkan.values.ref import Ref
from tests.budget.requests import desk
from tests.budget.requests.desk import HQ, TODAY, does, how, new_line, now, officer, put


@pytest.fixture
def found(applied: Any) -> Round:
    return desk.open_round()


@pytest.fixture
def mext(found: Round) -> Request:
    return desk.of(found, "MEXT")


@pytest.fixture
def mhlw(found: Round) -> Request:
    return desk.of(found, "MHLW")


def test_a_round_asks_every_ministry_that_pays(applied: Any) -> None:
    found = desk.open_round(bodies=())
    assert {one.body for one in found.requests.all()} == {"CAO", "MIC", "MEXT", "MHLW", "METI"}
    assert found.state == "preparation"
    with pytest.raises(InputError, match="is open already"):
        desk.open_round()


def test_the_way_to_enactment(found: Round, mext: Request, mhlw: Request) -> None:
    for request in (mext, mhlw):
        desk.consented(request, new_line(), new_line("L-02", request_yen=5))
    assert Round.objects.get().state == "consented"
    compiled = desk.compile_round(found)
    assert (compiled.state, now(mext).compiled_number) == ("compiled", 1)
    for request in (mext, mhlw):
        desk.amounts(request, "draft", {"L-01": 90_000_000}, "査定")
        desk.amounts(request, "draft", {"L-01": 95_000_000, "L-02": 5}, "復活")
    here = Round.objects.get()
    assert here.state == "negotiation"
    here = actions.settle_round(here.code, "draft", TODAY, **how(HQ, here.version))
    for request in (mext, mhlw):
        desk.amounts(request, "enacted", {"L-01": 95_000_000, "L-02": 4})
    here = Round.objects.get()
    here = actions.settle_round(here.code, "enacted", TODAY, **how(HQ, here.version))
    assert (here.state, here.enacted_on) == ("enacted", TODAY)
    [row, _] = queries.by_ministry(list(here.requests.select_related("round")))
    assert (row.request_yen, row.draft_yen, row.enacted_yen) == (
        100_000_005,
        95_000_005,
        95_000_004,
    )
    assert mext.amounts.filter(stage="draft", line="L-01").count() == 2


def test_nothing_is_compiled_without_everybody_and_a_decision(
    found: Round, mext: Request, mhlw: Request
) -> None:
    desk.consented(mext)
    with pytest.raises(InputError, match="Not every ministry is there yet"):
        desk.compile_round(found)
    desk.consented(mhlw)
    other = desk.decision(found, about="body:HQ")
    for code, rule in (
        ("", "decision"),
        (desk.decision(found, decide=False), "decision_draft"),
        (desk.decision(found, "EXPERT-PANEL", about="body:HQ"), "decision_body"),
        (other, "decision_about"),
    ):
        here = Round.objects.get()
        with pytest.raises(InputError) as refused:
            actions.compile_round(here.code, code, **how(HQ, here.version))
        assert refused.value.code == f"request.{rule}"
    desk.compile_round(found)
    with pytest.raises(InputError, match="This request is Compiled"):
        put(mext, new_line())


def test_consent_waits_for_every_question_and_instruction(mext: Request) -> None:
    desk.submitted(mext)
    with pytest.raises(InputError, match="to Consent it must be"):
        does("consent", mext, by=HQ)
    does("ask", mext, ["L-01"], "根拠は。", None, by=HQ)
    told = does("instruct", mext, ["L-01"], "減らすこと。", desk.AHEAD, by=HQ)
    with pytest.raises(InputError, match="still open: 1, 2"):
        does("consent", mext, by=HQ)
    does("answer", mext, 1, "これです。")
    does("start_version", mext)
    put(mext, new_line(request_yen=50))
    does("report", mext, told.number, "減らしました。")
    with pytest.raises(InputError, match="This request is In revision"):
        does("consent", mext, by=HQ)
    does("confirm", mext)
    does("submit", mext)
    assert now(mext).state == "reported"
    does("consent", mext, by=HQ)
    assert (now(mext).submitted_number, now(mext).state) == (2, "consented")
    [change] = queries.diff(now(mext), 1, 2)
    assert (change.sort, change.yen) == ("changed", 50 - 100_000_000)


def test_a_reply_fits_what_it_answers(mext: Request) -> None:
    desk.submitted(mext)
    does("ask", mext, [], "なぜ。", None, by=HQ)
    with pytest.raises(InputError):
        does("report", mext, 1, "報告。")
    with pytest.raises(InputError, match="no entry 9"):
        does("answer", mext, 9, "答え。")
    with pytest.raises(InputError, match="has no line X"):
        does("ask", mext, ["X"], "なぜ。", None, by=HQ)
    does("close_message", mext, 1, "取り下げ", by=HQ)
    assert queries.open_entries(now(mext)) == []


def test_whoever_wrote_does_not_confirm(mext: Request) -> None:
    put(mext, new_line())
    with pytest.raises(InputError, match="cannot confirm"):
        does("confirm", mext, by=officer("MEXT"))
    with pytest.raises(InputError, match="cannot confirm"):  # in the writer's place
        does("confirm", mext, by=officer("MEXT", "d", lent_by="u-MEXT-a"))
    with pytest.raises(NotAllowed):
        does("confirm", mext, by=officer("MHLW", "b"))
    does("confirm", mext)
    put(mext, new_line("L-02"), by=officer("MEXT", "b"), whole=False)
    assert (now(mext).state, now(mext).confirmed_by) == ("preparation", "")
    with pytest.raises(InputError, match="cannot confirm"):
        does("confirm", mext)
    does("confirm", mext, by=officer("MEXT", "c"))


def test_another_ministry_and_headquarters_write_no_lines(mext: Request) -> None:
    for stranger in (officer("MHLW"), HQ):
        with pytest.raises(NotAllowed):
            put(mext, new_line(), by=stranger)
    with pytest.raises(NotAllowed):
        does("ask", mext, [], "なぜ。", None, by=officer("MEXT"))


def test_the_version_seen_counts(mext: Request) -> None:
    with pytest.raises(VersionConflict):
        actions.put_lines(mext.code, [new_line()], whole=True, **how(officer("MEXT"), 7))


def test_a_submitted_request_stands_under_the_plan_items_it_cites(mext: Request) -> None:
    desk.submitted(mext)
    up = lines.walk(Ref("budget.request", mext.code), as_of=TODAY, viewer=HQ).up
    assert Ref("clause", "strategy-2.000-111") in {node.record.ref for node in up}
