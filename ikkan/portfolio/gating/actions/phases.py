"""An award moves to a later phase after its gates, or as an exception that somebody answers for.

Called by pages and by whoever moves what a seed is carried by. Source: S-343 (003:1196, exit
strategy and stage gates).
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.actions import locking
from ikkan.awards.models import Award
from ikkan.plan.queries import snapshot
from ikkan.portfolio import queries as portfolio
from ikkan.portfolio.actions.reaching import award_named, for_award
from ikkan.portfolio.gating import messages, queries, rules
from ikkan.portfolio.models import Gate, PhaseMove
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "portfolio.phase_move"


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
    move = PhaseMove.objects.create(
        code=next_code("MOVE", as_of.year),
        award=row,
        seed=row.seeds.order_by("pk").first(),
        from_phase=before,
        to_phase=to_phase,
        gate=gate,
        exception=exception.strip(),
        moved_on=as_of,
    )
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


def demand_gate(awards: list[Award], frm: str, to: str, as_of: date) -> Gate | None:
    """The passed gate on which the move rests; None where the pack has none before that phase.

    Gates of earlier awards of the same seed count. Raises InputError naming the gates to pass.
    """
    modality = next((one.modality for one in awards if one.modality), "") or _seed_modality(awards)
    orders, templates = queries.phase_orders(as_of), portfolio.templates(as_of)
    needed = rules.gates_between(
        queries.ahead(as_of), modality, orders.get(frm, 0), orders[to], orders
    )
    passed = queries.passed_at(awards)
    above = {one.code: one.order for one in templates.values() if one.modality == modality}
    if missing := rules.not_passed(needed, passed, above):
        held = snapshot(as_of)
        named = [held.find(Ref("gate", one)) for one in missing]
        labels = [one.label for one in named if one is not None]
        words = messages.NO_GATE.format(
            award=awards[0].code,
            frm=phase_label(frm, as_of),
            to=phase_label(to, as_of),
            gates=Text("、".join(one.ja for one in labels), ", ".join(one.en for one in labels)),
        )
        raise InputError("portfolio.phase_gate", words)
    own = [gate for code, gate in passed.items() if code in above]
    return max(own, key=lambda gate: above[gate.template]) if needed and own else None


def phase_label(code: str, as_of: date) -> Text:
    """What the pack calls a phase."""
    row = snapshot(as_of).find(Ref("phase", code)) if code else None
    return Text(code or "–", code or "–") if row is None else row.label


def _seed_modality(awards: list[Award]) -> str:
    rows = (seed.modality for award in awards for seed in award.seeds.order_by("pk"))
    return next((one for one in rows if one), "")
