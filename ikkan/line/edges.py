"""An edge as a context says it, before it is recorded.

Called by contexts that write records, and by line.actions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikkan.values.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdge:
    """`from_ref` stands under (`up`) or beside (`side`) `to_ref`; `kind` says by what.

    `own`: the lower record itself says so; such an edge is still followed once the record has
    ended. An edge of a third record (a dated share) is followed on its own days only.
    """

    kind: str
    direction: str
    from_ref: Ref
    to_ref: Ref
    own: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
