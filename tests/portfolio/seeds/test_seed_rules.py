"""Partly known days, circles, profiles, products, gaps and the drawing; nothing is stored."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikkan.portfolio.seeds import rules, timeline
from ikkan.portfolio.seeds.rules import Attribute, NewProduct, Part, When
from ikkan.portfolio.seeds.timeline import Event
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

TODAY = date(2026, 11, 22)
NAME = Text("製品", "Product")


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "year"),
        ("２０２４-2", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023/06/26", date(2023, 6, 26), date(2023, 6, 26), "day"),
        (" ", None, None, "none"),
    ],
)
def test_a_day_is_as_precise_as_it_is_known(
    written: str, first: date | None, last: date | None, precision: str
) -> None:
    when = rules.read_when(written)
    assert (when.first, when.last, when.precision) == (first, last, precision)
    assert rules.read_when(rules.written_when(when)) == when


@pytest.mark.parametrize("written", ["2023-13", "2023-02-30", "spring", "1", "9999", "2023-0"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(InputError):
        rules.read_when(written)


def test_a_circle_names_the_way() -> None:
    earlier = {"C": {"B"}, "B": {"A"}}
    rules.demand_no_circle(earlier, "D", "C")
    with pytest.raises(InputError, match="C → B → A"):
        rules.demand_no_circle(earlier, "A", "C")
    with pytest.raises(InputError):
        rules.demand_no_circle(earlier, "A", "A")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
def test_no_order_of_links_makes_a_circle(pairs: list[tuple[int, int]]) -> None:
    earlier: dict[str, set[str]] = {}
    for seed, before in pairs:
        try:
            rules.demand_no_circle(earlier, str(seed), str(before))
        except InputError:
            continue
        earlier.setdefault(str(seed), set()).add(str(before))
    for seed, befores in earlier.items():
        assert not any(rules.path_back(earlier, before, seed) for before in befores)


def test_only_one_company_may_keep_its_interest_secret() -> None:
    rules.demand_one_company({"ORG-1"})
    with pytest.raises(InputError) as refused:
        rules.demand_one_company({"ORG-1", "ORG-2"})
    assert "ORG" not in refused.value.text.ja + refused.value.text.en


def test_versions_of_a_profile_are_compared_line_by_line() -> None:
    first = (
        Attribute(attribute="efficacy", least="60 %"),
        Attribute(attribute="safety", ideal="x"),
    )
    second = (
        Attribute(attribute="efficacy", least="70 %"),
        Attribute(attribute="route", least="口"),
    )
    changed = {one.attribute: one for one in rules.changes(first, second)}
    assert list(changed) == ["efficacy", "safety", "route"]
    assert changed["safety"].after is None
    assert changed["route"].before is None
    assert not list(rules.refused_profile(second, first))
    assert list(rules.refused_profile(first, first))
    assert list(rules.refused_profile((), None))
    wrong = (Attribute(attribute="colour", least="x"), Attribute(attribute="route"), *second[1:])
    assert len(list(rules.refused_profile(wrong, None))) == 3


def test_a_product_goes_its_way_in_order_and_with_evidence() -> None:
    said = {"filed": "2022", "approved": "2023-06", "listed": "2024-02", "evidence": "番号"}
    good = NewProduct(name=NAME, sort="diagnostic", **said)
    assert not list(rules.refused_product(good, TODAY))
    bad = NewProduct(name=Text("", ""), sort="x", filed="2024", approved="2023-06", listed="2099")
    assert len(list(rules.refused_product(bad, TODAY))) == 5


def test_every_award_of_a_split_seed_goes_somewhere() -> None:
    one, two = (Part(title=Text(name, name), awards=("A",)) for name in "xy")
    assert not list(rules.refused_parts("S", {"A"}, (one, two)))
    assert len(list(rules.refused_parts("S", {"A", "B"}, (one, two)))) == 1
    assert len(list(rules.refused_parts("S", {"B"}, (one,)))) == 3


def test_what_is_not_measured_is_not_zero() -> None:
    assert rules.spread([]) is None
    found = rules.spread([5, 13, 37])
    assert found is not None
    assert (found.middle, found.bins) == (13.0, ((0, 1), (1, 1), (2, 0), (3, 1)))
    assert rules.months_from(date(2020, 4, 1), date(2021, 3, 31)) == 11


def test_a_gap_lies_where_nothing_runs() -> None:
    spans = [
        (Ref("awards.award", "long"), date(2020, 4, 1), date(2023, 3, 31)),
        (Ref("awards.award", "short"), date(2020, 4, 1), date(2021, 3, 31)),
        (Ref("awards.award", "next"), date(2023, 10, 1), date(2024, 3, 31)),
    ]
    (gap,) = timeline.gaps(spans)
    assert (gap.months, gap.after.code, gap.before.code) == (6, "long", "next")
    assert timeline.gaps([]) == ()


def test_precision_is_the_shape_of_a_mark() -> None:
    day, year = (
        date(2023, 6, 1),
        When(first=date(2019, 4, 1), last=date(2020, 3, 31), precision="year"),
    )
    whens = {
        "dot": When(first=day, last=day, precision="day"),
        "year": year,
        "none": When(first=None, last=None, precision="none"),
        "span": When(first=date(2019, 4, 1), last=None, precision="span"),
    }
    drawn = timeline.draw(
        Event(lane="exit", when=when, label=NAME, ground=NAME) for when in whens.values()
    )
    (lane,) = (one for one in drawn.lanes if one.code == "exit")
    assert sorted(mark.shape for mark in lane.marks) == sorted(whens)
    assert [tick.year for tick in drawn.ticks] == [2019, 2020, 2021, 2022, 2023]
    assert len({(mark.y, mark.x) for mark in lane.marks}) == 4
    assert not timeline.draw([]).ticks
