"""The headquarters decide: inputs frozen, a reason where the engine said otherwise.

Decides: nothing is given without a decision of the headquarters about the round, on a stale plan,
or beyond the pot, whose row is locked. Source: 004 L104-L112.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import joints, messages, queries, rules
from ikkan.budget.adjustment.actions.finding import locked_round, refuse
from ikkan.budget.models import (
    AdjustmentAward,
    AdjustmentDecision,
    AdjustmentProposal,
    AdjustmentRound,
)
from ikkan.line.writing import join
from ikkan.plan.bodies.rules.deciding import STANDING
from ikkan.plan.models import Decision
from ikkan.plan.queries import current_version, snapshot
from ikkan.records.codes import next_code
from ikkan.values.digest import digest
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "adjustment.decide",
    permission="can_decide_adjustment",
    description=Text("調整費の配分を決定する", "Decide a round of the adjustment fund"),
)
def decide(
    code: str,
    amounts: Mapping[str, int],
    decision: str,
    *,
    frozen: Mapping[str, Any] | None = None,
    reasons: Mapping[str, str] | None = None,
    engine: Mapping[str, int] | None = None,
    stamp: str = "",
    plan: str = "",
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AdjustmentDecision:
    """An amount for each proposal, 0 where none. `engine`: what the plan said, `stamp`: on what.

    Raises NotFound, VersionConflict, InputError (all findings; a stale plan).
    """
    round_ = locked_round(code, version, rules.PROPOSED)
    basis = queries.basis(round_)
    now = digest(basis)
    if stamp and stamp != now:
        raise InputError("adjustment.stale", messages.STALE)
    rows = queries.proposals(round_)
    why = {name: text.strip() for name, text in (reasons or {}).items()}
    held = Decision.objects.filter(code=decision).first()
    held_by = queries.limits(round_, as_of)
    found = [*standing_findings(held, decision, code, as_of)]
    if round_.year.status != rules.CONFIRMED:
        found.append(messages.NOT_CONFIRMED.format(year=round_.year.fiscal_year))
    found += rules.amount_findings(amounts, queries.asked(rows), held_by.free, held_by.most)
    found += rules.reason_findings(amounts, engine or {}, why)
    refuse("decision_form", found)
    payload = {**(frozen or {}), "basis": basis, "amounts": dict(amounts), "reasons": why}
    payload["engine"] = dict(engine or {})
    made = AdjustmentDecision.objects.create(
        code=next_code("ADD", round_.year.fiscal_year),
        round=round_,
        sort=rules.ALLOCATION,
        decision=held,
        decided_on=(held.decided_on if held is not None else None) or as_of,
        decided_by=by.code,
        policy=round_.year.policy,
        pack_version=current_version().version,
        stamp=now,
        plan=plan,
        frozen=payload,
        digest=digest(payload),
    )
    AdjustmentAward.objects.bulk_create(
        AdjustmentAward(
            decision=made,
            proposal=one,
            yen=amounts[one.code],
            engine_yen=(engine or {}).get(one.code),
            reason=why.get(one.code, ""),
        )
        for one in rows
    )
    _close(round_, rows, amounts)
    join(Ref(queries.DECISION, made.code), joints.of_decision(made))
    said = {"round": code, "decision": decision, "amounts": dict(amounts), "digest": made.digest}
    journal.write(Ref(queries.DECISION, made.code), said | {"reasons": why, "stamp": now})
    return made


def _close(
    round_: AdjustmentRound, rows: list[AdjustmentProposal], amounts: Mapping[str, int]
) -> None:
    """The round is decided; each proposal is taken or not, and from now on anybody may read it."""
    round_.state = rules.DECIDED
    round_.version += 1
    round_.save(update_fields=["state", "version"])
    for one in rows:
        one.state = rules.DECIDED if amounts[one.code] else rules.DECLINED
        one.published = True
        one.version += 1
        one.save(update_fields=["state", "published", "version"])


def standing_findings(held: Decision | None, code: str, round_: str, as_of: date) -> list[Text]:
    """What the decision of the headquarters lacks to stand behind an allocation of the round."""
    if held is None:
        return [messages.NO_DECISION.format(code=code or "–")]
    found, here = [], str(Ref(queries.ROUND, round_))
    headquarters = snapshot(as_of).settings["bodies"]["headquarters"]
    if held.body != headquarters:
        found.append(messages.NOT_THEIRS.format(code=code, body=headquarters))
    if held.state not in STANDING:
        found.append(messages.NOT_DECIDED.format(code=code))
    if here not in held.about:
        found.append(messages.NOT_ABOUT.format(code=code, ref=here))
    if AdjustmentDecision.objects.filter(decision=held).exists():
        found.append(messages.DECISION_USED.format(code=code))
    return found
