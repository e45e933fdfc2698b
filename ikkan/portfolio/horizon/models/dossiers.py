"""Impact dossiers of technologies, short lists of them, and assessments by several people.

Decides: what is stored. Written by actions only. Source: 003:1070 (重要な技術等のショートリスト
作成、インパクト分析), 003:1191.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.portfolio.horizon.messages import DOSSIER_STATES
from ikkan.portfolio.horizon.models.signals import Signal, Topic
from ikkan.records.models import CODE_LENGTH, Record
from ikkan.values.text import Text

_REF_LENGTH = 40 + 1 + CODE_LENGTH
_APPROVED = ~Q(state="approved") | Q(approved_on__isnull=False)


class Dossier(Record):
    """What a technology would change (インパクト分析): one edition, frozen once approved.

    `cited` are the records that cite it, as kind:code.
    """

    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="dossiers")
    summary = models.TextField()
    benefits = models.TextField(blank=True, default="")
    size = models.TextField(blank=True, default="")
    evidence = models.TextField(blank=True, default="")
    missing = models.TextField(blank=True, default="")
    alternatives = models.TextField(blank=True, default="")
    signals = models.ManyToManyField(Signal, related_name="dossiers")
    cited: models.JSONField[Any] = models.JSONField(default=list)
    edition = models.PositiveSmallIntegerField(default=1)
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    state = models.CharField(max_length=10, default="draft")
    approved_on = models.DateField(null=True)
    approved_by = models.CharField(max_length=64, blank=True, default="")
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(DOSSIER_STATES)), name="portfolio_dossier_state"
            ),
            models.CheckConstraint(condition=_APPROVED, name="portfolio_dossier_approved"),
            models.CheckConstraint(
                condition=Q(published=False) | ~Q(state="draft"),
                name="portfolio_dossier_published",
            ),
        ]

    @property
    def title(self) -> Text:
        """Its title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class ShortList(Record):
    """Technologies of one year, compared by named criteria (重要な技術等のショートリスト).

    `criteria` is a list of {"ja", "en", "weight"}.
    """

    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    year = models.PositiveSmallIntegerField()
    criteria: models.JSONField[Any] = models.JSONField(default=list)
    items = models.ManyToManyField(Dossier, related_name="lists")
    edition = models.PositiveSmallIntegerField(default=1)
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    state = models.CharField(max_length=10, default="draft")
    reason = models.TextField(blank=True, default="")
    approved_on = models.DateField(null=True)
    approved_by = models.CharField(max_length=64, blank=True, default="")
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(DOSSIER_STATES)), name="portfolio_list_state"
            ),
            models.CheckConstraint(condition=_APPROVED, name="portfolio_list_approved"),
            models.CheckConstraint(
                condition=Q(published=False) | ~Q(state="draft"), name="portfolio_list_published"
            ),
        ]

    @property
    def title(self) -> Text:
        """Its title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class Assessment(Record):
    """How one person judges an asset: a seed, an award, a dossier (多角的判定).

    `scores` is a list of {"ja", "en", "score", "reason"}; under a short list they answer its
    criteria, else the assessor's own.
    """

    subject = models.CharField(max_length=_REF_LENGTH, db_index=True)
    shortlist = models.ForeignKey(
        ShortList, on_delete=models.PROTECT, null=True, related_name="assessments"
    )
    made_by = models.CharField(max_length=64)
    made_on = models.DateField()
    scores: models.JSONField[Any] = models.JSONField(default=list)
    text = models.TextField(blank=True, default="")
    signals = models.ManyToManyField(Signal, related_name="assessments")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["shortlist", "subject"], name="portfolio_assessment_of")]
