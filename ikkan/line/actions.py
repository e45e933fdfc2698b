"""Writes of the line: the edges of the pack are recorded as a whole.

Called by plan.actions.record_pack inside its transaction; records write theirs by `writing.join`.
Decides: which edges are new, which stay, which are closed. Source: design §3 "Time".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.line.edges import NewEdge
from ikkan.line.models import Edge
from ikkan.values.ref import Ref
from ikkan.values.text import Text

BATCH = 500
_COLUMNS = (
    *("kind", "direction", "own", "valid_from", "valid_to"),
    *("from_kind", "from_code", "to_kind", "to_code"),
)


@action(
    "line.record_edges",
    permission="can_record_edges",
    description=Text(
        "記録どうしの辺をまとめて記録し、なくなった辺を閉じる",
        "Record the edges between records and close those that are gone",
    ),
)
def record_edges(
    edges: Iterable[NewEdge],
    moment: datetime,
    pack_version: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> int:
    """Make `edges` the ones in force from `moment` on; returns how many rows were written."""
    wanted = {_identity(edge): edge for edge in edges}
    current = {
        tuple(getattr(edge, name) for name in _COLUMNS): edge
        for edge in Edge.objects.filter(superseded_at__isnull=True, source="")
    }
    gone = [edge for identity, edge in current.items() if identity not in wanted]
    new = [identity for identity in wanted if identity not in current]
    if not gone and not new:
        journal.nothing_to_do()
        return 0
    for edge in gone:
        edge.superseded_at = moment
        edge.save(update_fields=["superseded_at"])
    Edge.objects.bulk_create(
        [
            Edge(
                **dict(zip(_COLUMNS, identity, strict=True)),
                recorded_at=moment,
                pack_version=pack_version,
            )
            for identity in new
        ],
        batch_size=BATCH,
    )
    journal.write(
        Ref("pack", pack_version.partition("@")[0]),
        {"pack_version": pack_version, "recorded": len(new), "closed": len(gone)},
        pack_version=pack_version,
    )
    return len(new)


def _identity(edge: NewEdge) -> tuple[object, ...]:
    ends = (edge.from_ref.kind, edge.from_ref.code, edge.to_ref.kind, edge.to_ref.code)
    return (edge.kind, edge.direction, edge.own, edge.valid_from, edge.valid_to, *ends)
