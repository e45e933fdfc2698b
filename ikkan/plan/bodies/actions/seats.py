"""Writes of offices and charters: given, ended, taken away for a reason.

Decides: nothing beyond `rules.seats`; a president or auditor of a funder is appointed and
dismissed for a body that the pack names as appointer. Source: 000:28, 000:434.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.line.writing import SIDE, Joint, join
from ikkan.plan.bodies import messages, queries
from ikkan.plan.bodies.actions import shared
from ikkan.plan.bodies.models import Charter, Seat
from ikkan.plan.bodies.rules import seats as rules
from ikkan.plan.bodies.rules.seats import NewCharter, NewSeat
from ikkan.plan.bodies.rules.standing import Standing, ref_of
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SEAT, CHARTER = "plan.seat", "plan.charter"
_SEAT, _CHARTER = Text("職", "office"), Text("設置要綱", "charter")


@action(
    "plan.appoint_to_seat",
    permission="can_seat",
    description=Text("機関の職に任命する", "Appoint to an office of a body"),
    scope=shared.reach_seat,
)
def appoint_to_seat(
    new: NewSeat, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Seat:
    """An office with its term. Raises InputError (rules of offices), NotAllowed."""
    known = queries.standing(as_of)
    code = next_code("SEAT", as_of.year)  # its counter stays locked: no two overlap unseen
    same = Seat.objects.filter(body=new.body, sort=new.sort).values_list("valid_from", "valid_to")
    shared.demand("plan.seat_form", rules.refused_seat(new, known, same))
    _demand_hand(by, known, new.body, new.sort, new.appointed_by)
    seat = Seat.objects.create(
        code=code,
        body=new.body,
        sort=new.sort,
        office_ja=new.office_ja.strip(),
        office_en=new.office_en.strip(),
        holder_ja=new.holder_ja.strip(),
        holder_en=new.holder_en.strip(),
        by_office=new.by_office,
        appointed_by=new.appointed_by,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        basis=new.basis.strip(),
    )
    _join_seat(seat)
    journal.write(Ref(SEAT, seat.code), {"seat": new})
    return seat


@action(
    "plan.end_seat",
    permission="can_seat",
    description=Text("機関の職の任期を終える", "End a term of office"),
    scope=shared.reach_of(Seat, "body", "appointed_by"),
)
def end_seat(
    code: str, last_day: date, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Seat:
    """The last day of the term. Raises NotFound, VersionConflict, InputError, NotAllowed."""
    return _end(code, last_day, "", by, as_of, version)


@action(
    "plan.dismiss_from_seat",
    permission="can_seat",
    description=Text("機関の職から解任する", "Dismiss from an office of a body"),
    scope=shared.reach_of(Seat, "body", "appointed_by"),
)
def dismiss_from_seat(
    code: str,
    last_day: date,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seat:
    """Ended by the appointing body, with its reason. Raises as `end_seat`."""
    if not reason.strip():
        raise InputError("plan.seat_reason", messages.REASON)
    return _end(code, last_day, reason.strip(), by, as_of, version)


@action(
    "plan.set_up_council",
    permission="can_charter",
    description=Text("会議体の設置要綱を記録する", "Record the charter of a council"),
    scope=shared.reach_charter,
)
def set_up_council(
    new: NewCharter, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Charter:
    """A charter; of a new council where it names no body. Raises InputError, NotAllowed."""
    known = queries.standing(as_of)
    code = next_code("CHT", as_of.year)  # its counter stays locked: no two overlap unseen
    same = Charter.objects.filter(body=new.body).values_list("valid_from", "valid_to")
    plans = [Ref("instrument", code) for code in new.plans]
    found = rules.refused_charter(new, known, same if new.body else ())
    shared.demand("plan.charter_form", found, plans)
    if new.body:
        shared.demand_keeper(by, known, new.body)
    charter = Charter.objects.create(
        code=code,
        body=new.body or code,
        name_ja=new.name_ja.strip(),
        name_en=new.name_en.strip(),
        owners=list(new.owners),
        scope_ja=new.scope_ja.strip(),
        scope_en=new.scope_en.strip(),
        members=list(new.members),
        plans=list(new.plans),
        basis=new.basis.strip(),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
    )
    _join_charter(charter)
    journal.write(Ref(CHARTER, code), {"charter": new})
    return charter


@action(
    "plan.end_charter",
    permission="can_charter",
    description=Text("会議体の設置要綱を終える", "End the charter of a council"),
    scope=shared.reach_of(Charter, "body"),
)
def end_charter(
    code: str,
    last_day: date,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Charter:
    """The council ends, or another charter follows. Raises NotFound and as `end_seat`."""
    charter: Charter = shared.locked(Charter, code, version, _CHARTER)
    shared.demand_keeper(by, queries.standing(as_of), charter.body)
    if charter.ended_because:
        words = messages.CHARTER_ENDED.format(day=charter.valid_to)
        raise InputError("plan.charter_ended", words)
    wrong = rules.refused_end(charter.valid_from, charter.valid_to, last_day)
    found = [wrong] if wrong else []
    shared.demand("plan.charter_end", [*found, *([] if reason.strip() else [messages.REASON])])
    charter.valid_to, charter.ended_because = last_day, reason.strip()
    charter.version += 1
    charter.save(update_fields=["valid_to", "ended_because", "version"])
    _join_charter(charter)
    journal.write(Ref(CHARTER, code), {"last_day": last_day, "reason": reason})
    return charter


def _end(
    code: str, last_day: date, reason: str, by: Actor, as_of: date, version: int | None
) -> Seat:
    seat: Seat = shared.locked(Seat, code, version, _SEAT)
    _demand_hand(by, queries.standing(as_of), seat.body, seat.sort, seat.appointed_by)
    if seat.valid_to is not None and seat.valid_to < as_of:
        raise InputError("plan.seat_ended", messages.ENDED.format(day=seat.valid_to))
    wrong = rules.refused_end(seat.valid_from, seat.valid_to, last_day)
    if wrong is not None:
        raise InputError("plan.seat_end", wrong)
    seat.valid_to, seat.dismissed_because = last_day, reason
    seat.version += 1
    seat.save(update_fields=["valid_to", "dismissed_because", "version"])
    _join_seat(seat)
    journal.write(Ref(SEAT, code), {"last_day": last_day, "dismissed_because": reason})
    return seat


def _demand_hand(by: Actor, known: Standing, body: str, sort: str, appointed_by: str) -> None:
    """Who appoints records it, where the pack names who that is; else the keeper of the body."""
    if sort not in rules.APPOINTED or appointed_by not in known.appointers(body):
        shared.demand_keeper(by, known, body)
    elif not known.acts_for(by, appointed_by):
        words = messages.NOT_APPOINTER.format(
            body=known.name(appointed_by), who=known.said_keepers(appointed_by)
        )
        raise NotAllowed("plan.seat_appointer", words)


def _join_seat(seat: Seat) -> None:
    named = [("office_of", ref_of(seat.body))]
    named += [("appointed_by", ref_of(seat.appointed_by))] if seat.appointed_by else []
    _beside(Ref(SEAT, seat.code), named, seat.valid_from, seat.valid_to)


def _join_charter(charter: Charter) -> None:
    here = Ref(CHARTER, charter.code)
    named = [("charter_of", ref_of(charter.body))] if charter.body != charter.code else []
    named += [("owned_by", ref_of(owner)) for owner in charter.owners]
    named += [("relates_to", Ref("instrument", code)) for code in charter.plans]
    _beside(here, named, charter.valid_from, charter.valid_to)


def _beside(here: Ref, named: list[tuple[str, Ref]], begin: date, end: date | None) -> None:
    """Edges beside the line for the days of the term."""
    made = [
        Joint(kind=kind, to=to, direction=SIDE, valid_from=begin, valid_to=end)
        for kind, to in named
    ]
    join(here, made)
