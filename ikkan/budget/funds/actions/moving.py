"""Money into and out of a fund: one transfer of the ledger in the pot of funds, which decides."""

from __future__ import annotations

from datetime import date

from ikkan.audit.actor import Actor
from ikkan.budget import actions as budget
from ikkan.budget.funds import queries as funds
from ikkan.budget.models import Transfer
from ikkan.budget.rules import NewTransfer, Pot, Stage
from ikkan.values.years import FiscalYear


def moved(
    giver: str,
    taker: str,
    yen: int,
    made_on: date,
    instrument: str,
    reason: str,
    stage: str = Stage.EXECUTED,
    *,
    by: Actor,
    as_of: date,
) -> Transfer:
    """The transfer between two accounts. Raises InputError, NotAllowed."""
    new = NewTransfer(
        giver=giver,
        taker=taker,
        yen=yen,
        made_on=made_on,
        fiscal_year=FiscalYear.of(made_on, funds.start_month(as_of)).year,
        stage=stage,
        pot=Pot.FUND,
        instrument=instrument,
        reason=reason,
    )
    return budget.transfer(new, by=by, as_of=as_of, version=None, key=None)
