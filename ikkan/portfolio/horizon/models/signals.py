"""Sources that are watched, what they say, contacts, and topics looked for in it.

Decides: what is stored. Written by actions only. Source: 003:1063-1067, 003:783.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.portfolio.horizon.messages import LEVELS, SOURCE_SORTS, TOPIC_SORTS
from ikkan.records.models import Record
from ikkan.values.text import Text


class ScanSource(Record):
    """Something that is watched for what comes (情報源); `key` is what an import calls it."""

    sort = models.CharField(max_length=20)
    key = models.CharField(max_length=80, blank=True, default="")
    name_ja = models.CharField(max_length=400)
    name_en = models.CharField(max_length=400, blank=True, default="")
    holder = models.CharField(max_length=400, blank=True, default="")
    address = models.CharField(max_length=400, blank=True, default="")
    terms = models.TextField(blank=True, default="")
    published = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=list(SOURCE_SORTS)), name="portfolio_source_sort"
            ),
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="portfolio_source_key"
            ),
        ]

    @property
    def title(self) -> Text:
        """Its name; one known in Japanese only stands for both."""
        return Text.either(self.name_ja, self.name_en)


class ContactNote(Record):
    """What was heard in a community or network, and what follows; no personal data."""

    source = models.ForeignKey(
        ScanSource, on_delete=models.PROTECT, null=True, related_name="notes"
    )
    community = models.CharField(max_length=400)
    met_on = models.DateField()
    said = models.TextField()
    following = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    noted_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]


class Signal(Record):
    """One item of evidence (情報): a paper, patent, trial, grant, or what somebody said.

    `words` are the forms of its text in their order, each between blanks, for topics; `numbers`
    are the projects that it names, each between blanks; `facts` what else its table says.
    """

    source = models.ForeignKey(ScanSource, on_delete=models.PROTECT, related_name="signals")
    key = models.CharField(max_length=200)
    title_ja = models.TextField(blank=True, default="")
    title_en = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    happened_on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True, db_index=True)
    link = models.CharField(max_length=400, blank=True, default="")
    provenance = models.CharField(max_length=400)
    numbers = models.TextField(blank=True, default="")
    facts: models.JSONField[Any] = models.JSONField(default=dict)
    words = models.TextField(blank=True, default="")
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="portfolio_signal_once")
        ]

    @property
    def title(self) -> Text:
        """Its title; one known in one language only stands for both."""
        return Text(self.title_ja or self.title_en, self.title_en or self.title_ja)


class Topic(Record):
    """What is looked for (話題): every group of phrases must be said, any of its phrases will do.

    `watched`: it stands on the watch list; `level` is how it was read last.
    """

    sort = models.CharField(max_length=20)
    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    modality = models.CharField(max_length=40, blank=True, default="")
    groups: models.JSONField[Any] = models.JSONField(default=list)
    watched = models.BooleanField(default=False)
    level = models.CharField(max_length=10, default="quiet")
    read_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=list(TOPIC_SORTS)), name="portfolio_topic_sort"
            ),
            models.CheckConstraint(
                condition=Q(level__in=list(LEVELS)), name="portfolio_topic_level"
            ),
        ]

    @property
    def title(self) -> Text:
        """Its title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class TopicReading(models.Model):
    """That somebody went through what came in on a topic, and how it was read; never changed."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="readings")
    read_on = models.DateField()
    read_by = models.CharField(max_length=64)
    level = models.CharField(max_length=10)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-read_on", "-pk"]
