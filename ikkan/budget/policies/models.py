"""Allocation policies of a year with their items, grounds and receipts.

Decides: what is stored. Written by actions only. Source: 004.
"""

from __future__ import annotations

from django.db import models

from ikkan.plan.models import Decision
from ikkan.records.models import Record, Records

CODE_LENGTH = 80


class AllocationPolicy(Record):
    """The resource allocation policy of a fiscal year (資源配分方針): draft or decided."""

    fiscal_year = models.PositiveSmallIntegerField()
    name_ja = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=400, blank=True)
    instrument = models.CharField(max_length=CODE_LENGTH, blank=True)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    decided_on = models.DateField(null=True)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]


class PolicyItem(Record):
    """A point to note or a priority area of a policy (留意点・重点領域).

    `key` stays with the item from year to year; `clause` names the row of the pack it was read
    from; `accepted_because`: why the headquarters accept an area without grounds.
    """

    policy = models.ForeignKey(AllocationPolicy, on_delete=models.PROTECT, related_name="items")
    sort = models.CharField(max_length=10)
    key = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()
    project = models.CharField(max_length=CODE_LENGTH, blank=True)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True)
    clause = models.CharField(max_length=CODE_LENGTH, blank=True)
    accepted_because = models.TextField(blank=True)
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["policy", "order"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "key"], name="budget_policy_item_once")
        ]


class Ground(models.Model):
    """What a priority area rests on (根拠): survey, papers, trend abroad, own data, Cabinet."""

    item = models.ForeignKey(PolicyItem, on_delete=models.CASCADE, related_name="grounds")
    sort = models.CharField(max_length=15)
    text = models.TextField()
    cites = models.CharField(max_length=400, blank=True)
    said_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]


class Receipt(models.Model):
    """That a ministry got a decided policy (受領)."""

    policy = models.ForeignKey(AllocationPolicy, on_delete=models.PROTECT, related_name="receipts")
    body = models.CharField(max_length=CODE_LENGTH)
    got_on = models.DateField()
    got_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "body"], name="budget_receipt_once")
        ]
