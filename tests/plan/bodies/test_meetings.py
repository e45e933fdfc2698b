"""Meetings and papers: called, held, minuted, published; who keeps which body's; who sees what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC
from ikkan.plan.bodies import actions, queries
from ikkan.plan.bodies.models import Meeting
from ikkan.plan.bodies.rules import Item, NewPaper
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, VersionConflict
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.plan.bodies.acting import (
    CLAUSE,
    HQ,
    MHLW,
    PANEL,
    STAFF,
    TODAY,
    actor,
    called,
    held,
    how,
    published,
)

pytestmark = pytest.mark.sqlite_only


def lay(meeting: Meeting, number: str = "1", **changes: Any) -> Any:
    said: dict[str, Any] = {
        "meeting": meeting.code,
        "number": number,
        "title_ja": "計画の案",
        "laid_by": "SECRETARIAT",
        "about": (CLAUSE,),
    }
    return actions.lay_paper(NewPaper(**(said | changes)), **how(HQ))


def test_a_meeting_goes_from_call_to_publication(applied: Any) -> None:
    meeting = called(PANEL, agenda=(Item.parse(f"計画の案 | {CLAUSE}"), Item(words="その他")))
    assert (meeting.code, meeting.number, meeting.state) == ("MTG-2026-000001", 1, "called")
    assert called("PROMOTION-COUNCIL").number == 1
    open_paper, inside = lay(meeting), lay(meeting, "2", withheld_because="審議中の情報")
    assert not visible("plan.meeting", PUBLIC).exists()
    meeting = actions.hold_meeting(
        meeting.code, TODAY, ("会長", "委員"), **how(HQ, meeting.version)
    )
    assert published(meeting).state == "published"
    assert [one.code for one in visible("plan.meeting", PUBLIC)] == [meeting.code]
    assert [one.code for one in visible("plan.paper", PUBLIC)] == [open_paper.code]
    assert inside in visible("plan.paper", HQ)
    assert called(PANEL).number == 2


def test_what_is_wrong_with_a_call_is_said_at_once(applied: Any) -> None:
    with pytest.raises(InputError) as found:
        called("MHLW", title_ja=" ", agenda=(), by=MHLW)
    assert len(found.value.text.en.splitlines()) == 3
    with pytest.raises(InputError, match="no body NOWHERE"):
        called("NOWHERE")
    with pytest.raises(InputError, match=r"no clause:none"):
        called(agenda=(Item(words="x", about=(Ref("clause", "none"),)),))
    assert not Meeting.objects.exists()


def test_steps_are_taken_in_order(applied: Any) -> None:
    meeting = called()
    minutes = Text("記録", "")
    with pytest.raises(InputError, match="Called"):
        actions.minute_meeting(meeting.code, minutes, **how(HQ, 1))
    with pytest.raises(InputError, match="minutes"):
        actions.publish_meeting(meeting.code, **how(HQ, 1))
    with pytest.raises(InputError) as found:
        actions.hold_meeting(meeting.code, date(2027, 1, 1), (), **how(HQ, 1))
    assert len(found.value.text.ja.splitlines()) == 2
    with pytest.raises(VersionConflict):
        actions.hold_meeting(meeting.code, TODAY, ("長",), **how(HQ, 9))
    done = actions.hold_meeting(meeting.code, TODAY, ("長",), **how(HQ, 1))
    with pytest.raises(InputError, match="before a meeting is held"):
        lay(done)
    with pytest.raises(InputError, match="Held"):
        actions.hold_meeting(done.code, TODAY, ("長",), **how(HQ, 2))


def test_a_number_of_a_paper_stands_once(applied: Any) -> None:
    meeting = called()
    lay(meeting)
    with pytest.raises(InputError, match="Paper 1"):
        lay(meeting)


@pytest.mark.parametrize(
    ("body", "by", "may"),
    [
        ("HQ", HQ, True),
        ("HQ", MHLW, False),
        ("HQ", STAFF, False),
        ("DRUG-COUNCIL", MHLW, True),
        ("DEVICE-COUNCIL", MHLW, False),
        ("DEVICE-COUNCIL", HQ, True),
        ("ADVISORY-BOARD", STAFF, True),
        ("ADVISORY-BOARD", HQ, False),
        ("RESEARCH-MANAGEMENT-COUNCIL", actor("funder_staff", "AMED"), True),
        ("RESEARCH-MANAGEMENT-COUNCIL", actor("funder_staff", "JST"), False),
        ("IN-HOUSE-LIAISON-MEETING", HQ, True),
        ("HQ", actor("researcher"), False),
    ],
)
def test_who_keeps_the_meetings_of_a_body_follows_the_pack(
    applied: Any, body: str, by: Any, may: bool
) -> None:
    if may:
        assert called(body, by).body == body
    else:
        with pytest.raises(NotAllowed):
            called(body, by)


def test_the_funder_sees_its_own_boards_and_what_is_out(applied: Any) -> None:
    own, other = called("ADVISORY-BOARD", STAFF), held()
    assert set(visible("plan.meeting", STAFF)) == {own}
    assert set(visible("plan.meeting", MHLW)) == {own, other}
    assert set(visible("plan.meeting", actor("auditor"))) == {own, other}
    assert not visible("plan.meeting", actor("program_director")).exists()
    published(other)
    assert visible("plan.meeting", STAFF).count() == 2


def test_keepers_are_said_in_words(applied: Any) -> None:
    known = queries.standing(TODAY)
    assert "secretariat" in known.said_keepers("HQ").en
    assert "Labour" in known.said_keepers("DRUG-COUNCIL").en
    assert "company's user" in known.said_keepers("JPMA").en
    assert known.said_keepers("CAO").ja.count("担当者") == 2
