"""An award moves to a later phase after its gates, or as an exception that somebody answers for.

Called by pages. Source: S-343 (003:1196, exit strategy and stage gates).
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.actions import locking
from ikkan.awards.models import Award
from ikkan.portfolio.actions.reaching import award_named, for_award
from ikkan.portfolio.gating import messages, queries
from ikkan.portfolio.gating.moving import KIND, demand_gate, phase_label, record_move
from ikkan.portfolio.models import PhaseMove
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.move_phase",
    permission="can_move_phase",
    description=Text("課題を次の段階に進める", "Move an award to a later phase"),
    scope=for_award(award_named),
)
def move_phase(
    award: str,
    to_phase: str,
    exception: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> PhaseMove:
    """Raises NotFound, InputError: no such phase, or a gate before it that was not passed."""
    version = Award.objects.filter(code=award).values_list("version", flat=True).first()
    row = locking.locked(award, version)
    orders = queries.phase_orders(as_of)
    if to_phase not in orders:
        raise InputError("portfolio.no_phase", messages.NO_PHASE.format(code=to_phase[:60]))
    if row.phase == to_phase:
        words = messages.SAME_PHASE.format(award=award, phase=phase_label(to_phase, as_of))
        raise InputError("portfolio.same_phase", words)
    gate = None if exception.strip() else demand_gate([row], row.phase, to_phase, as_of)
    before, row.phase = row.phase, to_phase
    move = record_move(row, None, before, to_phase, gate, exception, as_of)
    row.version += 1
    row.save(update_fields=["phase", "version"])
    said = {
        "award": award,
        "from": before,
        "to": to_phase,
        "gate": gate.code if gate is not None else "",
        "exception": move.exception,
    }
    journal.write(Ref(KIND, move.code), said)
    return move
