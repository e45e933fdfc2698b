"""Reading an award to change it, and writing the change once.

Called by the other actions of awards inside their transaction.
"""

from __future__ import annotations

from collections.abc import Mapping

from ikkan.audit import journal
from ikkan.audit.actions import require_version
from ikkan.awards import edges, messages, queries
from ikkan.awards.models import Award
from ikkan.line.writing import join
from ikkan.values.errors import NotFound


def locked(code: str, version: int | None) -> Award:
    """The award, locked. Raises NotFound, VersionConflict."""
    rows = Award.objects.select_for_update(of=("self",))
    award = rows.select_related("account__parent", "call", "application").filter(code=code).first()
    if award is None:
        raise NotFound("awards.none", messages.NO_AWARD.format(code=code))
    require_version(award, version)
    return award


def changed(award: Award, said: Mapping[str, object], *fields: str) -> Award:
    """Save the award as its next version, with its entry in the journal."""
    award.version += 1
    award.save(update_fields=["version", *fields])
    journal.write(edges.ref_of(award.code), said)
    return award


def joined(award: Award) -> None:
    """Write the edges that the award says now."""
    join(edges.ref_of(award.code), edges.of_award(award, queries.earlier_of(award)))
