"""Scenarios of the steering workshop as they were kept; a kept scenario never changes.

Decides: what is stored. Written by actions only.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.portfolio.studio.models import Kept


class SteeringScenario(Kept):
    """Levers and what they do to indicators beside the base case (舵取りの案).

    `payload` holds levers, base, seed, intervals and readings; `stamp` names the records the base
    case rests on. `papers` are references of what it is attached to.
    """

    note = models.TextField(blank=True, default="")
    years = models.PositiveSmallIntegerField()
    runs = models.PositiveIntegerField()
    papers: models.JSONField[Any] = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="saved", ended_on__isnull=True)
                | Q(state="withdrawn", ended_on__isnull=False),
                name="portfolio_steering_state",
            ),
        ]
