"""What the studio assumes: value models with their weights, forecast by phase, its calibration.

Decides: nothing; says where each number comes from. Called by the page of assumptions.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Final

from ikkan.plan.queries import snapshot
from ikkan.portfolio.studio import basis, chances, messages, page, reading, rules
from ikkan.values.errors import IkkanError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LEVEL: Final = 0.9
REPLICATIONS: Final = 150


def of(as_of: date) -> dict[str, Any]:
    """Models, pasts, phases and notes of the fit, and a check of its intervals."""
    counted = reading.counted(as_of)
    pasts = basis.pasts(counted, as_of)
    context: dict[str, Any] = {
        "models": _models(as_of),
        "pasts": [
            (page.indicator(code, as_of), past.years, bool(counted[code]))
            for code, past in pasts.items()
        ],
        "years": max((past.years for past in pasts.values()), key=len, default=()),
        "horizon": chances.HORIZON,
        "scenarios": rules.SCENARIOS,
        "phases": (),
        "notes": (),
        "unknown": None,
        "calibration": None,
    }
    try:
        seen = basis.history(as_of)
        pipeline = chances.fitted(seen)
    except IkkanError as error:
        return context | {"unknown": error.text}
    names = {row.code: row.label for row in snapshot(as_of).entries("phase", state="all")}
    context["phases"] = [
        (names.get(code, Text(code, code)), stays, ended, advanced)
        for code, stays, ended, advanced in chances.counted(seen)
    ]
    context["notes"] = chances.by_name(pipeline.notes, names)
    context["calibration"] = calibrated()
    return context


def _models(as_of: date) -> list[dict[str, Any]]:
    held = snapshot(as_of)
    try:
        known = reading.models(as_of)
    except IkkanError:
        return []
    return [
        {
            "model": one,
            "rule": messages.FORMULAS.get(one.formula, Text(one.formula, one.formula)),
            "wrong": [messages.said(finding) for finding in rules.model_findings(one)],
            "weights": [
                (held.find(Ref("indicator", code)), code, weight)
                for code, weight in one.weights.items()
            ],
        }
        for one in known
    ]


@lru_cache(maxsize=1)
def calibrated() -> Any:
    """Whether intervals of the very fit and simulation cover what they promise, on made-up truths.

    The same prior as the studio's; a small run, its error is said beside it.
    """
    from ikkan import forecast

    prior = forecast.Prior(
        years=chances.PRIOR_YEARS, success=chances.PRIOR_SUCCESS, strength=chances.PRIOR_STRENGTH
    )
    return forecast.calibrate(prior, n=REPLICATIONS, level=LEVEL, seed=1)
