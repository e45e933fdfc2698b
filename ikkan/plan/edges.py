"""Which edges of the line a pack makes.

Decides: every ref column with a direction is an edge of its row; a row that shares one record out
to others (`whole` in schema.toml) joins the two directly, on its own days.
Called by record_pack. Source: schema.toml; design §3 "Terms and crosswalks".
"""

from __future__ import annotations

from collections.abc import Iterator

from ikkan.line.edges import NewEdge
from ikkan.pack import schema
from ikkan.pack.model import Pack


def of(pack: Pack) -> tuple[NewEdge, ...]:
    """All edges of a pack, each once."""
    sharing = {kind.code for kind in schema.load().kinds.values() if kind.whole is not None}
    own = (
        NewEdge(
            kind=edge.column,
            direction="side" if edge.from_ref.kind in sharing else edge.direction,
            from_ref=edge.from_ref,
            to_ref=edge.to_ref,
            valid_from=edge.valid_from,
            valid_to=edge.valid_to,
        )
        for edge in pack.edges()
    )
    return tuple(dict.fromkeys((*own, *_shared(pack))))


def _shared(pack: Pack) -> Iterator[NewEdge]:
    for kind in schema.load().kinds.values():
        if kind.whole is None:
            continue
        lower = kind.column(kind.whole.of)
        for upper in (column for column in kind.columns if column.edge == "up"):
            for row in pack.rows_of(kind.code):
                below, above = row.data[lower.name], row.data[upper.name]
                if upper != lower and isinstance(below, str) and isinstance(above, str):
                    yield NewEdge(
                        kind=kind.code,
                        direction="up",
                        from_ref=lower.target(below),
                        to_ref=upper.target(above),
                        own=False,
                        valid_from=row.valid_from,
                        valid_to=row.valid_to,
                    )
