"""Organisations, people, and the ties between them, each with its days.

Decides: what is stored and what may not stand twice. Written by `actions` only. A person's
`account_code` says which account acts as this person; `published` is set by consent.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ikkan.parties.rules import NUMBER_LENGTH, RESEARCHER_LENGTH, TieSort
from ikkan.records.models import CODE_LENGTH, Record
from ikkan.values.text import Text


class Organisation(Record):
    """A body that does or pays for research (機関), under its corporate number where it has one."""

    class Sort(models.TextChoices):
        UNIVERSITY = "university"
        INSTITUTE = "institute"
        HOSPITAL = "hospital"
        COMPANY = "company"
        INVESTOR = "investor"
        PUBLIC_FUND = "public_fund"
        MINISTRY = "ministry"
        AGENCY = "agency"
        OTHER = "other"

    name_ja = models.CharField(max_length=200, blank=True, default="")
    name_en = models.CharField(max_length=200, blank=True, default="")
    sort = models.CharField(max_length=12, choices=Sort)
    corporate_number = models.CharField(max_length=NUMBER_LENGTH, blank=True, default="")
    prefecture = models.CharField(max_length=2, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["corporate_number"],
                condition=~Q(corporate_number=""),
                name="parties_corporate_number_once",
            )
        ]

    @property
    def name(self) -> Text:
        """What it is called; a name known in one language only stands for both."""
        return Text(self.name_ja or self.name_en, self.name_en or self.name_ja)


class Person(Record):
    """Somebody who applies, leads, decides or advises (人), and where that person belongs."""

    name_ja = models.CharField(max_length=200, blank=True, default="")
    name_en = models.CharField(max_length=200, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="people"
    )
    researcher_number = models.CharField(max_length=RESEARCHER_LENGTH, blank=True, default="")
    account_code = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["researcher_number"],
                condition=~Q(researcher_number=""),
                name="parties_researcher_number_once",
            ),
            models.UniqueConstraint(
                fields=["account_code"],
                condition=~Q(account_code=""),
                name="parties_account_once",
            ),
        ]

    @property
    def name(self) -> Text:
        """What the person is called; a name in one language only stands for both."""
        return Text(self.name_ja or self.name_en, self.name_en or self.name_ja)


class Tie(Record):
    """How a person is tied to another person or to an organisation (関係), from day to day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ties")
    other = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="ties_of_others"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="ties"
    )
    sort = models.CharField(max_length=12, choices=[(one.value, one.value) for one in TieSort])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=True, organisation__isnull=False)
                | Q(other__isnull=False, organisation__isnull=True),
                name="parties_tie_one_end",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("person")),
                name="parties_tie_not_self",
            ),
        ]


class Declaration(Record):
    """What a person declared of its interests (利益関係の申告), and until when it stands."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declarations")
    declared_on = models.DateField()
    valid_to = models.DateField()
    statement = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("declared_on")), name="parties_declaration_days"
            )
        ]
