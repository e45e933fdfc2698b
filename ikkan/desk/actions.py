"""Writes of the desk: reading notices, the calendar's address, absences.

Called by the pages of the desk and by forms. An absence lends every role that can be lent through
`accounts.delegate`, in the same transaction: all of them or none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from ikkan.accounts import actions as accounts
from ikkan.accounts.messages import ACCOUNT_UNKNOWN
from ikkan.accounts.models import User
from ikkan.accounts.rules import Held
from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.desk import messages, notices, queries, rules
from ikkan.desk.models import Absence, CalendarAddress, Notice, new_nonce
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST_DAYS = 366


@action(
    "desk.mark_read",
    permission="can_mark_read",
    description=Text("自分宛てのお知らせを既読にする", "Mark notices to oneself as read"),
)
def mark_read(
    codes: Collection[str], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> int:
    """How many of these notices were unread until now. Raises NotFound for one to somebody else."""
    rows = list(Notice.objects.select_for_update().filter(to=by.code, code__in=set(codes)))
    for code in sorted(set(codes) - {row.code for row in rows}):
        raise NotFound("desk.notice", messages.NOTICE_UNKNOWN.format(code=code[:40]))
    fresh = [row for row in rows if row.read_at is None]
    if not fresh:
        journal.nothing_to_do()
        return 0
    for row in fresh:
        row.read_at = row.updated_at = timezone.now()
        row.version += 1
    Notice.objects.bulk_update(fresh, ["read_at", "updated_at", "version"], batch_size=200)
    journal.write(Ref("account", by.code), {"read": [row.code for row in fresh]})
    return len(fresh)


@action(
    "desk.renew_calendar_token",
    permission="can_renew_calendar",
    description=Text(
        "自分の暦の住所を新しくし、前の住所を止める",
        "Renew the address of one's own calendar and stop the one before",
    ),
)
def renew_calendar_token(
    *, by: Actor, as_of: date, version: int | None, key: str | None
) -> CalendarAddress:
    """Make the first address, or another one. Raises VersionConflict."""
    rows = CalendarAddress.objects.select_for_update()
    address = rows.filter(account=by.code).first()
    now = timezone.now()
    if address is None:
        address = CalendarAddress.objects.create(account=by.code, renewed_at=now)
    else:
        require_version(address, version)
        address.nonce, address.renewed_at = new_nonce(), now
        address.version += 1
        address.save(update_fields=["nonce", "renewed_at", "version"])
    journal.write(Ref("account", by.code), {"calendar": address.version})
    return address


@action(
    "desk.record_absence",
    permission="can_record_absence",
    description=Text(
        "自分の不在と代理を記録し、役割を代理に貸す",
        "Record one's own absence and deputy, and lend the roles",
    ),
)
def record_absence(
    deputy_email: str,
    *,
    valid_from: date,
    valid_to: date,
    reason: str,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Absence:
    """Away from the first to the last day; each role is lent for the days on which it is held.

    Raises NotFound (deputy), InputError (dates, reason, somebody away already).
    """
    _demand_days(valid_from, valid_to, as_of)
    if not reason.strip():
        raise InputError("desk.reason", messages.REASON_MISSING)
    me = User.objects.select_for_update().filter(code=by.code).first()
    if me is None:
        raise NotFound("accounts.account", ACCOUNT_UNKNOWN.format(who=by.code))
    deputy = User.objects.filter(email=deputy_email.strip().lower(), is_active=True).first()
    if deputy is None:
        raise NotFound("desk.deputy", messages.DEPUTY_UNKNOWN.format(email=deputy_email))
    if deputy == me:
        raise InputError("desk.deputy_self", messages.DEPUTY_SELF)
    _demand_there(me.code, messages.AWAY_ALREADY, valid_from, valid_to)
    _demand_there(deputy.code, messages.DEPUTY_AWAY, valid_from, valid_to)
    absence = Absence.objects.create(
        code=next_code("ABS", as_of.year),
        account=me.code,
        deputy=deputy.code,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason.strip()[:200],
    )
    absence.loans.set(
        [
            accounts.delegate(
                deputy.email,
                span.role,
                valid_from=span.valid_from,
                valid_to=span.valid_to,
                reason=absence.reason,
                by=by,
                as_of=as_of,
                version=None,
                key=None,
            )
            for span in rules.lendable(_grants(me), valid_from, valid_to)
        ]
    )
    about = Ref("desk.absence", absence.code)
    words = messages.DEPUTY_TOLD.format(
        name=me.get_full_name(),
        valid_from=rules.said(valid_from),
        valid_to=rules.said(valid_to),
        reason=absence.reason,
    )
    notices.tell(words, about, by=by, as_of=as_of, accounts=[deputy.code])
    journal.write(
        about,
        {
            "account": me.code,
            "deputy": deputy.code,
            "from": valid_from,
            "to": valid_to,
            "reason": absence.reason,
        },
    )
    return absence


def _who_is_away(given: Mapping[str, Any]) -> Ref | None:
    rows = Absence.objects.filter(code=given["code"]).values_list("account", flat=True)
    code = rows.first()
    return Ref("account", code) if code else None


@action(
    "desk.end_absence",
    permission="can_end_absence",
    description=Text("自分の不在と代理を終える", "End one's own absence and its loans of roles"),
    scope=_who_is_away,
)
def end_absence(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Absence:
    """Back today: yesterday was the last day, also of the roles lent for it.

    Only whoever is away may. Raises NotFound, NotAllowed, VersionConflict, InputError (it ended).
    """
    absence = Absence.objects.select_for_update().filter(code=code).first()
    if absence is None:
        raise NotFound("desk.absence", messages.ABSENCE_UNKNOWN.format(code=code[:40]))
    require_version(absence, version)
    if absence.valid_to < as_of:
        words = messages.ABSENCE_ENDED.format(day=rules.said(absence.valid_to))
        raise InputError("desk.absence_ended", words)
    for loan in absence.loans.filter(valid_to__gte=as_of):
        accounts.end_delegation(loan.pk, by=by, as_of=as_of, version=loan.version, key=None)
    absence.valid_to = as_of - timedelta(days=1)
    absence.version += 1
    absence.save(update_fields=["valid_to", "version"])
    about = Ref("desk.absence", absence.code)
    me = User.objects.get(code=absence.account)
    words = messages.DEPUTY_FREED.format(name=me.get_full_name())
    notices.tell(words, about, by=by, as_of=as_of, accounts=[absence.deputy])
    journal.write(about, {"to": absence.valid_to})
    return absence


def _demand_days(first: date, last: date, as_of: date) -> None:
    begins, ends = rules.said(first), rules.said(last)
    if last < first:
        raise InputError("desk.dates", messages.DATES.format(valid_from=begins, valid_to=ends))
    if first < as_of:
        words = messages.PAST.format(valid_from=begins, as_of=rules.said(as_of))
        raise InputError("desk.past", words)
    if (last - first).days >= MOST_DAYS:
        raise InputError("desk.long", messages.TOO_LONG.format(most=MOST_DAYS))


def _demand_there(code: str, refusal: Text, first: date, last: date) -> None:
    away = queries.absence_within(code, first, last)
    if away is not None:
        begins, ends = rules.said(away.valid_from), rules.said(away.valid_to)
        raise InputError("desk.away", refusal.format(valid_from=begins, valid_to=ends))


def _grants(user: User) -> list[Held]:
    return [
        Held(holder=user.code, role=row.role, valid_from=row.valid_from, valid_to=row.valid_to)
        for row in user.grants.all()
    ]
