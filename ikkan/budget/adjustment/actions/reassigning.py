"""Decided money goes to another proposal in a later round; the total of the year stays as it is.

Decides: only what no transfer has moved yet may go, and only by a decision of the headquarters
about the later round. Called by the pages of records. Source: adjustment-2019-3 of the pack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import joints, messages, queries, reassigning, rules
from ikkan.budget.adjustment.actions.deciding import standing_findings
from ikkan.budget.adjustment.actions.finding import locked_round, refuse
from ikkan.budget.adjustment.reassigning import Move, Part
from ikkan.budget.models import (
    AdjustmentAward,
    AdjustmentDecision,
    AdjustmentProposal,
    AdjustmentRound,
)
from ikkan.line.writing import join
from ikkan.plan.models import Decision
from ikkan.plan.queries import current_version
from ikkan.records.codes import next_code
from ikkan.values.digest import digest
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "adjustment.reassign",
    permission="can_decide_adjustment",
    description=Text("決定済みの調整費を組み替える", "Re-assign decided adjustment money"),
)
def reassign(
    code: str,
    moves: Sequence[Move],
    decision: str,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AdjustmentDecision:
    """`code` is the later round. Raises NotFound, VersionConflict, InputError (all findings)."""
    round_ = locked_round(code, version, rules.PROPOSED)
    rows = {one.code: one for one in queries.proposals(round_)}
    awards = _earlier(round_)
    free = {name: sum(map(reassigning.movable, own)) for name, own in awards.items()}
    asked = queries.asked(list(rows.values()))
    takes = {name: one for name, one in asked.items() if one.state == rules.SCREENED}
    held = Decision.objects.filter(code=decision).first()
    found = [*standing_findings(held, decision, code, as_of)]
    there = {name: yen for name, yen in free.items() if yen}
    share = queries.limits(round_, as_of).most
    found += reassigning.findings(moves, there, takes, share)
    found += [] if reason.strip() else [messages.REASON]
    refuse("reassignment_form", found)
    taken: dict[int, int] = {}
    parts = [part for one in moves for part in reassigning.parts(one, awards[one.source], taken)]
    payload = {
        "basis": queries.basis(round_),
        "free": free,
        "moves": [{"from": one.source, "to": one.to, "yen": one.yen} for one in moves],
        "reason": reason.strip(),
    }
    made = AdjustmentDecision.objects.create(
        code=next_code("ADD", round_.year.fiscal_year),
        round=round_,
        sort=rules.REASSIGNMENT,
        decision=held,
        decided_on=(held.decided_on if held is not None else None) or as_of,
        decided_by=by.code,
        policy=round_.year.policy,
        pack_version=current_version().version,
        stamp=queries.stamp(round_),
        frozen=payload,
        digest=digest(payload),
        reason=reason.strip(),
        fictional=round_.fictional,
    )
    _write(made, parts, rows)
    join(Ref(queries.DECISION, made.code), joints.of_decision(made))
    journal.write(Ref(queries.DECISION, made.code), {**payload, "decision": decision})
    return made


def _earlier(round_: AdjustmentRound) -> dict[str, list[AdjustmentAward]]:
    """Amounts of earlier rounds of the year by their proposal, the oldest first."""
    rows = AdjustmentAward.objects.filter(
        decision__round__year=round_.year_id, decision__round__number__lt=round_.number, yen__gt=0
    )
    found: dict[str, list[AdjustmentAward]] = defaultdict(list)
    rows = rows.select_related("proposal").prefetch_related("reassigned", "steps")
    for one in rows.order_by("pk"):
        found[one.proposal.code].append(one)
    return dict(found)


def _write(
    made: AdjustmentDecision, parts: Sequence[Part], rows: dict[str, AdjustmentProposal]
) -> None:
    """The amounts; what receives is decided and public, and the round with the last of them."""
    AdjustmentAward.objects.bulk_create(
        AdjustmentAward(
            decision=made,
            proposal=rows[part.to],
            yen=part.yen,
            reason=made.reason,
            reassigned_from=part.award,
        )
        for part in parts
    )
    for code in {part.to for part in parts}:
        one = rows[code]
        one.state, one.published = rules.DECIDED, True
        one.version += 1
        one.save(update_fields=["state", "published", "version"])
    round_ = made.round
    if not round_.proposals.filter(state__in=rules.LIVING).exists():
        round_.state = rules.DECIDED
    round_.version += 1
    round_.save(update_fields=["state", "version"])
