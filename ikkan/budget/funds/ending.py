"""The way of a fund's rest back to the treasury, layer by layer.

Decides: every yen goes back the way it came, to whoever gave it; where an account in between holds
less, nothing moves. Called by the actions of funds.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from ikkan.budget import queries, returning
from ikkan.budget.funds import messages
from ikkan.budget.models import Account
from ikkan.budget.rules import Ground, Instrument, Layer, NewTransfer, Pot, Stage
from ikkan.values.errors import InputError


def returns(account: Account, yen: int, made_on: date, year: int, reason: str) -> list[NewTransfer]:
    """The transfers that take `yen` from the account up to the treasury. Raises InputError.

    A few queries for each layer.
    """
    found: list[NewTransfer] = []
    waiting: Counter[str] = Counter({account.code: yen})
    while waiting:
        gave = queries.givers(waiting)
        codes = {*waiting, *(giver for givers in gave.values() for giver in givers)}
        accounts = {one.code: one for one in Account.objects.filter(code__in=codes)}
        pairs = [(giver, code) for code, givers in gave.items() for giver in givers]
        room = returning.returnable(pairs, accounts)
        above: Counter[str] = Counter()
        for code, rest in sorted(waiting.items()):
            left = rest
            for giver in sorted(gave[code]):
                part = min(left, max(room[giver, code], 0))
                if part:
                    found.append(_back(code, giver, part, made_on, year, reason))
                    above[giver] += part
                    left -= part
            if left:
                words = messages.NOT_ABOVE.format(account=code, received=rest - left, yen=rest)
                raise InputError("fund.not_above", words)
        waiting = Counter(
            {code: yen for code, yen in above.items() if accounts[code].layer != Layer.TREASURY}
        )
    return found


def _back(giver: str, taker: str, yen: int, made_on: date, year: int, reason: str) -> NewTransfer:
    return NewTransfer(
        giver=giver,
        taker=taker,
        yen=yen,
        made_on=made_on,
        fiscal_year=year,
        stage=Stage.SETTLED,
        pot=Pot.FUND,
        instrument=Instrument.RETURN,
        ground=Ground.REPAID,
        reason=reason,
    )
