"""What is counted once, in full and by shares; one result on several engines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ikkan.analytics import door, lake, measures, rules
from ikkan.analytics.door import Result, Tables
from ikkan.analytics.schema import TABLES as SCHEMA
from ikkan.values.years import FiscalYear
from tests.analytics.rows import FACTS, TABLES

YEAR = FiscalYear(2021)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    made = lake.publish(tmp_path_factory.mktemp("lake"), FACTS, TABLES)
    with door.opened(made) as found:
        yield found


def rows(tables: Tables, measure: measures.Measure, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in measure.run(tables, YEAR)]


def test_series_holds_prints_up_to_the_year_in_their_order(tables: Tables) -> None:
    found = rows(tables, measures.SERIES, "series_year", "value")
    assert found == [(2020, Decimal(5)), (2021, Decimal(7))]


def test_an_award_counts_where_one_of_its_days_falls_in_the_year(tables: Tables) -> None:
    found = rows(tables, measures.BY_PROGRAMME, "programme", "awards")
    assert sorted(found, key=str) == [("X", 2), (None, 1)]


def test_sorts_of_yen_are_summed_apart_and_only_of_the_year_and_of_what_is_in_force(
    tables: Tables,
) -> None:
    found = rows(tables, measures.BY_PROGRAMME, "programme", "decided", "paid", "reported")
    assert ("X", 1010, 900, None) in found
    assert (None, None, None, None) in found


def test_new_awards_stand_beside_those_that_continue(tables: Tables) -> None:
    assert rows(tables, measures.BY_START, "new", "awards", "decided", "paid") == [
        (False, 1, 1000, 900),
        (True, 2, 10, None),
    ]


def test_phase_and_place_count_each_award_once(tables: Tables) -> None:
    by_phase = rows(tables, measures.BY_PHASE, "modality", "phase", "awards")
    assert sorted(by_phase, key=str) == [
        ("device", None, 1),
        ("drug", "F1", 1),
        ("drug", "F2", 1),
    ]
    by_place = rows(tables, measures.BY_PLACE, "prefecture", "sort", "awards")
    assert sorted(by_place, key=str) == [("13", "university", 2), (None, "company", 1)]


def test_gates_and_handovers_of_the_year_and_those_that_wait(tables: Tables) -> None:
    assert rows(tables, measures.BY_GATE, "template", "decision", "gates") == [
        ("g1", "go", 1),
        ("g2", "pending", 1),
    ]
    assert rows(tables, measures.BY_HANDOVER, "to_programme", "state", "cases") == [
        ("X", "decided", 1),
        ("X", "proposed", 1),
    ]


def test_outcomes_once_in_full_and_exactly_by_shares(tables: Tables) -> None:
    found = list(measures.OUTCOMES.run(tables, YEAR))
    papers = [row for row in found if row["sort"] == "paper"]
    shares = rules.fractional((row["share_top"], row["share_bottom"]) for row in papers)
    assert {row["outcomes"] for row in papers} == {2}
    assert shares == Fraction(3, 2)
    assert sum(row["linked"] for row in papers) == 4
    trial = next(row for row in found if row["sort"] == "trial")
    assert (trial["outcomes"], trial["linked"]) == (1, 0)
    assert rules.hundredths(Fraction(2, 3)) == Decimal("0.67")


def test_funds_of_other_years_stay_out(tables: Tables) -> None:
    assert rows(tables, measures.FUNDS, "code", "value") == [("f", Decimal(100))]


def test_indicator_stands_once_for_each_way_of_counting(tables: Tables) -> None:
    assert rows(tables, measures.INDICATORS, "code", "counting", "value") == [
        ("i1", "fractional", Decimal("7.5")),
        ("i1", "full", Decimal(12)),
    ]


def test_every_measure_has_a_rule_in_both_languages() -> None:
    for measure in measures.MEASURES:
        assert measure.rule.ja.endswith("。")
        assert measure.rule.en.endswith(".")
        assert set(measure.needs) <= set(SCHEMA)


def test_hash_follows_the_rows_not_the_digits() -> None:
    one = Result(columns=("a",), rows=((Decimal("1.5"),), (None,)))
    assert one.hash == Result(columns=("a",), rows=((Decimal("1.5"),), (None,))).hash
    assert one.hash != Result(columns=("a",), rows=((None,), (Decimal("1.5"),))).hash


def test_one_hash_on_two_engines(tables: Tables) -> None:
    import ibis

    other = ibis.polars.connect()
    for name, table in SCHEMA.items():
        other.create_table(name, lake.arrow(table, TABLES.get(name, ())))
    elsewhere = Tables(other)
    for measure in measures.MEASURES:
        found = measure.run(tables, YEAR)
        assert found.rows, measure.code
        assert found.hash == measure.run(elsewhere, YEAR).hash, measure.code
