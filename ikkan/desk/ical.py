"""Writes a calendar of whole days as iCalendar text.

Decides: escaping, folding at 75 octets, line ends. Called by the feed of deadlines.
Source: RFC 5545 §3.1 (content lines), §3.3.11 (text), §3.6.1 (events); RFC 7986 §5 (name, refresh).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

WIDTH: Final = 75
_PRODUCT: Final = "-//Ikkan//Desk//EN"
_ESCAPES: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Whole days from `first` to `last`, both inclusive; `uid` stays the same as days move."""

    uid: str
    first: date
    last: date
    summary: str
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event], moment: datetime) -> bytes:
    """The whole calendar in UTF-8; `moment` (aware) is when it was made."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}"),
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        *("REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"),
    ]
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{_bare(event.url)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """`text` as a TEXT value: any line end is one \\n, other control characters are left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_ESCAPES.get(sign, sign) for sign in plain if sign == "\n" or _kept(sign))


def _kept(sign: str) -> bool:
    return sign == "\t" or (sign >= " " and sign != "\x7f")


def _bare(address: str) -> str:
    return "".join(sign for sign in address if _kept(sign) and sign != "\t")


def folded(line: str) -> bytes:
    """A content line in UTF-8, folded so that no physical line passes 75 octets.

    The blank that begins a continued line counts; no character is cut in two.
    """
    parts: list[bytes] = [b""]
    for sign in line:
        octets = sign.encode()
        room = WIDTH if len(parts) == 1 else WIDTH - 1
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
        parts[-1] += octets
    return b"\r\n ".join(parts)
