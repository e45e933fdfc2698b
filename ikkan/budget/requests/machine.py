"""The machine of requests as a pack gives it and as a round keeps it; pure.

Decides: which acts, sides and conditions a machine of requests may name. Called by actions,
queries and the check of packs (server.packs). Source: 004 L49-L92.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ikkan.budget.requests.rules import Act, Check, Demand, Side
from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text
from ikkan.workflow import checks, machine
from ikkan.workflow.machine import Machine

CASE: Final = "request"
WORDS: Final = checks.Vocabulary(
    acts=frozenset(Act),
    sides=frozenset(Side),
    demands=frozenset(Demand),
    needed=frozenset({Act.EDIT, Act.SUBMIT, Act.COMPILE}),
)
BEFORE_COMPILATION: Final = "own"


def machine_of(settings: Mapping[str, Any]) -> Machine | None:
    """The machine of checked settings; None where the pack has none."""
    written = settings.get("workflow", {}).get(CASE)
    return None if written is None else machine.of_data(CASE, written)


def kept(data: Mapping[str, Any]) -> Machine:
    """The machine as a round keeps it."""
    return machine.of_data(CASE, data)


def findings(settings: Mapping[str, Any], file: str) -> list[Finding]:
    """Everything against the machine and the settings of requests of a pack."""
    found = []
    for number, name in enumerate(settings.get(CASE, {}).get("checks", ()), start=1):
        if name not in set(Check):
            place = Place(file, key=f"{CASE}.checks[{number}]")
            known = ", ".join(sorted(Check))
            found.append(Finding("request.check", place, values={"read": name, "known": known}))
    walked = machine_of(settings)
    if walked is not None:
        found += checks.findings(walked, WORDS, file, f"workflow.{CASE}")
    return found


SENTENCES: Final = {
    **checks.SENTENCES,
    "request.check": Text(
        "点検「{read}」はありません。次から選んでください：{known}。",
        "There is no check {read}; choose from {known}.",
    ),
}
