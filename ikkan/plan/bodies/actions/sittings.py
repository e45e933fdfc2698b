"""Writes of meetings and their papers: called, laid, held, minuted, published.

Decides: nothing beyond `rules.sittings`; publishing a meeting publishes its papers, except those
withheld with a reason. Source: 000:51, 000:53.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.line.writing import SIDE, Joint, join
from ikkan.plan.bodies import messages, queries
from ikkan.plan.bodies.actions import shared
from ikkan.plan.bodies.models import Meeting, Paper
from ikkan.plan.bodies.rules import sittings as rules
from ikkan.plan.bodies.rules.sittings import (
    CALLED,
    HELD,
    MEETING_STATES,
    MINUTED,
    PUBLISHED,
    Item,
    NewMeeting,
    NewPaper,
)
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MEETING, PAPER = "plan.meeting", "plan.paper"
MEETING_LABEL = Text("会議", "meeting")


@action(
    "plan.call_meeting",
    permission="can_hold_meetings",
    description=Text("会議を招集する", "Call a meeting"),
    scope=shared.reach_new("body"),
)
def call_meeting(
    new: NewMeeting, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Meeting:
    """A meeting with its agenda; numbered within its body. Raises InputError, NotAllowed."""
    known = queries.standing(as_of)
    shared.demand("plan.meeting_form", rules.refused_meeting(new, known), new.named())
    shared.demand_keeper(by, known, new.body)
    last = Meeting.objects.filter(body=new.body).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting(
        code=next_code("MTG", new.day.year),
        body=new.body,
        number=last + 1,
        state=CALLED,
        of_funder=known.of_funder(new.body),
        written_by=by.code,
    )
    _put(meeting, new)
    meeting.save(force_insert=True)
    _join(meeting)
    journal.write(Ref(MEETING, meeting.code), {"meeting": new})
    return meeting


@action(
    "plan.revise_meeting",
    permission="can_hold_meetings",
    description=Text("会議の日時・議題を直す", "Revise the day or agenda of a meeting"),
    scope=shared.reach_of(Meeting, "body"),
)
def revise_meeting(
    code: str, new: NewMeeting, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Meeting:
    """Before it is held. Raises NotFound, VersionConflict, InputError, NotAllowed."""
    meeting = _locked(code, version, by, as_of)
    if meeting.state != CALLED:
        words = messages.NOT_CALLED.format(state=MEETING_STATES[meeting.state])
        raise InputError("plan.meeting_state", words)
    known = queries.standing(as_of)
    shared.demand("plan.meeting_form", rules.refused_meeting(new, known), new.named())
    _put(meeting, new)
    _save(meeting)
    journal.write(Ref(MEETING, code), {"meeting": new})
    return meeting


@action(
    "plan.lay_paper",
    permission="can_hold_meetings",
    description=Text("会議に資料を出す", "Lay a paper before a meeting"),
    scope=lambda arguments: shared.reach_of(Meeting, "body")(
        {"code": arguments["new"].meeting, "as_of": arguments["as_of"]}
    ),
)
def lay_paper(
    new: NewPaper, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Paper:
    """A paper before a meeting that was called. Raises NotFound, InputError, NotAllowed."""
    meeting: Meeting = shared.existing(
        Meeting.objects.select_for_update(), new.meeting, MEETING_LABEL
    )
    shared.demand_keeper(by, queries.standing(as_of), meeting.body)
    found = list(rules.refused_paper(new, meeting.state))
    if meeting.papers.filter(number=new.number.strip()).exists():
        found.append(messages.PAPER_TWICE.format(number=new.number.strip()))
    known = queries.standing(as_of)
    laid_by = [ref_of(new.laid_by)] if new.laid_by and new.laid_by not in known.forms else []
    shared.demand("plan.paper_form", found, [*new.about, *laid_by])
    paper = Paper.objects.create(
        code=next_code("PAP", meeting.held_on.year),
        meeting=meeting,
        number=new.number.strip(),
        title_ja=new.title_ja.strip(),
        title_en=new.title_en.strip(),
        laid_by=new.laid_by,
        text=new.text.strip(),
        about=[str(ref) for ref in new.about],
        withheld_because=new.withheld_because.strip(),
        written_by=by.code,
    )
    made = [Joint(kind="about", to=ref, direction=SIDE) for ref in new.about]
    made.append(Joint(kind="laid_before", to=Ref(MEETING, meeting.code), direction=SIDE))
    join(Ref(PAPER, paper.code), made)
    journal.write(Ref(PAPER, paper.code), {"paper": new})
    return paper


@action(
    "plan.hold_meeting",
    permission="can_hold_meetings",
    description=Text("会議の開催を記録する", "Record that a meeting was held"),
    scope=shared.reach_of(Meeting, "body"),
)
def hold_meeting(
    code: str,
    held_on: date,
    present: tuple[str, ...],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Meeting:
    """The day and who was present, by office. Raises NotFound, VersionConflict, InputError."""
    meeting = _locked(code, version, by, as_of)
    found = rules.refused_holding(meeting.state, held_on, present, as_of)
    shared.demand("plan.meeting_held", found)
    meeting.state, meeting.held_on, meeting.present = HELD, held_on, list(present)
    _save(meeting)
    journal.write(Ref(MEETING, code), {"held_on": held_on, "present": list(present)})
    return meeting


@action(
    "plan.minute_meeting",
    permission="can_hold_meetings",
    description=Text("議事録を記録する", "Record the minutes of a meeting"),
    scope=shared.reach_of(Meeting, "body"),
)
def minute_meeting(
    code: str, minutes: Text, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Meeting:
    """Minutes, revised until they are published. Raises NotFound, VersionConflict, InputError."""
    meeting = _locked(code, version, by, as_of)
    if meeting.state not in {HELD, MINUTED} or not minutes.ja.strip():
        words = messages.NOT_HELD.format(state=MEETING_STATES[meeting.state])
        raise InputError("plan.meeting_minutes", words)
    meeting.state = MINUTED
    meeting.minutes_ja, meeting.minutes_en = minutes.ja.strip(), minutes.en.strip()
    _save(meeting)
    journal.write(Ref(MEETING, code), {"minutes": minutes})
    return meeting


@action(
    "plan.publish_meeting",
    permission="can_hold_meetings",
    description=Text("会議の議事録と資料を公表する", "Publish minutes and papers of a meeting"),
    scope=shared.reach_of(Meeting, "body"),
)
def publish_meeting(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Meeting:
    """Minutes and papers, but for those withheld. Raises NotFound, VersionConflict, InputError."""
    meeting = _locked(code, version, by, as_of)
    if meeting.state != MINUTED:
        words = messages.NO_MINUTES.format(state=MEETING_STATES[meeting.state])
        raise InputError("plan.meeting_publish", words)
    meeting.state, meeting.published = PUBLISHED, True
    _save(meeting)
    out = []
    for paper in meeting.papers.select_for_update().filter(withheld_because=""):
        paper.published = True
        paper.version += 1
        paper.save(update_fields=["published", "version"])
        out.append(paper.code)
    journal.write(Ref(MEETING, code), {"published": True, "papers": out})
    return meeting


def _locked(code: str, version: int | None, by: Actor, as_of: date) -> Meeting:
    meeting: Meeting = shared.locked(Meeting, code, version, MEETING_LABEL)
    shared.demand_keeper(by, queries.standing(as_of), meeting.body)
    return meeting


def _put(meeting: Meeting, new: NewMeeting) -> None:
    meeting.title_ja, meeting.title_en = new.title_ja.strip(), new.title_en.strip()
    meeting.held_on, meeting.place = new.day, new.place.strip()
    meeting.agenda = [str(item) for item in new.agenda]


def _save(meeting: Meeting) -> None:
    meeting.version += 1
    meeting.save()
    _join(meeting)


def _join(meeting: Meeting) -> None:
    about = {ref for line in meeting.agenda for ref in Item.parse(line).about}
    made = [Joint(kind="on_agenda", to=ref, direction=SIDE) for ref in sorted(about)]
    made.append(Joint(kind="meeting_of", to=ref_of(meeting.body), direction=SIDE))
    join(Ref(MEETING, meeting.code), made)
