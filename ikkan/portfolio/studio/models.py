"""Plans of a round of the adjustment fund as the studio kept them; a kept plan never changes.

Decides: what is stored. Written by actions only. Source: design §2 ("A decision
freezes the engine's inputs").
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.budget.models import AdjustmentRound
from ikkan.records.models import CODE_LENGTH, Record


class Kept(Record):
    """Something computed that was kept under a name: its inputs, seed, digest and end.

    `payload` holds what was computed and from what; `digest` is its sha256; `stamp` names the data
    it rests on: once they have another stamp, it is stale.
    """

    name_ja = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    seed = models.PositiveIntegerField()
    engine = models.CharField(max_length=80)
    stamp = models.CharField(max_length=64)
    payload: models.JSONField[Any] = models.JSONField()
    digest = models.CharField(max_length=64)
    made_on = models.DateField()
    made_by = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="saved")
    ended_on = models.DateField(null=True)
    end_reason = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


class StudioPlan(Kept):
    """A plan (調整費の案): amounts of a person or of the engine, under one value model.

    `payload` holds inputs, edits, both plans, certificate and outlook; `stamp` names the round's
    data.
    """

    round = models.ForeignKey(AdjustmentRound, on_delete=models.PROTECT, related_name="plans")
    sort = models.CharField(max_length=10)
    model_code = models.CharField(max_length=CODE_LENGTH)
    model_edition = models.CharField(max_length=40)
    scenarios = models.PositiveIntegerField()
    yen = models.BigIntegerField()
    value = models.FloatField()
    bound = models.FloatField()
    gap = models.FloatField()
    best = models.FloatField()
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=("engine", "human")), name="portfolio_studio_sort"
            ),
            models.CheckConstraint(
                condition=Q(state="saved", ended_on__isnull=True)
                | Q(state__in=("decided", "withdrawn"), ended_on__isnull=False),
                name="portfolio_studio_state",
            ),
        ]
