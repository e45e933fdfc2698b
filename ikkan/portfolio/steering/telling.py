"""A scenario beside its base case as plain data: what pages show and a kept scenario holds.

Decides: the stored form and its digest; every number was computed before. Called by actions, kinds
and views. Source: ui.md §7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from ikkan.plan.queries import snapshot
from ikkan.portfolio.steering import drawing, messages, outlook, rules
from ikkan.portfolio.steering.messages import SteeringError
from ikkan.portfolio.steering.outlook import Run, Series
from ikkan.portfolio.steering.rules import Levers
from ikkan.portfolio.steering.standing import Base, Indicator
from ikkan.portfolio.studio.messages import amount
from ikkan.values.text import Text

FORM: Final = 1


def told(
    found: Base, levers: Levers, as_of: date, *, years: int, runs: int, seed: int
) -> dict[str, Any]:
    """Base case, scenario and difference by indicator. Raises SteeringError, ForecastError."""
    demand(found, levers)
    before = outlook.run(found, Levers(), years=years, runs=runs, seed=seed)
    after = outlook.run(found, levers, years=years, runs=runs, seed=seed)
    more = outlook.difference(found, before, after, seed)
    return {
        "form": FORM,
        "engine": outlook.VERSION,
        "pack": snapshot(as_of).pack_version.version,
        "stamp": found.stamp,
        "as_of": as_of.isoformat(),
        "seed": seed,
        "runs": runs,
        "level": rules.LEVEL,
        "inside": [before.inside, after.inside],
        "years": list(range(found.first_year, found.first_year + years)),
        "past": list(found.years),
        "levers": [list(one) for one in levers.written()],
        "said": [[one.ja, one.en] for one in words(levers, found)],
        "extra_yen": rules.extra_yen(found.programmes, levers),
        "notes": [[one.ja, one.en] for one in found.notes],
        "indicators": [
            _indicator(found, one, at, (before, after, more))
            for at, one in enumerate(found.indicators)
        ],
    }


def demand(found: Base, levers: Levers) -> None:
    """That the levers can be in this base case. Raises SteeringError with every wrong one."""
    wrong = rules.findings(levers, found.programmes, found.phases)
    if wrong:
        raise SteeringError(wrong)


def _indicator(found: Base, one: Indicator, at: int, runs: tuple[Run, Run, Run]) -> dict[str, Any]:
    before, after, more = runs
    chances: list[float | None] = [None, None]
    if one.target is not None and one.counted:
        chances = [run.chance(at, one.target) for run in (before, after)]
    return {
        "code": one.code,
        "ja": one.label.ja,
        "en": one.label.en,
        "sort": one.sort,
        "counted": one.counted,
        "target": one.target,
        "base": _series(before.series[at]),
        "scenario": _series(after.series[at]),
        "more": _series(more.series[at]),
        "chances": chances,
        "readings": [rules.reading(one.sort, one.target, chance) for chance in chances],
        "past": float(one.events.sum()),
    }


def _series(one: Series) -> list[list[float]]:
    return [[float(value) for value in values] for values in (one.low, one.mid, one.high, one.mean)]


def words(levers: Levers, found: Base) -> list[Text]:
    """The levers in words, in the order of `written`."""
    names = {code: one.name for code, one in found.programmes.items()}
    return [
        *(
            messages.MOVE.format(
                source=names[one.source],
                target=names[one.target],
                amount=amount(one.yen),
            )
            for one in levers.moves
        ),
        *(
            messages.GATE.format(
                phase=found.phases[one.phase],
                points=f"{one.points:+d}".replace("-", "−"),
                stay=one.stay,
            )
            for one in levers.gates
        ),
        *(
            messages.CALL.format(programme=names[one.programme], starts=one.starts, years=one.years)
            for one in levers.calls
        ),
    ]


def shown(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What the templates read: rows of the last year, drawings, and words."""
    rows = [_row(one, kept) for one in kept["indicators"]]
    return {
        "kept": kept,
        "rows": rows,
        "drawings": [
            (row, drawing.fan(kept["years"], one, changed=bool(kept["levers"])))
            for row, one in zip(rows, kept["indicators"], strict=True)
            if one["counted"]
        ],
        "last": kept["years"][-1],
        "said": [Text(*one) for one in kept["said"]],
        "notes": [Text(*one) for one in kept["notes"]],
        "extra": kept["extra_yen"],
        "level": round(kept["level"] * 100),
    }


def _row(one: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": one["code"],
        "label": Text(one["ja"], one["en"]),
        "sort": messages.SORTS.get(one["sort"], Text(one["sort"], one["sort"])),
        "counted": one["counted"],
        "target": one["target"],
        "base": _last(one["base"]),
        "scenario": _last(one["scenario"]),
        "more": _last(one["more"]),
        "chances": one["chances"],
        "readings": [(name, messages.READINGS.get(name)) for name in one["readings"]],
        "years": list(
            zip(
                kept["years"],
                zip(*one["base"], strict=True),
                zip(*one["scenario"], strict=True),
                strict=True,
            )
        ),
    }


def _last(series: Sequence[Sequence[float]]) -> tuple[float, ...]:
    return tuple(values[-1] for values in series)
