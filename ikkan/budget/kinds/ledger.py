"""Accounts and transfers as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from ikkan.audit.actor import Actor
from ikkan.budget import actions, forms, queries, words
from ikkan.budget.actions import TRANSFER_KIND
from ikkan.budget.edges import KIND as ACCOUNT_KIND
from ikkan.budget.models import Account, Transfer
from ikkan.budget.rules import BELOW, Instrument, Layer, NewAccount, NewTransfer, Pot, Stage
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.money import Yen
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_OFFICES = dict.fromkeys(
    (
        *("hq_officer", "ministry_officer", "funder_staff", "program_director"),
        *("program_supervisor", "auditor"),
    ),
    EVERYTHING,
)
_READERS = frozenset({*_OFFICES, "program_officer"})
_MOST = 201
"""One row more than a page shows: it says that there are more."""
_YEN = Text("金額", "Amount")
_DAY = Text("日付", "Day")
_YEAR = Text("年度", "Fiscal year")
_STAGE = Text("段階", "Stage")
_POT = Text("財源の枠", "Pot")
_INSTRUMENT = Text("手段", "Instrument")
_TRANSFER = Text("資金移動", "Transfer of money")
_LOWEST = Text(
    "この層の口座より下の層はありません。", "There is no layer below accounts of this layer."
)
_NOT_TOP = Text(
    "歳出予算は国庫の口座から出ます。国庫の口座で記録してください。",
    "Appropriations leave accounts of the treasury; record them there.",
)
_NEVER_CARRIED = Text(
    "国庫の口座は繰り越しません。府省から下の口座で繰り越してください。",
    "The treasury carries nothing over; accounts from the ministries down do.",
)
_TOP = Text("国庫の口座より上の層はありません。", "There is no layer above the treasury.")
_CORRECTION = Text(
    "これは訂正の記入です。もとの資金移動を訂正してください。",
    "This entry is a correction; correct the transfer that it names.",
)


def _open(_: Any, data: dict[str, Any], **how: Any) -> Account:
    """The account, and the first money it is given, or neither."""
    yen, pot, instrument = (data.pop(name) for name in ("yen", "pot", "instrument"))
    with transaction.atomic():
        account = actions.open_account(NewAccount(**data), **how)
        if yen is not None:
            first = NewTransfer(
                giver=data["parent"],
                taker=account.code,
                yen=yen,
                made_on=how["as_of"],
                fiscal_year=data["fiscal_year"],
                stage=Stage.ENACTED if account.layer == Layer.MINISTRY else Stage.EXECUTED,
                pot=pot or Pot.INITIAL,
                instrument=instrument or Instrument.SUBSIDY,
            )
            actions.transfer(first, **how)
    return account


def _give(account: Account, data: dict[str, Any], **how: Any) -> Account:
    """Money moves; the account itself does not change, so that its version plays no part."""
    new = NewTransfer(giver=account.code, **data)
    actions.transfer(new, **(how | {"version": None}))
    return account


def _appropriate(account: Account, data: dict[str, Any], **how: Any) -> Account:
    supplement = data.pop("supplement") or 0
    new = NewTransfer(
        giver=account.code,
        stage=Stage.ENACTED,
        instrument=Instrument.APPROPRIATION,
        supplement=supplement,
        **data,
    )
    actions.transfer(new, **(how | {"version": None}))
    return account


def _carry(account: Account, data: dict[str, Any], **how: Any) -> Account:
    actions.carry_over(account.code, **data, **(how | {"version": None}))
    return account


def _return(account: Account, data: dict[str, Any], **how: Any) -> Account:
    new = NewTransfer(giver=account.code, instrument="return", **data)
    actions.transfer(new, **(how | {"version": None}))
    return account


def _correct(transfer: Transfer, data: dict[str, Any], **how: Any) -> Transfer:
    return actions.correct_transfer(transfer.code, **data, **how)


def _read_amounts(accounts: Sequence[Any], as_of: date) -> None:
    """What each got and holds at the end of the day; what the treasury gave is its balance."""
    codes = [account.code for account in accounts]
    received, balances = queries.received(codes, as_of), queries.balances(codes, as_of)
    for account in accounts:
        account.received_yen = received[account.code]
        account.balance_yen = balances[account.code].amount


def _received(account: Any) -> Text:
    if account.layer == Layer.TREASURY:
        yen = Yen(-account.balance_yen)
        return Text(f"配分 {yen.amount:,}円", f"Given {yen}")
    yen = account.received_yen
    return Text(f"受入 {yen.amount:,}円", f"Received {yen}")


def _statement(account: Account, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    lines = queries.statement(account, as_of, newest=_MOST)
    keys = [line.transfer.pk for line in lines]
    seen = set(visible(TRANSFER_KIND, actor).filter(pk__in=keys).values_list("pk", flat=True))
    for line in reversed(lines):
        if line.transfer.pk in seen:
            yield (
                line.transfer.made_on,
                Ref(TRANSFER_KIND, line.transfer.code),
                Ref(ACCOUNT_KIND, line.other) if line.other else None,
                line.transfer.stage,
                line.yen.amount,
                line.balance.amount,
            )


def _children(account: Account, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = list(visible(ACCOUNT_KIND, actor).filter(parent=account, opened_on__lte=as_of)[:_MOST])
    codes = [row.code for row in rows]
    received, left = queries.received(codes, as_of), queries.balances(codes, as_of)
    for row in rows:
        amounts = (received[row.code].amount, left[row.code].amount)
        yield (Ref(ACCOUNT_KIND, row.code), row.layer, *amounts)


def _postings(transfer: Transfer, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for posting in transfer.postings.select_related("account"):
        yield (Ref(ACCOUNT_KIND, posting.account.code), posting.yen)


def _corrections(transfer: Transfer, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(TRANSFER_KIND, actor).filter(corrects=transfer, made_on__lte=as_of):
        back = one.taker == transfer.giver
        yield (one.made_on, Ref(TRANSFER_KIND, one.code), -one.yen if back else one.yen, one.reason)


def _transfer_title(transfer: Transfer) -> Text:
    giver, taker = transfer.giver.name, transfer.taker.name
    return Text(f"{giver.ja} → {taker.ja}", f"{giver.en} → {taker.en}")


def _office(account: Account) -> Ref | tuple[Ref, ...] | None:
    """The ministry of an account; of one of the treasury those that it funds."""
    if account.layer == Layer.TREASURY:
        below = account.children.filter(owner__startswith="body:").values_list("owner", flat=True)
        return tuple(Ref.parse(owner) for owner in sorted(set(below))) or None
    own = account.layer == Layer.MINISTRY and account.owner.startswith("body:")
    return Ref.parse(account.owner) if own else None


register(
    Kind(
        code=ACCOUNT_KIND,
        path="ledger/accounts",
        label=Text("口座", "Account"),
        plural=Text("台帳の口座", "Accounts of the ledger"),
        lead=Text(
            "国庫から実施者まで、資金がいまどこにあるか。公表値とは別の記録です。",
            "Where the money lies, from the treasury to the performer; "
            "a register apart from the published figures.",
        ),
        model=Account,
        station="budget",
        title=lambda record: record.name,
        value=_received,
        prepare=_read_amounts,
        begins="opened_on",
        fields=(
            Field("name", Text("名前", "Name"), "text2", listed=False),
            Field("layer", Text("層", "Layer"), "choice", choices={**words.LAYERS}, filter=True),
            Field("fiscal_year", _YEAR, "year", filter=True),
            Field("balance", Text("残高", "Balance"), "yen", lambda record: record.balance_yen),
            Field(
                "parent",
                Text("親の口座", "Parent account"),
                "ref",
                lambda record: record.parent.code if record.parent else None,
                kind=ACCOUNT_KIND,
            ),
            Field(
                "owner",
                Text("持ち主", "Owner"),
                "ref",
                lambda record: Ref.parse(record.owner) if record.owner else None,
            ),
            Field(
                "clause",
                Text("計画の条文", "Clause of the plan"),
                "ref",
                kind="plan.clause",
                listed=False,
            ),
            Field(
                "cost_class",
                Text("経費区分", "Cost class"),
                "ref",
                kind="cost_class",
                filter=True,
                listed=False,
            ),
            Field(
                "programme",
                Text("事業", "Programme"),
                "ref",
                kind="programme",
                filter=True,
                listed=False,
            ),
            Field("opened_on", Text("開いた日", "Opened on"), "date", listed=False),
        ),
        sections=(
            Section(
                code="children",
                label=Text("下の口座", "Accounts below"),
                columns=(
                    Column(label=Text("口座", "Account"), type="ref"),
                    Column(label=Text("層", "Layer"), type="choice", choices={**words.LAYERS}),
                    Column(label=Text("受入", "Received"), type="yen"),
                    Column(label=Text("残高", "Balance"), type="yen"),
                ),
                rows=_children,
            ),
            Section(
                code="statement",
                label=Text("出入りの明細", "Statement"),
                columns=(
                    Column(label=_DAY, type="date"),
                    Column(label=_TRANSFER, type="ref"),
                    Column(label=Text("相手の口座", "Other account"), type="ref"),
                    Column(label=_STAGE, type="choice", choices={**words.STAGES}),
                    Column(label=_YEN, type="yen"),
                    Column(label=Text("残高", "Balance"), type="yen"),
                ),
                rows=_statement,
                note=Text(
                    "新しい順。残高はその記入の後の額。", "Newest first, each with the balance."
                ),
                roles=_READERS,
            ),
        ),
        writes=(
            Write(
                code="open",
                label=Text("口座を開く", "Open an account"),
                permission="can_open_account",
                form=forms.AccountForm,
                act=_open,
                on="new",
            ),
            Write(
                code="appropriate",
                label=Text("歳出予算を記録する", "Record an appropriation"),
                permission="can_move_above_programme",
                form=forms.AppropriationForm,
                act=_appropriate,
                why_not=lambda record: None if record.layer == Layer.TREASURY else _NOT_TOP,
            ),
            Write(
                code="give",
                label=Text("下の口座へ渡す", "Give to an account below"),
                permission="can_transfer",
                form=forms.GiveForm,
                act=_give,
                why_not=lambda record: None if BELOW[record.layer] else _LOWEST,
            ),
            Write(
                code="return",
                label=Text("上の口座へ返す", "Return to an account above"),
                permission="can_transfer",
                form=forms.ReturnForm,
                act=_return,
                why_not=lambda record: _TOP if record.layer == Layer.TREASURY else None,
            ),
            Write(
                code="carry",
                label=Text("翌年度へ繰り越す", "Carry over to the next year"),
                permission="can_transfer",
                form=forms.CarryForm,
                act=_carry,
                why_not=lambda record: _NEVER_CARRIED if record.layer == Layer.TREASURY else None,
            ),
        ),
        sight=sights(
            public=Flag("published"), program_officer=Within("programme", "programme"), **_OFFICES
        ),
        scope=_office,
        related=("parent",),
    )
)

register(
    Kind(
        code=TRANSFER_KIND,
        path="ledger/transfers",
        label=_TRANSFER,
        plural=Text("資金移動", "Transfers of money"),
        lead=Text(
            "口座の間の移動。消したり直したりはせず、訂正は新しい記入になります。",
            "Movements between accounts; none is changed or removed, a correction is a new entry.",
        ),
        model=Transfer,
        title=_transfer_title,
        begins="made_on",
        fields=(
            Field("made_on", _DAY, "date"),
            Field("yen", _YEN, "yen"),
            Field("fiscal_year", _YEAR, "year", filter=True),
            Field("stage", _STAGE, "choice", choices={**words.STAGES}, filter=True),
            Field("pot", _POT, "choice", choices={**words.POTS}, filter=True),
            Field(
                "supplement",
                Text("補正の次数", "Supplementary budget"),
                "number",
                lambda record: record.supplement or None,
                listed=False,
            ),
            Field("instrument", _INSTRUMENT, "choice", choices={**words.INSTRUMENTS}, filter=True),
            Field(
                "ground", Text("事由", "Ground"), "choice", choices={**words.GROUNDS}, filter=True
            ),
            Field("reason", Text("理由", "Reason"), "long", listed=False),
            Field(
                "corrects",
                Text("訂正するもの", "Corrects"),
                "ref",
                lambda record: record.corrects.code if record.corrects else None,
                kind=TRANSFER_KIND,
                listed=False,
            ),
        ),
        sections=(
            Section(
                code="postings",
                label=Text("記入", "Postings"),
                columns=(
                    Column(label=Text("口座", "Account"), type="ref"),
                    Column(label=_YEN, type="yen"),
                ),
                rows=_postings,
                note=Text("合計は必ず0円です。", "They always add up to nothing."),
            ),
            Section(
                code="corrections",
                label=Text("訂正", "Corrections"),
                columns=(
                    Column(label=_DAY, type="date"),
                    Column(label=_TRANSFER, type="ref"),
                    Column(label=_YEN, type="yen"),
                    Column(label=Text("理由", "Reason")),
                ),
                rows=_corrections,
            ),
        ),
        writes=(
            Write(
                code="correct",
                label=Text("訂正する", "Put right"),
                permission="can_transfer",
                form=forms.CorrectForm,
                act=_correct,
                why_not=lambda record: _CORRECTION if record.corrects_id else None,
            ),
        ),
        sight=sights(
            program_officer=Within("programme", "postings__account__programme"), **_OFFICES
        ),
        related=("corrects",),
        order=("-made_on", "-pk"),
    )
)
