"""What every record of a context has, the counters of codes, and the mark of a demonstration.

Decides: code, row version, times and the mark `fictional`, which a home of demonstration puts on
every record by itself. Called by the models of every context. Source: design §2, decisions/0006.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from ikkan.values.ref import LONGEST_RECORD_CODE

CODE_LENGTH = LONGEST_RECORD_CODE


class Demonstration(models.Model):
    """One row in a home whose records are made up; no row in any other."""

    seed = models.BigIntegerField()
    size = models.PositiveIntegerField()
    begun_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class Counter(models.Model):
    """The last number given out for codes of one prefix and year."""

    prefix = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="records_counter_once")
        ]


class Records(models.QuerySet):
    """Rows that are marked as fictional wherever the home is one of demonstration."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        if rows and is_demonstration():
            for row in rows:
                row.fictional = True
        return super().bulk_create(rows, *args, **kwargs)


class Record(models.Model):
    """A record with a code that never changes; `version` counts the changes."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)
    fictional = models.BooleanField(default=False)

    objects = Records.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.fictional:
            self.fictional = is_demonstration()
        changed = kwargs.get("update_fields")
        if changed is not None:
            kwargs["update_fields"] = {*changed, "updated_at"}
        super().save(*args, **kwargs)


def is_demonstration() -> bool:
    """Whether the records of this home are made up."""
    return Demonstration.objects.exists()
