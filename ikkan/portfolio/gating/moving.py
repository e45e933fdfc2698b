"""The gate on which a move to a later phase rests, or the refusal that names what is missing.

Called by every action that moves a phase: of an award, of a seed, by a hand-over to its successor.
Source: S-343 (003:1196, exit strategy and stage gates).
"""

from __future__ import annotations

from datetime import date

from ikkan.awards.models import Award
from ikkan.plan.queries import snapshot
from ikkan.portfolio import queries as portfolio
from ikkan.portfolio.gating import messages, queries, rules
from ikkan.portfolio.models import Gate, PhaseMove, Seed
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "portfolio.phase_move"


def demand_gate(
    awards: list[Award], frm: str, to: str, as_of: date, modality: str = ""
) -> Gate | None:
    """The passed gate on which the move rests; None where the pack has none before that phase.

    `modality` counts where no award or seed has one. Gates of earlier awards of the same seed
    count. Raises InputError naming the gates to pass.
    """
    modality = _modality(awards) or modality
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
            award="、".join(one.code for one in awards[:1]) or "–",
            frm=phase_label(frm, as_of),
            to=phase_label(to, as_of),
            gates=Text.joined(labels, "、", ", "),
        )
        raise InputError("portfolio.phase_gate", words)
    own = [gate for code, gate in passed.items() if code in above]
    return max(own, key=lambda gate: above[gate.template]) if needed and own else None


def demand_seed_gate(
    seed: Seed, to: str, modality: str, exception: str, as_of: date
) -> Gate | None:
    """For a seed that is said to be in a phase which none of its awards has reached.

    Raises InputError as above, unless an exception is written.
    """
    awards, orders = list(seed.awards.order_by("-began_on", "-pk")), queries.phase_orders(as_of)
    frm = max((seed.phase, *(one.phase for one in awards)), key=lambda one: orders.get(one, 0))
    if orders.get(to, 0) <= orders.get(frm, 0) or exception.strip():
        return None
    return demand_gate(awards, frm, to, as_of, modality)


def hand_on(
    award: Award, taker: Award, seed: Seed | None, exception: str, as_of: date
) -> PhaseMove | None:
    """Record the move where a successor of a later phase takes over from an award.

    Raises InputError as above, unless an exception is written.
    """
    orders = queries.phase_orders(as_of)
    if orders.get(taker.phase, 0) <= orders.get(award.phase, 0):
        return None
    gate = None
    if not exception.strip():
        gate = demand_gate([award, taker], award.phase, taker.phase, as_of)
    return record_move(taker, seed, award.phase, taker.phase, gate, exception, as_of)


def record_move(
    award: Award,
    seed: Seed | None,
    frm: str,
    to: str,
    gate: Gate | None,
    exception: str,
    as_of: date,
) -> PhaseMove:
    """The move as it stays on record."""
    return PhaseMove.objects.create(
        code=next_code("MOVE", as_of.year),
        award=award,
        seed=seed or award.seeds.order_by("pk").first(),
        from_phase=frm,
        to_phase=to,
        gate=gate,
        exception=exception.strip(),
        moved_on=as_of,
    )


def phase_label(code: str, as_of: date) -> Text:
    """What the pack calls a phase."""
    row = snapshot(as_of).find(Ref("phase", code)) if code else None
    return Text(code or "–", code or "–") if row is None else row.label


def _modality(awards: list[Award]) -> str:
    own = [one.modality for one in awards]
    rows = (seed.modality for award in awards for seed in award.seeds.order_by("pk"))
    return next((one for one in (*own, *rows) if one), "")
