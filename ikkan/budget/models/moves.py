"""Transfers between ministries while the other side has not said yes, and what came of them.

Decides: what is stored. Written by actions only. Source: design §3 "Ledger".
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ikkan.budget.models.ledger import Account, Transfer
from ikkan.budget.rules import Pot
from ikkan.records.models import Record, Records

CODE_LENGTH = 80


class Reallocation(Record):
    """Money that one ministry offers another (移替え); it moves when the other consents.

    `giving` and `taking` are the bodies of both accounts; the accounts of those who proposed and
    answered stand beside, never the same one.
    """

    giver = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="offers")
    taker = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="offered")
    giving = models.CharField(max_length=CODE_LENGTH)
    taking = models.CharField(max_length=CODE_LENGTH)
    yen = models.BigIntegerField()
    fiscal_year = models.PositiveSmallIntegerField()
    pot = models.CharField(max_length=15)
    reason = models.TextField()
    state = models.CharField(max_length=10)
    proposed_on = models.DateField()
    proposed_by = models.CharField(max_length=200)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    transfer = models.OneToOneField(
        Transfer, null=True, on_delete=models.PROTECT, related_name="reallocation"
    )

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pot__in=[pot.value for pot in Pot]), name="budget_reallocation_pot"
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")) & Q(yen__gt=0), name="budget_reallocation_sides"
            ),
            models.CheckConstraint(
                condition=Q(state="done", transfer__isnull=False)
                | (~Q(state="done") & Q(transfer__isnull=True)),
                name="budget_reallocation_done",
            ),
        ]
