"""Funds over several years with instalments, conditions and promises.

Decides: what is stored; the money itself lies in the ledger, in the one account of the fund, and
its balance is the sum of postings there. Written by actions only. Source: 003 L744-L781.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ikkan.records.models import Record, Records

CODE_LENGTH = 80
TEXT_LENGTH = 1000


class Fund(Record):
    """A fund over several years (基金): whose it is, what for, from when until when.

    `row` names the fund of the pack that it carries out; nothing leaves after `ends_on`.
    """

    name_ja = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    row = models.CharField(max_length=CODE_LENGTH, blank=True)
    body = models.CharField(max_length=CODE_LENGTH)
    programme = models.CharField(max_length=CODE_LENGTH)
    purpose_ja = models.TextField()
    purpose_en = models.TextField(blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField()
    account = models.OneToOneField(
        "budget.Account", on_delete=models.PROTECT, related_name="fund_of"
    )
    closed_on = models.DateField(null=True)
    published = models.BooleanField(default=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("begins_on")), name="budget_fund_days"
            )
        ]


class Instalment(models.Model):
    """Money that a fund is to get (積み増し): planned until its transfer stands in the ledger."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    yen = models.BigIntegerField()
    budget = models.CharField(max_length=200, blank=True)
    dropped_because = models.CharField(max_length=TEXT_LENGTH, blank=True)
    transfer = models.OneToOneField(
        "budget.Transfer", null=True, on_delete=models.PROTECT, related_name="instalment"
    )

    class Meta:
        ordering = ["fund", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="budget_instalment_once"),
            models.CheckConstraint(condition=Q(yen__gt=0), name="budget_instalment_yen"),
        ]


class Condition(models.Model):
    """What must be met before money leaves a fund, for everybody or for one account (条件)."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    taker = models.ForeignKey(
        "budget.Account", null=True, on_delete=models.PROTECT, related_name="conditions"
    )
    text_ja = models.CharField(max_length=TEXT_LENGTH)
    text_en = models.CharField(max_length=TEXT_LENGTH, blank=True)
    added_on = models.DateField()
    met_on = models.DateField(null=True)
    evidence = models.CharField(max_length=TEXT_LENGTH, blank=True)
    met_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["fund", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="budget_condition_once"),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | ~Q(evidence=""), name="budget_condition_evidence"
            ),
        ]


class Promise(models.Model):
    """What a fund promised an account for one year in all (後年度負担), until it is released."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="promises")
    number = models.PositiveSmallIntegerField()
    taker = models.ForeignKey("budget.Account", on_delete=models.PROTECT, related_name="promises")
    fiscal_year = models.PositiveSmallIntegerField()
    yen = models.BigIntegerField()
    reason = models.CharField(max_length=TEXT_LENGTH)
    made_on = models.DateField()
    released_on = models.DateField(null=True)
    released_because = models.CharField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        ordering = ["fund", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="budget_promise_once"),
            models.CheckConstraint(condition=Q(yen__gt=0), name="budget_promise_yen"),
        ]


class Repayment(models.Model):
    """What an account gives back of an investment by a day, on terms (返還の条件), until waived."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="repayments")
    number = models.PositiveSmallIntegerField()
    taker = models.ForeignKey("budget.Account", on_delete=models.PROTECT, related_name="repayments")
    yen = models.BigIntegerField()
    due_on = models.DateField()
    terms = models.CharField(max_length=TEXT_LENGTH)
    agreed_on = models.DateField()
    transfer = models.OneToOneField(
        "budget.Transfer", null=True, on_delete=models.PROTECT, related_name="repayment"
    )
    waived_because = models.CharField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        ordering = ["fund", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="budget_repayment_once"),
            models.CheckConstraint(condition=Q(yen__gt=0), name="budget_repayment_yen"),
            models.CheckConstraint(
                condition=Q(transfer__isnull=True) | Q(waived_because=""),
                name="budget_repayment_open",
            ),
        ]
