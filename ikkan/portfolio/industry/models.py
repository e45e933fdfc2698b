"""What leads a seed to industry: readiness, notes, exit plan, milestones, support, deals.

Decides: what is stored. Written by actions only. Rows of the pack are named by code.
Source: 003:983-990, 003:1072-1084, 003:1192-1231.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.awards.models import CODE_LENGTH, Award
from ikkan.outcomes.models import Outcome
from ikkan.parties.models import Organisation, Person
from ikkan.portfolio.industry import words
from ikkan.records.models import Record
from ikkan.values.ref import LONGEST_CODE
from ikkan.values.text import Text

REF_LENGTH = 40 + 1 + LONGEST_CODE
_SEED = "portfolio.Seed"


def _one_of(name: str, labels: words.Labels, field: str = "state") -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": tuple(labels)}), name=name)


class ReadinessItem(Record):
    """One condition of the pack for one seed: its state, evidence, owner and day."""

    seed = models.ForeignKey(_SEED, on_delete=models.PROTECT, related_name="readiness")
    item = models.CharField(max_length=CODE_LENGTH)
    state = models.CharField(max_length=12, default=words.OPEN)
    evidence = models.TextField(blank=True, default="")
    evidence_ref = models.CharField(max_length=REF_LENGTH, blank=True, default="")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seed", "item"], name="portfolio_readiness_once"),
            _one_of("portfolio_readiness_state", words.ITEM_STATES),
        ]


class IndustryNote(Record):
    """What is known of competitors and the market, or planned for data and IP, of one seed."""

    seed = models.ForeignKey(_SEED, on_delete=models.PROTECT, related_name="industry_notes")
    sort = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    holder = models.CharField(max_length=300, blank=True, default="")
    stage = models.CharField(max_length=200, blank=True, default="")
    standing = models.CharField(max_length=10, blank=True, default="")
    text = models.TextField()
    origin = models.CharField(max_length=400)
    noted_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [_one_of("portfolio_note_sort", words.NOTE_SORTS, "sort")]


class ExitPlan(Record):
    """The way on which a seed is to reach patients through industry (出口戦略); one a seed."""

    seed = models.OneToOneField(_SEED, on_delete=models.PROTECT, related_name="exit_plan")
    route = models.CharField(max_length=20)
    partner = models.CharField(max_length=20)
    conditions = models.TextField()
    planned_on = models.DateField()
    product_type = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    regulatory_path = models.CharField(max_length=CODE_LENGTH, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [_one_of("portfolio_exit_route", words.ROUTES, "route")]


class Milestone(Record):
    """A step of the way to industry: the day first planned, the day now planned, the day done.

    `moves` are the changes of the day: {"on", "from", "to", "reason"}.
    """

    seed = models.ForeignKey(_SEED, on_delete=models.PROTECT, related_name="milestones")
    title_ja = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True, default="")
    planned_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    evidence = models.TextField(blank=True, default="")
    evidence_ref = models.CharField(max_length=REF_LENGTH, blank=True, default="")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    moves: models.JSONField[Any] = models.JSONField(default=list)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(evidence=""), name="portfolio_milestone_done"
            )
        ]

    @property
    def title(self) -> Text:
        """What is to be reached; in one language only it stands for both."""
        return Text.either(self.title_ja, self.title_en)


class Support(Record):
    """Accompanying support (伴走支援) of a seed or award, under a scheme of the pack or none."""

    seed = models.ForeignKey(_SEED, on_delete=models.PROTECT, null=True, related_name="supports")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, null=True, related_name="supports")
    category = models.CharField(max_length=20)
    scheme = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    provider = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="supports_given"
    )
    wanted = models.TextField()
    asked_on = models.DateField()
    state = models.CharField(max_length=10, default=words.ASKED)
    outcome = models.TextField(blank=True, default="")
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            _one_of("portfolio_support_state", words.SUPPORT_STATES),
            models.CheckConstraint(
                condition=Q(seed__isnull=False, award__isnull=True)
                | Q(seed__isnull=True, award__isnull=False),
                name="portfolio_support_of_one",
            ),
        ]


class SupportEntry(models.Model):
    """A consultation, coaching, round table or search within a support; it is never changed."""

    support = models.ForeignKey(Support, on_delete=models.PROTECT, related_name="entries")
    sort = models.CharField(max_length=15)
    held_on = models.DateField()
    present = models.CharField(max_length=400, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["held_on", "pk"]


class Referral(Record):
    """A question passed to a one-stop desk (相談窓口), and the answer."""

    support = models.ForeignKey(Support, on_delete=models.PROTECT, related_name="referrals")
    desk = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="referrals")
    question = models.TextField()
    sent_on = models.DateField()
    state = models.CharField(max_length=10, default=words.SENT)
    answer = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=words.SENT, answered_on__isnull=True)
                | (Q(state=words.ANSWERED, answered_on__isnull=False) & ~Q(answer="")),
                name="portfolio_referral_answered",
            )
        ]


class Deal(Record):
    """A contract by which a seed reached a company, or an investment (企業導出・出資).

    `terms` are never public; `outcome` is the outcome by which the indicator counts it, once.
    """

    seed = models.ForeignKey(_SEED, on_delete=models.PROTECT, related_name="deals")
    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="deals")
    sort = models.CharField(max_length=12)
    signed_on = models.DateField()
    parties = models.TextField(blank=True, default="")
    terms = models.TextField(blank=True, default="")
    published = models.BooleanField(default=False)
    outcome = models.OneToOneField(
        Outcome, on_delete=models.PROTECT, null=True, related_name="deal"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seed", "company", "sort", "signed_on"], name="portfolio_deal_once"
            ),
            _one_of("portfolio_deal_sort", words.DEAL_SORTS, "sort"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | ~Q(sort=words.INVESTMENT),
                name="portfolio_deal_counted",
            ),
        ]


class Certification(Record):
    """That a venture capital is certified (認定VC), by whom and from when to when."""

    investor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="certifications"
    )
    basis = models.CharField(max_length=400)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]


class Investment(Record):
    """Evidence that an investor put money into a company, for an application or an award."""

    investor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="investments_made"
    )
    company = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="investments_had"
    )
    invested_on = models.DateField()
    yen = models.BigIntegerField()
    evidence = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(yen__gt=0), name="portfolio_investment_yen")
        ]


class EligibilityCheck(Record):
    """Whether an application or award of a programme has the investment that it needs."""

    subject = models.CharField(max_length=REF_LENGTH, db_index=True)
    programme = models.CharField(max_length=CODE_LENGTH)
    company = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="eligibility_checks"
    )
    checked_on = models.DateField()
    verdict = models.CharField(max_length=10)
    said_ja = models.TextField()
    said_en = models.TextField()
    investment = models.ForeignKey(
        Investment, on_delete=models.PROTECT, null=True, related_name="checks"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            _one_of("portfolio_eligibility_verdict", words.VERDICTS, "verdict"),
            models.CheckConstraint(
                condition=Q(verdict=words.REFUSED) | Q(investment__isnull=False),
                name="portfolio_eligibility_shown",
            ),
        ]
