"""Joint meetings of officers: planned, joined, minuted; opinions heard; action items set and moved.

Decides: who was no participant was not heard; the owner of an item, or who keeps meetings, moves
it. Source: 003:1060-1064 (S-325), 000 (S-366: 必要な体制整備).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ikkan.audit import journal, policy
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.parties.queries import person_of
from ikkan.portfolio.officers import messages, rules, words
from ikkan.portfolio.officers.actions import shared
from ikkan.portfolio.officers.models import (
    ActionItem,
    HeardOpinion,
    MeetingParticipant,
    OfficerMeeting,
)
from ikkan.portfolio.officers.rules import ITEM, MEETING, NewItem, NewMeeting
from ikkan.records.codes import next_code
from ikkan.values.errors import NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LABEL: Final = Text("合同会議・シンポジウム", "meeting of officers")
ITEM_LABEL: Final = Text("対応事項", "action item")
KEEP: Final = "can_hold_officer_meetings"
_PROJECT = Text("統合プロジェクト", "integrated project")


@action(
    "portfolio.plan_officer_meeting",
    permission=KEEP,
    description=Text(
        "合同会議・シンポジウム・意見聴取を予定する", "Plan a joint meeting, symposium or hearing"
    ),
    scope=shared.held_everywhere,
)
def plan_meeting(
    new: NewMeeting, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> OfficerMeeting:
    """Its agenda names records. Raises InputError with every finding."""
    named = [ref for item in new.agenda for ref in item.about]
    found = [
        *rules.refused_meeting(new),
        *shared.in_pack("project", _PROJECT, new.projects, as_of),
    ]
    shared.demand("officers.meeting", found, named)
    meeting = OfficerMeeting.objects.create(
        code=next_code("OFM", as_of.year),
        sort=new.sort,
        title_ja=new.title.ja.strip(),
        title_en=new.title.en.strip(),
        held_on=new.held_on,
        place=new.place.strip(),
        projects=list(new.projects),
        agenda=[{"text": one.text, "about": [str(r) for r in one.about]} for one in new.agenda],
    )
    shared.about(Ref(MEETING, meeting.code), dict.fromkeys(named))
    journal.write(Ref(MEETING, meeting.code), {"meeting": new})
    return meeting


@action(
    "portfolio.add_participant",
    permission=KEEP,
    description=Text("会議の参加者を加える", "Add a participant to a meeting of officers"),
    scope=shared.held_everywhere,
)
def add_participant(
    code: str,
    person: str,
    capacity: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> OfficerMeeting:
    """Before it is held. Raises NotFound, VersionConflict, InputError."""
    meeting: OfficerMeeting = shared.locked(OfficerMeeting, code, version, LABEL)
    who = shared.person(person)
    found = []
    if meeting.state != rules.PLANNED:
        state = words.MEETING_STATES[meeting.state]
        found.append(messages.MEETING_OVER.format(code=code, state=state))
    if capacity not in words.CAPACITIES:
        found.append(messages.CHOICE.format(read=capacity[:40]))
    if meeting.participants.filter(person=who).exists():
        found.append(messages.IS_PARTICIPANT.format(person=who.name_ja))
    shared.demand("officers.participant", found)
    MeetingParticipant.objects.create(meeting=meeting, person=who, capacity=capacity)
    return shared.changed(meeting, MEETING, {"person": person, "capacity": capacity})


@action(
    "portfolio.minute_officer_meeting",
    permission=KEEP,
    description=Text("会議の開催と議事を記録する", "Record that a meeting was held, with minutes"),
    scope=shared.held_everywhere,
)
def minute_meeting(
    code: str,
    minutes: str,
    held_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> OfficerMeeting:
    """Raises NotFound, VersionConflict, InputError (nobody took part, in the future)."""
    meeting: OfficerMeeting = shared.locked(OfficerMeeting, code, version, LABEL)
    steps, states = rules.MEETING_STEPS, words.MEETING_STATES
    found = list(rules.refused_step(steps, states, meeting.state, rules.HELD))
    if not minutes.strip():
        found.append(messages.TEXT)
    if held_on > as_of:
        found.append(messages.AHEAD.format(day=held_on, today=as_of))
    if not meeting.participants.exists():
        found.append(messages.NO_PARTICIPANTS)
    shared.demand("officers.minutes", found)
    meeting.state, meeting.minutes, meeting.held_on = rules.HELD, minutes.strip(), held_on
    said = {"minutes": meeting.minutes, "held_on": held_on}
    return shared.changed(meeting, MEETING, said, "state", "minutes", "held_on")


@action(
    "portfolio.hear_opinion",
    permission=KEEP,
    description=Text("会議で聴いた意見を記録する", "Record an opinion heard at a meeting"),
    scope=shared.held_everywhere,
)
def hear_opinion(
    code: str,
    person: str,
    text: str,
    about: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> OfficerMeeting:
    """Of a participant, on a record (`kind:code`). Raises NotFound, VersionConflict, InputError."""
    meeting: OfficerMeeting = shared.locked(OfficerMeeting, code, version, LABEL)
    who = shared.person(person)
    part = meeting.participants.filter(person=who).first()
    found = []
    if meeting.state != rules.HELD:
        state = words.MEETING_STATES[meeting.state]
        found.append(messages.NOT_HELD.format(code=code, state=state))
    if part is None:
        found.append(messages.NO_PARTICIPANT.format(person=who.name_ja))
    if not text.strip():
        found.append(messages.TEXT)
    shared.demand("officers.heard", found, [Ref.parse(about)] if about else ())
    HeardOpinion.objects.create(
        meeting=meeting,
        person=who,
        capacity=part.capacity if part is not None else "",
        about=about,
        text=text.strip(),
    )
    _stand_beside(meeting)
    return shared.changed(meeting, MEETING, {"person": person, "about": about, "text": text})


@action(
    "portfolio.set_action_item",
    permission=KEEP,
    description=Text("対応事項を決める", "Set an action item with owner and due day"),
    scope=shared.held_everywhere,
)
def set_item(
    new: NewItem,
    meeting: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> ActionItem:
    """At a meeting, or for what stands elsewhere. Raises InputError with every finding."""
    found = list(rules.refused_item(new, as_of))
    at = OfficerMeeting.objects.filter(code=meeting).first() if meeting else None
    if meeting and at is None:
        found.append(messages.NO_RECORD.format(kind=LABEL, code=meeting[:80]))
    shared.demand("officers.item", found, new.about)
    item = ActionItem.objects.create(
        code=next_code("ACT", as_of.year),
        title_ja=new.title.ja.strip(),
        title_en=new.title.en.strip(),
        meeting=at,
        about=[str(ref) for ref in new.about],
        owner=shared.person(new.owner),
        set_on=as_of,
        first_due=new.due_on,
        due_on=new.due_on,
    )
    named = [*new.about, *([Ref(MEETING, at.code)] if at is not None else [])]
    shared.about(Ref(ITEM, item.code), dict.fromkeys(named))
    journal.write(Ref(ITEM, item.code), {"item": new, "meeting": meeting})
    return item


@action(
    "portfolio.move_action_item",
    permission="can_move_action_item",
    description=Text(
        "対応事項を完了・延期・取りやめにする", "Finish, postpone or drop an action item"
    ),
    scope=shared.held_everywhere,
)
def move_item(
    code: str,
    to: str,
    note: str,
    due_on: date | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> ActionItem:
    """By its owner or who keeps meetings. Raises NotFound, VersionConflict, NotAllowed, …"""
    item: ActionItem = shared.locked(ActionItem, code, version, ITEM_LABEL)
    person = person_of(by)
    own = person is not None and person.pk == item.owner_id
    if not own and not policy.permitted(KEEP, by, shared.held_everywhere({"by": by})):
        raise NotAllowed("officers.owner", _OWNER.format(owner=item.owner.name_ja))
    found = list(rules.refused_step(rules.ITEM_STEPS, words.ITEM_STATES, item.state, to))
    if not note.strip():
        found.append(messages.REASON)
    if to == rules.OPEN and due_on is None:
        found.append(messages.DUE_MISSING)
    if due_on is not None and due_on <= as_of:
        found.append(messages.DUE_EARLY.format(due=due_on, first=as_of))
    shared.demand("officers.item_step", found)
    before = item.due_on
    item.state, item.note, item.due_on = to, note.strip(), due_on or item.due_on
    item.closed_on = None if to == rules.OPEN else as_of
    said = {"state": to, "note": item.note, "due_before": before, "due_on": item.due_on}
    return shared.changed(item, ITEM, said, "state", "note", "due_on", "closed_on")


def _stand_beside(meeting: OfficerMeeting) -> None:
    """Beside the records of the agenda and those about which somebody was heard."""
    heard = meeting.heard.exclude(about="").values_list("about", flat=True)
    agenda = [ref for item in meeting.agenda for ref in item["about"]]
    named = dict.fromkeys(shared.refs_of([*agenda, *heard]))
    shared.about(Ref(MEETING, meeting.code), named)


_OWNER: Final = Text(
    "この対応事項を進められるのは、担当の{owner}か、会議を記録する役職の人だけです"
    "（規則 officers.owner）。",
    "Only its owner, {owner}, or who keeps the meetings may move this item (rule officers.owner).",
)
