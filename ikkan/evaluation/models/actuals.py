"""Actual values of indicators in two times, findings about records, and responses to them.

Decides: what is stored. An actual is never changed: a new row supersedes it, which the triggers of
0002 demand. Written by actions only. Source: design §3 "Time", "Indicators".
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ikkan.evaluation.rules import DIGITS, FINDING_STATES, OPEN, PLACES, RESPONSE_STATES
from ikkan.outcomes.models import Outcome
from ikkan.outcomes.rules import COUNTINGS
from ikkan.records.models import Record
from ikkan.values.ref import LONGEST_CODE, Ref
from ikkan.values.text import Text

KIND_LENGTH = 40


class Actual(Record):
    """The value of an indicator in one fiscal year, with how it was counted or what it rests on.

    `sort` is the sort of outcome that was counted; empty where the value was given. The name of the
    indicator is that of the pack when the value was recorded.
    """

    indicator_code = models.CharField(max_length=LONGEST_CODE, db_index=True)
    indicator_ja = models.TextField()
    indicator_en = models.TextField()
    fiscal_year = models.PositiveSmallIntegerField()
    counting = models.CharField(max_length=20)
    sort = models.CharField(max_length=20, blank=True, default="")
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    note = models.TextField(blank=True, default="")
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator_code", "fiscal_year", "counting"],
                condition=Q(superseded_at__isnull=True),
                name="evaluation_actual_current",
            ),
            models.CheckConstraint(
                condition=Q(counting__in=tuple(COUNTINGS)), name="evaluation_actual_counting"
            ),
        ]


class ActualOutcome(models.Model):
    """An outcome that was counted in an actual."""

    actual = models.ForeignKey(Actual, on_delete=models.PROTECT, related_name="counted")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actual", "outcome"], name="evaluation_actual_outcome_once"
            )
        ]


class Finding(Record):
    """What follow-up found about a record (所見); public together with its first response."""

    about = models.CharField(max_length=KIND_LENGTH + LONGEST_CODE + 1, db_index=True)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True, default="")
    found_on = models.DateField()
    state = models.CharField(max_length=20, default=OPEN)
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=tuple(FINDING_STATES)), name="evaluation_finding_state"
            )
        ]

    @property
    def about_ref(self) -> Ref:
        """The record it is about."""
        return Ref.parse(self.about)

    @property
    def text(self) -> Text:
        """Its words; those in one language only stand for both."""
        return Text.either(self.text_ja, self.text_en)


class Response(Record):
    """What is done about a finding (対応), by which role and by when."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="responses")
    text_ja = models.TextField()
    text_en = models.TextField(blank=True, default="")
    owner_role = models.CharField(max_length=40)
    due_on = models.DateField()
    state = models.CharField(max_length=20, default=OPEN)
    done_on = models.DateField(null=True)
    published = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=OPEN, done_on__isnull=True)
                | (Q(state__in=tuple(RESPONSE_STATES), done_on__isnull=False) & ~Q(state=OPEN)),
                name="evaluation_response_state",
            )
        ]

    @property
    def text(self) -> Text:
        """Its words; those in one language only stand for both."""
        return Text.either(self.text_ja, self.text_en)
