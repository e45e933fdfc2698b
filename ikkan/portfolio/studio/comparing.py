"""Saved plans of a round side by side: amounts, value, every value model, what they rest on.

Decides: which plans are compared (those asked for, else the newest) and the marks beside them.
Called by the page of comparison; a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.portfolio.studio import messages, page, queries, rules
from ikkan.values.text import Text

MOST: Final = 4


def of(found: Any, actor: Actor, as_of: date, named: Sequence[str]) -> dict[str, Any]:
    """Columns for plans; rows for proposals in the order of the newest plan, then models."""
    kept = queries.plans(found, actor)
    old = queries.stale(found, kept)
    chosen = [one for one in kept if one.code in set(named)] or kept
    chosen = chosen[:MOST]
    columns = [
        {
            "plan": one,
            "name": Text(one.name_ja, one.name_en or one.name_ja),
            "sort": messages.SORTS[one.sort],
            "state": messages.STATES[one.state],
            "stale": one.code in old,
            "x": one.payload["plans"][rules.HUMAN]["x"],
            "value": one.value / _unit(one),
            "best": one.best / _unit(one),
            "unit": page.indicator(next(iter(one.payload["model"]["weights"])), as_of),
            "model": Text(one.payload["model"]["ja"], one.payload["model"]["en"]),
        }
        for one in chosen
    ]
    return {
        "all": [(one, Text(one.name_ja, one.name_en or one.name_ja)) for one in kept],
        "columns": columns,
        "chosen": {one.code for one in chosen},
        "rows": _rows(chosen),
        "models": _models(chosen),
        "most": MOST,
    }


def _unit(plan: Any) -> float:
    weight = next(iter(plan.payload["model"]["weights"].values()))
    return float(page.fraction(weight)) * rules.POINTS


def _rows(chosen: Sequence[Any]) -> list[dict[str, Any]]:
    """One row for each proposal that a plan knows; None where a plan did not have it."""
    titles: dict[str, Text] = {}
    for plan in chosen:
        for one in plan.payload["proposals"]:
            titles.setdefault(one["code"], Text(one["ja"], one["en"]))
    rows = []
    for code, title in titles.items():
        cells = [plan.payload["plans"][rules.HUMAN]["x"].get(code) for plan in chosen]
        rows.append({"code": code, "title": title, "cells": cells, "alike": len(set(cells)) == 1})
    return rows


def _models(chosen: Sequence[Any]) -> list[dict[str, Any]]:
    """How near the best of each value model every plan comes, as kept with it."""
    names: dict[str, Text] = {}
    shares: list[dict[str, float]] = []
    for plan in chosen:
        own: dict[str, float] = {}
        for one in plan.payload["under"]:
            code = f"{one['model']['code']} {one['model']['edition']}"
            names.setdefault(code, Text(one["model"]["ja"], one["model"]["en"]))
            if one["best"] > 0:
                own[code] = one["human"] / one["best"]
        shares.append(own)
    return [
        {"code": code, "name": name, "cells": [own.get(code) for own in shares]}
        for code, name in names.items()
    ]
