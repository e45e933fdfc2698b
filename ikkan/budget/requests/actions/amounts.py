"""Writes of the negotiation: what each line came to, entry by entry; the newest holds.

Decides: the request stays as it was compiled beside what was agreed. Source: 004 L92; 001 L8.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.models import Amount, Request
from ikkan.budget.requests import cases, messages, queries
from ikkan.budget.requests.actions.lines import of_ministry
from ikkan.budget.requests.cases import Case
from ikkan.budget.requests.rules import Act, Side
from ikkan.budget.rules import LARGEST
from ikkan.values.errors import InputError
from ikkan.values.text import Text

ACTS: Final[Mapping[str, Act]] = {"draft": Act.NEGOTIATE, "enacted": Act.RECORD}


@action(
    "budget.record_request_amounts",
    permission="can_record_amounts",
    description=Text(
        "折衝の額・成立した額を行ごとに記録する",
        "Record what the lines of a request came to",
    ),
    scope=of_ministry,
)
def record_amounts(
    request: str,
    stage: str,
    amounts: Mapping[str, int],
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Request:
    """Yen by line for the stage draft or enacted; earlier ones stay. Raises NotFound, InputError.

    Those that are the newest already are not written again.
    """
    act = ACTS.get(stage)
    if act is None:
        raise InputError("request.stage", messages.STAGE.format(stage=stage))
    case = cases.take(request, by, as_of)
    step = cases.demand(case, act)
    _demand_amounts(case, amounts)
    held = queries.amounts_of(case.request).get(stage, {})
    new = {line: yen for line, yen in amounts.items() if held.get(line) != yen}
    if not new:
        journal.nothing_to_do()
        return case.request
    Amount.objects.bulk_create(
        Amount(
            request=case.request,
            line=line,
            stage=stage,
            yen=yen,
            reason=reason.strip(),
            said_by=by.code,
            said_at=case.moment,
        )
        for line, yen in new.items()
    )
    cases.move(case, step)
    cases.tell(case, act, Side.MINISTRY)
    journal.write(case.ref, {"stage": stage, "amounts": new, "reason": reason})
    return case.request


def _demand_amounts(case: Case, amounts: Mapping[str, int]) -> None:
    if not amounts:
        raise InputError("request.no_amount", messages.NOTHING_SAID)
    lines = queries.lines_of(case.request, case.request.compiled_number)
    missing = sorted(amounts.keys() - {line.code for line in lines if not line.reprint_of})
    if missing:
        raise InputError("request.lines", messages.NO_LINE.format(codes=", ".join(missing)))
    for yen in amounts.values():
        if not 0 <= yen <= LARGEST:
            raise InputError("request.yen", messages.AMOUNT_YEN.format(yen=yen, largest=LARGEST))
