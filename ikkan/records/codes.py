"""Codes of records: a prefix, a year, a number that counts up.

Decides: their form, ``SEED-2026-000123``. Called by actions, inside their transaction.
"""

from __future__ import annotations

from ikkan.records.models import Counter


def next_code(prefix: str, year: int) -> str:
    """The next code; the counter's row stays locked until the action commits."""
    return next_codes(prefix, year, 1)[0]


def next_codes(prefix: str, year: int, count: int) -> list[str]:
    """The next `count` codes at once, for a batch."""
    Counter.objects.get_or_create(prefix=prefix, year=year)
    row = Counter.objects.select_for_update().get(prefix=prefix, year=year)
    first = row.last + 1
    row.last += count
    row.save(update_fields=["last"])
    return [f"{prefix}-{year}-{number:06d}" for number in range(first, first + count)]
