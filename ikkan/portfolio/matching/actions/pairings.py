"""Continued support promised at selection (ペアリング), confirmed by a gate or let go.

Decides: a pairing rests on the offer of the award's call; confirmed, it is a decided hand-over.
Called by the pages of pairings and awards. Source: 003 L1056, L1236 (S-328, S-329).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor, Reach
from ikkan.awards import actions as awards
from ikkan.awards.loads import demand
from ikkan.awards.models import Award
from ikkan.line.writing import SIDE, Joint, join
from ikkan.portfolio import edges, loads, offices
from ikkan.portfolio import messages as words
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.matching import messages, rules, taking, walking
from ikkan.portfolio.matching.rules import PAIRING, Demand, PairingAct, Route
from ikkan.portfolio.models import Gate, Pairing
from ikkan.portfolio.rules import NewHandover
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.workflow.machine import Step

KIND: Final = "portfolio.pairing"
_PASSED: Final = (portfolio.GO, portfolio.CONDITIONAL)


def _award_of(arguments: Mapping[str, Any]) -> Award | None:
    return Award.objects.filter(pairings__code=arguments["code"]).first()


def _decision(arguments: Mapping[str, Any]) -> Reach:
    award = _award_of(arguments)
    if award is None:
        return None
    return offices.demand_role("can_confirm_pairing", arguments["by"], award, arguments["as_of"])


@action(
    "matching.offer_pairing",
    permission="can_pair",
    description=Text("公募の継続支援を課題に示す", "Offer an award the call's continued support"),
)
def offer_pairing(
    award: str,
    programme: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Pairing:
    """As the award's call offers it. Raises NotFound, InputError with every reason."""
    row = Award.objects.select_related("call").filter(code=award).first()
    if row is None:
        told = words.NO_RECORD.format(kind=words.AWARD, code=award[:60])
        raise NotFound("portfolio.none", told)
    machine = walking.written(PAIRING, as_of)
    against = list(taking.against(row, programme, None, as_of))
    if row.call is None or programme not in row.call.pairing:
        told = messages.NOT_OFFERED.format(award=award, programme=programme or "–")
        against.append(InputError("matching.not_offered", told))
    before = Pairing.objects.filter(award=row, programme=programme).first()
    if before is not None:
        told = messages.PAIRED_BEFORE.format(award=award, programme=programme, pairing=before.code)
        against.append(InputError("matching.paired_before", told))
    demand([(0, error) for error in against], 1)
    made = Pairing.objects.create(
        code=next_code("PAIR", as_of.year),
        award=row,
        programme=programme,
        state=rules.kept(PAIRING, machine).start,
        machine=machine,
        offered_on=as_of,
    )
    joint = Joint(kind="pairing", to=Ref("awards.award", row.code), direction=SIDE)
    join(Ref(KIND, made.code), (joint,))
    journal.write(Ref(KIND, made.code), {"award": award, "programme": programme})
    return made


@action(
    "matching.promise_pairing",
    permission="can_pair",
    description=Text("継続支援を約定する", "Promise continued support to an award"),
)
def promise_pairing(
    code: str, terms: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Pairing:
    """The award carries the term from now on. Raises NotFound, VersionConflict, InputError."""
    pairing, step = _taken(code, version, PairingAct.PROMISE, by)
    award = pairing.award
    _term(award, pairing.programme, terms, by, as_of)
    pairing.terms, pairing.promised_on = terms.strip(), as_of
    return _moved(pairing, step, {"terms": pairing.terms}, "terms", "promised_on")


@action(
    "matching.confirm_pairing",
    permission="can_confirm_pairing",
    description=Text(
        "ゲートで継続支援を確認し引継ぎとする", "Confirm a pairing by gate: it becomes a hand-over"
    ),
    scope=_decision,
)
def confirm_pairing(
    code: str,
    gate: str,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Pairing:
    """Raises NotFound, VersionConflict, NotAllowed (office, conflict), InputError."""
    pairing, step = _taken(code, version, PairingAct.CONFIRM, by)
    person = offices.demand_free(by, pairing.award, as_of)
    row = Gate.objects.filter(code=gate, award=pairing.award).first() if gate else None
    passed = row is not None and row.decision in _PASSED
    if not passed and (gate or Demand.GATE in step.demands):
        told = messages.GATE_OTHER.format(gate=gate[:60] or "–", award=pairing.award.code)
        raise InputError("matching.gate", told)
    demand([(0, one) for one in taking.against(pairing.award, pairing.programme, None, as_of)], 1)
    new = NewHandover(
        to_programme=pairing.programme,
        proposed_on=as_of,
        gate=row.code if row is not None else "",
        award=pairing.award.code,
        proposal=pairing.terms or portfolio.demand_reason(reason),
        state=portfolio.DECIDED,
        reason=portfolio.demand_reason(reason),
        decided_on=as_of,
        decided_by=person.code if person is not None else "",
        link=PAIRING,
        route=Route.REVIEW,
    )
    (handover,) = loads.handovers([new], as_of)
    handover.frozen = {"pairing": pairing.code, "terms": pairing.terms}
    handover.save(update_fields=["frozen"])
    pairing.gate, pairing.handover, pairing.ended_on = row, handover, as_of
    pairing.reason = new.reason
    joints = (
        Joint(kind="pairing", to=Ref("awards.award", pairing.award.code), direction=SIDE),
        Joint(kind="pairing", to=Ref(edges.HANDOVER, handover.code), direction=SIDE),
    )
    join(Ref(KIND, pairing.code), joints)
    said = {"gate": gate, "handover": handover.code, "reason": new.reason}
    return _moved(pairing, step, said, "gate", "handover", "ended_on", "reason")


@action(
    "matching.lapse_pairing",
    permission="can_confirm_pairing",
    description=Text("継続支援の約定を失効とする", "Let a pairing lapse"),
    scope=_decision,
)
def lapse_pairing(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Pairing:
    """Raises NotFound, VersionConflict, NotAllowed, InputError."""
    return _ended(code, PairingAct.LAPSE, reason, by, as_of, version)


@action(
    "matching.release_pairing",
    permission="can_pair",
    description=Text("継続支援の約定を解く", "Release a pairing"),
)
def release_pairing(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Pairing:
    """Raises NotFound, VersionConflict, InputError."""
    return _ended(code, PairingAct.RELEASE, reason, by, as_of, version)


def _ended(
    code: str, act: str, reason: str, by: Actor, as_of: date, version: int | None
) -> Pairing:
    pairing, step = _taken(code, version, act, by)
    pairing.reason, pairing.ended_on = portfolio.demand_reason(reason), as_of
    award = pairing.award
    if award.pairing_programme == pairing.programme:
        _term(award, "", "", by, as_of)
    return _moved(pairing, step, {"reason": pairing.reason}, "reason", "ended_on")


def _term(award: Award, programme: str, terms: str, by: Actor, as_of: date) -> None:
    awards.set_pairing(
        award.code, programme, terms, by=by, as_of=as_of, version=award.version, key=None
    )


def _taken(code: str, version: int | None, act: str, by: Actor) -> tuple[Pairing, Step]:
    rows = Pairing.objects.select_for_update(of=("self",))
    related = ("award__call", "award__organisation", "award__principal__organisation")
    pairing = rows.select_related(*related).filter(code=code).first()
    if pairing is None:
        told = words.NO_RECORD.format(kind=messages.PAIRING, code=code[:60])
        raise NotFound("matching.pairing", told)
    require_version(pairing, version)
    return pairing, walking.step(PAIRING, pairing, act, by)


def _moved(pairing: Pairing, step: Step, said: Mapping[str, Any], *fields: str) -> Pairing:
    pairing.state = step.to or pairing.state
    pairing.version += 1
    pairing.save(update_fields=["state", "version", *fields])
    journal.write(Ref(KIND, pairing.code), {"state": pairing.state, **said})
    return pairing
