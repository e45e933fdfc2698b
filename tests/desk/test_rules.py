"""Due days in words, spans that can be lent, and the form of a calendar; no database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.accounts.rules import Held
from ikkan.desk import ical, rules
from ikkan.desk.ical import Event
from ikkan.desk.rules import Span

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "ja", "en", "tone"),
    [
        (None, "期限なし", "No due day", "none"),
        (date(2026, 11, 20), "2日過ぎています", "2 days late", "late"),
        (date(2026, 11, 21), "1日過ぎています", "1 day late", "late"),
        (date(2026, 11, 22), "今日まで", "Due today", "late"),
        (date(2026, 11, 23), "明日まで", "Due tomorrow", "near"),
        (date(2026, 11, 25), "あと3日", "3 days left", "near"),
        (date(2026, 11, 26), "あと4日", "4 days left", "far"),
    ],
)
def test_due_days_in_words(day: date | None, ja: str, en: str, tone: str) -> None:
    found = rules.due(day, TODAY)
    assert (found.words.ja, found.words.en, found.tone) == (ja, en, tone)


def held(role: str, first: date, last: date | None) -> Held:
    return Held(holder="u-1", role=role, valid_from=first, valid_to=last)


def test_an_absence_lends_each_role_for_the_days_it_is_held() -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 10)
    grants = [
        held("program_officer", date(2020, 4, 1), None),
        held("funder_staff", date(2026, 12, 5), date(2026, 12, 6)),
        held("funder_staff", date(2026, 12, 7), date(2027, 3, 31)),
        held("reviewer", date(2026, 1, 1), date(2026, 12, 2)),
        held("reviewer", date(2026, 12, 5), date(2026, 12, 5)),
        held("researcher", date(2027, 1, 1), None),
        held("auditor", date(2020, 4, 1), None),
        held("administrator", date(2020, 4, 1), None),
    ]
    assert rules.lendable(grants, first, last) == (
        Span(role="funder_staff", valid_from=date(2026, 12, 5), valid_to=last),
        Span(role="program_officer", valid_from=first, valid_to=last),
        Span(role="reviewer", valid_from=first, valid_to=date(2026, 12, 2)),
        Span(role="reviewer", valid_from=date(2026, 12, 5), valid_to=date(2026, 12, 5)),
    )


def test_a_calendar_is_written_as_the_standard_says() -> None:
    event = Event(
        uid="a@ikkan",
        first=date(2026, 12, 1),
        last=date(2026, 12, 2),
        summary="ゲート; 判断, \\ する\r\n二行目",
        description="課題",
        url="https://example.jp/gates/1/\r\nX-EVIL:1",
    )
    lines = ical.calendar("期限", [event], NOON).decode().split("\r\n")
    assert lines == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ikkan//Desk//EN"),
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH", "NAME:期限", "X-WR-CALNAME:期限"),
        *("REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"),
        *("BEGIN:VEVENT", "UID:a@ikkan", "DTSTAMP:20261122T030000Z"),
        *("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203"),
        "SUMMARY:ゲート\\; 判断\\, \\\\ する\\n二行目",
        *("DESCRIPTION:課題", "URL:https://example.jp/gates/1/X-EVIL:1"),
        *("CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", ""),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_lines_are_folded_and_lose_nothing(text: str) -> None:
    line = f"SUMMARY:{ical.escaped(text)}"
    written = ical.folded(line)
    parts = written.split(b"\r\n")
    assert all(len(part) <= ical.WIDTH for part in parts)
    assert all(part.decode().startswith(" ") for part in parts[1:])
    assert written.replace(b"\r\n ", b"").decode() == line
    assert "\n" not in line
    assert "\r" not in line
