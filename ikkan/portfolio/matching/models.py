"""Coordination rounds with their plans, pairings, links between programmes, lent cases.

Decides: what is stored. Written by actions only; a plan is never changed, an edit makes the next.
Source: 003 L1055-L1056, L1239.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ikkan.awards.models import CODE_LENGTH, Award
from ikkan.portfolio.models.register import Gate, Handover
from ikkan.records.models import Record


class MatchingRound(Record):
    """A coordination round (案件調整): what ends, who could take it, and the plans between them.

    `machine` is the workflow of the pack on the day it was opened. `frozen` holds the inputs of the
    engine, compressed; they are read by `freezing` alone.
    """

    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    day = models.DateField()
    horizon = models.PositiveSmallIntegerField(default=18)
    state = models.CharField(max_length=40)
    machine: models.JSONField = models.JSONField()
    weights: models.JSONField = models.JSONField()
    floor = models.FloatField()
    seed = models.PositiveIntegerField(default=0)
    engine = models.CharField(max_length=80, blank=True, default="")
    frozen = models.BinaryField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-day", "-pk"]


class MatchingPlan(models.Model):
    """One version of the plan of a round, with the edit that led to it; never changed."""

    round = models.ForeignKey(MatchingRound, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    made_on = models.DateField()
    made_by = models.CharField(max_length=64)
    edit: models.JSONField = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")
    limits: models.JSONField = models.JSONField(default=dict)
    value = models.FloatField()
    bound = models.FloatField()
    gap = models.FloatField()
    seconds = models.FloatField()
    matched = models.PositiveIntegerField()
    unmatched = models.PositiveIntegerField()
    result = models.BinaryField()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="portfolio_plan_number")
        ]


class MatchingSlot(models.Model):
    """A destination that a coordinator added to a round by hand."""

    round = models.ForeignKey(MatchingRound, on_delete=models.PROTECT, related_name="slots")
    code = models.CharField(max_length=CODE_LENGTH)
    programme = models.CharField(max_length=CODE_LENGTH)
    places = models.PositiveIntegerField()
    yen = models.BigIntegerField(default=0)
    reason = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="portfolio_slot_once"),
            models.CheckConstraint(condition=Q(places__gt=0), name="portfolio_slot_places"),
        ]


class Pairing(Record):
    """Continued support (ペアリング) offered by a call, promised to an award, kept or let go."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="pairings")
    programme = models.CharField(max_length=CODE_LENGTH)
    terms = models.TextField(blank=True, default="")
    state = models.CharField(max_length=40)
    machine: models.JSONField = models.JSONField()
    offered_on = models.DateField()
    promised_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, null=True, related_name="+")
    handover = models.OneToOneField(
        Handover, on_delete=models.PROTECT, null=True, related_name="pairing"
    )
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "programme"], name="portfolio_pairing_once")
        ]


class ProgrammeLink(Record):
    """A preceding programme (先行事業), the one that succeeds it, and who pays for the passage."""

    frm = models.CharField(max_length=CODE_LENGTH)
    to = models.CharField(max_length=CODE_LENGTH)
    funding = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["frm", "to", "funding", "valid_from"], name="portfolio_programme_link_once"
            ),
            models.CheckConstraint(
                condition=~Q(frm=F("to")), name="portfolio_programme_link_other"
            ),
        ]


class CaseLending(models.Model):
    """A case opened for a while to somebody of another programme, with the reason."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="lendings")
    account = models.CharField(max_length=64, db_index=True)
    person = models.CharField(max_length=CODE_LENGTH)
    lent_on = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    lent_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("lent_on")), name="portfolio_lending_days"
            )
        ]
