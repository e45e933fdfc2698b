"""The money of a fund: instalments planned and received, promises, payments. The ledger decides."""

from __future__ import annotations

from datetime import date

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.funds import messages, rules
from ikkan.budget.funds import queries as funds
from ikkan.budget.funds.actions.locking import changed, demand_reason, locked, payee, refuse
from ikkan.budget.funds.actions.moving import moved
from ikkan.budget.funds.rules import Promised
from ikkan.budget.models import Fund, Instalment, Promise
from ikkan.budget.rules import Instrument
from ikkan.values.errors import InputError
from ikkan.values.text import Text


@action(
    "budget.plan_instalment",
    permission="can_run_fund",
    description=Text("基金の積み増しを予定する", "Plan an instalment of a fund"),
)
def plan_instalment(
    code: str,
    due_on: date,
    yen: int,
    printed: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """Money that is to come; `printed` says out of which budget. Raises InputError."""
    fund = locked(code, version)
    days = rules.day_findings(due_on, fund.begins_on, fund.ends_on)
    refuse("instalment_form", (*rules.yen_findings(yen), *days))
    one = Instalment.objects.create(
        fund=fund,
        number=fund.instalments.count() + 1,
        due_on=due_on,
        yen=yen,
        budget=printed.strip(),
    )
    return changed(fund, {"instalment": one.number, "due_on": due_on, "yen": yen})


@action(
    "budget.drop_instalment",
    permission="can_run_fund",
    description=Text("予定した積み増しを取りやめる", "Drop a planned instalment"),
)
def drop_instalment(
    code: str,
    number: int,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """It will not come. Raises InputError (came already, promised against, no reason)."""
    fund = locked(code, version)
    one = _planned(fund, number)
    one.dropped_because = demand_reason(reason)
    now = funds.standing(fund, as_of)
    if now.free < one.yen:
        bound = now.promised
        raise InputError("fund.bound", messages.PROMISED_AGAINST.format(bound=bound, yen=one.yen))
    one.save(update_fields=["dropped_because"])
    return changed(fund, {"instalment": number, "dropped_because": one.dropped_because})


@action(
    "budget.receive_instalment",
    permission="can_run_fund",
    description=Text("基金の積み増しを受ける", "Receive an instalment of a fund"),
)
def receive_instalment(
    code: str,
    number: int,
    giver: str,
    made_on: date,
    instrument: str = Instrument.SUBSIDY,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """The planned amount moves from the account of the agency. Raises InputError."""
    fund = locked(code, version)
    one = _planned(fund, number)
    refuse("instalment_day", rules.day_findings(made_on, fund.begins_on, fund.ends_on))
    accounts = (giver, fund.account.code)
    one.transfer = moved(*accounts, one.yen, made_on, instrument, one.budget, by=by, as_of=as_of)
    one.save(update_fields=["transfer"])
    return changed(fund, {"instalment": number, "transfer": one.transfer.code, "yen": one.yen})


@action(
    "budget.promise",
    permission="can_run_fund",
    description=Text(
        "基金から後の年度の額を約束する", "Promise money of a fund for one of its years"
    ),
)
def promise(
    code: str, new: Promised, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Fund:
    """At most what is left and planned and not yet promised. Raises InputError."""
    fund = locked(code, version)
    taker = payee(fund, new.taker)
    free = funds.standing(fund, as_of).free + funds.paid_beyond(fund, taker, new.fiscal_year)
    month = funds.start_month(as_of)
    refuse("promise", rules.promise_findings(new, free, fund.begins_on, fund.ends_on, month))
    one = Promise.objects.create(
        fund=fund,
        number=fund.promises.count() + 1,
        taker=taker,
        fiscal_year=new.fiscal_year,
        yen=new.yen,
        reason=new.reason.strip(),
        made_on=as_of,
    )
    return changed(fund, {"promise": one.number, "promised": new})


@action(
    "budget.release_promise",
    permission="can_run_fund",
    description=Text("基金の約束を解く", "Release a promise of a fund"),
)
def release_promise(
    code: str,
    number: int,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """It binds no more. Raises NotFound, VersionConflict, InputError."""
    fund = locked(code, version)
    one = fund.promises.filter(number=number, released_on__isnull=True).first()
    if one is None:
        raise InputError("fund.no_promise", messages.NO_PROMISE.format(number=number))
    one.released_on, one.released_because = as_of, demand_reason(reason)
    one.save(update_fields=["released_on", "released_because"])
    return changed(fund, {"promise": number, "released_because": one.released_because})


@action(
    "budget.disburse",
    permission="can_run_fund",
    description=Text("基金から支払う", "Pay out of a fund"),
)
def disburse(
    code: str,
    taker: str,
    yen: int,
    made_on: date,
    instrument: str = Instrument.SUBSIDY,
    reason: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """To an account below; only once every condition is met. Raises InputError."""
    fund = locked(code, version)
    accounts = (fund.account.code, payee(fund, taker).code)
    made = moved(*accounts, yen, made_on, instrument, reason, by=by, as_of=as_of)
    return changed(fund, {"transfer": made.code, "taker": accounts[1], "yen": yen})


def _planned(fund: Fund, number: int) -> Instalment:
    one = fund.instalments.filter(number=number).first()
    if one is None:
        raise InputError("fund.no_instalment", messages.NO_INSTALMENT.format(number=number))
    if one.transfer_id is not None or one.dropped_because:
        raise InputError("fund.came", messages.CAME.format(number=number))
    return one
