"""The step that an act is in a round or a pairing, by the machine the record keeps.

Decides: which side takes it, and that nothing is done out of turn. Called by actions and pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.plan.queries import snapshot
from ikkan.portfolio.matching import messages, rules
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.text import Text
from ikkan.workflow.machine import Machine, Step


def written(case: str, as_of: date) -> Mapping[str, Any]:
    """The machine of the pack in force, as a record keeps it. Raises InputError without one."""
    found = snapshot(as_of).settings.get("workflow", {}).get(case)
    if found is None:
        raise InputError("matching.machine", messages.NO_MACHINE.format(case=case))
    data: Mapping[str, Any] = found
    return data


def step(case: str, record: Any, act: str, by: Actor) -> Step:
    """The step that the act is now. Raises InputError, NotAllowed."""
    machine = rules.kept(case, record.machine)
    found = machine.step(act, record.state)
    if found is None:
        raise InputError("matching.step", refused(machine, record.state))
    roles = rules.SIDES[found.who]
    if SYSTEM_ROLE not in by.roles and not roles & by.roles:
        who = messages.SIDE_LABELS[found.who]
        raise NotAllowed("matching.side", messages.WRONG_SIDE.format(who=who))
    return found


def refused(machine: Machine, state: str) -> Text:
    """Why an act cannot be done in a state, with what can be."""
    names = [one.name for one in machine.steps_from(state)]
    allowed = messages.NOTHING
    if names:
        steps = Text.joined(names, "・", ", ")
        allowed = messages.ALLOWED.format(steps=steps)
    return messages.NO_STEP.format(state=machine.state(state).name, allowed=allowed)


def why_not(case: str, act: str) -> Any:
    """For a form: why the act cannot be done with this record now."""

    def said(record: Any) -> Text | None:
        machine = rules.kept(case, record.machine)
        return None if machine.step(act, record.state) else refused(machine, record.state)

    return said


def state_label(case: str) -> Any:
    """The name of the state a record is in, by the machine it keeps."""

    def said(record: Any) -> Text:
        return rules.kept(case, record.machine).state(record.state).name

    return said
