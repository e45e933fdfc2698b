"""`ikkan forecast`: a pipeline fitted to a dated history, or known, run for years many times.

Decides: what is read and printed; no database is touched. The engine is forecast.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ikkan.server import plainfiles, plainjson, speech
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.forecast import Calibration, History, Outlook, Pipeline
    from ikkan.forecast.assumed import Assumptions

COLUMNS = ("project", "phase", "entered", "left", "outcome")
HEADS = ("year", "indicator", "mean", "low", "high", "joint_low", "joint_high")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("forecast")
@click.argument("file", type=_FILE)
@click.option("--years", type=click.IntRange(1), default=10, show_default=True, help="年数。")
@click.option(
    "--replications",
    type=click.IntRange(1, 1_000_000),
    default=1000,
    show_default=True,
    help="回数。",
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.option("--named/--cohorts", default=None, help="One by one or as counts. 個別かまとまりか。")
@click.option("--level", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.9)
@click.option(
    "--calibrate",
    type=click.IntRange(1),
    is_flag=False,
    flag_value=1000,
    help="Check the intervals on N drawn worlds. 区間の検定。",
)
@click.option("--out", type=_FILE, help="All years as CSV. 全年度をCSVで書く。")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def command(
    file: Path,
    years: int,
    replications: int,
    seed: int,
    named: bool | None,
    level: float,
    calibrate: int | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Forecast what FILE (JSON) assumes and its history shows. 履歴と仮定から将来を予測する。"""
    from ikkan import forecast

    told, history = _read(file)
    pipeline = _pipeline(told, history)
    start = _start(told, history, named)
    budget = told.budget
    if budget is not None and len(budget.yen) == 1:
        budget = _every_year(budget, years)
    outlook = forecast.simulate(
        pipeline,
        start,
        years=years,
        replications=replications,
        seed=seed,
        starts_per_year=told.starts,
        budget=budget,
        first_year=told.first_year,
    )
    checked = None
    if calibrate is not None:
        checked = _calibrated(told, calibrate, seed, level, outlook.path == "cohorts")
    if out is not None:
        _write(out, outlook, level)
    _tell(outlook, checked, level, as_json=as_json)
    return 0 if checked is None or _sound(checked) else 1


def _read(file: Path) -> tuple[Assumptions, History | None]:
    """The file and its history. Raises InputError with every fault of both."""
    from ikkan.forecast import ForecastError, History, Stay, assumed

    faults = plainfiles.Faults()
    told, found = assumed.read(plainjson.opened(file))
    for one in found:
        faults.add(file, None, one.text)
    history = None
    if told.history:
        path = file.parent / told.history
        table = plainfiles.opened(path, COLUMNS, faults)
        stays = []
        for row in table.rows:
            project, phase = table.read(row, "project", str), table.read(row, "phase", str)
            entered = table.read(row, "entered", date.fromisoformat)
            left = table.read(row, "left", _day, "")
            seen = table.read(row, "seen", _day, "") if "seen" in table.columns else ""
            if None in (project, phase, entered, left, seen):
                continue
            stays.append(
                Stay(
                    project=str(project),
                    phase=str(phase),
                    entered=entered or date.min,
                    left=date.fromisoformat(left) if left else None,
                    outcome=row.values.get("outcome", ""),
                    seen=date.fromisoformat(seen) if seen else None,
                    row=row.line,
                )
            )
        if told.observed is not None and told.phases:
            try:
                history = History.of(stays, phases=told.phases, observed=told.observed)
            except ForecastError as error:
                for one in error.findings:
                    faults.add(path, None, one.text)
    faults.stop()
    return told, history


def _day(said: str) -> str:
    return date.fromisoformat(said).isoformat()


def _pipeline(told: Assumptions, history: History | None) -> Pipeline:
    import numpy as np

    from ikkan import forecast

    cost = np.array(told.cost, dtype=np.float64)
    if told.known is not None:
        years, success = told.known
        return forecast.Pipeline.of(
            told.phases, years=years, success=success, per_year=told.per_year, cost=cost
        )
    if history is None or told.prior is None:
        raise AssertionError("a file without faults has a history and a prior, or known values")
    made = forecast.fit(history, prior=told.prior, per_year=told.per_year)
    return made.costing(cost)


def _start(told: Assumptions, history: History | None, named: bool | None) -> Any:
    """What the file names, else what was running when the history ended."""
    from ikkan.forecast import Cohorts, Projects

    phases, per_year = len(told.phases), told.per_year
    projects = told.projects
    if projects is None and told.cohorts is None and history is not None:
        projects = Projects.running(history)
    if named is None:
        named = told.cohorts is None
    if named:
        if told.cohorts is not None:
            raise click.UsageError(_COUNTS.of(speech.language()))
        return projects if projects is not None else Projects.none()
    counts = [] if told.cohorts is None else [told.cohorts]
    if projects is not None:
        counts.append(projects.cohorts(phases, per_year))
    return Cohorts.together(counts, phases)


def _every_year(budget: Any, years: int) -> Any:
    from dataclasses import replace

    return replace(budget, yen=budget.yen.repeat(years))


def _calibrated(
    told: Assumptions, worlds: int, seed: int, level: float, cohorts: bool
) -> Calibration:
    from ikkan import forecast

    if told.prior is None:
        raise click.UsageError(_PRIOR.of(speech.language()))
    design = forecast.Design(phases=told.phases)
    return forecast.calibrate(
        told.prior, n=worlds, seed=seed, level=level, cohorts=cohorts, design=design
    )


def _sound(checked: Calibration) -> bool:
    """Every coverage within four standard errors of what was promised."""
    return bool((abs(checked.coverage - checked.level) <= 4 * checked.error).all())


def _table(outlook: Outlook, level: float) -> dict[str, Any]:
    band = outlook.joint(level)
    low, high = outlook.interval(level)
    return {"mean": outlook.mean(), "low": low, "high": high, "joint_low": band.low,
            "joint_high": band.high}  # fmt: skip


def _write(out: Path, outlook: Outlook, level: float) -> None:
    table = _table(outlook, level)
    rows = [
        [year, name, *(f"{table[head][at, column]:.6g}" for head in HEADS[2:])]
        for at, year in enumerate(outlook.years)
        for column, name in enumerate(outlook.indicators)
    ]
    plainfiles.write(out, [HEADS, *rows])


def _tell(outlook: Outlook, checked: Calibration | None, level: float, *, as_json: bool) -> None:
    if as_json:
        table = _table(outlook, level)
        told: dict[str, Any] = {
            "ok": True,
            "path": outlook.path,
            "years": list(outlook.years),
            "replications": len(outlook.samples),
            "seed": outlook.seed,
            "level": level,
            "notes": [speech.both(note) for note in outlook.notes],
            "indicators": {
                name: {head: table[head][:, at].round(4).tolist() for head in HEADS[2:]}
                for at, name in enumerate(outlook.indicators)
            },
        }
        if checked is not None:
            told["calibration"] = {
                "n": checked.n,
                "coverage": dict(
                    zip(checked.indicators, checked.coverage.round(4).tolist(), strict=True)
                ),
                "error": round(checked.error, 4),
                "sound": _sound(checked),
            }
        speech.result(told)
        return
    for note in outlook.notes:
        speech.say(note)
    low, high = outlook.interval(level)
    mean = outlook.mean()
    for at, name in enumerate(outlook.indicators):
        if not name.endswith(".stopped"):
            speech.say(f"{name}")
            for row, year in enumerate(outlook.years):
                span = f"{low[row, at]:,.0f} – {high[row, at]:,.0f}"
                speech.say(f"  {year:>4}  {mean[row, at]:>12,.1f}  [{span}]")
    speech.say(
        _DONE.format(
            path=_PATHS[outlook.path], size=f"{len(outlook.samples):,}", level=f"{level:.0%}"
        )
    )
    if checked is not None:
        for name, share in zip(checked.indicators, checked.coverage, strict=True):
            speech.say(
                _COVERED.format(
                    name=name, share=f"{share:.1%}", level=f"{level:.0%}", n=f"{checked.n:,}",
                    error=f"{checked.error:.1%}",
                )
            )  # fmt: skip


_COUNTS = Text(
    "まとまり（cohorts）は個別には計算できません。--named を外してください。",
    "Cohorts cannot be run one by one; leave out --named.",
)
_PRIOR = Text("検定には事前の値（prior）が必要です。", "A calibration needs a prior in the file.")
_PATHS = {"named": Text("個別", "one by one"), "cohorts": Text("まとまり", "as counts")}
_DONE = Text(
    "{size}回の計算（{path}）。括弧内は{level}区間です。",
    "{size} replications ({path}); brackets hold the {level} interval.",
)
_COVERED = Text(
    "検定：{name} の{level}区間は{n}回のうち{share}で当たりました（標準誤差{error}）。",
    "Calibration: the {level} interval of {name} held in {share} of {n} worlds (error {error}).",
)
