"""Conditions of a fund: set, and recorded as met with what shows it."""

from __future__ import annotations

from datetime import date

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.funds import messages
from ikkan.budget.funds.actions.locking import changed, demand_past, locked, payee
from ikkan.budget.models import Condition, Fund
from ikkan.values.errors import InputError
from ikkan.values.text import Text


@action(
    "budget.add_condition",
    permission="can_run_fund",
    description=Text("基金から出す条件を付ける", "Set a condition on money that leaves a fund"),
)
def add_condition(
    code: str,
    text_ja: str,
    text_en: str = "",
    taker: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """For every payment, or for those to one account. Raises InputError."""
    fund = locked(code, version)
    if not text_ja.strip():
        raise InputError("fund.condition_text", messages.CONDITION_TEXT)
    one = Condition.objects.create(
        fund=fund,
        number=fund.conditions.count() + 1,
        taker=payee(fund, taker) if taker else None,
        text_ja=text_ja.strip(),
        text_en=text_en.strip(),
        added_on=as_of,
    )
    return changed(fund, {"condition": one.number, "text": one.text_ja, "taker": taker})


@action(
    "budget.meet_condition",
    permission="can_run_fund",
    description=Text(
        "基金の条件が満たされたことを記録する", "Record that a condition of a fund is met"
    ),
)
def meet_condition(
    code: str,
    number: int,
    met_on: date,
    evidence: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """From that day money may leave. Raises InputError (no such condition, no evidence)."""
    fund = locked(code, version)
    one = fund.conditions.filter(number=number, met_on__isnull=True).first()
    if one is None:
        raise InputError("fund.no_condition", messages.NO_CONDITION.format(number=number))
    demand_past(met_on, as_of)
    if not evidence.strip():
        raise InputError("fund.evidence", messages.EVIDENCE)
    one.met_on, one.evidence, one.met_by = met_on, evidence.strip(), by.code
    one.save(update_fields=["met_on", "evidence", "met_by"])
    return changed(fund, {"condition": number, "met_on": met_on, "evidence": one.evidence})
