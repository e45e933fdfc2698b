"""Awards with their yearly amounts, their officers and what they continue.

Decides: what is stored. Written by actions only. What stands higher (gates, outcomes) names an
award by reference. Source: design §3, docs/decisions/0006.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ikkan.awards.rules import AMOUNT_SORTS, STATES
from ikkan.budget.models import Account
from ikkan.calls.models import Application, Call
from ikkan.parties.models import Organisation, Person
from ikkan.records.models import Record

CODE_LENGTH = 80


class Award(Record):
    """One award (研究開発課題); `code` is its management number (課題管理番号).

    `acknowledgement` is what papers cite. `fiscal_year` is that of the first day. The pairing
    term (ペアリング) reserves a successor programme and says on which conditions.
    """

    acknowledgement = models.CharField(
        max_length=CODE_LENGTH, blank=True, default="", db_index=True
    )
    title_ja = models.TextField()
    title_en = models.TextField(blank=True, default="")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="awards"
    )
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="awards")
    programme_code = models.CharField(max_length=CODE_LENGTH, blank=True, default="", db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="awards")
    principal = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="awards"
    )
    began_on = models.DateField()
    ends_on = models.DateField()
    fiscal_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default="active")
    ended_on = models.DateField(null=True)
    reason = models.TextField(blank=True, default="")
    modality = models.CharField(max_length=40, blank=True, default="")
    phase = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    domains: models.JSONField = models.JSONField(default=list)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="awards")
    external_source = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    external_key = models.CharField(max_length=200, blank=True, default="")
    published = models.BooleanField(default=True)
    pairing_programme = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    pairing_terms = models.TextField(blank=True, default="")
    earlier = models.ManyToManyField(
        "self", through="Continuation", symmetrical=False, related_name="later"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("began_on")), name="awards_award_days"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="awards_award_state"),
            models.CheckConstraint(
                condition=Q(pairing_programme="", pairing_terms="")
                | (~Q(pairing_programme="") & ~Q(pairing_terms="")),
                name="awards_award_pairing",
            ),
            models.UniqueConstraint(
                fields=["external_source", "external_key"],
                condition=~Q(external_key=""),
                name="awards_award_external",
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="awards_award_ends")]


class AwardTag(models.Model):
    """A tag of the pack that an award carries: a need it meets, the class of its device."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="tags")
    code = models.CharField(max_length=CODE_LENGTH, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "code"], name="awards_award_tag_once")
        ]


class YearAmount(models.Model):
    """The yen of an award in one fiscal year: decided, paid or reported (from elsewhere)."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="amounts")
    fiscal_year = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=20)
    yen = models.BigIntegerField()

    class Meta:
        ordering = ["fiscal_year", "sort"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "fiscal_year", "sort"], name="awards_amount_once"
            ),
            models.CheckConstraint(condition=Q(yen__gte=0), name="awards_amount_positive"),
            models.CheckConstraint(condition=Q(sort__in=AMOUNT_SORTS), name="awards_amount_sort"),
        ]


class AwardOfficer(models.Model):
    """Who looks after an award, in which role, from when to when (both days count)."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="officers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="awards_officer_days",
            ),
        ]


class Continuation(models.Model):
    """`award` continues `earlier`, across programmes, renames, merges and splits."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="continues")
    earlier = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="continued_by")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "earlier"], name="awards_continuation_once"),
            models.CheckConstraint(
                condition=~Q(award=models.F("earlier")), name="awards_continuation_other"
            ),
        ]
