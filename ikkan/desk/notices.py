"""Tells people what happened: a notice for each account, and mail once the action is committed.

Called inside the actions of other contexts: joins their transaction, writes no journal entry of
its own. Decides: who is told. Source: design §2 ("desk").
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import date
from functools import partial
from typing import Final

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ikkan.accounts.models import Delegation, RoleGrant, User
from ikkan.audit.actor import Actor
from ikkan.desk import messages
from ikkan.desk.models import Absence, Notice
from ikkan.records.codes import next_codes
from ikkan.records.models import is_demonstration
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LONGEST_SUBJECT: Final = 78
_log = logging.getLogger(__name__)


def tell(
    words: Text,
    about: Ref,
    *,
    by: Actor,
    as_of: date,
    accounts: Collection[str] = (),
    roles: Collection[str] = (),
    scope: Ref | None = None,
) -> list[Notice]:
    """One notice each for `accounts`, and for whoever holds one of `roles` on `as_of`.

    With `scope` only roles that reach that record count; with `scope` alone everybody granted any
    role for it. Deputies are told as well, `by` is not. The number of queries does not
    grow with those told.
    """
    found = set(accounts) | _holders(roles, scope, as_of)
    found |= _deputies(found, as_of)
    people = User.objects.filter(code__in=found - {by.code}, is_active=True).order_by("pk")
    told = list(people)
    if not told:
        return []
    now = timezone.now()
    codes = next_codes("NTC", as_of.year, len(told))
    made = Notice.objects.bulk_create(
        Notice(
            code=code,
            to=person.code,
            about=str(about),
            words_ja=words.ja,
            words_en=words.en,
            made_at=now,
        )
        for code, person in zip(codes, told, strict=True)
    )
    if not is_demonstration():  # its addresses are made up
        letters = [(person.email, person.language or "ja") for person in told]
        transaction.on_commit(partial(_mail, words, letters), robust=True)
    return made


def _holders(roles: Collection[str], scope: Ref | None, day: date) -> set[str]:
    """Accounts that hold a role themselves, and those to whom it is lent on that day."""
    if not roles and scope is None:
        return set()
    limit = Q()
    if scope is not None:
        limit = Q(scope_kind=scope.kind, scope_code=scope.code)
        limit |= Q(scope_kind="") if roles else Q()
    if roles:
        limit &= Q(role__in=roles)
    grants = _on(day, RoleGrant.objects.filter(limit, user__is_active=True))
    held = set(grants.values_list("user__code", "role"))
    loans = Delegation.objects.filter(from_user__code__in={code for code, _ in held})
    lent = _on(day, loans).values_list("from_user__code", "role", "to_user__code")
    return {code for code, _ in held} | {
        taker for giver, role, taker in lent if (giver, role) in held
    }


def _deputies(accounts: Iterable[str], day: date) -> set[str]:
    away = Absence.objects.filter(account__in=set(accounts))
    return set(_on(day, away).values_list("deputy", flat=True))


def _on(day: date, rows):
    return rows.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def _mail(words: Text, letters: Iterable[tuple[str, str]]) -> None:
    """Send what was told; a mail server that fails takes nothing back that was recorded."""
    body = messages.MAIL_BODY.format(words=words)
    outgoing = [
        EmailMessage(_subject(words, language), body.of(language), to=[address])
        for address, language in letters
    ]
    try:
        get_connection().send_messages(outgoing)
    except OSError:
        _log.exception("mail for %s notices was not sent", len(outgoing))


def _subject(words: Text, language: str) -> str:
    said = " ".join(messages.MAIL_SUBJECT.format(words=words).of(language).split())
    return said if len(said) <= LONGEST_SUBJECT else f"{said[: LONGEST_SUBJECT - 1]}…"
