"""Where lines break at outcomes: outcomes of no award.

Called by line.queries.broken through its registry.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ikkan.line import registry
from ikkan.line.registry import Gap
from ikkan.outcomes.models import Outcome
from ikkan.records.kinds import kind_of
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "outcomes.outcome"


def register() -> None:
    """Declare the rule."""
    registry.register_gap(KIND, "outcome.award", _ORPHANS, _without_award)


def _without_award(as_of: date) -> Iterable[Gap]:
    kind = kind_of(KIND)
    rows = Outcome.objects.filter(shares__isnull=True, occurred_on__lte=as_of).order_by("pk")
    return [
        Gap(
            ref=Ref(KIND, row.code),
            label=row.title,
            url=kind.url(row.code) if kind is not None else None,
        )
        for row in rows
    ]


_ORPHANS = Text("どの課題にもつながらない成果", "Outcomes of no award")
