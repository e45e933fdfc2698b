"""Reads of the desk: notices, absences and the calendar address of one account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from ikkan.accounts import queries as accounts
from ikkan.accounts.models import User
from ikkan.audit.actor import Actor
from ikkan.desk.models import Absence, CalendarAddress, Notice


def notices_to(actor: Actor) -> QuerySet[Notice]:
    """Every notice to the actor's account, newest first."""
    return Notice.objects.filter(to=actor.code).order_by("-pk")


def unread(actor: Actor) -> QuerySet[Notice]:
    """Those that nobody marked as read."""
    return notices_to(actor).filter(read_at__isnull=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """An absence as one of its two people sees it."""

    absence: Absence
    mine: bool
    now: bool
    name: str
    deputy: str


def absences(code: str, as_of: date) -> tuple[Away, ...]:
    """Present and coming absences of an account and those in which it acts; two queries."""
    rows = list(_standing(as_of).filter(Q(account=code) | Q(deputy=code)))
    names = accounts.names_of({part for row in rows for part in (row.account, row.deputy)})
    return tuple(
        Away(
            absence=row,
            mine=row.account == code,
            now=row.valid_from <= as_of,
            name=names.get(row.account, row.account),
            deputy=names.get(row.deputy, row.deputy),
        )
        for row in rows
    )


def absence_within(code: str, first: date, last: date) -> Absence | None:
    """An absence of the account on some of these days; None where it is there on all."""
    return _standing(first).filter(account=code, valid_from__lte=last).first()


def _standing(as_of: date) -> QuerySet[Absence]:
    """Absences that hold on that day or later; one ended before it began never holds."""
    rows = Absence.objects.filter(valid_to__gte=as_of).filter(valid_to__gte=F("valid_from"))
    return rows.order_by("valid_from", "pk")


def calendar_of(code: str) -> CalendarAddress | None:
    """The address of an account's calendar; None where none was made yet."""
    return CalendarAddress.objects.filter(account=code).first()


def owner(code: str) -> User | None:
    """The open account of that code."""
    return User.objects.filter(code=code, is_active=True).first()
