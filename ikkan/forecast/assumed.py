"""Assumptions from plain JSON: phases, prior or known values, projects, starts, cost, money.

Decides: which keys there are, and that every fault is told at once with its key. Called by: the
command line. The format stands in docs/models/forecast.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from ikkan.forecast import said
from ikkan.forecast.faults import Fault
from ikkan.forecast.pipeline import BINS, Prior
from ikkan.forecast.starting import Budget, Cohorts, Projects
from ikkan.values.text import Text

KEYS: Final = (
    "phases", "history", "observed", "bins_per_year", "prior", "known", "projects", "cohorts",
    "starts_per_year", "cost", "budget", "first_year", "source",
)  # fmt: skip
_NUMBER: Final = Text("数", "a number")
_NAME: Final = Text("CSVの名前", "the name of a CSV file")
_LIST: Final = Text("並び［…］", "a list […]")
_OBJECT: Final = Text("項目の組｛…｝", "an object {…}")
_BY_PHASE: Final = Text("一つの数か、段階ごとの数の組", "a number, or an object with one by phase")
OLDEST: Final = 100.0
MOST: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What a file assumes. `known` holds mean years and success instead of a history to fit."""

    phases: tuple[str, ...]
    history: str
    observed: date | None
    per_year: int
    prior: Prior | None
    known: tuple[list[float], list[float]] | None
    projects: Projects | None
    cohorts: Cohorts | None
    starts: int | list[int]
    cost: list[float]
    budget: Budget | None
    first_year: int


class _Reader:
    """Reads values and gathers faults; every place is a key."""

    def __init__(self, phases: tuple[str, ...]) -> None:
        self.phases, self.faults = phases, list[Fault]()

    def missing(self, place: str, key: str) -> None:
        """A key that has to be there; no place: at the top of the file."""
        self.faults.append(said.fault("missing", place=_inside(place, key)))

    def number(
        self,
        place: str,
        value: Any,
        least: float = 0.0,
        most: float = np.inf,
        needed: Text = _NUMBER,
    ) -> float:
        """A number within bounds; `least` after a fault."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.faults.append(said.fault("kind", place=place, value=value, needed=needed))
            return least
        if not least <= value <= most or not np.isfinite(value):
            sort = "share" if most == 1 else "number" if np.isinf(most) else "between"
            self.faults.append(said.fault(sort, place=place, value=value, least=least, most=most))
            return least
        return float(value)

    def whole(self, place: str, value: Any, least: int = 0, most: int = MOST) -> int:
        """A whole number within bounds."""
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.faults.append(
                said.fault("whole", place=place, value=value, least=least, most=most)
            )
            return least
        return value

    def by_phase(self, place: str, value: Any, least: float = 0.0, most: float = np.inf) -> Any:
        """A number for every phase, as a list: one for all or an object by phase."""
        if not isinstance(value, Mapping):
            return [self.number(place, value, least, most, _BY_PHASE)] * len(self.phases)
        for phase in value:
            if phase not in self.phases:
                self.faults.append(said.fault("phase", place=place, value=phase))
        made = []
        for phase in self.phases:
            if phase not in value:
                self.missing(place, phase)
            else:
                made.append(self.number(f"{place}.{phase}", value[phase], least, most))
        return made

    def yearly(self, place: str, value: Any, read: Any) -> Any:
        """One value for all years or a list by year."""
        if isinstance(value, list):
            return [read(f"{place}[{number}]", one) for number, one in enumerate(value)]
        return read(place, value)

    def day(self, place: str, value: Any) -> date | None:
        """A day, written as YYYY-MM-DD."""
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.faults.append(said.fault("date", place=place, value=value))
            return None

    def table(self, place: str, value: Any, known: tuple[str, ...]) -> Mapping[str, Any]:
        """An object that holds no other keys."""
        if not isinstance(value, Mapping):
            self.faults.append(said.fault("kind", place=place, value=value, needed=_OBJECT))
            return {}
        for key in value:
            if key not in known:
                self.faults.append(said.fault("key", place=_inside(place, key)))
        return value

    def rows(self, place: str, value: Any, known: tuple[str, ...]) -> list[Mapping[str, Any]]:
        """A list of objects that hold exactly these keys."""
        if not isinstance(value, list):
            self.faults.append(said.fault("kind", place=place, value=value, needed=_LIST))
            return []
        made = []
        for number, one in enumerate(value):
            row = self.table(f"{place}[{number}]", one, known)
            lacking = [key for key in known if key not in row]
            for key in lacking:
                self.missing(f"{place}[{number}]", key)
            if not lacking:
                made.append(row)
        return made

    def at(self, place: str, phase: Any) -> int:
        """The number of a phase."""
        if phase not in self.phases:
            self.faults.append(said.fault("phase", place=place, value=phase))
            return 0
        return self.phases.index(phase)


def _inside(place: str, key: str) -> str:
    return f"{place}.{key}" if place else str(key)


def read(data: Mapping[str, Any]) -> tuple[Assumptions, list[Fault]]:
    """The assumptions of a parsed file, and everything that is wrong with them."""
    given = data.get("phases")
    phases = tuple(one for one in given if isinstance(one, str)) if isinstance(given, list) else ()
    reader = _Reader(phases)
    table = reader.table("", data, KEYS)
    if not phases or len(set(phases)) != len(phases) or len(phases) != len(given or ()):
        reader.faults.append(said.fault("phases", value=given))
    per_year = table.get("bins_per_year", 12)
    if per_year not in BINS:
        reader.faults.append(said.fault("bins", value=per_year))
        per_year = 12
    fitted, known = "history" in table, "known" in table
    if fitted == known:
        reader.faults.append(said.fault("sides"))
    for key in ("prior", "observed"):
        if fitted and key not in table:
            reader.missing("", key)
    history = table.get("history", "")
    if not isinstance(history, str):
        reader.faults.append(said.fault("kind", place="history", value=history, needed=_NAME))
    made = Assumptions(
        phases=phases,
        history=str(history),
        observed=reader.day("observed", table["observed"]) if "observed" in table else None,
        per_year=per_year,
        prior=_prior(reader, table["prior"]) if "prior" in table else None,
        known=_known(reader, table["known"]) if known else None,
        projects=_projects(reader, table["projects"]) if "projects" in table else None,
        cohorts=_cohorts(reader, table["cohorts"], per_year) if "cohorts" in table else None,
        starts=reader.yearly("starts_per_year", table.get("starts_per_year", 0), reader.whole),
        cost=reader.by_phase("cost", table["cost"]) if "cost" in table else [],
        budget=_budget(reader, table["budget"]) if "budget" in table else None,
        first_year=reader.whole("first_year", table.get("first_year", 1), 1, 9999),
    )
    if made.budget is not None and not made.cost and "cost" not in table:
        reader.missing("", "cost")
    return made, reader.faults


def _prior(reader: _Reader, value: Any) -> Prior:
    table = reader.table("prior", value, ("years", "success", "strength", "source"))
    told: dict[str, dict[str, float]] = {}
    for key, most in (("years", np.inf), ("success", 1.0)):
        if key not in table:
            reader.missing("prior", key)
        else:
            made = reader.by_phase(f"prior.{key}", table[key], 1e-3, most)
            told[key] = dict(zip(reader.phases, made, strict=False))
    return Prior(
        years=told.get("years", {}),
        success=told.get("success", {}),
        strength=reader.number("prior.strength", table.get("strength", 1.0), 1e-3),
        source=str(table.get("source", "")),
    )


def _known(reader: _Reader, value: Any) -> tuple[list[float], list[float]]:
    table = reader.table("known", value, ("years", "success"))
    made: list[list[float]] = []
    for key, least, most in (("years", 1e-3, np.inf), ("success", 0.0, 1.0)):
        if key not in table:
            reader.missing("known", key)
        made.append(reader.by_phase(f"known.{key}", table.get(key, least or 1.0), least, most))
    return made[0], made[1]


def _projects(reader: _Reader, value: Any) -> Projects:
    rows = reader.rows("projects", value, ("code", "phase", "years"))
    codes, places = [str(row["code"]) for row in rows], [f"projects[{n}]" for n in range(len(rows))]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            reader.faults.append(said.fault("code", place=places[number], value=code))
    pairs = list(zip(rows, places, strict=True))
    return Projects(
        codes=tuple(codes),
        phase=np.array([reader.at(at, row["phase"]) for row, at in pairs], dtype=np.int32),
        elapsed=np.array(
            [reader.number(f"{at}.years", row["years"], 0.0, OLDEST) for row, at in pairs]
        ),
    )


def _cohorts(reader: _Reader, value: Any, per_year: int) -> Cohorts:
    made = np.zeros((max(len(reader.phases), 1), 1), dtype=np.int64)
    for number, row in enumerate(reader.rows("cohorts", value, ("phase", "years", "count"))):
        place = f"cohorts[{number}]"
        age = int(np.rint(reader.number(f"{place}.years", row["years"], 0.0, OLDEST) * per_year))
        phase = reader.at(place, row["phase"])
        wider = max(age + 1 - made.shape[1], 0)
        made = np.pad(made, ((0, 0), (0, wider)))
        made[phase, age] += reader.whole(f"{place}.count", row["count"])
    return Cohorts(counts=made)


def _budget(reader: _Reader, value: Any) -> Budget:
    table = reader.table("budget", value, ("yen", "speed", "success", "least", "most"))
    if "yen" not in table:
        reader.missing("budget", "yen")
    yen = reader.yearly("budget.yen", table.get("yen", 0), reader.number)
    return Budget(
        yen=np.atleast_1d(np.array(yen, dtype=np.float64)),
        speed=np.array(reader.by_phase("budget.speed", table.get("speed", 1.0))),
        success=np.array(reader.by_phase("budget.success", table.get("success", 0.0))),
        least=reader.number("budget.least", table.get("least", 0.25), 0.01, 1),
        most=reader.number("budget.most", table.get("most", 2.0), 1.0),
    )
