"""Writes two made-up scenarios of the steering workshop, one of them attached to a decision.

Called by tower at the end. Decides: both change the same base case, so that they can be compared.
"""

from __future__ import annotations

from typing import Final

from ikkan.demo.hands import Tower
from ikkan.plan.models import Decision
from ikkan.portfolio.steering import actions, standing
from ikkan.portfolio.steering.actions import NewScenario
from ikkan.portfolio.steering.rules import Gate, Levers, Move, NewCall, Programme
from ikkan.values.errors import IkkanError
from ikkan.values.ref import Ref

_MADE_UP: Final = "実演のための記録／made up for the demonstration"


def write(tower: Tower) -> int:
    """How many scenarios; none where too little is on record to compare anything."""
    try:
        found = standing.read(tower.setting.today)
    except IkkanError:
        return 0
    known = sorted(found.programmes.values(), key=lambda one: (-one.yearly, one.code))
    if len(known) < 2 or not known[0].yearly or not known[1].yen:
        return 0
    wanted = (
        ("実演：別の事業へ動かす", "Demonstration: money to another programme", _moved(known)),
        (
            "実演：ゲートを速くする",
            "Demonstration: a faster gate",
            _faster(known, tuple(found.phases)),
        ),
    )
    codes = [
        actions.save_scenario(
            NewScenario(name_ja=ja, name_en=en, note=_MADE_UP, levers=levers), **tower.how()
        ).code
        for ja, en, levers in wanted
    ]
    decision = Decision.objects.order_by("-pk").first()
    if decision is not None:
        ref = str(Ref("plan.decision", decision.code))
        actions.attach_scenario(codes[0], ref, **tower.how(version=1))
    return len(codes)


def _moved(known: list[Programme]) -> Levers:
    """Half of what the first programme begins a year goes to the second."""
    first, second = known[:2]
    return Levers(moves=(Move(source=first.code, target=second.code, yen=first.yearly // 2),))


def _faster(known: list[Programme], phases: tuple[str, ...]) -> Levers:
    """The second phase takes four fifths of its time, and a call joins in."""
    return Levers(
        gates=(Gate(phase=phases[min(1, len(phases) - 1)], points=10, stay=80),),
        calls=(NewCall(programme=known[1].code, starts=5, years=3),),
    )
