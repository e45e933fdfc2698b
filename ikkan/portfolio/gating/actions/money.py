"""The money of a No-go: what the decision proposed is carried out through awards and budget.

Called by the page of a gate. Decides: later years are set to what was paid; the balance goes back
one layer, by pot and year as it came. Source: S-346 (003:1204-1206, Go/No-go and budget control).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Sum

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards import actions as awards
from ikkan.awards import queries as award_queries
from ikkan.awards.models import Award, YearAmount
from ikkan.awards.rules import ACTIVE, DECIDED
from ikkan.budget import actions as budget
from ikkan.budget.models import Posting
from ikkan.budget.rules import Instrument, NewTransfer, Stage
from ikkan.portfolio import edges
from ikkan.portfolio.actions.reaching import award_of_gate, changed, for_award, locked_gate
from ikkan.portfolio.gating import messages
from ikkan.portfolio.models import Gate, GateMoney
from ikkan.values.errors import InputError
from ikkan.values.text import Text


@action(
    "portfolio.settle_money",
    permission="can_settle_gate_money",
    description=Text("中止した課題の残りの額を処理する", "Deal with the money that a No-go left"),
    scope=for_award(award_of_gate),
)
def settle_money(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Gate:
    """Do what the decision says: stop later years, return the balance, or keep it.

    Raises NotFound, VersionConflict, InputError (nothing said, done before), and what awards and
    budget refuse.
    """
    gate = locked_gate(code, version)
    money = GateMoney.objects.select_for_update().filter(gate=gate).first()
    if money is None:
        raise InputError("portfolio.no_money", messages.NO_MONEY)
    if money.settled_on is not None:
        words = messages.SETTLED.format(day=money.settled_on)
        raise InputError("portfolio.money_settled", words)
    how: dict[str, Any] = {"by": by, "as_of": as_of, "key": None}
    stopped = 0 if money.fate == "keep" else _stop(gate.award, money.from_year, how)
    transfers = _return(gate, how) if money.fate == "return" else []
    money.settled_on, money.settled_yen = as_of, stopped
    money.transfers = [made.code for made in transfers]
    money.save(update_fields=["settled_on", "settled_yen", "transfers"])
    said = {"fate": money.fate, "stopped_yen": stopped, "transfers": money.transfers}
    return changed(gate, edges.GATE, {"money": said})


def _stop(award: Award, from_year: int, how: dict[str, Any]) -> int:
    """Set the decided amounts of later years to what was paid of them; the yen set free."""
    rows = YearAmount.objects.filter(award=award, sort=DECIDED, fiscal_year__gte=from_year)
    before = dict(rows.values_list("fiscal_year", "yen"))
    paid = {year: award_queries.paid(award, year) if award.account_id else 0 for year in before}
    after = {year: paid[year] for year, yen in before.items() if yen > paid[year]}
    if not after or award.state != ACTIVE:
        return 0
    awards.set_year_amounts(award.code, after, **how, version=award.version)
    return sum(before[year] - yen for year, yen in after.items())


def _return(gate: Gate, how: dict[str, Any]) -> list[Any]:
    """Return what lies on the account of the award, by fiscal year and pot."""
    account = gate.award.account
    if account is None or account.parent is None:
        return []
    rows = Posting.objects.filter(account=account, transfer__made_on__lte=how["as_of"])
    sums = rows.order_by().values_list("transfer__fiscal_year", "transfer__pot")
    return [
        budget.transfer(
            NewTransfer(
                giver=account.code,
                taker=account.parent.code,
                yen=yen,
                made_on=how["as_of"],
                fiscal_year=year,
                stage=Stage.EXECUTED.value,
                pot=pot,
                instrument=Instrument.RETURN.value,
                reason=gate.reason,
            ),
            **how,
            version=None,
        )
        for year, pot, yen in sums.annotate(sum=Sum("yen")).order_by(
            "transfer__fiscal_year", "transfer__pot"
        )
        if yen > 0
    ]
