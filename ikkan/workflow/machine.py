"""A state machine as data: states, and the steps between them with who takes each; pure.

Decides: which step an act is in a state, and nothing about what the act does. Called by contexts
that walk a case along the machine its pack gives. Source: design §2 "Workflow", 004 L49-L92.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stretch of the way that readers count: one of "five steps"."""

    code: str
    name: Text
    lead: Text | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a case can be; `stage` is the code of its stage; after an `end` nothing must follow."""

    code: str
    name: Text
    stage: str = ""
    end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An act that leads from any of `froms` to `to`, or leaves the state as it is where `to` is "".

    `who` is the side that takes it; `demands` are names of registered conditions; `days`: due that
    many days after the beginning of the case.
    """

    act: str
    name: Text
    froms: tuple[str, ...]
    to: str
    who: str
    demands: tuple[str, ...] = ()
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """States in the order of the way, and steps; a case begins in the first state."""

    code: str
    stages: tuple[Stage, ...]
    states: tuple[State, ...]
    steps: tuple[Step, ...]

    @property
    def start(self) -> str:
        """The code of the state in which every case begins."""
        return self.states[0].code

    def state(self, code: str) -> State:
        """The state of that code. Raises KeyError."""
        return next((one for one in self.states if one.code == code), None) or _missing(code)

    def rank(self, code: str) -> int:
        """How far along the way a state is, from 0."""
        return [one.code for one in self.states].index(code)

    def step(self, act: str, state: str) -> Step | None:
        """The step that `act` is in that state; None where the machine has none."""
        return next((one for one in self.steps if one.act == act and state in one.froms), None)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Every step that can be taken in a state, in the order of the pack."""
        return tuple(one for one in self.steps if state in one.froms)

    def states_with(self, act: str) -> tuple[State, ...]:
        """The states in which an act is possible, in the order of the way."""
        return tuple(one for one in self.states if self.step(act, one.code) is not None)

    def stage_of(self, state: str) -> int | None:
        """The place of the state's stage, from 1; None where it has none."""
        codes = [one.code for one in self.stages]
        code = self.state(state).stage
        return codes.index(code) + 1 if code in codes else None


def _missing(code: str) -> State:
    raise KeyError(code)


def of_data(code: str, data: Mapping[str, Any]) -> Machine:
    """The machine as pack.toml writes it, or as a case keeps it."""
    return Machine(
        code=code,
        stages=tuple(
            Stage(
                code=one["code"],
                name=_text(one["name"]),
                lead=_text(one["lead"]) if one.get("lead") else None,
                source=one.get("source", ""),
            )
            for one in data.get("stages", ())
        ),
        states=tuple(
            State(
                code=one["code"],
                name=_text(one["name"]),
                stage=one.get("stage", ""),
                end=bool(one.get("end", False)),
            )
            for one in data["states"]
        ),
        steps=tuple(
            Step(
                act=one["act"],
                name=_text(one["name"]),
                froms=tuple(one["from"]),
                to=one.get("to", ""),
                who=one["who"],
                demands=tuple(one.get("demands", ())),
                days=one.get("days"),
            )
            for one in data["steps"]
        ),
    )


def _text(written: Mapping[str, str]) -> Text:
    return Text(written["ja"], written["en"])
