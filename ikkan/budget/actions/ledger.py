"""Writes of the ledger: accounts are opened, money is moved, and mistakes are put right.

Called by the pages of records, the command line, awards and the demonstration. Decides: who may
move money of which layer; the ledger itself decides whether it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ikkan.audit import journal, policy
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget import ledger, messages
from ikkan.budget.edges import KIND
from ikkan.budget.models import Account, Transfer
from ikkan.budget.rules import (
    ABOVE_PROGRAMME,
    LARGEST,
    Instrument,
    Layer,
    NewAccount,
    NewTransfer,
    direction,
)
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

TRANSFER_KIND = "budget.transfer"
LONGEST_BATCH = 500


def _body_of_account(arguments: Mapping[str, Any]) -> Ref | None:
    """Whose ministry it is: a role held for one body reaches its own accounts only."""
    new: NewAccount = arguments["new"]
    if new.layer == Layer.MINISTRY and new.owner.startswith("body:"):
        return Ref.parse(new.owner)
    return body_of([new.parent])


def _body_of_transfer(arguments: Mapping[str, Any]) -> Ref | None:
    new: NewTransfer = arguments["new"]
    return body_of([new.giver, new.taker])


def _body_of_correction(arguments: Mapping[str, Any]) -> Ref | None:
    sides = Account.objects.filter(postings__transfer__code=arguments["code"])
    return body_of(list(sides.values_list("code", flat=True)))


def body_of(codes: Sequence[str]) -> Ref | None:
    rows = Account.objects.filter(code__in=codes, layer=Layer.MINISTRY, owner__startswith="body:")
    owner = rows.values_list("owner", flat=True).first()
    return Ref.parse(owner) if owner else None


@action(
    "budget.open_account",
    permission="can_open_account",
    description=Text("口座を開く", "Open an account of the ledger"),
    scope=_body_of_account,
)
def open_account(
    new: NewAccount, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Account:
    """One account. Raises InputError, NotAllowed (the layer is another office's)."""
    demand_layers(by, [new.layer], _body_of_account({"new": new}))
    account = ledger.open_accounts([new], as_of)[0]
    journal.write(_ref(account), _account_said(account, new.parent))
    return account


@action(
    "budget.open_accounts",
    permission="can_open_account",
    description=Text("口座をまとめて開く", "Open many accounts of the ledger at once"),
)
def open_accounts(
    rows: Sequence[NewAccount], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """At most 500 accounts, all or none; their codes. Raises InputError with every finding."""
    _demand_length(rows)
    demand_layers(by, {row.layer for row in rows}, None)
    made = ledger.open_accounts(rows, as_of)
    if not made:
        journal.nothing_to_do()
        return []
    said = [_account_said(one, row.parent) for one, row in zip(made, rows, strict=True)]
    journal.write(_ref(made[0]), {"accounts": said})
    return [account.code for account in made]


@action(
    "budget.transfer",
    permission="can_transfer",
    description=Text("資金を動かす", "Move money from one account to another"),
    scope=_body_of_transfer,
)
def transfer(
    new: NewTransfer, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Transfer:
    """Money one layer down, or back up as a return. Raises InputError, NotAllowed."""
    book = ledger.open_book([(new.giver, new.taker)])
    demand_layers(by, _lower_layers(book, [new]), _body_of_transfer({"new": new}))
    made = ledger.post(book, [new], as_of)[0]
    journal.write(Ref(TRANSFER_KIND, made.code), transfer_said(made, new))
    return made


@action(
    "budget.record_transfers",
    permission="can_transfer",
    description=Text("資金の移動をまとめて記録する", "Move money between many accounts at once"),
)
def record_transfers(
    rows: Sequence[NewTransfer], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """At most 500 transfers in their order, all or none; their codes. Raises InputError."""
    _demand_length(rows)
    book = ledger.open_book((row.giver, row.taker) for row in rows)
    demand_layers(by, _lower_layers(book, rows), None)
    made = ledger.post(book, rows, as_of)
    if not made:
        journal.nothing_to_do()
        return []
    said = [transfer_said(one, row) for one, row in zip(made, rows, strict=True)]
    journal.write(Ref(TRANSFER_KIND, made[0].code), {"transfers": said})
    return [one.code for one in made]


@action(
    "budget.correct_transfer",
    permission="can_transfer",
    description=Text(
        "資金の移動を、理由を付けた新しい記入で訂正する",
        "Put a transfer right by a new entry with its reason",
    ),
    scope=_body_of_correction,
)
def correct_transfer(
    code: str,
    yen: int,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Transfer:
    """The entry that makes transfer `code` come to `yen` (0 undoes it).

    What two ministries agreed on is put right by another transfer between them. Raises NotFound,
    VersionConflict, InputError (reason, amount, money already passed on).
    """
    first = Transfer.objects.select_for_update().filter(code=code).first()
    if first is None:
        raise NotFound("ledger.transfer", messages.NO_TRANSFER.format(code=code))
    require_version(first, version)
    now = _demand_correction(first, yen, reason)
    book = ledger.open_book([(now.giver, now.taker), (now.taker, now.giver)])
    sides = {one.layer for one in book.accounts.values()}
    if first.instrument == Instrument.REALLOCATION and sides == {Layer.MINISTRY}:
        raise InputError("ledger.agreed", messages.AGREED.format(code=code))
    lower = min(book.accounts.values(), key=lambda one: one.layer in ABOVE_PROGRAMME)
    demand_layers(by, [lower.layer], _body_of_correction({"code": code}))
    made = ledger.put_right(book, first, yen, reason, as_of)
    first.version += 1
    first.save(update_fields=["version"])
    said = {"corrects": code, "yen": yen, "before": now.yen, "reason": made.reason}
    journal.write(Ref(TRANSFER_KIND, made.code), said)
    return made


def _demand_correction(first: Transfer, yen: int, reason: str) -> ledger.Standing:
    if first.corrects is not None:
        words = messages.CORRECTION_OF_CORRECTION.format(code=first.code, first=first.corrects.code)
        raise InputError("ledger.correction_of_correction", words)
    if not reason.strip():
        raise InputError("ledger.correction_reason", messages.CORRECTION_REASON)
    if not 0 <= yen <= LARGEST:
        words = messages.CORRECTION_YEN.format(largest=LARGEST)
        raise InputError("ledger.correction_yen", words)
    now = ledger.standing(first)
    if now.yen == yen:
        words = messages.CORRECTION_SAME.format(code=first.code, yen=yen)
        raise InputError("ledger.correction_same", words)
    return now


def _lower_layers(book: ledger.Book, rows: Iterable[NewTransfer]) -> set[str]:
    """The layer at the lower end of every move; accounts that are not there are told later."""
    found = set()
    for row in rows:
        giver, taker = book.accounts.get(row.giver), book.accounts.get(row.taker)
        if giver and taker:
            up = direction(giver.layer, taker.layer) < 0
            found.add(giver.layer if up else taker.layer)
    return found


def demand_layers(by: Actor, layers: Iterable[str], ref: Ref | None) -> None:
    """The ministries move money as far as the agency, the funder from there on."""
    for layer in sorted(set(layers)):
        above = layer in ABOVE_PROGRAMME
        policy.demand("can_move_above_programme" if above else "can_move_from_agency", by, ref)


def _demand_length(rows: Sequence[object]) -> None:
    if len(rows) > LONGEST_BATCH:
        words = messages.BATCH.format(count=len(rows), most=LONGEST_BATCH)
        raise InputError("ledger.batch", words)


def _ref(account: Account) -> Ref:
    return Ref(KIND, account.code)


def _account_said(account: Account, parent: str) -> dict[str, object]:
    return {
        "account": account.code,
        "layer": account.layer,
        "name_ja": account.name_ja,
        "name_en": account.name_en,
        "fiscal_year": account.fiscal_year,
        "parent": parent,
        "owner": account.owner,
        "cost_class": account.cost_class,
    }


def transfer_said(made: Transfer, new: NewTransfer) -> dict[str, object]:
    return {
        "transfer": made.code,
        "giver": new.giver,
        "taker": new.taker,
        "yen": new.yen,
        "made_on": new.made_on,
        "fiscal_year": new.fiscal_year,
        "stage": new.stage,
        "pot": new.pot,
        "supplement": new.supplement,
        "instrument": new.instrument,
        "ground": new.ground,
        "reason": made.reason,
    }
