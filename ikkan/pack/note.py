"""The finding as the checks of a pack write it.

Decides: how a value that was read is shown in a finding (short, without control characters).
Called by: every check in this package. Source: style 13.
"""

from __future__ import annotations

from typing import Final

from ikkan.values.finding import Finding, Place

SHOWN: Final = 60


def found(code: str, place: Place, /, **values: object) -> Finding:
    """An error with its values made fit to print."""
    return Finding(code, place, values={name: printable(value) for name, value in values.items()})


def printable(value: object) -> object:
    """`value` unless it is a text: that is cut at 60 characters and escaped where unprintable."""
    if not isinstance(value, str):
        return value
    cut = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)
