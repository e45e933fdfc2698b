"""Allocation policies of a year with their items, grounds and receipts, and evidence to cite.

Decides: what is stored. Written by actions only. Source: 004.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from ikkan.plan.models import Decision
from ikkan.records.models import Record, Records

CODE_LENGTH = 80


class AllocationPolicy(Record):
    """The resource allocation policy of a fiscal year (資源配分方針): draft or decided.

    `instrument` is the row of the pack it was read from; `presented_to` are the bodies that got it
    when it was decided; `follows` is the policy it was begun from.
    """

    fiscal_year = models.PositiveSmallIntegerField()
    name_ja = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=400, blank=True)
    instrument = models.CharField(max_length=CODE_LENGTH, blank=True)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    decided_on = models.DateField(null=True)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    presented_to: models.JSONField[Any] = models.JSONField(default=list)
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]


class PolicyItem(Record):
    """A point to note or a priority area of a policy (留意点・重点領域).

    `key` stays with the item from year to year; `clause` names the row of the pack it was read
    from and `source` where that stands; `accepted_because`: why the headquarters accept an area
    without grounds.
    """

    policy = models.ForeignKey(AllocationPolicy, on_delete=models.PROTECT, related_name="items")
    sort = models.CharField(max_length=10)
    key = models.CharField(max_length=CODE_LENGTH)
    order = models.PositiveSmallIntegerField()
    project = models.CharField(max_length=CODE_LENGTH, blank=True)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True)
    clause = models.CharField(max_length=CODE_LENGTH, blank=True)
    source = models.CharField(max_length=200, blank=True)
    accepted_because = models.TextField(blank=True)
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["policy", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "key"], name="budget_policy_item_once")
        ]


class Ground(models.Model):
    """What a priority area rests on (根拠): survey, papers, trend abroad, own data, decision.

    `cites` is a reference of a record or of a row of the pack, or an address; `source` where it
    is printed.
    """

    item = models.ForeignKey(PolicyItem, on_delete=models.CASCADE, related_name="grounds")
    sort = models.CharField(max_length=20)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True)
    cites = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=200, blank=True)
    said_on = models.CharField(max_length=10, blank=True)

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


class Evidence(Record):
    """A series of an indicator of science with its source and edition (根拠資料)."""

    sort = models.CharField(max_length=20)
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=200)
    edition = models.CharField(max_length=100)
    published_on = models.DateField()
    address = models.CharField(max_length=400, blank=True)
    statement_ja = models.TextField()
    statement_en = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    published = models.BooleanField(default=False)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title_ja", "publisher", "edition"], name="budget_evidence_once"
            )
        ]


class EvidenceValue(models.Model):
    """One number of a series: of what, in which year, in which unit."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="values")
    label = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "label", "year"], name="budget_evidence_value_once"
            )
        ]
