"""What is kept in confidence: stewards, interests of companies, introductions, the data room.

Decides: what is stored, and who handles what: only the accounts in `handlers` and the company see
a row. Written by actions only. Source: 003:1075-1076, 003:1224.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.parties.models import Organisation, Person
from ikkan.portfolio.industry import words
from ikkan.records.models import CODE_LENGTH, Record
from ikkan.values.text import Text

_SEED = "portfolio.Seed"


class Steward(Record):
    """Somebody of the funder who may be trusted with what companies say in confidence."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stewardships")
    account = models.CharField(max_length=CODE_LENGTH)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to__isnull=True), name="portfolio_steward_once"
            )
        ]


class Interest(Record):
    """What a company or venture capital looks for: one seed, or seeds of some nature.

    Always in confidence: its code counts nothing, and no other record refers to it on the line.
    """

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="interests")
    seed = models.ForeignKey(_SEED, on_delete=models.PROTECT, null=True, related_name="interests")
    modalities: models.JSONField[Any] = models.JSONField(default=list)
    domains: models.JSONField[Any] = models.JSONField(default=list)
    phases: models.JSONField[Any] = models.JSONField(default=list)
    text = models.TextField()
    state = models.CharField(max_length=10, default=words.STATED)
    stated_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=words.STATED, ended_on__isnull=True)
                | Q(state=words.WITHDRAWN, ended_on__isnull=False),
                name="portfolio_interest_ended",
            )
        ]


class InterestHandler(models.Model):
    """An account that handles an interest."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="handlers")
    account = models.CharField(max_length=CODE_LENGTH)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interest", "account"], name="portfolio_interest_handler_once"
            )
        ]


class Introduction(Record):
    """A company and the researcher of a seed are brought together, once both consented.

    `about_seed` and `about_company` name neither; the researcher's side sees the row from the
    company's consent on (`people`).
    """

    seed = models.ForeignKey(_SEED, on_delete=models.PROTECT, related_name="introductions")
    company = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="introductions"
    )
    about_seed = models.TextField()
    about_company = models.TextField()
    reason = models.TextField()
    state = models.CharField(max_length=12, default=words.PROPOSED)
    proposed_on = models.DateField()
    company_on = models.DateField(null=True)
    researcher_on = models.DateField(null=True)
    outcome = models.TextField(blank=True, default="")
    people = models.ManyToManyField(Person, related_name="introductions")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=words.INTRODUCED)
                | Q(company_on__isnull=False, researcher_on__isnull=False),
                name="portfolio_introduction_consents",
            ),
            models.UniqueConstraint(
                fields=["seed", "company"],
                condition=Q(state__in=(words.PROPOSED, words.ASKED, words.INTRODUCED)),
                name="portfolio_introduction_once",
            ),
        ]


class IntroductionHandler(models.Model):
    """An account that handles an introduction."""

    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="handlers"
    )
    account = models.CharField(max_length=CODE_LENGTH)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["introduction", "account"], name="portfolio_introduction_handler_once"
            )
        ]


class RoomDocument(Record):
    """A document of the data room of a seed: what it is and where its bytes lie.

    Files are attached to it; a company opens it through its own grant only.
    """

    seed = models.ForeignKey(_SEED, on_delete=models.PROTECT, related_name="room")
    title_ja = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True, default="")
    about = models.TextField(blank=True, default="")
    item = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    dated_on = models.DateField()

    class Meta:
        ordering = ["pk"]

    @property
    def title(self) -> Text:
        """What it is called; in one language only it stands for both."""
        return Text.either(self.title_ja, self.title_en)


class RoomGrant(Record):
    """That the researcher's side lets an introduced company open documents, until a day."""

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="grants")
    documents = models.ManyToManyField(RoomDocument, related_name="grants")
    consent = models.TextField()
    granted_on = models.DateField()
    valid_to = models.DateField()
    revoked_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]


class RoomOpening(models.Model):
    """That an account of the company opened a document under a grant."""

    grant = models.ForeignKey(RoomGrant, on_delete=models.PROTECT, related_name="openings")
    document = models.ForeignKey(RoomDocument, on_delete=models.PROTECT, related_name="openings")
    opened_by = models.CharField(max_length=CODE_LENGTH)
    opened_on = models.DateField()

    class Meta:
        ordering = ["pk"]
