"""A hand-over as a case: proposed from a plan or to a chosen place, decided, lent across units.

Decides: what a destination and a route demand; what is frozen beside a decision, and when a
decision must say why it differs from the plan. Source: S-327, S-328, S-337, S-348.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.loads import demand
from ikkan.calls.models import Call
from ikkan.desk import notices
from ikkan.line.writing import join
from ikkan.parties.models import Person
from ikkan.portfolio import edges, loads, queries
from ikkan.portfolio import messages as words
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.actions.reaching import (
    award_named,
    award_of_handover,
    changed,
    for_award,
    locked_handover,
)
from ikkan.portfolio.matching import evidence, messages, planning, taking
from ikkan.portfolio.matching.rules import INDUSTRY, MATCHING, PLAIN, Route
from ikkan.portfolio.models import CaseLending, Gate, Handover, MatchingRound
from ikkan.portfolio.rules import NewHandover
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST_DAYS: Final = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A hand-over to propose, by codes; `slot` is its place in the round where it is of one."""

    award: str
    route: str = Route.CALL
    programme: str = ""
    call: str = ""
    gate: str = ""
    seed: str = ""
    round: str = ""
    slot: str = ""
    proposal: str = ""


def _award(arguments: Mapping[str, Any]) -> Any:
    return award_named(
        {**arguments, "award": arguments["new"].award, "gate": arguments["new"].gate}
    )


@action(
    "matching.propose_case",
    permission="can_propose_case",
    description=Text("引継ぎの案件を起こす", "Open a hand-over as a case"),
    scope=for_award(_award),
)
def propose_case(
    new: NewCase, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Handover:
    """To a call, a programme, or straight to a licence. Raises InputError with every reason."""
    handover = write_case(new, as_of)
    journal.write(Ref(edges.HANDOVER, handover.code), said_of(handover))
    return handover


def write_case(new: NewCase, as_of: date) -> Handover:
    """The case with its edges, no entry in the journal. Raises InputError with every reason."""
    found = _round(new.round)
    new = _placed(new, found)
    call = _call(new.call)
    gate = Gate.objects.select_related("award").filter(code=new.gate).first() if new.gate else None
    programme = new.programme or (call.programme_code if call is not None else "")
    if new.route == Route.LICENCE:
        programme, call = "", None
    row = NewHandover(
        to_programme=programme,
        proposed_on=as_of,
        gate=new.gate,
        award=new.award,
        seed=new.seed,
        proposal=new.proposal.strip() or portfolio.demand_reason(new.proposal),
        link=MATCHING if found is not None else PLAIN,
        route=new.route,
    )
    awards = queries.awards_of([new.award])
    award = awards.get(new.award) or (gate.award if gate is not None else None)
    against = list(taking.against_route(new.route, call, gate, new.proposal))
    if award is not None:
        against += taking.against(award, programme, call, as_of)
    demand([(0, error) for error in against], 1)
    (made,) = loads.handovers([row], as_of)
    made.call, made.round = call, found
    made.frozen = evidence.of_plan(found, new.award, new.slot) if found is not None else {}
    made.save(update_fields=["call", "round", "frozen"])
    join(Ref(edges.HANDOVER, made.code), edges.of_handover(made))
    return made


def said_of(handover: Handover) -> dict[str, Any]:
    """What the journal keeps of a new case."""
    return {
        "award": handover.award.code,
        "to_programme": handover.to_programme,
        "call": handover.call.code if handover.call is not None else "",
        "route": handover.route,
        "link": handover.link,
        "round": handover.round.code if handover.round is not None else "",
        "slot": handover.frozen.get("slot", ""),
        "proposal": handover.proposal,
    }


@action(
    "matching.ask_opinions",
    permission="can_coordinate",
    description=Text(
        "案の組を案件にして意見を求める", "Make cases of planned pairs and ask for opinions"
    ),
)
def ask_opinions(
    code: str,
    awards: tuple[str, ...],
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> MatchingRound:
    """A case for each award as the plan has it. Raises NotFound, VersionConflict, InputError."""
    found = planning.locked(code, version)
    step = evidence.consult_step(found, by)
    plan, _ = planning.planned(found)
    pairs = evidence.pairs_of(plan)
    made = []
    for award in awards:
        if award not in pairs:
            told = messages.NOT_IN_ROUND.format(code=award[:60] or "–")
            raise InputError("matching.unknown", told)
        slot = pairs[award][0]
        new = NewCase(
            award=award,
            round=found.code,
            slot=slot,
            route=Route.LICENCE if slot == INDUSTRY else Route.CALL,
            proposal=reason,
        )
        made.append(write_case(new, as_of))
    if not made:
        raise InputError("matching.unknown", messages.NOT_IN_ROUND.format(code="–"))
    found.state = step.to or found.state
    for one in made:
        about = Ref(edges.HANDOVER, one.code)
        told = messages.ASKED.format(award=one.award.code)
        notices.tell(
            told,
            about,
            by=by,
            as_of=as_of,
            roles=("program_officer", *portfolio.DECIDERS),
            scope=_told(one),
        )
    cases = {one.award.code: one.code for one in made}
    return planning.changed(found, {"cases": cases, "state": found.state}, "state")


def _told(handover: Handover) -> Ref | None:
    return (
        Ref("programme", handover.award.programme_code) if handover.award.programme_code else None
    )


@action(
    "matching.lend_case",
    permission="can_lend_case",
    description=Text(
        "引継ぎの案件を他の事業の人に期限を切って開く",
        "Open a hand-over for a while to somebody of another programme",
    ),
    scope=for_award(award_of_handover),
)
def lend_case(
    code: str,
    person: str,
    until: date,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Handover:
    """They see it until that day. Raises NotFound, VersionConflict, InputError."""
    handover = locked_handover(code, version)
    who = Person.objects.filter(code=person).first()
    if who is None:
        told = words.NO_RECORD.format(kind=words.PERSON, code=person[:60])
        raise NotFound("portfolio.none", told)
    if not who.account_code:
        raise InputError("matching.no_account", messages.NO_ACCOUNT.format(person=who.name))
    if not as_of <= until <= as_of + timedelta(days=MOST_DAYS):
        raise InputError("matching.lent_days", messages.LENT_DAYS.format(most=MOST_DAYS))
    why = portfolio.demand_reason(reason)
    CaseLending.objects.create(
        handover=handover,
        account=who.account_code,
        person=who.code,
        lent_on=as_of,
        until=until,
        reason=why,
        lent_by=by.code,
    )
    about = Ref(edges.HANDOVER, code)
    told = messages.LENT.format(until=until)
    notices.tell(told, about, by=by, as_of=as_of, accounts=(who.account_code,))
    said = {"lent_to": person, "until": until, "reason": why}
    return changed(handover, edges.HANDOVER, said)


def _round(code: str) -> MatchingRound | None:
    if not code:
        return None
    found = MatchingRound.objects.filter(code=code).first()
    if found is None:
        told = words.NO_RECORD.format(kind=messages.ROUND, code=code[:60])
        raise NotFound("matching.round", told)
    return found


def _placed(new: NewCase, found: MatchingRound | None) -> NewCase:
    """The case with call and programme of its slot. Raises InputError for an unknown slot."""
    if found is None or not new.slot:
        return new
    _, frozen = planning.planned(found)
    at = frozen.slot(new.slot)
    item = frozen.item(new.award)
    if at is None or item is None:
        raise InputError("matching.unknown", messages.NOT_IN_ROUND.format(code=new.slot[:60]))
    slot = frozen.slots[at]
    passed = frozen.items[item].decision in ("go", "conditional", "redirect")
    return NewCase(
        award=new.award,
        route=new.route,
        programme=slot.programme,
        call=slot.call,
        gate=new.gate or (frozen.items[item].gate if passed else ""),
        seed=new.seed,
        round=new.round,
        slot=new.slot,
        proposal=new.proposal,
    )


def _call(code: str) -> Call | None:
    if not code:
        return None
    found = Call.objects.select_related("account").filter(code=code).first()
    if found is None:
        told = words.NO_RECORD.format(kind=messages.CALL, code=code[:60])
        raise NotFound("matching.call", told)
    return found
