"""What waits at gates: decisions, conditions that are due, money of a No-go, panels to hear.

Called by the desk through the kind of gates. Decides: whose turn it is; the actions decide again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.portfolio import edges, work
from ikkan.portfolio.words import title_of
from ikkan.records.kinds import WorkItem
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MONEY: Final = Text("中止した課題の残りの額を処理する", "Deal with the money that a No-go left")


def gates(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Gates to decide and awards without one, and to the funder the money of No-go decisions."""
    yield from work.gates(actor, as_of)
    if SYSTEM_ROLE in actor.roles or not actor.holds("funder_staff"):
        return
    rows = visible(edges.GATE, actor).filter(
        money__settled_on__isnull=True, money__isnull=False, decided_on__lte=as_of
    )
    for gate in rows.order_by("decided_on", "pk")[: work.MOST]:
        ref = Ref(edges.GATE, gate.code)
        yield WorkItem(
            ref=ref, verb=MONEY, title=title_of(gate), due=gate.decided_on, write="money"
        )
