"""What became of a measure in a year, the goals of the funder, and their yearly evaluation.

Decides: what is stored. Measures are references as text; bodies and indicators codes of the pack.
Written by actions only. Source: S-013, S-014, S-312, S-481.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.evaluation.following.rules import DRAFT, GOAL_STATES, NOT_STARTED, SORTS, STATES
from ikkan.records.models import Record, Records
from ikkan.values.ref import LONGEST_CODE, Ref
from ikkan.values.text import Text

KIND_LENGTH = 40
REF_LENGTH = KIND_LENGTH + LONGEST_CODE + 1


class Followup(Record):
    """The follow-up (フォローアップ) of a measure in one fiscal year by the body that owns it."""

    measure = models.CharField(max_length=REF_LENGTH, db_index=True)
    fiscal_year = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=LONGEST_CODE)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=15, default=NOT_STARTED)
    done_ja = models.TextField(blank=True, default="")
    done_en = models.TextField(blank=True, default="")
    evidence: models.JSONField[Any] = models.JSONField(default=list)
    reported_on = models.DateField(null=True)
    comment_ja = models.TextField(blank=True, default="")
    comment_en = models.TextField(blank=True, default="")
    commented_on = models.DateField(null=True)
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "fiscal_year", "body"], name="evaluation_followup_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=tuple(STATES)), name="evaluation_followup_state"
            ),
        ]

    @property
    def measure_ref(self) -> Ref:
        """The clause that is followed up."""
        return Ref.parse(self.measure)


class Goal(Record):
    """Mid- to long-term goals (中長期目標) that ministers set for a body."""

    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True, default="")
    body = models.CharField(max_length=LONGEST_CODE)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    ministers: models.JSONField[Any] = models.JSONField(default=list)
    state = models.CharField(max_length=12, default=DRAFT)
    presented_on = models.DateField(null=True)
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=tuple(GOAL_STATES)), name="evaluation_goal_state"
            )
        ]

    @property
    def title(self) -> Text:
        """Its title; one in one language only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class GoalItem(models.Model):
    """One item of goals, in their order."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    text_ja = models.TextField()
    text_en = models.TextField(blank=True, default="")
    indicators: models.JSONField[Any] = models.JSONField(default=list)

    class Meta:
        ordering = ["goal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="evaluation_goal_item_once")
        ]

    @property
    def text(self) -> Text:
        """Its words; those in one language only stand for both."""
        return Text.either(self.text_ja, self.text_en)


class Rating(Record):
    """What the body itself, or a competent minister, says of an item or role in one year (評価)."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ratings")
    about = models.CharField(max_length=REF_LENGTH)
    fiscal_year = models.PositiveSmallIntegerField()
    own = models.BooleanField(default=False)
    body = models.CharField(max_length=LONGEST_CODE)
    grade = models.CharField(max_length=40)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True, default="")
    rated_on = models.DateField()
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "about", "fiscal_year", "own"], name="evaluation_rating_once"
            )
        ]


class Entry(Record):
    """An entry of the log under a measure (施策の記録簿): a service, or what happened on a day.

    `organisation` is the code of whom it was for or by; empty where it was for everybody.
    """

    sort = models.CharField(max_length=15)
    measure = models.CharField(max_length=REF_LENGTH, db_index=True)
    body = models.CharField(max_length=LONGEST_CODE)
    name_ja = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    type = models.CharField(max_length=100, blank=True, default="")
    organisation = models.CharField(max_length=LONGEST_CODE, blank=True, default="")
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    detail_ja = models.TextField(blank=True, default="")
    detail_en = models.TextField(blank=True, default="")
    value = models.PositiveBigIntegerField(null=True)
    unit = models.CharField(max_length=20, blank=True, default="")
    link = models.CharField(max_length=300, blank=True, default="")
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sort__in=tuple(SORTS)), name="evaluation_entry_sort")
        ]

    @property
    def name(self) -> Text:
        """Its name; one in one language only stands for both."""
        return Text.either(self.name_ja, self.name_en)
