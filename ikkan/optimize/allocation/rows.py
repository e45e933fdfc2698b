"""The first stage as rows of a linear model: direct worth in steps, least amounts, caps, total.

Decides: how the columns x, step parts and yes/no of each programme stand in a model, so that every
model (master, hull, whole problem) keeps the same rules. Called by: master, extensive, feasible.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.solver import INFINITY, Model


@dataclass(slots=True)
class Rows:
    """A model that grows by columns and rows; columns and rows are named by their number."""

    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)

    def column(
        self, cost: float = 0.0, low: float = 0.0, high: float = INFINITY, whole: bool = False
    ) -> int:
        """A new column; returns its number."""
        self.cost.append(cost)
        self.lower.append(low)
        self.upper.append(high)
        self.integer.append(whole)
        return len(self.cost) - 1

    def row(self, entries: dict[int, float], low: float, high: float) -> int:
        """low ≤ Σ entries ≤ high; returns the number of the row."""
        self.columns.extend(entries)
        self.values.extend(entries.values())
        self.starts.append(len(self.columns))
        self.row_lower.append(low)
        self.row_upper.append(high)
        return len(self.row_lower) - 1

    def model(self) -> Model:
        """As the solver takes it."""
        return Model(
            cost=np.array(self.cost),
            lower=np.array(self.lower),
            upper=np.array(self.upper),
            starts=np.array(self.starts),
            columns=np.array(self.columns, dtype=np.int64),
            values=np.array(self.values),
            row_lower=np.array(self.row_lower),
            row_upper=np.array(self.row_upper),
            integer=np.array(self.integer) if any(self.integer) else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the first stage stands: x is column p for programme p; `yes` says where it is asked."""

    yes: dict[int, int]
    total: int
    caps: tuple[int, ...]


def first_rows(
    stage: FirstStage, *, whole: bool = False, direct: bool = True
) -> tuple[Rows, Places]:
    """A model of the first stage alone, with its direct worth (unless left out) as objective."""
    rows = Rows()
    count = len(stage.low)
    for p in range(count):
        rows.column(
            0.0, 0.0 if stage.least[p] else float(stage.low[p]), float(stage.high[p]), whole
        )
    yes = {}
    for p in range(count):
        parts = {
            rows.column(float(slope), 0.0, float(width)): 1.0
            for slope, width in zip(stage.slopes[p], stage.widths[p], strict=True)
            if direct
        }
        if parts:
            rows.row({**parts, p: -1.0}, -INFINITY, 0.0)
        if stage.least[p]:
            yes[p] = rows.column(0.0, 0.0, 1.0, whole=True)
            rows.row({p: 1.0, yes[p]: -float(stage.least[p])}, 0.0, INFINITY)
            rows.row({p: 1.0, yes[p]: -float(stage.high[p])}, -INFINITY, 0.0)
    caps = tuple(
        rows.row(dict.fromkeys(map(int, members), 1.0), float(fewest), float(most))
        for members, fewest, most in zip(stage.members, stage.fewest, stage.most, strict=True)
    )
    total = rows.row(dict.fromkeys(range(count), 1.0), -INFINITY, float(stage.total))
    return rows, Places(yes=yes, total=total, caps=caps)
