"""The sections `workflow` and `request` of pack.toml: the machine of requests and their settings.

Decides: the keys they may have; whether a machine can be walked is asked of `workflow`. Called by
settings. Source: docs/pack-guide.md.
"""

from __future__ import annotations

from typing import Final

from ikkan.pack import cells
from ikkan.pack.keys import Section

CASES: Final = ("request", "pairing", "matching")
MACHINE_KEYS: Final = ("stages", "states", "steps")
STAGE_KEYS: Final = ("code", "name", "lead", "source")
STATE_KEYS: Final = ("code", "name", "stage", "end")
STEP_KEYS: Final = ("act", "name", "from", "to", "who", "demands", "days")
REQUEST_KEYS: Final = ("before_compilation", "checks", "grant_rules", "inclusion")
INCLUSION_KEYS: Final = ("code", "question", "source")
BEFORE: Final = ("own", "ministries")
MOST_DAYS: Final = 400


def load_workflow(workflow: Section) -> None:
    """Reports what is wrong with the form of the machines."""
    for case in CASES:
        machine = workflow.section(case)
        if machine is not None:
            _machine(machine)
    workflow.close()


def _machine(machine: Section) -> None:
    for stage in machine.sections("stages"):
        stage.parsed("code", cells.code, required=True)
        stage.label("name", required=True)
        stage.label("lead")
        stage.string("source")
        stage.close()
    for state in machine.sections("states", required=True):
        state.parsed("code", cells.code, required=True)
        state.label("name", required=True)
        state.parsed("stage", cells.code)
        state.flag("end")
        state.close()
    for step in machine.sections("steps", required=True):
        step.parsed("act", cells.code, required=True)
        step.label("name", required=True)
        step.strings("from", required=True)
        step.parsed("to", cells.code)
        step.parsed("who", cells.code, required=True)
        step.strings("demands")
        step.integer("days", most=MOST_DAYS)
        step.close()
    machine.close()


def load_request(request: Section) -> None:
    """Reports what is wrong with the form of the settings of requests."""
    request.choice("before_compilation", BEFORE, required=True)
    request.strings("checks")
    request.label("grant_rules")
    for question in request.sections("inclusion"):
        question.parsed("code", cells.code, required=True)
        question.label("question", required=True)
        question.string("source")
        question.close()
    request.close()
