"""Hand-overs are proposed, advised on, decided, and linked to the award that takes up.

Called by the pages of records. Source: design §3 "Lineage" ("a case with opinions, a decision").
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.loads import demand
from ikkan.line.writing import join
from ikkan.portfolio import checks, edges, loads, messages, offices, queries, rules
from ikkan.portfolio.actions.reaching import (
    award_named,
    award_of_handover,
    changed,
    for_award,
    for_decision,
    locked_handover,
)
from ikkan.portfolio.gating.moving import hand_on
from ikkan.portfolio.matching import deciding, evidence, taking
from ikkan.portfolio.models import Handover, Opinion
from ikkan.portfolio.rules import NewHandover
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.propose_handover",
    permission="can_propose_handover",
    description=Text("引継ぎを提案する", "Propose a hand-over to another programme"),
    scope=for_award(award_named),
)
def propose_handover(
    to_programme: str,
    proposal: str,
    gate: str = "",
    award: str = "",
    seed: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Handover:
    """From a gate that was passed, or from an award. Raises InputError with every reason."""
    new = NewHandover(
        to_programme=to_programme,
        proposed_on=as_of,
        gate=gate,
        award=award,
        seed=seed,
        proposal=rules.demand_reason(proposal),
    )
    (made,) = loads.handovers([new], as_of)
    demand([(0, error) for error in taking.against(made.award, to_programme, None, as_of)], 1)
    said = {
        "gate": gate,
        "award": made.award.code,
        "seed": seed,
        "to_programme": to_programme,
        "proposal": made.proposal,
    }
    journal.write(Ref(edges.HANDOVER, made.code), said)
    return made


@action(
    "portfolio.give_opinion",
    permission="can_give_opinion",
    description=Text("引継ぎへの意見を述べる", "Give an opinion on a hand-over"),
    scope=for_award(award_of_handover),
)
def give_opinion(
    code: str, text: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Handover:
    """Before the decision only. Raises NotFound, VersionConflict, InputError."""
    handover = locked_handover(code, version)
    if handover.state != rules.PROPOSED:
        label = messages.HANDOVER_LABELS[handover.state]
        words = messages.OPINION_LATE.format(handover=code, state=label)
        raise InputError("portfolio.opinion_late", words)
    said = rules.demand_reason(text)
    Opinion.objects.create(handover=handover, given_by=by.code, given_on=as_of, text=said)
    return changed(handover, edges.HANDOVER, {"opinion": said})


@action(
    "portfolio.decide_handover",
    permission="can_decide_handover",
    description=Text("引継ぎを決める", "Decide a hand-over"),
    scope=for_decision(award_of_handover, "can_decide_handover"),
)
def decide_handover(
    code: str,
    state: str,
    reason: str,
    decided_on: date,
    differs: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Handover:
    """`state` is decided or declined; `differs` says why it is not what the round's plan has.

    Raises NotFound, VersionConflict, NotAllowed (office, conflict), InputError (also where the
    destination takes nobody any more, or the quorum of a panel is not reached).
    """
    handover = locked_handover(code, version)
    person = offices.demand_free(by, handover.award, as_of)
    rules.demand_step(rules.HANDOVER_STEPS, messages.HANDOVER_LABELS, handover.state, state)
    rules.demand_day(decided_on, first=handover.proposed_on, today=as_of)
    handover.state, handover.reason = state, rules.demand_reason(reason)
    handover.decided_on, handover.decided_by = decided_on, person
    deciding.demand_ready(handover, state, as_of)
    handover.frozen = evidence.at_decision(handover, state, differs, as_of)
    handover.differs = differs.strip()
    said = {
        "differs": handover.differs,
        "state": state,
        "reason": handover.reason,
        "decided_on": decided_on,
        "decided_by": person.code if person is not None else "",
    }
    fields = ("state", "reason", "decided_on", "decided_by", "frozen", "differs")
    return changed(handover, edges.HANDOVER, said, *fields)


@action(
    "portfolio.link_successor",
    permission="can_link_successor",
    description=Text("引継ぎを後継の課題と結ぶ", "Link a hand-over to the award that takes up"),
)
def link_successor(
    code: str,
    to_award: str,
    exception: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Handover:
    """A successor of a later phase needs the gate before it, or a written exception.

    Raises NotFound, VersionConflict, InputError (not decided, programme, a circle, no gate, …).
    """
    handover = locked_handover(code, version)
    taker = queries.awards_of([to_award]).get(to_award)
    if taker is None:
        words = messages.NO_RECORD.format(kind=messages.AWARD, code=to_award)
        raise NotFound("portfolio.none", words)
    if handover.to_award is not None:
        words = messages.LINKED_BEFORE.format(handover=code, award=handover.to_award.code)
        raise InputError("portfolio.linked_before", words)
    named = (code, handover.state, handover.to_programme)
    found = checks.against_successor(*named, handover.award, taker)
    demand([(0, error) for error in found], 1)
    move = hand_on(handover.award, taker, handover.seed, exception, as_of)
    handover.to_award = taker
    join(Ref(edges.HANDOVER, code), edges.of_handover(handover))
    said = {"to_award": to_award, "move": move.code if move is not None else ""}
    return changed(handover, edges.HANDOVER, said, "to_award")
