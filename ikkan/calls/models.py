"""Calls and the applications to them.

Decides: what is stored and what may not stand twice. Written by `actions` only.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ikkan.budget.models import Account
from ikkan.calls.rules import ApplicationState, CallState, Terms
from ikkan.parties.models import Organisation, Person
from ikkan.records.models import Record
from ikkan.values.text import Text


class Call(Record):
    """A call for applications (公募); what it adopts is paid from its account.

    `pairing` names the programmes in which it offers continued support; `basis` is the typed
    reference of the decision that founds a fast-track call. Empty lists leave a scope open.
    """

    title_ja = models.CharField(max_length=400, blank=True)
    title_en = models.CharField(max_length=400, blank=True)
    programme_code = models.CharField(max_length=80, db_index=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="calls")
    opens_on = models.DateField()
    closes_on = models.DateField(db_index=True)
    upper_yen = models.BigIntegerField(default=0)
    places = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8)
    closed_on = models.DateField(null=True)
    close_reason = models.TextField(blank=True)
    published = models.BooleanField(default=False)
    phases: models.JSONField = models.JSONField(default=list)
    modalities: models.JSONField = models.JSONField(default=list)
    domains: models.JSONField = models.JSONField(default=list)
    pairing: models.JSONField = models.JSONField(default=list)
    fast_track = models.BooleanField(default=False)
    basis = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in CallState]), name="calls_call_state"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="calls_call_dates"
            ),
            models.CheckConstraint(condition=Q(upper_yen__gte=0), name="calls_call_upper"),
        ]

    @property
    def name(self) -> Text:
        """What it is called; a title in one language only stands for both."""
        return Text(self.title_ja or self.title_en, self.title_en or self.title_ja)

    @property
    def terms(self) -> Terms:
        """What it says to those who apply."""
        return Terms(
            state=self.state,
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            upper_yen=self.upper_yen,
            places=self.places,
        )


class Application(Record):
    """An application (応募) of a principal investigator to one call, and its decision."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    title_ja = models.CharField(max_length=400, blank=True)
    title_en = models.CharField(max_length=400, blank=True)
    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="applications"
    )
    requested_yen = models.BigIntegerField()
    tags: models.JSONField = models.JSONField(default=list)
    submitted_on = models.DateField()
    state = models.CharField(max_length=9)
    adopted_yen = models.BigIntegerField(null=True)
    decided_on = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in ApplicationState]),
                name="calls_application_state",
            ),
            models.UniqueConstraint(
                fields=["call", "principal"],
                condition=~Q(state=ApplicationState.WITHDRAWN.value),
                name="calls_application_once",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.ADOPTED.value, adopted_yen__gt=0)
                | (~Q(state=ApplicationState.ADOPTED.value) & Q(adopted_yen__isnull=True)),
                name="calls_application_adopted",
            ),
        ]
        indexes = [models.Index(fields=["call", "state"], name="calls_application_by_state")]

    @property
    def name(self) -> Text:
        """What it is called; a title in one language only stands for both."""
        return Text(self.title_ja or self.title_en, self.title_en or self.title_ja)
