"""The money of an award: yearly amounts, its ledger account, payments within both.

Called by the pages of records. Money moves through the actions of budget, in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards import loads, messages, queries, rules
from ikkan.awards.actions.locking import changed, joined, locked
from ikkan.awards.models import Award, YearAmount
from ikkan.awards.rules import Payment
from ikkan.budget import actions as budget
from ikkan.budget.models import Account
from ikkan.budget.rules import NewTransfer, Stage
from ikkan.values.errors import InputError
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear


@action(
    "awards.set_year_amounts",
    permission="can_change_award",
    description=Text("課題の年度ごとの額を決める", "Set the yearly amounts of an award"),
)
def set_year_amounts(
    code: str,
    amounts: Mapping[int, int],
    sort: str = rules.DECIDED,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """Replace the amounts of these fiscal years; other years stay.

    Raises NotFound, VersionConflict, InputError (year outside, below what was paid, …).
    """
    award = locked(code, version)
    rules.demand_active(award.code, award.state)
    if sort not in rules.AMOUNT_SORTS:
        words = messages.UNKNOWN.format(what=messages.SORT, code=sort)
        raise InputError("awards.unknown", words)
    month = queries.start_month(as_of)
    rules.demand_amounts(amounts, rules.years_of(award.began_on, award.ends_on, month))
    for year, yen in sorted(amounts.items()):
        paid = queries.paid(award, year) if sort == rules.DECIDED and award.account_id else 0
        if yen < paid:
            words = messages.BELOW_PAID.format(year=year, paid=f"{paid:,}", yen=f"{yen:,}")
            raise InputError("awards.below_paid", words)
    before = dict(award.amounts.filter(sort=sort).values_list("fiscal_year", "yen"))
    for year, yen in sorted(amounts.items()):
        YearAmount.objects.update_or_create(
            award=award, fiscal_year=year, sort=sort, defaults={"yen": yen}
        )
    return changed(award, {"sort": sort, "before": before, "amounts": dict(amounts)})


@action(
    "awards.open_account",
    permission="can_pay_award",
    description=Text("課題の口座を開く", "Open the ledger account of an award"),
)
def open_account(
    code: str,
    funded_from: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """Open the account of an award that has none, under the account that funds it.

    Raises NotFound, VersionConflict, InputError, and what budget refuses.
    """
    award = locked(code, version)
    rules.demand_active(award.code, award.state)
    if award.account is not None:
        words = messages.HAS_ACCOUNT.format(code=award.code, account=award.account.code)
        raise InputError("awards.has_account", words)
    parent = account_of(funded_from)
    award.account = budget.open_account(
        loads.account_of(award, parent, as_of), by=by, as_of=as_of, version=None, key=None
    )
    joined(award)
    return changed(award, {"account": award.account.code}, "account")


@action(
    "awards.pay",
    permission="can_pay_award",
    description=Text("課題に支払う", "Pay an award"),
)
def pay(
    code: str,
    payment: Payment,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """Move money to the award's account, within what its fiscal year was given.

    Raises NotFound, VersionConflict, InputError (no account, beyond the amount or the funds, …).
    """
    award = locked(code, version)
    rules.demand_active(award.code, award.state)
    if award.account is None:
        raise InputError("awards.no_account", messages.NO_ACCOUNT.format(code=award.code))
    if not FiscalYear(payment.fiscal_year, queries.start_month(as_of)).contains(payment.made_on):
        words = messages.OTHER_YEAR.format(made_on=payment.made_on, year=payment.fiscal_year)
        raise InputError("awards.other_year", words)
    rules.demand_room(
        award.code,
        payment.fiscal_year,
        payment.yen,
        decided=queries.decided(award, payment.fiscal_year),
        paid=queries.paid(award, payment.fiscal_year),
    )
    parent = award.account.parent
    giver = account_of(payment.giver or (parent.code if parent is not None else ""))
    made = budget.transfer(
        NewTransfer(
            giver=giver.code,
            taker=award.account.code,
            yen=payment.yen,
            made_on=payment.made_on,
            fiscal_year=payment.fiscal_year,
            stage=Stage.EXECUTED.value,
            pot=payment.pot,
            instrument=payment.instrument,
            reason=payment.reason,
        ),
        by=by,
        as_of=as_of,
        version=None,
        key=None,
    )
    return changed(award, {"transfer": made.code, "yen": payment.yen})


def account_of(code: str) -> Account:
    found = Account.objects.filter(code=code).first()
    if found is None:
        words = messages.UNKNOWN.format(what=messages.ACCOUNT, code=code)
        raise InputError("awards.unknown", words)
    return found
