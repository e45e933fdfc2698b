"""Writes of the workshop: a scenario is kept, attached to a paper, taken back.

Decides: that a scenario is kept only as it was computed, and that it stays on record. Called by
views and kinds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.line.writing import SIDE, Joint, join
from ikkan.portfolio.models import SteeringScenario
from ikkan.portfolio.steering import messages, outlook, queries, rules, standing, telling
from ikkan.portfolio.steering.rules import Levers
from ikkan.records import queries as records
from ikkan.records.codes import next_code
from ikkan.values.digest import digest
from ikkan.values.errors import IkkanError, InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_PREFIX: Final = "SCN"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScenario:
    """A scenario to keep: what the workshop showed, under a name."""

    name_ja: str
    name_en: str = ""
    note: str = ""
    levers: Levers = field(default_factory=Levers)
    years: int = rules.YEARS
    runs: int = rules.RUNS
    seed: int = 0


@action(
    "steering.save",
    permission="can_steer",
    description=Text("舵取りの案を保存する", "Keep a steering scenario"),
)
def save_scenario(
    new: NewScenario, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> SteeringScenario:
    """Compute as asked and keep all of it. `version` is unused: a scenario is new.

    Raises InputError, SteeringError and what the forecast refuses.
    """
    if not new.name_ja.strip():
        raise InputError("steering.name", messages.NAME)
    if not new.levers:
        raise InputError("steering.no_lever", messages.NO_LEVER)
    found = standing.read(as_of)
    kept = telling.told(found, new.levers, as_of, years=new.years, runs=new.runs, seed=new.seed)
    made = SteeringScenario.objects.create(
        code=next_code(_PREFIX, as_of.year),
        name_ja=new.name_ja.strip(),
        name_en=new.name_en.strip(),
        note=new.note.strip(),
        years=new.years,
        runs=new.runs,
        seed=new.seed,
        engine=outlook.VERSION,
        stamp=kept["stamp"],
        payload=kept,
        digest=digest(kept),
        made_on=as_of,
        made_by=by.code,
    )
    said = {"name": made.name_ja, "levers": kept["levers"], "digest": made.digest}
    journal.write(queries.ref_of(made.code), said | {"stamp": made.stamp})
    return made


@action(
    "steering.attach",
    permission="can_steer",
    description=Text("舵取りの案を資料に添える", "Attach a steering scenario to a paper"),
)
def attach_scenario(
    code: str, ref: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> SteeringScenario:
    """It stands beside the paper on the line. Raises NotFound, VersionConflict, InputError."""
    made = _locked(code, version)
    paper = _paper(ref, by)
    if str(paper) in made.papers:
        raise InputError("steering.twice", messages.TWICE.format(ref=str(paper)))
    made.papers = [*made.papers, str(paper)]
    made.version += 1
    made.save(update_fields=["papers", "version"])
    own = queries.ref_of(made.code)
    papers = (Ref.parse(one) for one in made.papers)
    join(own, [Joint(kind="attached", to=one, direction=SIDE) for one in papers])
    journal.write(own, {"attached": str(paper)})
    return made


@action(
    "steering.withdraw",
    permission="can_steer",
    description=Text("舵取りの案を取り下げる", "Take back a steering scenario"),
)
def withdraw_scenario(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> SteeringScenario:
    """It stays on record. Raises NotFound, VersionConflict, InputError."""
    made = _locked(code, version)
    if not reason.strip():
        raise InputError("steering.reason", messages.REASON)
    made.state, made.ended_on, made.end_reason = rules.WITHDRAWN, as_of, reason.strip()
    made.version += 1
    made.save(update_fields=["state", "ended_on", "end_reason", "version"])
    journal.write(queries.ref_of(made.code), {"state": made.state, "reason": made.end_reason})
    return made


def _paper(written: str, by: Actor) -> Ref:
    """What the reference names, if the actor sees it. Raises InputError."""
    try:
        ref = Ref.parse(written.strip())
        if ref.kind in queries.PAPERS:
            records.get(ref.kind, ref.code, by)
            return ref
    except IkkanError:
        pass
    raise InputError("steering.paper", messages.NO_PAPER.format(ref=written.strip()[:80]))


def _locked(code: str, version: int | None) -> SteeringScenario:
    """The scenario, locked and not taken back. Raises NotFound, VersionConflict, InputError."""
    found = SteeringScenario.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise NotFound("steering.scenario", messages.NO_SCENARIO.format(code=code[:40]))
    require_version(found, version)
    if found.state != rules.SAVED:
        raise InputError("steering.state", messages.NOT_SAVED.format(code=found.code))
    return found
