"""Findings and responses, and the clause that cites them: the line closes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC, SYSTEM
from ikkan.evaluation import actions
from ikkan.evaluation.models import Finding, Response
from ikkan.evaluation.rules import NewActual, NewFinding, NewResponse
from ikkan.line import queries as lines
from ikkan.plan import actions as plan
from ikkan.plan.rules.clauses import NewClause
from ikkan.records.kinds import kind_of
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from ikkan.values.ref import Ref
from tests.evaluation.conftest import ASKED, AWARD, HQ, MINISTRY, STAFF, TODAY

FINDING, RESPONSE = "evaluation.finding", "evaluation.response"
FOUND_ON = date(2026, 6, 1)


def find(about: Ref | None = None, **who: Any) -> Finding:
    new = NewFinding(
        about=about or Ref("awards.award", AWARD), text_ja="遅れている。", found_on=FOUND_ON
    )
    return actions.record_finding(new, **(ASKED | {"by": HQ} | who))


def answer(finding: Finding, **who: Any) -> Response:
    new = NewResponse(
        finding=finding.code,
        text_ja="体制を改める。",
        owner_role="officer",
        due_on=date(2026, 12, 31),
    )
    return actions.answer_finding(
        new, **(ASKED | {"by": MINISTRY, "version": finding.version} | who)
    )


def finish(response: Response, day: date = TODAY, **who: Any) -> Response:
    asked = ASKED | {"by": MINISTRY, "version": response.version} | who
    return actions.finish_response(response.code, day, **asked)


def gap(code: str) -> list[str]:
    (found,) = [one for one in lines.broken(TODAY, SYSTEM) if one.code == code]
    return [one.ref.code for one in found.gaps]


def test_a_finding_becomes_public_with_its_response(papers: list[str]) -> None:
    finding = find()
    assert not visible(FINDING, PUBLIC).exists()
    assert visible(FINDING, HQ).get() == finding
    assert gap("finding.response") == [finding.code]
    response = answer(finding)
    finding.refresh_from_db()
    assert (finding.state, finding.version) == ("answered", 2)
    assert visible(FINDING, PUBLIC).get() == finding
    assert visible(RESPONSE, PUBLIC).get() == response
    assert gap("finding.response") == []


def test_the_line_runs_from_the_award_to_the_clause_that_cites_the_response(
    papers: list[str],
) -> None:
    new = NewActual(indicator="handed-over-goal", fiscal_year=2025, sort="paper")
    actual = actions.record_actual(new, **(ASKED | {"by": HQ}))
    response = finish(answer(find(Ref("evaluation.actual", actual.code))))
    assert gap("response.clause") == [response.code]
    clause = plan.draft_clause(
        NewClause(
            text_ja="体制を改める。",
            programmes=("screening-at-home",),
            cites=(Ref(RESPONSE, response.code),),
        ),
        **(ASKED | {"by": HQ}),
    )
    asked = ASKED | {"by": HQ, "version": 1}
    plan.decide_clause(clause.code, TODAY, **asked)
    assert gap("response.clause") == []
    for start in (Ref("awards.award", AWARD), Ref("outcomes.outcome", papers[0])):
        last = lines.stations(start, TODAY, PUBLIC)[-1]
        refs = {record.ref for record in last.records}
        assert {Ref("plan.clause", clause.code), Ref(RESPONSE, response.code)} <= refs


def test_days_roles_and_versions_are_checked(papers: list[str]) -> None:
    finding = find()
    with pytest.raises(VersionConflict):
        answer(finding, version=5)
    response = answer(finding)
    with pytest.raises(InputError, match="day of the finding"):
        finish(response, date(2026, 5, 31))
    with pytest.raises(InputError, match="lies after today"):
        finish(response, date(2026, 11, 23))
    done = finish(response)
    with pytest.raises(InputError, match="finished on"):
        finish(done)
    with pytest.raises(NotFound):
        actions.finish_response("RES-0", TODAY, **(ASKED | {"by": MINISTRY, "version": 1}))


def test_nobody_finds_or_responds_out_of_turn(papers: list[str]) -> None:
    for stranger in (STAFF, MINISTRY, PUBLIC):
        with pytest.raises(NotAllowed):
            find(by=stranger)
    with pytest.raises(InputError, match="no record"):
        find(Ref("awards.award", "none"))
    with pytest.raises(InputError, match="not about"):
        find(Ref("term", "N2"))
    finding = find()
    for stranger in (STAFF, HQ):
        with pytest.raises(NotAllowed):
            answer(finding, by=stranger)
    assert not Response.objects.exists()


def test_work_lists_name_who_waits_for_whom(papers: list[str]) -> None:
    finding = find()
    work = kind_of(FINDING).work  # type: ignore[union-attr]
    assert work is not None
    (mine,) = work(MINISTRY, TODAY)
    assert (mine.write, mine.group) == ("answer", "mine")
    (watched,) = work(HQ, TODAY)
    assert (watched.write, watched.group) == (None, "others")
    assert list(work(STAFF, TODAY)) == []
    response = answer(finding)
    due = kind_of(RESPONSE).work  # type: ignore[union-attr]
    assert due is not None
    (item,) = due(MINISTRY, TODAY)
    assert (item.ref, item.due) == (Ref(RESPONSE, response.code), date(2026, 12, 31))
    finish(response)
    assert list(due(MINISTRY, TODAY)) == []
