"""In-house themes, projects of other funders, and cases of overlap between any of them and awards.

Decides: what is stored. Written by actions only. Bodies, domains and classes of cost are codes of
the pack; a case names its two records by reference. Source: 004:511-517, 000:172, 000:357.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from ikkan.awards.elsewhere.rules import CASE_STATES, THEME_STATES
from ikkan.parties.models import Organisation
from ikkan.plan.models import Decision
from ikkan.records.models import CODE_LENGTH, Record, Records
from ikkan.values.text import Text

_REF_LENGTH = 40 + 1 + CODE_LENGTH


class Theme(Record):
    """What an institute of a ministry researches itself (インハウス研究テーマ).

    `role_funder` and `role_institute` say who does what (分担); `division_due` is the day by which
    that is worked out. `forms` are the words of title and abstract, kept for comparing.
    """

    institute = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="themes")
    ministry = models.CharField(max_length=CODE_LENGTH, db_index=True)
    title_ja = models.TextField()
    title_en = models.TextField(blank=True, default="")
    abstract = models.TextField(blank=True, default="")
    domains: models.JSONField[Any] = models.JSONField(default=list)
    phase = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    modality = models.CharField(max_length=40, blank=True, default="")
    cost_class = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    state = models.CharField(max_length=10)
    priority = models.BooleanField(default=False)
    role_funder = models.TextField(blank=True, default="")
    role_institute = models.TextField(blank=True, default="")
    division_due = models.DateField(null=True)
    published = models.BooleanField(default=True)
    forms: models.JSONField[Any] = models.JSONField(default=dict)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(THEME_STATES)), name="awards_theme_state"
            ),
        ]

    @property
    def title(self) -> Text:
        """The title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)

    @property
    def divided(self) -> bool:
        """Whether it is said what the funder does and what the institute does."""
        return bool(self.role_funder and self.role_institute)


class ThemeAmount(models.Model):
    """The yen of a theme in one fiscal year."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="amounts")
    fiscal_year = models.PositiveSmallIntegerField()
    yen = models.BigIntegerField()

    class Meta:
        ordering = ["fiscal_year"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "fiscal_year"], name="awards_theme_year"),
            models.CheckConstraint(condition=Q(yen__gte=0), name="awards_theme_yen"),
        ]


class External(Record):
    """A project that another funder pays, or that a ministry does itself (他機関の課題).

    `funder` is a body of the pack, `key` the project's own at that funder; `number` is what papers
    cite. `awards` are ours that stand in connection with it.
    """

    funder = models.CharField(max_length=CODE_LENGTH)
    key = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True, default="", db_index=True)
    title_ja = models.TextField(blank=True, default="")
    title_en = models.TextField(blank=True, default="")
    abstract = models.TextField(blank=True, default="")
    principal = models.CharField(max_length=200, blank=True, default="")
    organisation_name = models.CharField(max_length=200, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="external"
    )
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    domains: models.JSONField[Any] = models.JSONField(default=list)
    awards = models.ManyToManyField("awards.Award", related_name="external")
    forms: models.JSONField[Any] = models.JSONField(default=dict)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["funder", "key"], name="awards_external_once"),
            models.CheckConstraint(
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                name="awards_external_years",
            ),
        ]

    @property
    def title(self) -> Text:
        """The title; one known in one language only stands for both."""
        return Text(self.title_ja or self.title_en, self.title_en or self.title_ja)


class ExternalAmount(models.Model):
    """The yen of such a project in one fiscal year, as its funder prints it."""

    project = models.ForeignKey(External, on_delete=models.CASCADE, related_name="amounts")
    fiscal_year = models.PositiveSmallIntegerField()
    yen = models.BigIntegerField()

    class Meta:
        ordering = ["fiscal_year"]
        constraints = [
            models.UniqueConstraint(fields=["project", "fiscal_year"], name="awards_external_year"),
            models.CheckConstraint(condition=Q(yen__gte=0), name="awards_external_yen"),
        ]


class Overlap(Record):
    """Two records that may do the same research, talked over and settled (重複の確認と調整).

    `score` is what was found when the case was opened and never changes; `bodies` are the
    ministries and funders it concerns.
    """

    left = models.CharField(max_length=_REF_LENGTH)
    right = models.CharField(max_length=_REF_LENGTH)
    themes = models.ManyToManyField(Theme, related_name="overlaps")
    bodies: models.JSONField[Any] = models.JSONField(default=list)
    score: models.JSONField[Any] = models.JSONField(default=dict)
    state = models.CharField(max_length=10)
    due_on = models.DateField(null=True)
    talked_on = models.DateField(null=True)
    talk = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    settled_on = models.DateField(null=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="overlaps"
    )

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="awards_overlap_once"),
            models.CheckConstraint(
                condition=Q(state__in=list(CASE_STATES)), name="awards_overlap_state"
            ),
        ]
