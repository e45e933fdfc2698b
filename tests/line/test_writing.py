"""Edges that records say of themselves: joined, closed, refused; and what a viewer is shown."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC, SYSTEM
from ikkan.line import queries
from ikkan.line.models import Edge
from ikkan.line.writing import SIDE, Joint, join, join_many
from ikkan.parties import actions
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from tests.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("applied")]
HOW: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
PROGRAMME = Ref("programme", "moonshot")


@pytest.fixture
def bodies() -> list[Ref]:
    """Four organisations, which anyone may see."""
    rows = [NewOrganisation(name_ja=f"機関{n}", sort="institute", code=f"O-{n}") for n in range(4)]
    actions.record_parties(rows, (), **HOW)
    return [Ref("parties.organisation", row.code) for row in rows]


@pytest.fixture
def hidden() -> Ref:
    """A person who did not agree to be shown."""
    actions.record_parties((), [NewPerson(name_ja="実演太郎", code="P-1")], **HOW)
    return Ref("parties.person", "P-1")


def up(ref: Ref, viewer: Any = SYSTEM) -> list[str]:
    return [str(node.record.ref) for node in queries.walk(ref, as_of=TODAY, viewer=viewer).up]


def test_an_edge_leads_up_to_a_row_of_the_pack(bodies: list[Ref]) -> None:
    join(bodies[0], [Joint(kind="programme", to=PROGRAMME)])
    assert up(bodies[0]) == [str(PROGRAMME)]
    assert up(bodies[0], PUBLIC) == [str(PROGRAMME)]


def test_joining_anew_closes_what_is_gone_and_keeps_the_rest(bodies: list[Ref]) -> None:
    first, second, third, _ = bodies
    join(first, [Joint(kind="a", to=second), Joint(kind="b", to=third)])
    kept = Edge.objects.get(source=str(first), kind="b")
    join(first, [Joint(kind="b", to=third)])
    assert up(first) == [str(third)]
    kept.refresh_from_db()
    assert kept.superseded_at is None
    closed = Edge.objects.get(source=str(first), kind="a")
    assert closed.superseded_at is not None
    assert closed.superseded_at > closed.recorded_at


def test_the_pack_leaves_edges_of_records_alone(bodies: list[Ref], amed: Any) -> None:
    from dataclasses import replace

    from ikkan.plan.actions import record_pack

    join(bodies[0], [Joint(kind="programme", to=PROGRAMME)])
    record_pack(replace(amed, version="2026.12", digest="other"), **HOW)
    assert up(bodies[0]) == [str(PROGRAMME)]


def test_an_edge_to_nothing_is_refused_with_its_name(bodies: list[Ref]) -> None:
    with pytest.raises(InputError, match=r"awards\.award:none"):
        join(bodies[0], [Joint(kind="award", to=Ref("awards.award", "none"))])
    assert not Edge.objects.filter(source=str(bodies[0])).exists()


def test_a_circle_is_refused(bodies: list[Ref]) -> None:
    first, second, third, _ = bodies
    join(second, [Joint(kind="of", to=first)])
    join(third, [Joint(kind="of", to=second)])
    with pytest.raises(InputError, match="circle"):
        join(first, [Joint(kind="of", to=third)])
    join(first, [Joint(kind="of", to=third, direction=SIDE)])


def test_a_circle_within_one_batch_is_refused(bodies: list[Ref]) -> None:
    first, second, third, _ = bodies
    ring = {first: second, second: third, third: first}
    with pytest.raises(InputError, match="circle"):
        join_many({low: [Joint(kind="of", to=high)] for low, high in ring.items()})


def test_what_may_not_be_seen_is_passed_over_never_shown(bodies: list[Ref], hidden: Ref) -> None:
    below, above = bodies[:2]
    join(hidden, [Joint(kind="of", to=above)])
    join(below, [Joint(kind="of", to=hidden)])
    assert up(below) == [str(hidden)]
    assert up(below, PUBLIC) == [str(above)]
    with pytest.raises(NotFound):
        queries.walk(hidden, as_of=TODAY, viewer=PUBLIC)
    with pytest.raises(NotFound):
        queries.stations(hidden, TODAY, PUBLIC)
    beside = Joint(kind="with", to=hidden, direction=SIDE)
    join(above, [beside])
    assert queries.walk(above, as_of=TODAY, viewer=PUBLIC).sides == ()


def test_a_batch_asks_a_constant_number_of_queries(
    bodies: list[Ref], django_assert_max_num_queries: Any
) -> None:
    more = [NewOrganisation(name_ja=f"多{n}", sort="institute", code=f"M-{n}") for n in range(100)]
    actions.record_parties(more, (), **HOW)
    joints = {
        Ref("parties.organisation", row.code): [Joint(kind="of", to=bodies[0])] for row in more
    }
    with django_assert_max_num_queries(12):
        join_many(joints)
