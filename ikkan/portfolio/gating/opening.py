"""What a gate opens with: criteria that the pack prints, and the awards of a joint gate.

Called by open_gate. Decides: a joint gate is about awards that all carry its seed. Source: S-343.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikkan.awards.models import Award
from ikkan.portfolio import messages as words
from ikkan.portfolio.gating import messages, queries
from ikkan.portfolio.models import Gate, GateAward
from ikkan.portfolio.rules import Criterion
from ikkan.values.errors import InputError


def with_printed(
    criteria: Sequence[Criterion], printed: Sequence[str], template: str, as_of: date
) -> tuple[Criterion, ...]:
    """The officer's criteria after those taken from the pack. Raises InputError."""
    if not printed:
        return tuple(criteria)
    known, said = queries.printed(as_of), queries.words_of(printed, as_of)
    for code in printed:
        row = known.get(code)
        if row is None or row.gate not in ("", template):
            text = messages.NO_CRITERION.format(code=code[:60])
            raise InputError("portfolio.no_criterion", text)
    taken = [Criterion(text=said[code][0], code=code) for code in dict.fromkeys(printed)]
    return (*taken, *criteria)


def demand_joint(award: str, also: Sequence[str], seed: str) -> list[Award]:
    """The further awards of a joint gate. Raises InputError (twice, unknown, another seed)."""
    if not also:
        return []
    if not seed:
        raise InputError("portfolio.joint_seed", messages.JOINT_SEED)
    rows = {row.code: row for row in Award.objects.filter(code__in=also).order_by("pk")}
    carried = set(Award.objects.filter(seeds__code=seed).values_list("code", flat=True))
    seen = {award}
    for code in also:
        if code in seen:
            raise InputError("portfolio.joint_twice", messages.JOINT_TWICE.format(award=code))
        seen.add(code)
        if code not in rows:
            text = words.NO_RECORD.format(kind=words.AWARD, code=code[:60])
            raise InputError("portfolio.unknown", text)
        if code not in carried:
            text = words.NOT_OF_AWARD.format(seed=seed, award=code)
            raise InputError("portfolio.not_of_award", text)
    return [rows[code] for code in also]


def join(gate: Gate, awards: Sequence[Award]) -> None:
    """Keep the further awards of a joint gate."""
    GateAward.objects.bulk_create(GateAward(gate=gate, award=one) for one in awards)
