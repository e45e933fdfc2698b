"""The agency screens proposals, returns them, and puts its draft forward to the headquarters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import messages, queries, rules
from ikkan.budget.adjustment.actions.finding import (
    changed_proposal,
    changed_round,
    locked_proposal,
    locked_round,
    refuse,
)
from ikkan.budget.models import AdjustmentProposal, AdjustmentRound
from ikkan.values.errors import InputError
from ikkan.values.text import Text


@action(
    "adjustment.screen",
    permission="can_screen_adjustment",
    description=Text("調整費の提案を確認する", "Screen a proposal to the adjustment fund"),
)
def screen(
    code: str,
    opinion: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AdjustmentProposal:
    """It may get money from now on. Raises NotFound, VersionConflict, InputError."""
    return _judged(code, rules.SCREENED, opinion, by, as_of, version)


@action(
    "adjustment.return_proposal",
    permission="can_screen_adjustment",
    description=Text("調整費の提案を差し戻す", "Return a proposal to whoever wrote it"),
)
def return_proposal(
    code: str,
    opinion: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AdjustmentProposal:
    """With what is to be mended. Raises NotFound, VersionConflict, InputError."""
    return _judged(code, rules.RETURNED, opinion, by, as_of, version)


def _judged(
    code: str, state: str, opinion: str, by: Actor, as_of: date, version: int | None
) -> AdjustmentProposal:
    one = locked_proposal(code, version, rules.SUBMITTED, rules.SCREENED)
    if one.round.state not in (rules.OPEN, rules.SCREENING):
        now, wanted = (messages.ROUND_STATES[at] for at in (one.round.state, rules.SCREENING))
        words = messages.ROUND_STATE.format(state=now, wanted=wanted)
        raise InputError("adjustment.round_state", words)
    if not opinion.strip():
        raise InputError("adjustment.reason", messages.REASON)
    one.state, one.screening = state, opinion.strip()
    one.screened_on, one.screened_by = as_of, by.code
    said = {"state": state, "opinion": one.screening}
    return changed_proposal(one, said, "state", "screening", "screened_on", "screened_by")


@action(
    "adjustment.put_forward",
    permission="can_put_forward_adjustment",
    description=Text(
        "調整費の配分の原案を本部に提出する", "Put the agency's draft forward to the headquarters"
    ),
)
def put_forward(
    code: str,
    amounts: Mapping[str, int],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AdjustmentRound:
    """An amount for each proposal, within what is left. Raises NotFound, InputError (all)."""
    round_ = locked_round(code, version, rules.OPEN, rules.SCREENING, rules.PROPOSED)
    rows = queries.proposals(round_)
    waiting = [one.code for one in rows if one.state == rules.SUBMITTED]
    held_by = queries.limits(round_, as_of)
    found = list(rules.amount_findings(amounts, queries.asked(rows), held_by.free, held_by.most))
    if waiting:
        found.insert(0, messages.UNSCREENED.format(codes=", ".join(waiting)))
    refuse("draft", found)
    for one in rows:
        one.draft_yen = amounts[one.code]
        one.save(update_fields=["draft_yen"])
    round_.state, round_.put_forward_on, round_.put_forward_by = rules.PROPOSED, as_of, by.code
    said = {"state": round_.state, "amounts": dict(amounts)}
    return changed_round(round_, said, "state", "put_forward_on", "put_forward_by")
