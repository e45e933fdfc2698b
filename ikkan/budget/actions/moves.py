"""Money that goes across: on to the next year, and from ministry to ministry when both agree.

Called by the pages of records. The ledger decides whether the money is there; who proposed a
transfer between ministries never consents to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget import ledger, messages, words
from ikkan.budget.actions.ledger import TRANSFER_KIND, body_of, demand_layers, transfer_said
from ikkan.budget.models import Account, Reallocation, Transfer
from ikkan.budget.moving import NewReallocation, offered
from ikkan.budget.rules import Instrument, Layer, NewTransfer, Pot, Stage
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

REALLOCATION_KIND = "budget.reallocation"
PROPOSED = "proposed"
DONE = "done"
DECLINED = "declined"


def _body_of_carry(arguments: Mapping[str, Any]) -> Ref | None:
    return body_of([arguments["giver"]])


def _body_of_offer(arguments: Mapping[str, Any]) -> Ref | None:
    new: NewReallocation = arguments["new"]
    return body_of([new.giver])


def _body_of_answer(arguments: Mapping[str, Any]) -> Ref | None:
    """The ministry that was asked: the other one cannot answer for it."""
    row = Reallocation.objects.filter(code=arguments["code"]).first()
    return Ref("body", row.taking) if row is not None else None


@action(
    "budget.carry_over",
    permission="can_transfer",
    description=Text("残りを翌年度へ繰り越す", "Carry money over to the next year"),
    scope=_body_of_carry,
)
def carry_over(
    giver: str,
    yen: int,
    made_on: date,
    ground: str,
    reason: str,
    taker: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Transfer:
    """From an account to that of its owner in the year after; the only one where none is named.

    Raises NotFound, InputError (no such account, owner, year, ground, more than is left).
    """
    one = Account.objects.filter(code=giver).first()
    if one is None:
        raise NotFound("ledger.account", messages.NO_ACCOUNT.format(code=giver))
    new = NewTransfer(
        giver=giver,
        taker=taker or _next_year(one),
        yen=yen,
        made_on=made_on,
        fiscal_year=one.fiscal_year + 1,
        stage=Stage.ENACTED if one.layer == Layer.MINISTRY else Stage.EXECUTED,
        pot=Pot.CARRIED_OVER,
        instrument=Instrument.CARRY_OVER,
        ground=ground,
        reason=reason,
    )
    book = ledger.open_book([(new.giver, new.taker)])
    demand_layers(by, [one.layer], body_of([giver]))
    made = ledger.post(book, [new], as_of)[0]
    journal.write(Ref(TRANSFER_KIND, made.code), transfer_said(made, new))
    return made


def _next_year(account: Account) -> str:
    """The one account of the same owner and layer in the year after. Raises InputError."""
    year = account.fiscal_year + 1
    rows = Account.objects.filter(layer=account.layer, owner=account.owner, fiscal_year=year)
    rows = rows.exclude(owner="").filter(
        cost_class__in={"", account.cost_class}, fund_of__isnull=True
    )
    codes = list(rows.order_by("code").values_list("code", flat=True))
    if len(codes) == 1:
        return codes[0]
    if codes:
        said = messages.NEXT_SEVERAL.format(year=year, codes=", ".join(codes[:10]))
        raise InputError("ledger.next_several", said)
    values = {"owner": account.owner or "–", "layer": words.layer(account.layer), "year": year}
    raise InputError("ledger.next_none", messages.NEXT_NONE.format(**values))


@action(
    "budget.propose_reallocation",
    permission="can_reallocate",
    description=Text(
        "ほかの府省への移し替えを申し出る", "Propose to move budget to another ministry"
    ),
    scope=_body_of_offer,
)
def propose_reallocation(
    new: NewReallocation, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Reallocation:
    """Nothing moves before the other ministry consents. Raises InputError."""
    book = ledger.open_book([(new.giver, new.taker)])
    one = book.accounts.get(new.giver)
    year = one.fiscal_year if one is not None else as_of.year
    ledger.judge(book, [offered(new, year, as_of)], as_of, consented=True)
    giver, taker = book.accounts[new.giver], book.accounts[new.taker]
    made = Reallocation(
        code=next_code("RA", year),
        giver=giver,
        taker=taker,
        giving=Ref.parse(giver.owner).code,
        taking=Ref.parse(taker.owner).code,
        yen=new.yen,
        fiscal_year=year,
        pot=new.pot,
        reason=new.reason.strip(),
        state=PROPOSED,
        proposed_on=as_of,
        proposed_by=by.code,
    )
    made.save(force_insert=True)
    journal.write(Ref(REALLOCATION_KIND, made.code), {"reallocation": new})
    return made


@action(
    "budget.consent_to_reallocation",
    permission="can_reallocate",
    description=Text("移し替えに同意する", "Consent to a transfer between budgets"),
    scope=_body_of_answer,
)
def consent_to_reallocation(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Reallocation:
    """The money moves at once. Raises NotFound, VersionConflict, InputError."""
    row = _proposed(code, version)
    if row.proposed_by == by.code:
        raise InputError("ledger.same_person", messages.SAME_PERSON)
    new = NewReallocation(
        giver=row.giver.code,
        taker=row.taker.code,
        yen=row.yen,
        pot=row.pot,
        reason=row.reason,
    )
    book = ledger.open_book([(new.giver, new.taker)])
    moved = offered(new, row.fiscal_year, as_of)
    row.transfer = ledger.post(book, [moved], as_of, consented=True)[0]
    _answered(row, DONE, by, as_of)
    said = transfer_said(row.transfer, moved)
    journal.write(Ref(REALLOCATION_KIND, code), {"state": DONE, **said})
    return row


@action(
    "budget.decline_reallocation",
    permission="can_reallocate",
    description=Text("移し替えを断る", "Decline a transfer between budgets"),
    scope=_body_of_answer,
)
def decline_reallocation(
    code: str, answer: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Reallocation:
    """Nothing moves. Raises NotFound, VersionConflict, InputError (reason)."""
    row = _proposed(code, version)
    if not answer.strip():
        raise InputError("ledger.decline_reason", messages.DECLINE_REASON)
    row.answer = answer.strip()
    _answered(row, DECLINED, by, as_of)
    journal.write(Ref(REALLOCATION_KIND, code), {"state": DECLINED, "answer": row.answer})
    return row


def _proposed(code: str, version: int | None) -> Reallocation:
    row = Reallocation.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotFound("ledger.reallocation", messages.NO_REALLOCATION.format(code=code))
    require_version(row, version)
    if row.state != PROPOSED:
        raise InputError("ledger.answered", messages.ANSWERED.format(code=code))
    return row


def _answered(row: Reallocation, state: str, by: Actor, as_of: date) -> None:
    row.state, row.answered_on, row.answered_by = state, as_of, by.code
    row.version += 1
    row.save()
