"""Which records a role is asked about on a way: all where its sight is limited, else in turns.

A role that sees all, none or only what is public of a kind is asked about it in its turn: another
role that sees the same is asked on the ways on which this one is not. `test_turns` proves that
every way meets every kind from both sides.
"""

from __future__ import annotations

from typing import Any

from ikkan.records.kinds import Kind
from tests.visibility import oracle, ways
from tests.visibility.portfolio import Portfolio, Viewer
from tests.visibility.ways import WAYS, allowed, variants

_EVERY_RECORD = (
    *(ways.listing, ways.count, ways.sheet),
    *(ways.desk, ways.broken, ways.open_data),
)
_ALWAYS = (ways.desk, ways.broken, ways.fields, ways.file)
"""Ways whose answer is one page for all kinds, or that are quick."""
TURNS = 5
"""Of what is alike for several roles, every fifth is asked of one role, the others of the next."""


def rows_of(seen: Portfolio, viewer: Viewer, way: str) -> list[tuple[Kind, Any]]:
    """Every record on ways that show many at once; one of each variant where each has its page."""
    found = list(seen.every()) if WAYS[way] in _EVERY_RECORD else variants(seen, viewer)
    if WAYS[way] in _ALWAYS:
        return found
    turn = list(seen.viewers).index(viewer.role) + list(WAYS).index(way)
    return [
        (kind, row)
        for kind, row in found
        if (turn + _place(seen, kind)) % TURNS == 0 or _limited(seen, viewer, kind)
    ]


def _place(seen: Portfolio, kind: Kind) -> int:
    return list(seen.records).index(kind.code)


def _limited(seen: Portfolio, viewer: Viewer, kind: Kind) -> bool:
    """Whether the role itself shows this viewer some records of the kind and hides others."""
    key = ("limited", viewer.role, kind.code)
    if key not in seen.cache:
        rows = [row for row in seen.records[kind.code] if not _open(kind, row, viewer)]
        seen.cache[key] = len({allowed(seen, viewer, kind, row) for row in rows}) > 1
    found: bool = seen.cache[key]
    return found


def _open(kind: Kind, row: Any, viewer: Viewer) -> bool:
    anybody = oracle.BY_ANYBODY.get(kind.code)
    return anybody is not None and anybody(row, viewer)
