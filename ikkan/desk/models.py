"""Notices, absences, and the secret address of somebody's calendar.

Decides: what is stored. Accounts are named by their opaque codes. Written by `actions` and by
`notices.tell`, which other contexts call inside their own actions.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from ikkan.accounts.models import Delegation
from ikkan.records.models import CODE_LENGTH, Record
from ikkan.values.ref import Ref
from ikkan.values.text import Text


class Notice(Record):
    """A notice (お知らせ) to one account, about one record."""

    to = models.CharField(max_length=CODE_LENGTH)
    about = models.CharField(max_length=160)
    words_ja = models.TextField()
    words_en = models.TextField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["to", "read_at"], name="desk_notice_to")]

    @property
    def words(self) -> Text:
        """What it says."""
        return Text(self.words_ja, self.words_en)

    @property
    def about_ref(self) -> Ref:
        """The record it is about."""
        return Ref.parse(self.about)


class Absence(Record):
    """Days on which somebody is away (不在) and who acts meanwhile (代理)."""

    account = models.CharField(max_length=CODE_LENGTH)
    deputy = models.CharField(max_length=CODE_LENGTH)
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=200)
    loans: models.ManyToManyField[Delegation, models.Model] = models.ManyToManyField(
        Delegation, related_name="+"
    )

    class Meta:
        ordering = ["valid_from", "pk"]
        indexes = [
            models.Index(fields=["account", "valid_to"], name="desk_absence_of"),
            models.Index(fields=["deputy", "valid_to"], name="desk_absence_deputy"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(account=F("deputy")), name="desk_absence_not_self"),
        ]


def new_nonce() -> str:
    """The public half of a calendar's address."""
    return secrets.token_hex(8)


class CalendarAddress(models.Model):
    """Under which address an account's calendar is read; a new nonce stops the old address.

    The secret half is computed from the nonce and the key of the home and is never stored.
    """

    account = models.CharField(max_length=CODE_LENGTH, unique=True)
    nonce = models.CharField(max_length=16, unique=True, default=new_nonce)
    renewed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
