"""A round of the fund as the studio needs it: value models, proposals, pot, forecast.

Decides: which proposals are planned (screened ones) and where the work of each stands. Called by
solving and actions. A constant number of queries. Source: E-1 of the pack's policy, performance §1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from ikkan.awards.models import Award
from ikkan.budget.adjustment import queries as fund
from ikkan.budget.adjustment.rules import SCREENED
from ikkan.plan.queries import snapshot
from ikkan.plan.snapshot import FigureView, Snapshot
from ikkan.portfolio.models import Seed
from ikkan.portfolio.studio import basis, chances, messages, rules
from ikkan.portfolio.studio.building import Pot, shares
from ikkan.portfolio.studio.chances import Basis, Chances
from ikkan.portfolio.studio.engine import Sheet
from ikkan.portfolio.studio.messages import StudioError
from ikkan.portfolio.studio.rules import Ask, ValueModel
from ikkan.values.errors import IkkanError, InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_AWARD: Final = "awards.award"
_SEED: Final = "portfolio.seed"
_DAYS: Final = 365.25


def models(as_of: date) -> tuple[ValueModel, ...]:
    """The value models of the pack in force, in its order. Raises InputError where it has none."""
    held = snapshot(as_of)
    weights: dict[str, dict[str, Fraction]] = {}
    for row in held.entries("value_weight"):
        weights.setdefault(row.data["of"], {})[row.data["indicator"]] = row.data["weight"]
    rows = sorted(held.entries("value_model"), key=lambda row: int(row.data["order"]))
    if not rows:
        raise InputError("value.none", messages.NO_MODEL)
    return tuple(
        ValueModel(
            code=row.code,
            edition=row.data.get("edition") or "",
            name=row.label,
            formula=row.data["rule"],
            weights=weights.get(row.code, {}),
            note=row.data.get("note"),
        )
        for row in rows
    )


def model(known: Sequence[ValueModel], code: str) -> ValueModel:
    """The model of that code, else the first. Raises InputError, StudioError."""
    found = next((one for one in known if one.code == code), None) if code else known[0]
    if found is None:
        names = ", ".join(one.code for one in known)
        told = messages.UNKNOWN_MODEL.format(model=code[:40], known=names)
        raise InputError("value.unknown", told)
    wrong = rules.model_findings(found)
    if wrong:
        raise StudioError(wrong)
    return found


def counted(as_of: date) -> dict[str, str]:
    """Indicator → how own records count it, "" where they do not; in the order of the pack."""
    rows = snapshot(as_of).entries("value_weight")
    return {row.data["indicator"]: row.data.get("counted") or "" for row in rows}


def target(known: Snapshot, indicator: str) -> float | None:
    """The yearly target of an indicator as printed; None where no source prints one."""
    row = known.find(Ref("indicator", indicator))
    code = None if row is None else row.data.get("figure")
    figure = known.find(Ref("figure", code)) if code else None
    return float(figure.value) if isinstance(figure, FigureView) else None


def sheet(found: Any, as_of: date, *, seed: int, size: int) -> Sheet:
    """Everything a plan of the round rests on. Raises StudioError, InputError, ForecastError."""
    if not 1 <= size <= rules.MOST_SCENARIOS:
        told = messages.NO_SCENARIOS.format(read=size, most=rules.MOST_SCENARIOS)
        raise InputError("studio.no_scenarios", told)
    rows = [one for one in fund.proposals(found) if one.state == SCREENED]
    if not rows:
        raise InputError("studio.no_asks", messages.NO_ASKS)
    held = fund.limits(found, as_of)
    if held.free < rules.UNIT:
        raise InputError("studio.no_pot", messages.NO_POT)
    drawn = forecast(rows, as_of)
    likely = drawn.probabilities()
    asks = tuple(replace(_ask(row), probability=one) for row, one in zip(rows, likely, strict=True))
    wrong = rules.ask_findings(asks, models(as_of))
    if wrong:
        raise StudioError(wrong)
    pot = Pot(
        yen=held.free,
        reserve=min(held.reserve, held.remaining),
        most=held.most,
        limits=shares(asks, held.most),
    )
    return Sheet(
        round=found.code,
        stamp=fund.stamp(found),
        asks=asks,
        pot=pot,
        chances=drawn,
        seed=seed,
        goes=drawn.draw(size, seed),
    )


def _ask(row: Any) -> Ask:
    return Ask(
        code=row.code,
        title=Text(row.title_ja, row.title_en or row.title_ja),
        sort=row.sort,
        case=row.case,
        project=row.project,
        programme=row.programme,
        ministry=row.ministry,
        target=row.target,
        yen=row.yen,
        least=row.least_yen,
        score=float(row.score),
        expected={name: float(count) for name, count in (row.expected or {}).items()},
        version=row.version,
    )


def forecast(rows: Sequence[Any], as_of: date) -> Chances:
    """The pipeline of own records and the standing of each proposal. Raises ForecastError."""
    seen = basis.history(as_of)
    pipeline = chances.fitted(seen)
    at = _standings(rows, as_of)
    return Chances(
        pipeline=pipeline,
        standings=chances.standings(at, pipeline.phases),
        basis=Basis(
            phases=chances.counted(seen), notes=tuple(pipeline.notes), observed=as_of.isoformat()
        ),
    )


def _standings(rows: Sequence[Any], as_of: date) -> list[tuple[str, str, float]]:
    """Phase and years of the award or seed of each proposal; of its programme's first otherwise."""
    targets = {row.code: _target(row.target) for row in rows}
    awards = _awards([one.code for one in targets.values() if one and one.kind == _AWARD])
    seeds = _seeds([one.code for one in targets.values() if one and one.kind == _SEED])
    first = _first_phases(as_of)
    found = []
    for row in rows:
        ref = targets[row.code]
        phase, began = first.get(row.programme, ""), as_of
        if ref is not None and ref.kind == _AWARD and ref.code in awards:
            phase, began = awards[ref.code]
        elif ref is not None and ref.kind == _SEED and ref.code in seeds:
            phase, began = seeds[ref.code]
        found.append((row.code, phase, max(0, (as_of - began).days) / _DAYS))
    return found


def _target(written: str) -> Ref | None:
    try:
        return Ref.parse(written) if written else None
    except IkkanError:
        return None


def _awards(codes: Sequence[str]) -> Mapping[str, tuple[str, date]]:
    rows = Award.objects.filter(code__in=codes).order_by("phase_moves__moved_on")
    found: dict[str, tuple[str, date]] = {}
    for code, phase, began, moved in rows.values_list(
        "code", "phase", "began_on", "phase_moves__moved_on"
    ):
        found[code] = (phase, moved or began)
    return found


def _seeds(codes: Sequence[str]) -> Mapping[str, tuple[str, date]]:
    rows = Seed.objects.filter(code__in=codes)
    return {
        code: (phase, day) for code, phase, day in rows.values_list("code", "phase", "named_on")
    }


def _first_phases(as_of: date) -> dict[str, str]:
    """The first phase of each programme, as the pack says."""
    held = snapshot(as_of)
    orders = {row.code: int(row.data["order"]) for row in held.entries("phase", state="all")}
    found: dict[str, str] = {}
    for row in held.entries("programme_phase", state="all"):
        code, phase = row.data["programme"], row.data.get("from_phase") or ""
        if phase in orders and orders[phase] < orders.get(found.get(code, ""), 10**6):
            found[code] = phase
    return found
