"""What a gate carries besides its decision: joint awards, evidence, money; and moves of phase.

Decides: what is stored. Written by actions only; evidence and moves are never changed.
Source: S-343, S-346 (003:1196, 003:1204).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ikkan.awards.models import CODE_LENGTH, Award
from ikkan.portfolio.gating.rules import FATES
from ikkan.portfolio.models.register import Gate, Seed
from ikkan.records.models import Record


class GateAward(models.Model):
    """A further award that a joint gate is about."""

    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="joined")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="joint_gates")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gate", "award"], name="portfolio_gate_award_once")
        ]


class Evidence(models.Model):
    """What shows that a criterion is met: words, a record, or a file attached to the gate."""

    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="evidence")
    place = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="")
    ref = models.CharField(max_length=200, blank=True, default="")
    file = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    given_on = models.DateField()
    given_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(ref="") | ~Q(file=""), name="portfolio_evidence_said"
            )
        ]


class GateMoney(models.Model):
    """What becomes of the money after a No-go: proposed with the decision, settled later.

    `remaining_yen` was decided for `from_year` and later; `balance_yen` lay on the account.
    """

    gate = models.OneToOneField(Gate, on_delete=models.PROTECT, related_name="money")
    fate = models.CharField(max_length=10)
    from_year = models.PositiveSmallIntegerField()
    remaining_yen = models.BigIntegerField()
    balance_yen = models.BigIntegerField()
    settled_on = models.DateField(null=True)
    settled_yen = models.BigIntegerField(default=0)
    transfers: models.JSONField = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fate__in=FATES), name="portfolio_gate_money_fate")
        ]


class PhaseMove(Record):
    """An award went from one phase to the next: after a gate, or as a reasoned exception."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="phase_moves")
    seed = models.ForeignKey(Seed, on_delete=models.PROTECT, null=True, related_name="+")
    from_phase = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    to_phase = models.CharField(max_length=CODE_LENGTH)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, null=True, related_name="moves")
    exception = models.TextField(blank=True, default="")
    moved_on = models.DateField()

    class Meta:
        ordering = ["pk"]
