"""Writes of calls: they are planned, opened, closed and decided; people apply and withdraw.

Called by the pages of records, the demonstration and imports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor, Reach
from ikkan.budget.models import Account
from ikkan.calls import loads, messages, queries, rules
from ikkan.calls.edges import APPLICATION_KIND, CALL_KIND
from ikkan.calls.models import Application, Call
from ikkan.calls.rules import ApplicationState, CallState, NewApplication, NewCall
from ikkan.parties.models import Person
from ikkan.records import batches
from ikkan.values.errors import InputError, NotFound, RefError
from ikkan.values.finding import Finding, Place
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LONGEST_BATCH = 500


def _applicant(arguments: Mapping[str, Any]) -> Reach:
    return _parties(Person.objects.filter(code=arguments["new"].principal))


def _principal(arguments: Mapping[str, Any]) -> Reach:
    return _parties(Person.objects.filter(applications__code=arguments["code"]))


def _parties(people: Any) -> Reach:
    """The person and the organisation in whose name an applicant's role must be held."""
    found = people.values_list("code", "organisation__code").first()
    person, organisation = found or ("", None)
    named = (("parties.person", person), ("parties.organisation", organisation))
    try:
        return tuple(Ref(kind, code) for kind, code in named if code)
    except RefError:
        return None


@action(
    "calls.plan_call",
    permission="can_run_call",
    description=Text("公募を計画する", "Plan a call"),
)
def plan_call(
    new: NewCall, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Call:
    """A call that nobody but the offices sees until it is opened. Raises InputError."""
    _demand_planned(new)
    call = loads.calls([new], as_of)[0]
    journal.write(Ref(CALL_KIND, call.code), _call_said(call))
    return call


def _demand_planned(new: NewCall) -> None:
    if new.state != CallState.PLANNED:
        raise _wrong_state(new.state, CallState.PLANNED)


@action(
    "calls.record_calls",
    permission="can_run_call",
    description=Text("公募をまとめて記録する", "Record many calls at once"),
)
def record_calls(
    rows: Sequence[NewCall], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """At most 500 calls in any state, all or none; their codes. Raises InputError."""
    _demand_length(rows)
    made = loads.calls(rows, as_of)
    if not made:
        journal.nothing_to_do()
        return []
    journal.write(Ref(CALL_KIND, made[0].code), {"calls": [_call_said(one) for one in made]})
    return [one.code for one in made]


@action(
    "calls.announce_call",
    permission="can_run_call",
    description=Text("計画中の公募を予告する", "Announce a planned call"),
)
def announce_call(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Call:
    """Everybody sees it before it opens. Raises NotFound, VersionConflict, InputError."""
    call = _call(code, version, CallState.OPEN)
    if call.published:
        raise InputError("calls.announced", messages.ANNOUNCED)
    call.published = True
    return _saved(call, {"published": True}, "published")


@action(
    "calls.open_call",
    permission="can_run_call",
    description=Text("公募の募集を始める", "Open a call for applications"),
)
def open_call(code: str, *, by: Actor, as_of: date, version: int | None, key: str | None) -> Call:
    """Publish the call; from now on it takes applications. Raises NotFound, InputError."""
    call = _call(code, version, CallState.OPEN)
    if as_of < call.opens_on:
        words = messages.NOT_YET_OPEN.format(opens_on=call.opens_on, as_of=as_of)
        raise InputError("calls.not_yet", words)
    if as_of > call.closes_on:
        words = messages.OVER.format(closes_on=call.closes_on, as_of=as_of)
        raise InputError("calls.over", words)
    call.state, call.published = CallState.OPEN, True
    return _saved(call, {"state": call.state}, "state", "published")


@action(
    "calls.close_call",
    permission="can_run_call",
    description=Text("公募を締め切る", "Close a call"),
)
def close_call(
    code: str,
    reason: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Call:
    """Take no more applications; before the last day is over only with a reason.

    Raises NotFound, VersionConflict, InputError.
    """
    call = _call(code, version, CallState.CLOSED)
    if as_of <= call.closes_on and not _over(call, as_of) and not reason.strip():
        words = messages.CLOSE_EARLY.format(closes_on=call.closes_on)
        raise InputError("calls.close_early", words)
    waiting = call.applications.filter(state=ApplicationState.SUBMITTED).exists()
    call.state = CallState.CLOSED if waiting else CallState.DECIDED
    call.closed_on, call.close_reason = as_of, reason.strip()
    said = {"state": call.state, "reason": call.close_reason}
    return _saved(call, said, "state", "closed_on", "close_reason")


def _over(call: Call, as_of: date) -> bool:
    """Whether the hour of closing is past; only the clock of today says so for today."""
    today = as_of == timezone.localdate()
    return today and timezone.now() > rules.closing(call.closes_on)


@action(
    "calls.apply",
    permission="can_apply",
    description=Text("公募に応募する", "Apply to a call"),
    scope=_applicant,
)
def apply(
    new: NewApplication,
    at: datetime | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Application:
    """Submit an application that arrives at `at` (else on `as_of` at the hour it is now).

    Raises InputError with every finding (call not open or over, amount, a second application).
    """
    arrived = at or datetime.combine(
        as_of, timezone.now().astimezone(rules.ZONE).time(), tzinfo=rules.ZONE
    )
    submitted = NewApplication(
        call=new.call,
        principal=new.principal,
        title_ja=new.title_ja,
        title_en=new.title_en,
        requested_yen=new.requested_yen,
        tags=tuple(dict.fromkeys(new.tags)),
        submitted_on=arrived.astimezone(rules.ZONE).date(),
    )
    known = {one.code: one for one in _locked([new.call])}

    def check(row: NewApplication, call: Call, place: Place) -> list[Finding]:
        return rules.application_findings(row, call.terms, place, arrived)

    made = loads.applications([submitted], known, check, as_of)[0]
    journal.write(Ref(APPLICATION_KIND, made.code), _application_said(made))
    return made


@action(
    "calls.record_applications",
    permission="can_record_applications",
    description=Text("応募をまとめて記録する", "Record many applications at once"),
)
def record_applications(
    rows: Sequence[NewApplication],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> list[str]:
    """At most 500 applications with what became of them, all or none. Raises InputError."""
    _demand_length(rows)
    known = {one.code: one for one in _locked({row.call for row in rows})}
    _lock_accounts({call.account_id for call in known.values()})

    def check(row: NewApplication, call: Call, place: Place) -> list[Finding]:
        return rules.past_findings(row, call.terms, place, as_of)

    made = loads.applications(rows, known, check, as_of)
    if not made:
        journal.nothing_to_do()
        return []
    said = [_application_said(one) for one in made]
    journal.write(Ref(APPLICATION_KIND, made[0].code), {"applications": said})
    return [one.code for one in made]


@action(
    "calls.decide",
    permission="can_adopt",
    description=Text("応募の採否を決める", "Adopt or decline an application"),
)
def decide(
    code: str,
    adopt: bool,
    reason: str,
    yen: int | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Application:
    """Adopt for `yen` (else what was asked for), or decline. The last decision ends the call.

    Raises NotFound, VersionConflict, InputError (call not closed, no place, no money, reason).
    """
    application = _waiting(code, version)
    call = application.call
    if not rules.decidable(call.state, fast_track=call.fast_track):
        raise InputError("calls.still_open", messages.STILL_OPEN)
    if not reason.strip():
        raise InputError("calls.reason", messages.REASON)
    application.state = ApplicationState.ADOPTED if adopt else ApplicationState.DECLINED
    application.adopted_yen = _demand_room(application, call, yen, as_of) if adopt else None
    application.decided_on, application.reason = as_of, reason.strip()
    changed = _end(application, "adopted_yen", "decided_on", "reason")
    journal.write(
        Ref(APPLICATION_KIND, code),
        {"state": changed.state, "adopted_yen": changed.adopted_yen, "reason": changed.reason},
    )
    return changed


@action(
    "calls.withdraw",
    permission="can_apply",
    description=Text("応募を取り下げる", "Withdraw an application"),
    scope=_principal,
)
def withdraw(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Application:
    """Take back an application that waits. Raises NotFound, VersionConflict, InputError."""
    application = _waiting(code, version)
    application.state = ApplicationState.WITHDRAWN
    application.decided_on = as_of
    changed = _end(application, "decided_on")
    journal.write(Ref(APPLICATION_KIND, code), {"state": changed.state})
    return changed


def _demand_room(application: Application, call: Call, yen: int | None, as_of: date) -> int:
    """What is adopted, with the account locked so that two decisions do not spend it twice."""
    wanted = application.requested_yen if yen is None else yen
    _lock_accounts({call.account_id})
    purse = queries.purses([call.account.code], as_of)[call.account.code]
    _, taken = queries.counts([call.pk]).get(call.pk, (0, 0))
    found = rules.adoption_findings(
        wanted, application.requested_yen, taken, call.places, purse, Place("calls")
    )
    if found:
        raise batches.refusal(found, messages.render)
    return wanted


def _end(application: Application, *names: str) -> Application:
    """Save the application that waits no longer; a closed call without others is decided."""
    application.version += 1
    application.save(update_fields=["state", "version", *names])
    call = application.call
    states = list(call.applications.values_list("state", flat=True))
    if call.state == CallState.CLOSED and rules.all_decided(states):
        call.state = CallState.DECIDED
        call.version += 1
        call.save(update_fields=["state", "version"])
    return application


def _locked(codes: Any) -> list[Call]:
    rows = Call.objects.select_for_update(of=("self",)).select_related("account")
    return list(rows.filter(code__in=codes).order_by("pk"))


def _lock_accounts(keys: set[int]) -> None:
    list(Account.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _call(code: str, version: int | None, state: CallState) -> Call:
    """The call, locked, if it may go on to `state`."""
    found = _locked([code])
    if not found:
        raise NotFound("calls.call", messages.NO_CALL.format(code=code))
    call = found[0]
    require_version(call, version)
    if state not in rules.NEXT[call.state]:
        before = next(one for one, following in rules.NEXT.items() if state in following)
        raise _wrong_state(call.state, before)
    return call


def _waiting(code: str, version: int | None) -> Application:
    """The application, locked after its call, if it waits."""
    rows = Application.objects.filter(code=code)
    _locked(list(rows.values_list("call__code", flat=True)))
    found = rows.select_for_update(of=("self",)).select_related("call__account").first()
    if found is None:
        raise NotFound("calls.application", messages.NO_APPLICATION.format(code=code))
    require_version(found, version)
    if found.state != ApplicationState.SUBMITTED:
        state = messages.APPLICATION_STATES[found.state]
        raise InputError("calls.not_waiting", messages.NOT_WAITING.format(state=state))
    return found


def _wrong_state(now: str, wanted: str) -> InputError:
    labels = messages.CALL_STATES
    words = messages.WRONG_STATE.format(state=labels.get(now, now), wanted=labels[wanted])
    return InputError("calls.wrong_state", words)


def _saved(call: Call, said: Mapping[str, object], *names: str) -> Call:
    call.version += 1
    call.save(update_fields=["version", *names])
    journal.write(Ref(CALL_KIND, call.code), said)
    return call


def _demand_length(rows: Sequence[object]) -> None:
    if len(rows) > LONGEST_BATCH:
        words = messages.BATCH.format(count=len(rows), most=LONGEST_BATCH)
        raise InputError("calls.batch", words)


def _call_said(call: Call) -> dict[str, object]:
    return {
        "call": call.code,
        "title_ja": call.title_ja,
        "title_en": call.title_en,
        "programme": call.programme_code,
        "account": call.account.code,
        "opens_on": call.opens_on,
        "closes_on": call.closes_on,
        "upper_yen": call.upper_yen,
        "places": call.places,
        "state": call.state,
    }


def _application_said(application: Application) -> dict[str, object]:
    return {
        "application": application.code,
        "call": application.call.code,
        "principal": application.principal.code,
        "title_ja": application.title_ja,
        "title_en": application.title_en,
        "requested_yen": application.requested_yen,
        "tags": application.tags,
        "submitted_on": application.submitted_on,
        "state": application.state,
    }
