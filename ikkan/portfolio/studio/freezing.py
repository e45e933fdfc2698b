"""A solved round as the data a saved plan keeps: complete enough to check it without the studio.

Decides: the stored form and its digest. Called by actions; pages of saved plans and the paper read
it. Source: design §2 ("A decision freezes the engine's inputs, version, seed, plan, certificate").
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from ikkan.plan.snapshot import Snapshot
from ikkan.portfolio.studio import chances, engine, reading
from ikkan.portfolio.studio.effects import Effect
from ikkan.portfolio.studio.rules import Ask, ValueModel, worth
from ikkan.portfolio.studio.solving import Solved
from ikkan.values.ref import Ref

FORM: Final = 1


def payload(made: Solved, known: Snapshot) -> dict[str, Any]:
    """Everything the plans rest on and everything they say, as plain data."""
    sheet = made.sheet
    return {
        "form": FORM,
        "round": sheet.round,
        "stamp": sheet.stamp,
        "pack": f"{known.pack_version.code} {known.pack_version.version}",
        "engines": [engine.VERSION, chances.VERSION],
        "seed": sheet.seed,
        "scenarios": sheet.size,
        "model": _model(made.model),
        "proposals": [_ask(one, made.model) for one in sheet.asks],
        "pot": {
            "yen": sheet.pot.yen,
            "reserve": sheet.pot.reserve,
            "most": sheet.pot.most,
            "limits": [
                {"code": one.code, "members": list(one.members), "most": one.most}
                for one in sheet.pot.limits
            ],
        },
        "forecast": _forecast(made),
        "edits": [[code, edit.value, yen] for code, edit, yen in made.edits.each()],
        "plans": {"engine": _plan(made.engine), "human": _plan(made.human)},
        "alone": [
            {"proposal": one.code, "edit": one.edit.value, "yen": one.yen, "costs": one.costs}
            for one in made.alone
        ],
        "under": [
            {
                "model": _model(one.model),
                "best": one.best,
                "engine": one.engine,
                "human": one.human,
            }
            for one in made.under
        ],
        "interval": _interval(made.interval),
        "effects": [_effect(one, known) for one in made.effects],
    }


def _model(model: ValueModel) -> dict[str, Any]:
    return {
        "code": model.code,
        "edition": model.edition,
        "ja": model.name.ja,
        "en": model.name.en,
        "rule": str(model.formula),
        "weights": {name: str(one) for name, one in model.weights.items()},
    }


def _ask(one: Ask, model: ValueModel) -> dict[str, Any]:
    return {
        "code": one.code,
        "version": one.version,
        "ja": one.title.ja,
        "en": one.title.en,
        "sort": one.sort,
        "case": one.case,
        "project": one.project,
        "programme": one.programme,
        "ministry": one.ministry,
        "target": one.target,
        "yen": one.yen,
        "least": one.least,
        "score": one.score,
        "expected": dict(one.expected),
        "probability": one.probability,
        "worth": worth(model, one),
    }


def _forecast(made: Solved) -> dict[str, Any]:
    drawn = made.sheet.goes
    held = made.sheet.chances
    return {
        "observed": held.basis.observed,
        "horizon_years": chances.HORIZON,
        "phases": [list(one) for one in held.basis.phases],
        "notes": [[one.ja, one.en] for one in held.basis.notes],
        "standings": [[one.proposal, one.phase, one.elapsed] for one in held.standings],
        "goes": {
            "shape": list(drawn.shape),
            "bits": base64.b64encode(np.packbits(drawn).tobytes()).decode("ascii"),
        },
        "pasts": {name: [list(year) for year in past.years] for name, past in made.pasts.items()},
    }


def _plan(plan: Any) -> dict[str, Any]:
    return {
        "x": {code: int(yen) for code, yen in plan.x.items()},
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "status": plan.status,
        "path": plan.path,
        "limit_hit": plan.limit_hit,
        "seconds": round(plan.seconds, 4),
        "prices": dict(plan.prices),
        "fund_price": plan.fund_price,
        "total_price": plan.total_price,
        "cap_prices": dict(plan.cap_prices),
        "binding": list(plan.binding),
        "certificate": _plain(asdict(plan.certificate)),
    }


def _plain(found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: one.tolist() if isinstance(one, np.ndarray) else one for name, one in found.items()
    }


def _interval(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    names = ("low", "high", "value_low", "value_high")
    return {name: float(getattr(found, name)) for name in names}


def _effect(one: Effect, known: Snapshot) -> dict[str, Any]:
    row = known.find(Ref("indicator", one.indicator))
    return {
        "indicator": one.indicator,
        "ja": one.indicator if row is None else row.label.ja,
        "en": one.indicator if row is None else row.label.en,
        "target": reading.target(known, one.indicator),
        **{
            name: None if band is None else [band.low, band.mid, band.high]
            for name, band in (
                ("none", one.none),
                ("engine", one.engine),
                ("human", one.human),
                ("more", one.more),
            )
        },
    }
