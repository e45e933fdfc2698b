"""Which proposals go well: a pipeline fitted to own records, and where each proposal stands.

Decides: nothing of chance itself; the forecast engine draws. Called by engine and reading. The
engine is imported where it runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ikkan.portfolio.studio.building import Goes
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.forecast import History, Pipeline

VERSION: Final = "forecast 1"
HORIZON: Final = 3.0
"""Years within which a proposal's work must reach its next phase to count as going well."""
PRIOR_YEARS: Final = 3.0
PRIOR_SUCCESS: Final = 0.5
PRIOR_STRENGTH: Final = 1.0


def by_name(notes: Sequence[Text], names: Mapping[str, Text]) -> tuple[Text, ...]:
    """What a fit says of itself, with its phases called by name."""
    made = []
    for note in notes:
        for code, name in names.items():
            note = Text(
                note.ja.replace(f"「{code}」", f"「{name.ja}」"),
                note.en.replace(f"Phase {code}:", f"{name.en}:"),
            )
        made.append(note)
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the work of a proposal stands: its phase, and for how many years already."""

    proposal: str
    phase: str
    elapsed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the forecast rests on, in counts and words; `phases` (code, stays, ended, advanced)."""

    phases: tuple[tuple[str, int, int, int], ...]
    notes: tuple[Text, ...]
    observed: str

    @property
    def stays(self) -> int:
        """Stays of projects in phases."""
        return sum(one[1] for one in self.phases)

    @property
    def ended(self) -> int:
        """Those of which the end is known."""
        return sum(one[2] for one in self.phases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """The fitted pipeline and the standing of every proposal, in their order."""

    pipeline: Any = field(repr=False)
    standings: tuple[Standing, ...]
    basis: Basis

    def draw(self, size: int, seed: int) -> Goes:
        """(size, n): where each proposal goes well; the same for the same seed.

        Raises ForecastError.
        """
        from ikkan import forecast

        drawn = forecast.scenarios(
            self.pipeline, self._projects(), size=size, seed=seed, horizon=HORIZON
        )
        return np.asarray(drawn, dtype=np.bool_)

    def probabilities(self) -> list[float]:
        """The chance of each proposal, by the mean of the fit. Raises ForecastError."""
        from ikkan import forecast

        at = self._projects()
        found = forecast.success(self.pipeline, at.phase, at.elapsed, HORIZON)
        return [float(one) for one in np.atleast_1d(found)]

    def _projects(self) -> Any:
        from ikkan import forecast

        known = {code: number for number, code in enumerate(self.pipeline.phases)}
        return forecast.Projects(
            codes=tuple(one.proposal for one in self.standings),
            phase=np.array([known[one.phase] for one in self.standings], dtype=np.int32),
            elapsed=np.array([one.elapsed for one in self.standings]),
        )


def fitted(history: History) -> Pipeline:
    """The pipeline of a history, with the prior that the studio says. Raises ForecastError."""
    from ikkan import forecast

    prior = forecast.Prior(
        years=PRIOR_YEARS, success=PRIOR_SUCCESS, strength=PRIOR_STRENGTH, source="studio"
    )
    return forecast.fit(history, prior=prior)


def counted(history: History) -> tuple[tuple[str, int, int, int], ...]:
    """Stays, known ends and goings-on by phase."""
    found = []
    for number, code in enumerate(history.phases):
        own = history.outcome[history.phase == number]
        found.append((code, len(own), int((own >= 0).sum()), int((own == 1).sum())))
    return tuple(found)


def standings(codes: Sequence[tuple[str, str, float]], phases: Sequence[str]) -> Any:
    """Standings of (proposal, phase, years); a phase nobody knows stands at the first."""
    return tuple(
        Standing(
            proposal=code,
            phase=phase if phase in phases else phases[0],
            elapsed=max(0.0, elapsed) if phase in phases else 0.0,
        )
        for code, phase, elapsed in codes
    )
