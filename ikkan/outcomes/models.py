"""Outcomes and the shares in which awards led to them.

Decides: what is stored; a share is a fraction as text, because thirds have no decimals. Written by
actions only; shares of one outcome sum to at most one (rules). Source: design §3.
"""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import Q

from ikkan.awards.models import Award
from ikkan.outcomes.rules import SORTS, STATES, TRIAL, VERIFIED
from ikkan.records.models import Record
from ikkan.values.text import Text


class Outcome(Record):
    """One outcome; `published` once the funder verified its evidence.

    `trial_lead` and `trial_stage` say what sort of clinical trial it is; "" where nobody said.
    """

    sort = models.CharField(max_length=20)
    title_ja = models.TextField()
    title_en = models.TextField(blank=True, default="")
    occurred_on = models.DateField()
    fiscal_year = models.PositiveSmallIntegerField()
    evidence = models.TextField()
    state = models.CharField(max_length=20, default="reported")
    published = models.BooleanField(default=False)
    reported_by = models.CharField(max_length=64)
    trial_lead = models.CharField(max_length=20, blank=True, default="")
    trial_stage = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sort__in=tuple(SORTS)), name="outcomes_sort"),
            models.CheckConstraint(condition=Q(state__in=tuple(STATES)), name="outcomes_state"),
            models.CheckConstraint(
                condition=Q(published=False) | Q(state=VERIFIED), name="outcomes_published"
            ),
            models.CheckConstraint(
                condition=Q(sort=TRIAL) | Q(trial_lead="", trial_stage=""), name="outcomes_trial"
            ),
        ]
        indexes = [models.Index(fields=["fiscal_year", "sort"], name="outcomes_year_sort")]

    @property
    def title(self) -> Text:
        """What it is called; a name in one language only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class OutcomeAward(models.Model):
    """The share of an outcome that is ascribed to an award."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="shares")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="outcome_shares")
    share = models.CharField(max_length=20, default="1")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "award"], name="outcomes_share_once")
        ]

    @property
    def fraction(self) -> Fraction:
        """The share as a number."""
        return Fraction(self.share)
