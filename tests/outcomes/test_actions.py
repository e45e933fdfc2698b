"""Outcomes reported, verified, ascribed and counted; who may and what is refused whole."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC, SYSTEM, Actor, Scope
from ikkan.audit.models import JournalEntry
from ikkan.awards.models import Award
from ikkan.line import queries as lines
from ikkan.outcomes import actions, queries
from ikkan.outcomes.kinds import CODE
from ikkan.outcomes.models import Outcome, OutcomeAward
from ikkan.outcomes.rules import FRACTIONAL, FULL, NewOutcome, Share
from ikkan.records.kinds import kind_of
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from ikkan.values.ref import Ref
from tests.outcomes.conftest import FIRST, OFFICE, RESEARCHER, SECOND, STAFF, actor

TODAY = date(2026, 11, 22)
HALF = Fraction(1, 2)


def new(**changes: Any) -> NewOutcome:
    said: dict[str, Any] = {
        "sort": "paper",
        "title_ja": "論文",
        "occurred_on": date(2025, 6, 30),
        "evidence": "doi:10.1038/s41586-020-2649-2",
        "shares": (Share(award=FIRST),),
    }
    return NewOutcome(**(said | changes))


def report(outcome: NewOutcome | None = None, by: Actor = RESEARCHER) -> Outcome:
    said = outcome or new()
    return actions.report_outcome(said, by=by, as_of=TODAY, version=None, key=None)


def verify(outcome: Outcome) -> Outcome:
    return actions.verify_outcome(
        outcome.code, by=STAFF, as_of=TODAY, version=outcome.version, key=None
    )


def test_a_report_waits_for_its_check_and_then_is_public(awards: list[Award]) -> None:
    outcome = report()
    assert (outcome.code, outcome.fiscal_year) == ("OUT-2025-000001", 2025)
    assert not visible(CODE, PUBLIC).exists()
    assert visible(CODE, RESEARCHER).get() == outcome
    assert not visible(CODE, OFFICE).exists()
    assert verify(outcome).published
    assert visible(CODE, PUBLIC).get() == outcome
    with pytest.raises(InputError):
        verify(Outcome.objects.get())


def test_the_outcome_stands_on_the_line_of_its_award(awards: list[Award]) -> None:
    outcome = verify(report())
    nodes = lines.stations(Ref("awards.award", FIRST), TODAY, PUBLIC)
    by_name = {node.station: {record.ref for record in node.records} for node in nodes}
    assert Ref(CODE, outcome.code) in by_name["outcome"]
    assert lines.walk(Ref(CODE, outcome.code), as_of=TODAY).up[0].record.ref.code == FIRST


def test_one_reports_of_ones_own_award_only(awards: list[Award]) -> None:
    for stranger in (
        OFFICE,
        actor("researcher", "parties.person", "P-2"),
        actor("researcher"),
        actor("institution_office", "parties.organisation", "P-1"),
        PUBLIC,
    ):
        with pytest.raises(NotAllowed):
            report(by=stranger)
    with pytest.raises(NotAllowed):
        report(new(shares=()))
    assert not Outcome.objects.exists()
    report(new(shares=(Share(award=SECOND),)), by=OFFICE)
    report(new(shares=()), by=STAFF)
    assert Outcome.objects.count() == 2


def test_an_outcome_before_its_award_began_leaves_nothing_behind(awards: list[Award]) -> None:
    with pytest.raises(InputError, match="began later"):
        report(new(occurred_on=date(2024, 3, 31)))
    with pytest.raises(InputError, match="lies after today"):
        report(new(occurred_on=date(2026, 11, 23)))
    with pytest.raises(InputError, match="DOI"):
        report(new(evidence="Nature"))
    with pytest.raises(InputError, match="no award"):
        report(new(shares=(Share(award="none"),)), by=STAFF)
    assert not Outcome.objects.exists()
    assert not OutcomeAward.objects.exists()
    assert not JournalEntry.objects.filter(action="outcomes.report_outcome").exists()


def test_awards_are_joined_and_taken_away_within_one(awards: list[Award]) -> None:
    outcome = report()
    who: dict[str, Any] = {"by": STAFF, "as_of": TODAY, "key": None}
    with pytest.raises(InputError, match="more than one"):
        actions.link_award(outcome.code, SECOND, HALF, version=1, **who)
    actions.link_award(outcome.code, FIRST, HALF, version=1, **who)
    with pytest.raises(VersionConflict):
        actions.link_award(outcome.code, SECOND, HALF, version=1, **who)
    actions.link_award(outcome.code, SECOND, HALF, version=2, **who)
    ups = lines.walk(Ref(CODE, outcome.code), as_of=TODAY, viewer=SYSTEM).up
    assert {node.record.ref.code for node in ups} == {FIRST, SECOND}
    actions.unlink_award(outcome.code, FIRST, version=3, **who)
    ups = lines.walk(Ref(CODE, outcome.code), as_of=TODAY, viewer=SYSTEM).up
    assert {node.record.ref.code for node in ups} == {SECOND}
    with pytest.raises(NotFound):
        actions.unlink_award(outcome.code, FIRST, version=4, **who)
    early = report(new(occurred_on=date(2024, 5, 1)))
    with pytest.raises(InputError, match="began later"):
        actions.link_award(early.code, SECOND, HALF, version=1, **who)
    with pytest.raises(NotAllowed):
        actions.unlink_award(outcome.code, SECOND, version=4, **(who | {"by": RESEARCHER}))


def test_counts_name_their_counting_and_take_verified_ones_only(awards: list[Award]) -> None:
    parts = (Share(award=FIRST, share=HALF), Share(award=SECOND, share=Fraction(1, 4)))
    for said in (new(), new(shares=parts), new(occurred_on=date(2026, 1, 1)), new(shares=())):
        verify(report(said, by=STAFF))
    report()
    full = queries.counts("paper", 2025, FULL)
    part = queries.counts("paper", 2025, FRACTIONAL)
    assert (full.value, part.value) == (2, Fraction(7, 4))
    assert full.outcomes == part.outcomes == ("OUT-2025-000001", "OUT-2025-000002")
    assert "整数カウント" in full.basis.ja
    assert "Fractional counting" in part.basis.en
    assert queries.counts("trial", 2025, FULL).value == 0
    with pytest.raises(InputError):
        queries.counts("paper", 2025, "whole")
    with pytest.raises(InputError):
        queries.counts("medal", 2025, FULL)


def test_a_batch_is_written_whole_or_not_at_all(
    awards: list[Award], django_assert_max_num_queries: Any
) -> None:
    rows = [new(title_ja=f"論文{n}", verified=n % 2 == 0) for n in range(40)]
    who: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
    with pytest.raises(InputError, match="Row 41"):
        actions.record_outcomes([*rows, new(occurred_on=date(2020, 1, 1))], **who)
    assert not Outcome.objects.exists()
    with django_assert_max_num_queries(40):
        codes = actions.record_outcomes([*rows, new(code="OUT-X")], **who)
    assert codes[0] == "OUT-2025-000001"
    assert codes[-1] == "OUT-X"
    assert Outcome.objects.filter(published=True).count() == 20
    assert OutcomeAward.objects.count() == 41
    assert JournalEntry.objects.filter(action="outcomes.record_outcomes").count() == 1
    assert actions.record_outcomes([], **who) == []


def test_outcomes_of_no_award_are_a_gap(awards: list[Award]) -> None:
    orphan = report(new(shares=()), by=STAFF)
    report()
    (found,) = [one for one in lines.broken(TODAY, SYSTEM) if one.code == "outcome.award"]
    assert [gap.ref.code for gap in found.gaps] == [orphan.code]


def test_work_waits_for_the_funder_and_for_researchers(awards: list[Award]) -> None:
    kind = kind_of(CODE)
    assert kind is not None
    assert kind.work is not None
    late = date(2027, 2, 1)
    (item,) = kind.work(RESEARCHER, late)
    assert (item.ref, item.due) == (Ref("awards.award", FIRST), date(2027, 3, 31))
    assert list(kind.work(RESEARCHER, date(2025, 6, 1))) == []
    outcome = report()
    assert list(kind.work(RESEARCHER, late)) == []
    (check,) = kind.work(STAFF, TODAY)
    assert (check.ref, check.write) == (Ref(CODE, outcome.code), "verify")
    assert list(kind.work(PUBLIC, TODAY)) == []


def test_who_acts_for_several_parties_reports_by_the_one_that_reports(awards: list[Award]) -> None:
    scopes = (
        Scope("company", "parties.organisation", "O-1"),
        Scope("researcher", "parties.person", "P-1"),
    )
    both = Actor("u-both", frozenset({"account", "company", "researcher"}), scopes)
    assert report(by=both).reported_by == "u-both"
    alone = Actor("u-alone", frozenset({"account", "company"}), scopes[:1])
    with pytest.raises(NotAllowed):
        report(by=alone)


def test_what_somebody_else_recorded_meanwhile_is_told_in_words(awards: list[Award]) -> None:
    who = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
    actions.record_outcomes([new(code="OUT-1")], **who)
    with pytest.raises(VersionConflict) as refusal:
        actions.record_outcomes([new(code="OUT-2"), new(code="OUT-1")], **who)
    assert refusal.value.code == "audit.recorded_meanwhile"
    assert [one.code for one in Outcome.objects.all()] == ["OUT-1"]
