"""A fund is set up with its account, and closed with its rest back in the treasury."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal, policy
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget import actions as budget
from ikkan.budget import ledger, queries
from ikkan.budget.funds import ending, messages, rules
from ikkan.budget.funds import queries as funds
from ikkan.budget.funds.actions.locking import changed, demand_past, locked, refuse
from ikkan.budget.funds.joints import KIND, of_fund
from ikkan.budget.funds.rules import NewFund
from ikkan.budget.models import Account, Fund
from ikkan.budget.rules import Layer, NewAccount
from ikkan.line import registry
from ikkan.line.writing import join
from ikkan.records.codes import next_code, taken_codes
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear


@action(
    "budget.open_fund",
    permission="can_run_fund",
    description=Text("基金を造成する", "Set up a fund over several years"),
)
def open_fund(
    new: NewFund, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Fund:
    """The fund and its account, which stays the same in all its years. Raises InputError."""
    refuse("form", rules.fund_findings(new))
    named = {Ref("body", new.body), Ref("programme", new.programme)}
    named |= {Ref("fund", new.row)} if new.row else set()
    missing = sorted(str(ref) for ref in named - registry.exist(named))
    refuse("unknown", [messages.UNKNOWN.format(ref=ref) for ref in missing])
    if taken_codes(Fund, [new.code]):
        raise InputError("fund.code_taken", messages.TAKEN.format(code=new.code))
    account = budget.open_account(
        NewAccount(
            layer=Layer.PROGRAMME,
            name_ja=new.name_ja,
            name_en=new.name_en,
            fiscal_year=FiscalYear.of(new.begins_on, funds.start_month(as_of)).year,
            parent=new.agency,
            owner=str(Ref("programme", new.programme)),
        ),
        by=by,
        as_of=as_of,
        version=None,
        key=None,
    )
    fund = Fund(
        code=new.code or next_code("FUND", new.begins_on.year),
        name_ja=new.name_ja.strip(),
        name_en=new.name_en.strip(),
        row=new.row,
        body=new.body,
        programme=new.programme,
        purpose_ja=new.purpose_ja.strip(),
        purpose_en=new.purpose_en.strip(),
        begins_on=new.begins_on,
        ends_on=new.ends_on,
        account=account,
    )
    fund.save(force_insert=True)
    join(Ref(KIND, fund.code), of_fund(fund))
    journal.write(Ref(KIND, fund.code), {"fund": new, "account": account.code})
    return fund


def _bodies_above(arguments: Mapping[str, Any]) -> Ref | tuple[Ref, ...] | None:
    """The ministry that an officer must be of: one of those that gave the fund its money."""
    fund = Fund.objects.select_related("account").filter(code=arguments["code"]).first()
    found = _ministries(fund.account) if fund is not None else []
    return tuple(found) or None


def _ministries(account: Account) -> list[Ref]:
    agencies = queries.givers([account.code])[account.code]
    gave = queries.givers(agencies)
    codes = {code for givers in gave.values() for code in givers}
    rows = Account.objects.filter(code__in=codes, owner__startswith="body:").order_by("owner")
    return [Ref.parse(owner) for owner in rows.values_list("owner", flat=True).distinct()]


@action(
    "budget.close_fund",
    permission="can_close_fund",
    description=Text(
        "基金を終え、残りを国庫に返す", "Close a fund and return its rest to the treasury"
    ),
    scope=_bodies_above,
)
def close_fund(
    code: str,
    made_on: date,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Fund:
    """Every yen goes back the way it came. Raises NotFound, VersionConflict, InputError."""
    fund = locked(code, version)
    for ref in _ministries(fund.account):
        policy.demand("can_close_fund", by, ref)
    demand_past(made_on, as_of)
    if not reason.strip():
        words = messages.STILL_OPEN.format(ends=fund.ends_on)
        raise InputError("fund.reason", words if made_on <= fund.ends_on else messages.REASON)
    now = funds.standing(fund, as_of)
    if now.promised:
        raise InputError("fund.bound", messages.PROMISED.format(bound=now.promised))
    waiting = fund.instalments.filter(transfer__isnull=True, dropped_because="").count()
    if waiting:
        raise InputError("fund.waiting", messages.PLANNED.format(count=waiting))
    codes = []
    if now.balance:
        year = FiscalYear.of(made_on, funds.start_month(as_of)).year
        rows = ending.returns(fund.account, now.balance, made_on, year, reason)
        book = ledger.open_book((row.giver, row.taker) for row in rows)
        codes = [one.code for one in ledger.post(book, rows, as_of)]
    fund.closed_on = made_on
    said = {"closed_on": made_on, "reason": reason.strip(), "returned": codes}
    return changed(fund, said, "closed_on")
