"""Repayments of investments out of a fund (政府出資の返還): agreed with terms, received, waived.

Decides: at most what was invested in the account is agreed; the ledger takes what comes back.
Source: 004 L503 (government investment), S-461.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.funds import messages, queries, rules
from ikkan.budget.funds.actions.locking import changed, demand_reason, locked, payee, refuse
from ikkan.budget.funds.actions.moving import moved
from ikkan.budget.funds.rules import NewRepayment
from ikkan.budget.models import Fund, Repayment
from ikkan.budget.rules import Instrument, Stage
from ikkan.values.errors import InputError
from ikkan.values.text import Text


@action(
    "budget.agree_repayment",
    permission="can_run_fund",
    description=Text("出資の返還の条件を決める", "Agree how an investment is repaid"),
)
def agree_repayment(
    code: str, new: NewRepayment, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Fund:
    """An amount of an investment with its day and terms. Raises InputError."""
    fund = locked(code, version)
    taker = payee(fund, new.taker)
    agreed = fund.repayments.filter(taker=taker, waived_because="").aggregate(sum=Sum("yen"))
    open_yen = queries.invested(fund, taker) - (agreed["sum"] or 0)
    refuse("repayment", rules.repayment_findings(new, open_yen, fund.begins_on))
    one = Repayment.objects.create(
        fund=fund,
        number=fund.repayments.count() + 1,
        taker=taker,
        yen=new.yen,
        due_on=new.due_on,
        terms=new.terms.strip(),
        agreed_on=as_of,
    )
    return changed(fund, {"repayment": one.number, "agreed": new})


@action(
    "budget.receive_repayment",
    permission="can_run_fund",
    description=Text("出資の返還を受ける", "Receive a repayment of an investment"),
)
def receive_repayment(
    code: str,
    number: int,
    made_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """The amount moves back into the account of the fund. Raises InputError."""
    fund = locked(code, version)
    one = _open(fund, number)
    one.transfer = moved(
        one.taker.code,
        fund.account.code,
        one.yen,
        made_on,
        Instrument.RETURN,
        one.terms,
        Stage.SETTLED,
        by=by,
        as_of=as_of,
    )
    one.save(update_fields=["transfer"])
    return changed(fund, {"repayment": number, "transfer": one.transfer.code, "yen": one.yen})


@action(
    "budget.waive_repayment",
    permission="can_run_fund",
    description=Text("出資の返還を免除する", "Waive a repayment of an investment"),
)
def waive_repayment(
    code: str,
    number: int,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """It need not come back, by the terms. Raises InputError (came already, no reason)."""
    fund = locked(code, version)
    one = _open(fund, number)
    one.waived_because = demand_reason(reason)
    one.save(update_fields=["waived_because"])
    return changed(fund, {"repayment": number, "waived_because": one.waived_because})


def _open(fund: Fund, number: int) -> Repayment:
    one = fund.repayments.select_related("taker").filter(number=number).first()
    if one is None or one.transfer_id is not None or one.waived_because:
        raise InputError("fund.no_repayment", messages.NO_REPAYMENT.format(number=number))
    return one
