"""Proposals are written by those whom the rules name, submitted, withdrawn.

Decides: nothing beyond `rules`; a proposal belongs to whoever wrote it until it is submitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.budget.adjustment import joints, messages, queries, rules
from ikkan.budget.adjustment.actions.finding import (
    changed_proposal,
    locked_proposal,
    locked_round,
    refuse,
)
from ikkan.budget.adjustment.rules import Around, NewProposal
from ikkan.budget.models import Account, AdjustmentProposal, AdjustmentRound
from ikkan.line import registry
from ikkan.line.writing import join
from ikkan.plan.offices import scopes_of
from ikkan.plan.queries import snapshot
from ikkan.records import queries as records
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotAllowed, RefError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_NOT_KEPT = {"round", "code", "evidence", "expected"}


def _of_new(arguments: Mapping[str, Any]) -> tuple[Ref, ...] | None:
    """The programme and its projects, which the role of a director is held for."""
    new: NewProposal = arguments["new"]
    return scopes_of(new.programme, arguments["as_of"]) or None


def of_proposal(arguments: Mapping[str, Any]) -> tuple[Ref, ...] | None:
    """The same of a proposal that stands."""
    one = AdjustmentProposal.objects.filter(code=arguments["code"]).first()
    return None if one is None else scopes_of(one.programme, arguments["as_of"]) or None


@action(
    "adjustment.propose",
    permission="can_propose_adjustment",
    description=Text("調整費の配分を提案する", "Propose what money of the adjustment fund is for"),
    scope=_of_new,
)
def propose(
    new: NewProposal, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentProposal:
    """A draft. Raises NotFound, NotAllowed, InputError (all findings)."""
    found = AdjustmentRound.objects.filter(code=new.round).first()
    round_ = locked_round(new.round, found.version if found else None, rules.OPEN, rules.SCREENING)
    new = _filled(new, round_, as_of)
    _demand(new, round_, by, as_of)
    one = AdjustmentProposal(
        code=new.code or next_code("ADP", round_.year.fiscal_year),
        round=round_,
        state=rules.DRAFT,
        proposer=by.code,
        proposed_on=as_of,
    )
    _put(one, new)
    one.save(force_insert=True)
    join(Ref(queries.PROPOSAL, one.code), joints.of_proposal(one))
    journal.write(Ref(queries.PROPOSAL, one.code), {"proposal": new})
    return one


@action(
    "adjustment.revise_proposal",
    permission="can_propose_adjustment",
    description=Text("調整費の提案を直す", "Revise a proposal to the adjustment fund"),
    scope=of_proposal,
)
def revise_proposal(
    code: str,
    new: NewProposal,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AdjustmentProposal:
    """While a draft or returned. Raises NotFound, VersionConflict, NotAllowed, InputError."""
    one = locked_proposal(code, version, rules.DRAFT, rules.RETURNED)
    _demand_own(one, by)
    new = _filled(replace(new, round=one.round.code), one.round, as_of)
    _demand(new, one.round, by, as_of)
    _put(one, new)
    one.version += 1
    one.save()
    join(Ref(queries.PROPOSAL, code), joints.of_proposal(one))
    journal.write(Ref(queries.PROPOSAL, code), {"proposal": new})
    return one


@action(
    "adjustment.submit_proposal",
    permission="can_propose_adjustment",
    description=Text("調整費の提案を提出する", "Submit a proposal to the adjustment fund"),
    scope=of_proposal,
)
def submit_proposal(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentProposal:
    """While the round takes proposals; one returned also later. Raises NotFound, InputError."""
    one = locked_proposal(code, version, rules.DRAFT, rules.RETURNED)
    _demand_own(one, by)
    round_ = one.round
    returned = one.state == rules.RETURNED
    if round_.state != rules.OPEN and not (returned and round_.state == rules.SCREENING):
        wanted = messages.ROUND_STATES[rules.OPEN]
        now = messages.ROUND_STATES[round_.state]
        told = messages.ROUND_STATE.format(state=now, wanted=wanted)
        raise InputError("adjustment.round_state", told)
    if as_of < round_.opens_on:
        raise InputError("adjustment.early", messages.BEFORE_OPEN.format(opens=round_.opens_on))
    if as_of > round_.closes_on and not returned:
        raise InputError("adjustment.late", messages.AFTER_CLOSE.format(closes=round_.closes_on))
    _demand(_written(one), round_, by, as_of)
    one.state, one.submitted_on = rules.SUBMITTED, as_of
    return changed_proposal(one, {"state": one.state}, "state", "submitted_on")


@action(
    "adjustment.withdraw_proposal",
    permission="can_propose_adjustment",
    description=Text("調整費の提案を取り下げる", "Withdraw a proposal to the adjustment fund"),
    scope=of_proposal,
)
def withdraw_proposal(
    code: str,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AdjustmentProposal:
    """Until the headquarters decide. Raises NotFound, VersionConflict, NotAllowed, InputError."""
    states = (rules.DRAFT, rules.SUBMITTED, rules.SCREENED, rules.RETURNED)
    one = locked_proposal(code, version, *states)
    _demand_own(one, by)
    if not reason.strip():
        raise InputError("adjustment.reason", messages.REASON)
    one.state, one.draft_yen = rules.WITHDRAWN, None
    said = {"state": one.state, "reason": reason.strip()}
    return changed_proposal(one, said, "state", "draft_yen")


def _demand_own(one: AdjustmentProposal, by: Actor) -> None:
    if SYSTEM_ROLE not in by.roles and one.proposer != by.code:
        raise NotAllowed("adjustment.own", messages.NOT_MINE)


def _filled(new: NewProposal, round_: AdjustmentRound, as_of: date) -> NewProposal:
    """With the project and the paying body where only one can be meant."""
    project, ministry = new.project, new.ministry
    if not project:
        projects = [ref.code for ref in scopes_of(new.programme, as_of) if ref.kind == "project"]
        project = projects[0] if len(projects) == 1 else ""
    if not ministry:
        row = snapshot(as_of).find(Ref("programme", new.programme))
        payer = str(row.data.get("payer") or "") if row is not None else ""
        ministry = payer or queries.ministry_of(new.programme, round_.year.fiscal_year)
    return replace(new, project=project, ministry=ministry)


def _demand(new: NewProposal, round_: AdjustmentRound, by: Actor, as_of: date) -> None:
    """Raise with everything that speaks against the proposal, and against who proposes it."""
    held = queries.rules_of(round_.year, as_of)
    case = held.case(new.sort, new.case)
    may = {rules.ANYBODY if case is None else case.proposer, SYSTEM_ROLE}
    if case is not None and rules.ANYBODY not in may and not may & by.roles:
        told = messages.NOT_PROPOSER.format(
            case=case.name, role=messages.PROPOSERS.get(case.proposer, case.proposer)
        )
        raise NotAllowed("adjustment.proposer", told)
    refuse("proposal_form", rules.proposal_findings(new, held, _around(new, round_, by, as_of)))


def _around(new: NewProposal, round_: AdjustmentRound, by: Actor, as_of: date) -> Around:
    named, missing = [], []
    for said in (new.target, new.predecessor, *new.evidence):
        if said:
            try:
                named.append(Ref.parse(said))
            except RefError:
                missing.append(said[:80])
    asked = {*named, Ref("programme", new.programme)}
    unknown = (asked - registry.exist(asked)) | records.hidden(named, by)
    indicators = {Ref("indicator", code) for code in new.expected if _is_code(code)}
    target = next((ref for ref in named if str(ref) == new.target), None)
    return Around(
        fiscal_year=round_.year.fiscal_year,
        pot=round_.year.yen,
        takes=tuple(round_.sorts),
        target_kind=target.kind if target is not None else "",
        target_programme=_programme_of(target),
        missing=(*missing, *sorted(str(ref) for ref in unknown)),
        paying=queries.paying(as_of),
        effects=frozenset(queries.codes("effect", as_of)),
        indicators=frozenset(ref.code for ref in registry.exist(indicators)),
        projects=frozenset(
            ref.code for ref in scopes_of(new.programme, as_of) if ref.kind == "project"
        ),
    )


def _is_code(code: str) -> bool:
    try:
        Ref("indicator", code)
    except RefError:
        return False
    return True


def _programme_of(target: Ref | None) -> str:
    """The programme that an award, call or programme stands in, by its account."""
    if target is None:
        return ""
    if target.kind == "programme":
        return target.code
    rows = Account.objects.filter(owner=str(target)).exclude(programme="")
    return rows.values_list("programme", flat=True).first() or ""


def _put(one: AdjustmentProposal, new: NewProposal) -> None:
    for name, value in asdict(new).items():
        if name not in _NOT_KEPT:
            setattr(one, name, value.strip() if isinstance(value, str) else value)
    one.evidence = list(new.evidence)
    one.expected = {code: str(count) for code, count in new.expected.items()}


def _written(one: AdjustmentProposal) -> NewProposal:
    """The proposal as it was written."""
    fields = set(NewProposal.__dataclass_fields__) - _NOT_KEPT
    return NewProposal(
        round=one.round.code,
        evidence=tuple(one.evidence),
        expected={code: Decimal(count) for code, count in one.expected.items()},
        **{name: getattr(one, name) for name in fields},
    )
