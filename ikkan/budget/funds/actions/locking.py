"""How the actions of funds find their fund, change it and say so.

Decides: the account of the fund is locked first, so that terms do not change under a payment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import require_version
from ikkan.budget.funds import messages
from ikkan.budget.funds.joints import KIND
from ikkan.budget.models import Account, Fund
from ikkan.budget.rules import BELOW
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def locked(code: str, version: int | None) -> Fund:
    """The open fund of that code. Raises NotFound, VersionConflict, InputError (closed)."""
    fund = Fund.objects.select_related("account").filter(code=code).first()
    if fund is None:
        raise NotFound("fund.none", messages.NO_FUND.format(code=code))
    Account.objects.select_for_update().get(pk=fund.account_id)
    fund = Fund.objects.select_for_update(of=("self",)).select_related("account").get(pk=fund.pk)
    require_version(fund, version)
    if fund.closed_on is not None:
        raise InputError("fund.closed", messages.CLOSED.format(code=code, day=fund.closed_on))
    return fund


def payee(fund: Fund, code: str) -> Account:
    """An account that money of the fund may go to. Raises InputError."""
    one = Account.objects.filter(code=code, layer__in=BELOW[fund.account.layer]).first()
    if one is None:
        raise InputError("fund.payee", messages.NOT_BELOW.format(taker=code or "–"))
    return one


def changed(fund: Fund, said: Mapping[str, Any], *fields: str) -> Fund:
    """Count the version up, save and write the journal."""
    fund.version += 1
    fund.save(update_fields=["version", *fields])
    journal.write(Ref(KIND, fund.code), dict(said))
    return fund


def refuse(rule: str, found: Iterable[Text]) -> None:
    """Raise InputError with everything that was found, if anything was."""
    texts = list(found)
    if texts:
        raise InputError(f"fund.{rule}", Text.joined(texts))


def demand_reason(reason: str) -> str:
    """The reason as it is kept. Raises InputError where none is given."""
    if not reason.strip():
        raise InputError("fund.reason", messages.REASON)
    return reason.strip()


def demand_past(day: date, as_of: date) -> None:
    """Raises InputError for a day that has not come."""
    if day > as_of:
        raise InputError("fund.ahead", messages.AHEAD.format(day=day, today=as_of))
