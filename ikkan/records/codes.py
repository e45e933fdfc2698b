"""Codes of records: a prefix, a year, a number that counts up.

Decides: their form, ``SEED-2026-000123``, and which codes that a batch brings are taken. Called by
actions, inside their transaction.
"""

from __future__ import annotations

from collections import Counter as Count
from collections.abc import Sequence

from ikkan.records.models import Counter, Record


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


def taken_codes(model: type[Record], codes: Sequence[str]) -> list[str]:
    """Those of the codes that stand twice or that some record has; "" is none. One query."""
    brought = [code for code in codes if code]
    twice = {code for code, count in Count(brought).items() if count > 1}
    rows = model._default_manager.filter(code__in=brought).order_by()
    return sorted({*twice, *rows.values_list("code", flat=True)})


def filled_codes(prefix: str, rows: Sequence[tuple[str, int]]) -> list[str]:
    """For each (code, year) the code, a new one of that year where it is ""."""
    wanted = Count(year for code, year in rows if not code)
    new = {year: iter(next_codes(prefix, year, wanted[year])) for year in sorted(wanted)}
    return [code or next(new[year]) for code, year in rows]
