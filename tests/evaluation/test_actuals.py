"""Actual values: counted or given, superseded and never changed; missing is not zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from ikkan.audit.actor import PUBLIC, SYSTEM
from ikkan.evaluation import actions, queries
from ikkan.evaluation.models import Actual, ActualOutcome
from ikkan.evaluation.rules import NewActual
from ikkan.line import queries as lines
from ikkan.outcomes import actions as outcomes
from ikkan.outcomes.rules import FRACTIONAL, FULL
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, VersionConflict
from ikkan.values.ref import Ref
from tests.evaluation.conftest import ASKED, HQ, STAFF, TODAY, paper

AIMED, SEEN = "handed-over-goal", "handed-over-seen"
KIND = "evaluation.actual"


def new(**changes: Any) -> NewActual:
    said: dict[str, Any] = {"indicator": AIMED, "fiscal_year": 2025, "sort": "paper"}
    return NewActual(**(said | changes))


def record(actual: NewActual | None = None, **who: Any) -> Actual:
    asked = ASKED | {"by": HQ} | who
    return actions.record_actual(actual or new(), **asked)


def test_a_value_is_counted_from_verified_outcomes_and_joined_to_them(papers: list[str]) -> None:
    actual = record()
    assert (actual.value, actual.indicator_en) == (3, "Products handed over")
    assert {row.outcome.code for row in ActualOutcome.objects.all()} == set(papers)
    walk = lines.walk(Ref(KIND, actual.code), as_of=TODAY, viewer=PUBLIC)
    assert {node.record.ref.code for node in walk.up} == set(papers)
    assert Ref("indicator", AIMED) in {node.record.ref for node in walk.sides}
    assert visible(KIND, PUBLIC).get() == actual


def test_missing_is_not_zero(papers: list[str]) -> None:
    assert queries.current(AIMED, 2025, FULL) is None
    with pytest.raises(InputError, match="missing is not zero"):
        record(new(sort="trial"))
    with pytest.raises(InputError, match="missing is not zero"):
        record(new(fiscal_year=2024))
    zero = record(new(sort="", value=Decimal(0), note="年次報告の表3"))
    assert (zero.value, zero.note) == (0, "年次報告の表3")
    found = queries.current(AIMED, 2025, FULL)
    assert found == zero


def test_a_correction_supersedes_and_keeps_what_stood(papers: list[str]) -> None:
    first = record()
    outcomes.record_outcomes([paper(9)], **ASKED)
    with pytest.raises(InputError, match=first.code):
        record()
    with pytest.raises(VersionConflict):
        record(new(replaces=first.code), version=8)
    second = record(new(replaces=first.code), version=1)
    first.refresh_from_db()
    assert (first.value, second.value) == (3, 4)
    assert first.superseded_at is not None
    assert first.version == 1
    assert queries.current(AIMED, 2025, FULL) == second
    with pytest.raises(InputError, match="superseded"):
        record(new(replaces=first.code), version=1)
    assert record(new(counting=FRACTIONAL)).value == 4


@pytest.mark.parametrize("change", [{"value": 9}, {"note": "x"}, {"superseded_at": None}])
def test_the_database_refuses_to_change_or_delete_a_value(
    papers: list[str], change: dict[str, Any]
) -> None:
    actual = record()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Actual.objects.filter(pk=actual.pk).update(**change)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        ActualOutcome.objects.all()._raw_delete("default")


def test_what_cannot_be_is_refused_and_leaves_nothing(papers: list[str]) -> None:
    for wrong in (
        new(indicator="none"),
        new(counting="whole"),
        new(fiscal_year=2030),
        new(value=Decimal(1), note="x"),
        new(sort=""),
    ):
        with pytest.raises(InputError):
            record(wrong)
    with pytest.raises(NotAllowed):
        record(by=STAFF)
    assert not Actual.objects.exists()


def test_a_batch_is_written_whole_or_not_at_all(papers: list[str]) -> None:
    rows = [
        new(),
        new(counting=FRACTIONAL),
        new(indicator=SEEN, sort="", value=Decimal(5), note="x"),
    ]
    with pytest.raises(InputError, match="Row 4"):
        actions.record_actuals([*rows, new()], **ASKED)
    assert not Actual.objects.exists()
    codes = actions.record_actuals(rows, **ASKED)
    assert codes == ["ACT-2025-000001", "ACT-2025-000002", "ACT-2025-000003"]
    assert ActualOutcome.objects.count() == 6
    with pytest.raises(InputError, match="Row 1"):
        actions.record_actuals([new()], **ASKED)


def test_indicators_without_a_value_are_a_gap(papers: list[str]) -> None:
    assert _valueless() == {AIMED, SEEN}
    record()
    assert _valueless() == {SEEN}


def _valueless() -> set[str]:
    (found,) = [one for one in lines.broken(TODAY, SYSTEM) if one.code == "indicator.actual"]
    return {gap.ref.code for gap in found.gaps}
