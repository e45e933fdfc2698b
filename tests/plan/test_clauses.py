"""Clauses in preparation: drafted, revised, decided; what they order and cite joins the line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC, SYSTEM, Actor, Scope
from ikkan.line import queries as lines
from ikkan.line.models import Edge
from ikkan.plan import actions
from ikkan.plan.models import Clause
from ikkan.plan.rules import clauses as rules
from ikkan.plan.rules.clauses import NewClause
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from ikkan.values.ref import Ref

TODAY = date(2026, 11, 22)
HQ = Actor("u-hq", frozenset({"account", "hq_officer"}), (Scope("hq_officer"),))
PROGRAMME, INDICATOR = "next-cancer", "t3.aimed.approvals"
FORMER = Ref("clause", "strategy-2.000-111")


def new(**changes: Any) -> NewClause:
    said: dict[str, Any] = {
        "text_ja": "継続支援を強める。",
        "text_en": "Continued support is strengthened.",
        "term": "T3",
        "programmes": (PROGRAMME,),
        "indicators": (INDICATOR,),
        "follows": FORMER,
    }
    return NewClause(**(said | changes))


def draft(clause: NewClause | None = None, by: Actor = HQ) -> Clause:
    return actions.draft_clause(clause or new(), by=by, as_of=TODAY, version=None, key=None)


def decide(clause: Clause, day: date = TODAY, **who: Any) -> Clause:
    said = {"by": HQ, "as_of": TODAY, "version": clause.version, "key": None} | who
    return actions.decide_clause(clause.code, day, **said)


def edges(clause: Clause) -> set[tuple[str, str]]:
    rows = Edge.objects.filter(superseded_at=None, source=f"plan.clause:{clause.code}")
    return {(row.kind, f"{row.from_kind}:{row.from_code}") for row in rows}


def test_what_a_clause_follows_and_cites_has_its_kinds() -> None:
    wrong = new(
        text_ja=" ", follows=Ref("term", "T2"), cites=(Ref("figure", "f"), Ref("figure", "f"))
    )
    assert len(rules.refused(wrong)) == 5
    right = new(cites=(Ref("evaluation.finding", "F"), Ref("evaluation.response", "R")))
    assert rules.refused(right) == ()


def test_the_day_of_a_decision_has_come() -> None:
    assert rules.refused_decision(TODAY, TODAY) is None
    words = rules.refused_decision(date(2026, 11, 23), TODAY)
    assert words is not None
    assert "2026-11-23" in words.en


def test_a_draft_is_seen_inside_only_and_orders_nothing(applied: Any) -> None:
    clause = draft()
    assert clause.code == "CL-2026-000001"
    assert not visible("plan.clause", PUBLIC).exists()
    assert visible("plan.clause", HQ).get() == clause
    assert edges(clause) == {("follows", f"plan.clause:{clause.code}")}


def test_a_decided_clause_is_published_and_its_programmes_stand_under_it(applied: Any) -> None:
    clause = decide(draft())
    assert visible("plan.clause", PUBLIC).get() == clause
    assert edges(clause) == {
        ("follows", f"plan.clause:{clause.code}"),
        ("ordered_by", f"programme:{PROGRAMME}"),
        ("measured_by", f"indicator:{INDICATOR}"),
    }
    up = lines.walk(Ref("programme", PROGRAMME), as_of=TODAY, viewer=PUBLIC).up
    assert Ref("plan.clause", clause.code) in {node.record.ref for node in up}
    before = lines.walk(Ref("programme", PROGRAMME), as_of=date(2026, 11, 21), viewer=PUBLIC).up
    assert Ref("plan.clause", clause.code) not in {node.record.ref for node in before}


def test_the_next_plan_of_the_clause_followed_is_the_new_one(applied: Any) -> None:
    clause = decide(draft())
    last = lines.stations(FORMER, TODAY, PUBLIC)[-1]
    assert Ref("plan.clause", clause.code) in {record.ref for record in last.records}


def test_a_draft_is_revised_and_a_decided_clause_never(applied: Any) -> None:
    clause = draft()
    who: dict[str, Any] = {"by": HQ, "as_of": TODAY, "key": None}
    with pytest.raises(VersionConflict):
        actions.revise_clause(clause.code, new(), version=7, **who)
    revised = actions.revise_clause(
        clause.code, new(text_ja="改めた。", follows=None), version=1, **who
    )
    assert (revised.text_ja, revised.version) == ("改めた。", 2)
    assert edges(revised) == set()
    decided = decide(revised)
    with pytest.raises(InputError, match="follows it"):
        actions.revise_clause(clause.code, new(), version=decided.version, **who)
    with pytest.raises(InputError):
        decide(decided)


def test_nothing_is_half_written(applied: Any) -> None:
    for wrong in (
        new(programmes=("no-such",)),
        new(indicators=("no-such",)),
        new(term="T9"),
        new(follows=Ref("plan.clause", "CL-1999-000001")),
        new(text_ja=""),
    ):
        with pytest.raises(InputError):
            draft(wrong)
    with pytest.raises(NotFound):
        actions.decide_clause("CL-0", TODAY, by=HQ, as_of=TODAY, version=1, key=None)
    with pytest.raises(InputError):
        decide(draft(), date(2026, 12, 1))
    assert not Clause.objects.exclude(state="draft").exists()
    assert Clause.objects.count() == 1


def test_only_headquarters_drafts_and_decides(applied: Any) -> None:
    staff = Actor("u-s", frozenset({"account", "funder_staff"}))
    with pytest.raises(NotAllowed):
        draft(by=staff)
    clause = draft(by=SYSTEM)
    with pytest.raises(NotAllowed):
        decide(clause, by=staff)


def test_the_same_request_twice_drafts_once(applied: Any) -> None:
    both = [
        actions.draft_clause(new(), by=HQ, as_of=TODAY, version=None, key="k-1") for _ in range(2)
    ]
    assert both[0] == both[1]
    assert Clause.objects.count() == 1
