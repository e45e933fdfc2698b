"""What happens to a round after its decision: money re-assigned into it, later checks opened.

Called by the kind of rounds, which offers these forms beside its own.
"""

from __future__ import annotations

from typing import Any

from ikkan.budget.adjustment import actions, messages, result_forms, rules
from ikkan.budget.adjustment.reassigning import Move
from ikkan.budget.models import AdjustmentRound
from ikkan.records.kinds import Write
from ikkan.values.text import Text


def _reassign(round_: AdjustmentRound, data: dict[str, Any], **how: Any) -> AdjustmentRound:
    move = Move(source=data["source"], to=data["to"], yen=data["yen"])
    made = actions.reassign(round_.code, (move,), data["decision"], data["reason"], **how)
    return AdjustmentRound.objects.get(pk=made.round_id)


def _open_checks(round_: AdjustmentRound, data: dict[str, Any], **how: Any) -> AdjustmentRound:
    return actions.open_checks(round_.code, data["due_on"], **how)


def _no_move(round_: AdjustmentRound) -> Text | None:
    return None if round_.state == rules.PROPOSED else _state(round_, rules.PROPOSED)


def _no_check(round_: AdjustmentRound) -> Text | None:
    return None if round_.executed_on is not None else _state(round_, rules.EXECUTED)


def _state(round_: AdjustmentRound, wanted: str) -> Text:
    names = messages.ROUND_STATES
    return messages.ROUND_STATE.format(state=names[round_.state], wanted=names[wanted])


WRITES = (
    Write(
        code="reassign",
        label=Text("決定済みの額を組み替える", "Re-assign decided money"),
        permission="can_decide_adjustment",
        form=result_forms.ReassignForm,
        act=_reassign,
        lead=Text(
            "前の回で決定し、まだ執行していない額を、この回で確認した提案に移します。年間の総額は"
            "変わりません。",
            "What an earlier round decided and no transfer has moved yet goes to a proposal "
            "screened in this round. The total of the year stays as it is.",
        ),
        why_not=_no_move,
    ),
    Write(
        code="checks",
        label=Text("事後の検証を始める", "Open the later checks"),
        permission="can_check_adjustment",
        form=result_forms.ChecksForm,
        act=_open_checks,
        why_not=_no_check,
    ),
)
