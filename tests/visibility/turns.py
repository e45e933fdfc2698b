"""Which records a role is asked about on a way: all, one of each variant, or those in turns.

What is not asked of one role is asked of another that sees the same.
"""

from __future__ import annotations

from typing import Any

from ikkan.records.kinds import Kind
from ikkan.values.ref import Ref
from tests.visibility import ways
from tests.visibility.portfolio import Portfolio, Viewer
from tests.visibility.ways import WAYS, allowed, refs_of, variants

_EVERY_RECORD = (
    *(ways.listing, ways.count, ways.sheet),
    *(ways.desk, ways.broken, ways.open_data),
)
_SLOW = (
    *(ways.page, ways.searched, ways.line, ways.form, ways.history),
    *(ways.api, ways.search_page, ways.line_page),
)


def rows_of(seen: Portfolio, viewer: Viewer, way: str) -> list[tuple[Kind, Any]]:
    """Every record on ways that show many at once; one of each variant where each has its page.

    Slow ways show all variants that are hidden and of each kind one that is not, in turns from
    role to role; to a role that sees what another one does, some kinds only, in turns again. The
    page shows a role with a sight of its own every variant.
    """
    if WAYS[way] in _EVERY_RECORD:
        return list(seen.every())
    found = variants(seen, viewer)
    if WAYS[way] not in _SLOW:
        return found
    turn, another = list(seen.viewers).index(viewer.role), _sees_as_another(seen, viewer)
    hide = [one for one in found if not allowed(seen, viewer, *one)]
    shown = [one for one in found if allowed(seen, viewer, *one)]
    if another or WAYS[way] is not ways.page:
        of_kind: dict[str, list[tuple[Kind, Any]]] = {}
        for kind, row in shown:
            of_kind.setdefault(kind.code, []).append((kind, row))
        shown = [rows[turn % len(rows)] for rows in of_kind.values()]
    return [*hide, *(shown[turn % ways.TURNS :: ways.TURNS] if another else shown)]


def _sees_as_another(seen: Portfolio, viewer: Viewer) -> bool:
    """Whether a role named before sees the same, the own desk left out."""

    def of(one: Viewer) -> set[Ref]:
        return {ref for ref in refs_of(seen, one) if not ref.kind.startswith("desk.")}

    roles = list(seen.viewers)
    before = roles[: roles.index(viewer.role)]
    return any(of(seen.viewers[role]) == of(viewer) for role in before)
