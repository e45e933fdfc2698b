"""The calendar of one account: its deadlines, and absences that concern it.

Called by the address with the secret token; what is in it is decided as for the work list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.utils import timezone

from ikkan.accounts.models import User
from ikkan.accounts.queries import actor_of
from ikkan.desk import ical, messages, queries, work
from ikkan.desk.ical import Event


def calendar(user: User, language: str, moment: datetime, absolute: Callable[[str], str]) -> bytes:
    """iCalendar text in `language`; `absolute` makes a whole address from a path."""
    today = timezone.localdate(moment)
    events = [*_deadlines(user, language, today, absolute), *_absences(user, language, today)]
    return ical.calendar(messages.CALENDAR_NAME.of(language), events, moment)


def _deadlines(
    user: User, language: str, today: date, absolute: Callable[[str], str]
) -> Iterator[Event]:
    waiting = work.gather(actor_of(user, today), today)
    for one in (*waiting.mine, *waiting.others):
        if one.item.due is None:
            continue
        name = f"{one.item.verb.of(language)} – {one.item.title.of(language)}"
        yield Event(
            uid=_uid(user, one.uid),
            first=one.item.due,
            last=one.item.due,
            summary=name,
            description=one.label.of(language),
            url=absolute(one.url) if one.url else "",
        )


def _absences(user: User, language: str, today: date) -> Iterator[Event]:
    for one in queries.absences(user.code, today):
        words = messages.AWAY_ALL if one.mine else messages.ACTING
        yield Event(
            uid=_uid(user, one.absence.code),
            first=one.absence.valid_from,
            last=one.absence.valid_to,
            summary=words.format(name=one.deputy if one.mine else one.name).of(language),
        )


def _uid(user: User, what: str) -> str:
    return f"{hashlib.sha256(f'{user.code} {what}'.encode()).hexdigest()[:32]}@ikkan"
