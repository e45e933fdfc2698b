"""Seeds, gates and hand-overs in batches of at most 500: all or none, by the same rules.

Called by the importer and the demonstration.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.portfolio import loads
from ikkan.portfolio.rules import NewGate, NewHandover, NewSeed
from ikkan.values.text import Text


@action(
    "portfolio.record_seeds",
    permission="can_record_portfolio",
    description=Text("シーズをまとめて記録する", "Record seeds in one batch"),
)
def record_seeds(
    rows: Sequence[NewSeed], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """Codes in the order given. Raises InputError with every reason and its row."""
    return _written("seeds", loads.seeds(rows, as_of))


@action(
    "portfolio.record_gates",
    permission="can_record_portfolio",
    description=Text("ゲートをまとめて記録する", "Record gates and their decisions in one batch"),
)
def record_gates(
    rows: Sequence[NewGate], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """Codes in the order given. Raises InputError with every reason and its row."""
    return _written("gates", loads.gates(rows, as_of))


@action(
    "portfolio.record_handovers",
    permission="can_record_portfolio",
    description=Text("引継ぎをまとめて記録する", "Record hand-overs in one batch"),
)
def record_handovers(
    rows: Sequence[NewHandover], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """Codes in the order given. Raises InputError with every reason and its row."""
    return _written("handovers", loads.handovers(rows, as_of))


def _written(what: str, made: Sequence[Any]) -> list[str]:
    codes = [one.code for one in made]
    if codes:
        journal.write("portfolio", {what: codes})
    else:
        journal.nothing_to_do()
    return codes
