"""Offices and charters: who appoints, terms that overlap, councils as data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC, Actor
from ikkan.plan.bodies import actions, queries
from ikkan.plan.bodies.models import Charter, Seat
from ikkan.plan.bodies.rules import NewCharter, NewSeat
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed
from tests.plan.bodies.acting import HQ, MHLW, STAFF, TODAY, actor, called, given, how

pytestmark = pytest.mark.sqlite_only

APRIL = date(2026, 4, 1)


def new_seat(**changes: Any) -> NewSeat:
    said: dict[str, Any] = {
        "body": "AMED",
        "sort": "president",
        "office_ja": "理事長",
        "office_en": "President",
        "holder_ja": "架空 花子",
        "holder_en": "Hanako Kaku",
        "appointed_by": "MHLW",
        "valid_from": APRIL,
        "basis": "設置法",
    }
    return NewSeat(**(said | changes))


def appointed(by: Actor = MHLW, **changes: Any) -> Seat:
    return actions.appoint_to_seat(new_seat(**changes), **how(by))


def test_a_president_is_appointed_by_a_body_that_the_pack_names(applied: Any) -> None:
    seat = appointed()
    assert (seat.code, seat.appointed_by, seat.valid_from) == ("SEAT-2026-000001", "MHLW", APRIL)
    assert list(visible("plan.seat", PUBLIC)) == [seat]
    with pytest.raises(InputError, match=r"President of Japan Agency.*Health, Labour.*“appoints”"):
        appointed(appointed_by="MAFF")
    with pytest.raises(InputError, match="not said"):
        appointed(sort="auditor", appointed_by="")
    with pytest.raises(InputError, match="names nobody"):
        appointed(actor("ministry_officer"), body="JST", appointed_by="MEXT")


def test_the_appointing_body_records_it_and_dismisses(applied: Any) -> None:
    for other in (actor("ministry_officer", "MEXT"), STAFF, actor("researcher")):
        with pytest.raises(NotAllowed):
            appointed(other)
    seat = appointed()
    with pytest.raises(NotAllowed):
        actions.dismiss_from_seat(seat.code, TODAY, "理由", **how(STAFF, 1))
    with pytest.raises(InputError, match="reason"):
        actions.dismiss_from_seat(seat.code, TODAY, " ", **how(MHLW, 1))
    with pytest.raises(InputError, match="outside the term"):
        actions.dismiss_from_seat(seat.code, date(2026, 3, 1), "理由", **how(MHLW, 1))
    done = actions.dismiss_from_seat(seat.code, TODAY, "心身の故障", **how(MHLW, 1))
    assert (done.valid_to, done.dismissed_because) == (TODAY, "心身の故障")
    with pytest.raises(InputError, match="ended on"):
        actions.end_seat(seat.code, TODAY, **how(MHLW, 2, as_of=date(2026, 12, 1)))
    prime = appointed(HQ, appointed_by="CAO", valid_from=date(2026, 11, 23))
    assert prime.appointed_by == "CAO"


def test_an_office_of_one_has_one_holder_at_a_time(applied: Any) -> None:
    appointed(valid_to=date(2026, 9, 30))
    with pytest.raises(InputError, match="one at a time"):
        appointed(valid_from=date(2026, 9, 30))
    appointed(valid_from=date(2026, 10, 1))
    two = {"sort": "auditor", "office_ja": "監事"}
    appointed(**two)
    appointed(**two, holder_ja="架空 次郎")
    assert Seat.objects.count() == 4


def test_members_by_office_have_terms(applied: Any) -> None:
    seat = appointed(
        HQ,
        body="PROMOTION-COUNCIL",
        sort="acting",
        office_ja="議長代行",
        holder_ja="健康・医療戦略担当副大臣",
        holder_en="State minister in charge",
        by_office=True,
        appointed_by="",
        valid_to=date(2028, 3, 31),
    )
    assert (seat.by_office, seat.valid_to) == (True, date(2028, 3, 31))
    with pytest.raises(NotAllowed, match="secretariat"):
        appointed(STAFF, body="HQ", sort="member", appointed_by="")
    done = actions.end_seat(seat.code, TODAY, **how(HQ, 1))
    assert done.valid_to == TODAY
    with pytest.raises(InputError) as found:
        appointed(HQ, body="NOWHERE", office_ja="", basis="", valid_to=date(2020, 1, 1))
    assert len(found.value.text.ja.splitlines()) == 4


def new_charter(**changes: Any) -> NewCharter:
    said: dict[str, Any] = {
        "body": "DRUG-COUNCIL",
        "owners": ("MHLW",),
        "scope_ja": "医薬品の開発",
        "members": ("関係局長", "有識者"),
        "plans": ("plan-2",),
        "basis": "本部決定",
        "valid_from": APRIL,
    }
    return NewCharter(**(said | changes))


def set_up(by: Actor = HQ, **changes: Any) -> Charter:
    return actions.set_up_council(new_charter(**changes), **how(by))


@pytest.fixture
def plan_code(applied: Any) -> str:
    from ikkan.plan import queries as plan

    rows = plan.snapshot(TODAY).entries("instrument")
    return next(row.code for row in rows if row.data["form"] == "plan")


def test_a_council_set_up_after_the_pack_meets_and_advises(plan_code: str) -> None:
    charter = set_up(MHLW, body="", name_ja="新薬協議会", name_en="New council", plans=(plan_code,))
    assert charter.body == charter.code
    known = queries.standing(TODAY)
    assert known.who("owns", charter.code) == ("MHLW",)
    meeting = called(charter.code, MHLW)
    assert meeting.number == 1
    assert given(MHLW, body=charter.code, sort="opinion", meeting=meeting.code).body == charter.code
    with pytest.raises(NotAllowed):
        called(charter.code, actor("ministry_officer", "METI"))
    ended = actions.end_charter(charter.code, TODAY, "役割を終えた", **how(HQ, 1))
    assert ended.valid_to == TODAY
    assert charter.code not in queries.standing(date(2026, 11, 23)).forms
    with pytest.raises(InputError, match="ended on"):
        actions.end_charter(charter.code, TODAY, "再度", **how(HQ, 2))


def test_councils_are_found_by_the_plan_they_relate_to(plan_code: str) -> None:
    from ikkan.line import queries as lines
    from ikkan.values.ref import Ref

    charter = set_up(plans=(plan_code,))
    sides = lines.walk(Ref("instrument", plan_code), as_of=TODAY, viewer=PUBLIC).sides
    assert Ref("plan.charter", charter.code) in {node.record.ref for node in sides}


def test_a_charter_is_whole_and_stands_alone(plan_code: str) -> None:
    set_up(plans=(plan_code,), valid_to=date(2026, 12, 31))
    with pytest.raises(InputError, match="has a charter"):
        set_up(plans=())
    with pytest.raises(InputError, match="no instrument:none"):
        set_up(body="DEVICE-COUNCIL", plans=("none",))
    with pytest.raises(InputError) as found:
        set_up(body="", members=(), owners=("NOWHERE",), valid_to=date(2020, 1, 1), plans=())
    assert len(found.value.text.en.splitlines()) == 4
    with pytest.raises(NotAllowed):
        set_up(actor("ministry_officer", "METI"), body="GENOMIC-COUNCIL", plans=())
    with pytest.raises(NotAllowed):
        set_up(STAFF, body="DEVICE-COUNCIL", plans=())
