"""Begins a demonstration: from then on every record of this home is marked as made up.

Called by building.build. Decides: a home that holds real records never becomes one.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.records.kinds import kinds
from ikkan.records.models import Demonstration
from ikkan.values.errors import InputError
from ikkan.values.text import Text


@action(
    "demo.begin",
    permission="can_begin_demonstration",
    description=Text(
        "この置き場所を実演用にする（以後の記録はすべて作られたものとして印が付く）",
        "Make this home one of demonstration; every record in it is marked as made up",
    ),
)
def begin(
    seed: int, size: int, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Demonstration:
    """The mark of the home. Raises InputError where records stand here already."""
    if Demonstration.objects.exists():
        raise InputError("demo.begun", _BEGUN)
    real = [kind.plural for kind in kinds() if kind.model._default_manager.exists()]
    if real:
        names = Text.joined(real, "、", ", ")
        raise InputError("demo.real", _REAL.format(kinds=names))
    made = Demonstration.objects.create(seed=seed, size=size)
    journal.write("records:demonstration", {"seed": seed, "size": size})
    return made


_BEGUN = Text(
    "この置き場所にはもう実演用の記録があります。別のフォルダを指定してください。",
    "This home holds a demonstration already; name another folder.",
)
_REAL = Text(
    "この置き場所には実際の記録があります（{kinds}）。実演用の記録は混ぜません。"
    "別のフォルダを指定してください。",
    "This home holds real records ({kinds}); a demonstration is never mixed with them. "
    "Name another folder.",
)
