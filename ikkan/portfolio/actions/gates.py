"""Gates are opened with their criteria and decided by who has the office and no conflict.

Called by the pages of records. Source: design §3 "Workflows"; the criteria are the officer's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.loads import demand
from ikkan.portfolio import checks, edges, loads, messages, offices
from ikkan.portfolio.actions.reaching import (
    award_named,
    award_of_gate,
    changed,
    for_award,
    for_decision,
    locked_gate,
)
from ikkan.portfolio.gating import deciding, opening
from ikkan.portfolio.gating import queries as gating
from ikkan.portfolio.models import Gate
from ikkan.portfolio.rules import CONDITIONAL, Criterion, Decision, NewGate
from ikkan.review import actions as review
from ikkan.review.rules import OPEN
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.open_gate",
    permission="can_open_gate",
    description=Text("ゲートを開き、判断の基準を書く", "Open a gate with its criteria"),
    scope=for_award(award_named),
)
def open_gate(
    award: str,
    template: str,
    criteria: Sequence[Criterion],
    seed: str = "",
    printed: Sequence[str] = (),
    also: Sequence[str] = (),
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Gate:
    """`template` is a gate of the pack, `printed` are criteria of it, `also` further awards.

    Raises InputError with every reason.
    """
    asked = opening.with_printed(criteria, printed, template, as_of)
    joint = opening.demand_joint(award, also, seed)
    new = NewGate(award=award, template=template, opened_on=as_of, criteria=asked, seed=seed)
    (gate,) = loads.gates([new], as_of)
    opening.join(gate, joint)
    said = {"award": award, "seed": seed, "template": template, "criteria": gate.criteria}
    if also:
        said["also"] = list(also)
    journal.write(Ref(edges.GATE, gate.code), said)
    return gate


@action(
    "portfolio.decide_gate",
    permission="can_decide_gate",
    description=Text("ゲートを判断する", "Decide a gate"),
    scope=for_decision(award_of_gate, "can_decide_gate"),
)
def decide_gate(
    code: str,
    made: Decision,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Gate:
    """Go, conditional go (with its due day), no-go or redirect; `met` answers the criteria.

    Raises NotFound, VersionConflict, NotAllowed (office, conflict), InputError with every reason.
    """
    gate = locked_gate(code, version)
    awards = gating.awards_of(gate)
    person = offices.demand_free(
        by, gate.award, as_of, lambda who: deciding.conflicts_of(who, gate, awards, as_of)
    )
    if made.met and len(made.met) != len(gate.criteria):
        words = messages.CRITERIA_COUNT.format(wanted=len(gate.criteria), given=len(made.met))
        raise InputError("portfolio.criteria_count", words)
    met = list(made.met) or [one["met"] for one in gate.criteria]
    first = gate.decided_on or gate.opened_on
    found = [
        *checks.against_decision(gate.decision, made, met, first=first, today=as_of),
        *deciding.against(gate, made, awards, as_of),
    ]
    demand([(0, error) for error in found], 1)
    gate.criteria = [{**one, "met": answer} for one, answer in zip(gate.criteria, met, strict=True)]
    gate.decision, gate.reason = made.decision, made.reason.strip()
    gate.decided_on, gate.due_on, gate.decided_by = made.decided_on, made.due_on, person
    gate.to_programme, gate.to_modality = made.to_programme, made.to_modality
    money = deciding.keep_money(gate, made)
    said = {
        "decision": gate.decision,
        "reason": gate.reason,
        "decided_on": gate.decided_on,
        "decided_by": person.code if person is not None else "",
        "due_on": gate.due_on,
        "met": met,
        "to": gate.to_programme or gate.to_modality,
        "money": {} if money is None else {"fate": money.fate, "yen": money.remaining_yen},
    }
    fields = ("criteria", "decision", "reason", "decided_on", "due_on", "decided_by")
    if gate.subject is not None and gate.subject.state == OPEN and made.decision != CONDITIONAL:
        review.close_subject(
            gate.subject.code, by=by, as_of=as_of, version=gate.subject.version, key=None
        )
    return changed(gate, edges.GATE, said, *fields, "to_programme", "to_modality")
