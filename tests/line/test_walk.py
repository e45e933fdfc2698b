"""Walks over edges made by hand: up, down, beside, in both times, around cycles."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ikkan.audit.actor import SYSTEM
from ikkan.line import queries, reading, registry
from ikkan.line.actions import record_edges
from ikkan.line.edges import NewEdge
from ikkan.line.models import Edge
from ikkan.line.queries import Node
from ikkan.line.registry import Record
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records of kind `thing` with any code but `nobody`."""
    monkeypatch.setattr(registry, "_resolvers", dict(registry._resolvers))

    def resolve(refs, as_of):
        return {
            ref: Record(ref=ref, label=Text(ref.code, ref.code), station="plan")
            for ref in refs
            if ref.code != "nobody"
        }

    registry.register("thing", resolve, "plan")


def thing(code: str) -> Ref:
    return Ref("thing", code)


def edge(lower: str, upper: str, **given) -> NewEdge:
    asked = {"kind": "under", "direction": "up"} | given
    return NewEdge(from_ref=thing(lower), to_ref=thing(upper), **asked)


def record(*edges: NewEdge, moment=None) -> int:
    return record_edges(
        edges,
        moment or timezone.now(),
        "test@1",
        by=SYSTEM,
        as_of=TODAY,
        version=None,
        key=None,
    )


def shown(nodes: tuple[Node, ...]) -> list:
    """Codes as nested lists; `*` met elsewhere, `…` cut."""
    return [
        [node.record.ref.code + "*" * node.repeated + "…" * node.cut, *shown(node.children)]
        for node in nodes
    ]


def test_a_walk_goes_up_and_down() -> None:
    record(edge("award", "programme"), edge("programme", "plan"), edge("outcome", "award"))
    walk = queries.walk(thing("award"), as_of=TODAY)
    assert shown(walk.up) == [["programme", ["plan"]]]
    assert shown(walk.down) == [["outcome"]]


def test_what_is_beside_is_not_on_the_way() -> None:
    record(edge("a", "b", direction="side"), edge("b", "c"), edge("d", "a", direction="side"))
    walk = queries.walk(thing("a"), as_of=TODAY)
    assert (walk.up, walk.down) == ((), ())
    assert [node.record.ref.code for node in walk.sides] == ["b", "d"]


def test_a_record_reached_twice_is_opened_where_it_stands_nearest() -> None:
    record(edge("a", "b"), edge("b", "c"), edge("c", "d"), edge("a", "c"))
    assert shown(queries.walk(thing("a"), as_of=TODAY).up) == [["b", ["c*"]], ["c", ["d"]]]


def test_a_cycle_ends() -> None:
    record(edge("a", "b"), edge("b", "c"), edge("c", "a"))
    walk = queries.walk(thing("a"), as_of=TODAY)
    assert shown(walk.up) == [["b", ["c", ["a*"]]]]
    assert shown(walk.down) == [["c", ["b", ["a*"]]]]
    record(edge("a", "a"))
    assert shown(queries.walk(thing("a"), as_of=TODAY).up) == [["a*"]]


def test_depth_is_a_limit() -> None:
    record(*(edge(str(n), str(n + 1)) for n in range(10)))
    walk = queries.walk(thing("0"), as_of=TODAY, depth=2)
    assert shown(walk.up) == [["1", ["2…"]]]


def test_one_query_per_level_whatever_the_width() -> None:
    record(edge("root", "top"), *(edge(f"leaf-{n}", "root") for n in range(40)))
    with CaptureQueriesContext(connection) as narrow:
        queries.walk(thing("leaf-1"), as_of=TODAY)
    with CaptureQueriesContext(connection) as wide:
        walk = queries.walk(thing("top"), as_of=TODAY)
    assert len(shown(walk.down)[0]) == 41
    assert len(wide) <= len(narrow) + 1 <= 8


def test_thousands_are_cut_as_a_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    record(edge("root", "top"), *(edge(f"leaf-{n}", "root") for n in range(reading.WIDTH + 5)))
    few = queries.walk(thing("top"), as_of=TODAY)
    monkeypatch.setattr(reading, "FEW", 3)
    many = queries.walk(thing("top"), as_of=TODAY)
    assert shown(many.down) == shown(few.down)
    assert shown(many.down)[0][0] == "root…"
    assert len(shown(many.down)[0]) == reading.WIDTH + 1


def test_an_edge_of_a_third_record_holds_on_its_own_days() -> None:
    share = {"kind": "share", "own": False}
    record(
        edge("p", "old", **share, valid_to=date(2020, 3, 31)),
        edge("p", "new", **share, valid_from=date(2020, 4, 1)),
    )
    assert shown(queries.walk(thing("p"), as_of=date(2019, 4, 1)).up) == [["old"]]
    assert shown(queries.walk(thing("p"), as_of=date(2020, 4, 1)).up) == [["new"]]


def test_an_own_edge_outlasts_its_record_but_never_precedes_it() -> None:
    record(edge("p", "term", valid_from=date(2014, 4, 1), valid_to=date(2020, 3, 31)))
    assert shown(queries.walk(thing("p"), as_of=TODAY).up) == [["term"]]
    assert shown(queries.walk(thing("p"), as_of=date(2014, 3, 31)).up) == []


def test_what_was_known_on_a_day() -> None:
    now = timezone.now()
    record(edge("a", "before"), moment=now - timedelta(days=10))
    record(edge("a", "after"), moment=now)
    assert Edge.objects.count() == 2
    then = timezone.localdate(now) - timedelta(days=5)
    assert shown(queries.walk(thing("a"), as_of=TODAY).up) == [["after"]]
    assert shown(queries.walk(thing("a"), as_of=TODAY, known_on=then).up) == [["before"]]


def test_recording_the_same_edges_writes_nothing() -> None:
    assert record(edge("a", "b"), edge("a", "c")) == 2
    assert record(edge("a", "c"), edge("a", "b")) == 0
    assert record(edge("a", "c")) == 0
    assert Edge.objects.filter(superseded_at__isnull=True).count() == 1


def test_nobody_has_no_line() -> None:
    for look in (queries.walk, lambda ref, as_of: queries.stations(ref, as_of)):
        with pytest.raises(NotFound):
            look(thing("nobody"), as_of=TODAY)


def test_a_reference_to_nobody_is_reported() -> None:
    record(edge("a", "nobody"))
    assert [str(gap.ref) for gap in queries.dangling(TODAY)] == ["thing:nobody"]
