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
_ALWAYS = (ways.desk, ways.broken, ways.file)
"""Ways whose answer is one page for all kinds, or that are quick."""
TURNS = 8
"""Of what is alike for several roles, every eighth is asked of one role, the others of the next."""


def rows_of(seen: Portfolio, viewer: Viewer, way: str) -> list[tuple[Kind, Any]]:
    """Every record on ways that show many at once; one of each variant where each has its page."""
    found = list(seen.every()) if WAYS[way] in _EVERY_RECORD else variants(seen, viewer)
    if WAYS[way] in _ALWAYS:
        return found
    number = list(WAYS).index(way)
    limited = {code for code, _ in oracle.FIELDS} if WAYS[way] is ways.fields else set()
    return [
        (kind, row)
        for kind, row in found
        if kind.code in limited or _asked(seen, viewer, kind, number)
    ]


def _asked(seen: Portfolio, viewer: Viewer, kind: Kind, way: int) -> bool:
    """Whether it is the turn of the viewer among those who see the same of the kind."""
    alike = _alike(seen, kind)
    said = alike[viewer.role]
    if said is None:
        return True
    roles = [role for role, one in alike.items() if one == said]
    turn = roles.index(viewer.role) + way + list(seen.records).index(kind.code)
    return turn % min(TURNS, len(roles)) == 0


def _alike(seen: Portfolio, kind: Kind) -> dict[str, tuple[bool, ...] | None]:
    """By role what it shows: all, none or only what is public; None where its sight is limited."""
    key = ("alike", kind.code)
    if key not in seen.cache:
        seen.cache[key] = {role: _shown(seen, one, kind) for role, one in seen.viewers.items()}
    found: dict[str, tuple[bool, ...] | None] = seen.cache[key]
    return found


def _shown(seen: Portfolio, viewer: Viewer, kind: Kind) -> tuple[bool, ...] | None:
    rows = [row for row in seen.records[kind.code] if not _open(kind, row, viewer)]
    said = tuple(sorted({allowed(seen, viewer, kind, row) for row in rows}))
    return said if len(said) < 2 else None


def _open(kind: Kind, row: Any, viewer: Viewer) -> bool:
    anybody = oracle.BY_ANYBODY.get(kind.code)
    return anybody is not None and anybody(row, viewer)
