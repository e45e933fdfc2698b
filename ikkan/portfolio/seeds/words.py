"""How a time is written that may be known by its year, month or day only. Called by pages."""

from __future__ import annotations

from calendar import month_abbr
from datetime import date
from typing import Final

from ikkan.portfolio.seeds.rules import MONTH, YEAR, When
from ikkan.values.text import Text

UNDATED: Final = Text("日付なし", "no date")


def when_words(when: When) -> Text:
    """A year, a month, a day, or from day to day; in both languages."""
    first, last = when.first, when.last
    if first is None and last is None:
        return UNDATED
    if first is not None and when.precision == YEAR:
        if first.month == 1:
            return Text(f"{first.year}年", f"{first.year}")
        return Text(f"{first.year}年度", f"FY{first.year}")
    if first is not None and when.precision == MONTH:
        return Text(f"{first.year}年{first.month}月", f"{month_abbr[first.month]} {first.year}")
    begun, ended = _day(first), _day(last)
    if first == last:
        return begun
    return Text(f"{begun.ja}〜{ended.ja}", f"{begun.en} – {ended.en}")


def _day(day: date | None) -> Text:
    if day is None:
        return Text("", "")
    return Text(
        f"{day.year}年{day.month}月{day.day}日", f"{day.day} {month_abbr[day.month]} {day.year}"
    )
