"""Preparedness: strategic decisions, the switch of status, sharing of pathogens, plain pages.

Decides: what is stored. Written by actions only. Source: 003:729-787, 002:131-134, 004:499.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ikkan.awards.models import Award
from ikkan.parties.models import Organisation
from ikkan.portfolio.horizon.messages import (
    SHARING_SORTS,
    SHARING_STATES,
    STATUSES,
    STRATEGY_STATES,
)
from ikkan.portfolio.horizon.models.dossiers import Dossier
from ikkan.portfolio.horizon.models.signals import Signal, Topic
from ikkan.records.models import CODE_LENGTH, Record
from ikkan.values.text import Text


class Strategy(Record):
    """A strategic decision (戦略的な意思決定) or a direction of support, with its evidence."""

    sort = models.CharField(max_length=20)
    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="strategies")
    stage = models.CharField(max_length=10)
    phase = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    text = models.TextField()
    signals = models.ManyToManyField(Signal, related_name="strategies")
    dossiers = models.ManyToManyField(Dossier, related_name="strategies")
    awards = models.ManyToManyField(Award, related_name="strategies")
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    state = models.CharField(max_length=10, default="draft")
    reason = models.TextField(blank=True, default="")
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=64, blank=True, default="")
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(STRATEGY_STATES)), name="portfolio_strategy_state"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", decided_on__isnull=True)
                | (~Q(state="draft") & Q(decided_on__isnull=False) & ~Q(reason="")),
                name="portfolio_strategy_decided",
            ),
            models.CheckConstraint(
                condition=Q(published=False) | ~Q(state="draft"),
                name="portfolio_strategy_published",
            ),
        ]

    @property
    def title(self) -> Text:
        """Its title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class Alert(Record):
    """A switch between peacetime and emergency (平時・有事の切り替え); the last one holds.

    `notice_days` is for how many days at least a fast-track call stays open under it.
    """

    state = models.CharField(max_length=10)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="alerts")
    from_on = models.DateField()
    notice_days = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    basis = models.CharField(max_length=400, blank=True, default="")
    switched_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(STATUSES)), name="portfolio_alert_state"
            )
        ]


class EmergencyProgramme(Record):
    """A programme of the emergency class (有事の枠の事業): it may run fast-track calls."""

    programme = models.CharField(max_length=CODE_LENGTH, db_index=True)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    reason = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="portfolio_emergency_days",
            )
        ]


class Sharing(Record):
    """A request for a pathogen, a sample or data (病原体の分与・情報の提供), and its log."""

    sort = models.CharField(max_length=10)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="sharings")
    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sharings"
    )
    provider = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="sharings_provided"
    )
    award = models.ForeignKey(Award, on_delete=models.PROTECT, null=True, related_name="sharings")
    purpose = models.TextField()
    asked_on = models.DateField()
    state = models.CharField(max_length=10, default="asked")
    answered_on = models.DateField(null=True)
    conditions = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=list(SHARING_SORTS)), name="portfolio_sharing_sort"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(SHARING_STATES)), name="portfolio_sharing_state"
            ),
        ]

    @property
    def title(self) -> Text:
        """What is asked for; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class SharingStep(models.Model):
    """One line of a request's log: answered, shipped, received, returned; never changed."""

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="steps")
    on_day = models.DateField()
    state = models.CharField(max_length=10)
    text = models.TextField(blank=True, default="")
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ["on_day", "pk"]


class Explainer(Record):
    """A page in plain words for everybody on a pathogen or vaccine (やさしい説明)."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="explainers")
    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    text_ja = models.TextField()
    text_en = models.TextField(blank=True, default="")
    written_on = models.DateField()
    review_on = models.DateField(null=True)
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published=False) | (~Q(text_en="") & ~Q(title_en="")),
                name="portfolio_explainer_languages",
            )
        ]

    @property
    def title(self) -> Text:
        """Its title; one written in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)
