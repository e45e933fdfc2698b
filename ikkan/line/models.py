"""The register of edges (線の辺): which record stands under or beside which, in two times.

Decides: what is stored. Written by actions.record_edges (the pack) and writing.join (records);
records are named by Ref, because they stand higher than this context.
Source: design §2 "Naming what stands higher", §3 "Time".
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

CODE_LENGTH = 80
KIND_LENGTH = 40


class Edge(models.Model):
    """From a record to the one it names: `up` is nearer to the plan, `side` is not on the way.

    `own`: the lower record itself says so, so that the edge lasts as long as the record.
    `source`: the record whose writing says so, as kind:code; empty for the pack.
    """

    UP = "up"
    SIDE = "side"

    kind = models.CharField(max_length=KIND_LENGTH)
    direction = models.CharField(max_length=4)
    from_kind = models.CharField(max_length=KIND_LENGTH)
    from_code = models.CharField(max_length=CODE_LENGTH)
    to_kind = models.CharField(max_length=KIND_LENGTH)
    to_code = models.CharField(max_length=CODE_LENGTH)
    own = models.BooleanField(default=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    pack_version = models.CharField(max_length=CODE_LENGTH)
    source = models.CharField(max_length=KIND_LENGTH + CODE_LENGTH + 1, default="", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("kind", "from_kind", "from_code", "to_kind", "to_code"),
                    *("valid_from", "source"),
                ],
                condition=Q(superseded_at__isnull=True),
                name="line_edge_current",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=["up", "side"]), name="line_edge_direction"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True)
                | Q(superseded_at__gte=models.F("recorded_at")),
                name="line_edge_times",
            ),
        ]
        indexes = [
            models.Index(fields=["from_code"], name="line_edge_from"),
            models.Index(fields=["to_code"], name="line_edge_to"),
            models.Index(fields=["source"], name="line_edge_source"),
        ]
