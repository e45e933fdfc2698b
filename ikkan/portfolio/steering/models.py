"""Scenarios of the steering workshop as they were kept; a kept scenario never changes.

Decides: what is stored. Written by actions only. Source: issue "Money follows what is going well".
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.records.models import Record


class SteeringScenario(Record):
    """Levers and what they do to indicators beside the base case (舵取りの案).

    `payload` holds levers, base, seed, intervals and readings; `digest` is its sha256; `stamp`
    names the records the base case rests on. `papers` are references of what it is attached to.
    """

    name_ja = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="")
    years = models.PositiveSmallIntegerField()
    runs = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    engine = models.CharField(max_length=80)
    stamp = models.CharField(max_length=64)
    payload: models.JSONField[Any] = models.JSONField()
    digest = models.CharField(max_length=64)
    papers: models.JSONField[Any] = models.JSONField(default=list)
    made_on = models.DateField()
    made_by = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="saved")
    ended_on = models.DateField(null=True)
    end_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="saved", ended_on__isnull=True)
                | Q(state="withdrawn", ended_on__isnull=False),
                name="portfolio_steering_state",
            ),
        ]
