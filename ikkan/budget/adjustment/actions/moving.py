"""Decided money moves from the office that holds it down to programme and award, all at once.

Decides: one chain for each amount – holder, ministry, agency, programme, award – written together
or not at all; accounts that are missing above the award are opened. Source: 004 L104, hq49-3.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget import ledger, words
from ikkan.budget.adjustment import messages, queries, reassigning, rules
from ikkan.budget.adjustment.actions.finding import locked_round
from ikkan.budget.models import (
    Account,
    AdjustmentAward,
    AdjustmentProposal,
    AdjustmentRound,
    AdjustmentStep,
    AdjustmentYear,
)
from ikkan.budget.rules import Instrument, Layer, NewAccount, NewTransfer, Pot, Stage
from ikkan.plan.queries import snapshot
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_AWARD: Final = "awards.award"
_FUND: Final = Text("調整費", "Adjustment fund")


@action(
    "adjustment.transfer_decided",
    permission="can_execute_adjustment",
    description=Text(
        "決定した調整費を、府省・機構・事業・課題へ一度に移す",
        "Move decided money down to ministries, agency, programmes and awards at once",
    ),
)
def transfer_decided(
    code: str, made_on: date, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentRound:
    """Every amount of the round not moved yet, all or none. Raises NotFound, InputError."""
    round_ = locked_round(code, version, rules.DECIDED, rules.EXECUTED)
    rows = [one for one in queries.unmoved(round_) if reassigning.left(one) > 0]
    if not rows and round_.state == rules.EXECUTED:
        raise InputError("adjustment.nothing", messages.NOTHING_TO_MOVE)
    late = max((one.decision.decided_on for one in rows), default=None)
    if late is not None and made_on < late:
        told = messages.MADE_BEFORE.format(day=made_on, decided=late)
        raise InputError("adjustment.made_before", told)
    moves = [(one, _chain(one.proposal, round_.year, as_of)) for one in rows]
    written = _written(round_, moves, made_on, as_of) if rows else []
    round_.state, round_.executed_on = rules.EXECUTED, made_on
    round_.version += 1
    round_.save(update_fields=["state", "executed_on", "version"])
    said = {"state": round_.state, "made_on": made_on, "transfers": written}
    journal.write(Ref(queries.ROUND, code), said)
    return round_


def _written(
    round_: AdjustmentRound,
    moves: list[tuple[AdjustmentAward, list[Account]]],
    made_on: date,
    as_of: date,
) -> list[str]:
    """All transfers in one book, and which of them brought which amount."""
    wanted: list[tuple[AdjustmentAward, int, NewTransfer]] = []
    for one, chain in moves:
        for order, (giver, taker) in enumerate(pairwise(chain), start=1):
            across = giver.layer == taker.layer
            wanted.append(
                (
                    one,
                    order,
                    NewTransfer(
                        giver=giver.code,
                        taker=taker.code,
                        yen=reassigning.left(one),
                        made_on=made_on,
                        fiscal_year=round_.year.fiscal_year,
                        stage=Stage.ENACTED if across else Stage.EXECUTED,
                        pot=Pot.ADJUSTMENT,
                        instrument=_instrument(giver, taker),
                        reason=f"{one.decision.code} {one.proposal.code}",
                    ),
                )
            )
    book = ledger.open_book((row.giver, row.taker) for _, _, row in wanted)
    # The headquarters are all ministers: their decision is the consent of both ministries.
    made = ledger.post(book, [row for _, _, row in wanted], as_of, consented=True)
    group = next_code("ADT", round_.year.fiscal_year)
    AdjustmentStep.objects.bulk_create(
        AdjustmentStep(award=one, order=order, transfer=transfer, group=group)
        for (one, order, _), transfer in zip(wanted, made, strict=True)
    )
    return [one.code for one in made]


def _instrument(giver: Account, taker: Account) -> Instrument:
    """Between ministries, and into an account of another cost class, it is a reallocation."""
    classes = {giver.cost_class, taker.cost_class} - {""}
    if giver.layer == taker.layer or len(classes) > 1:
        return Instrument.REALLOCATION
    return Instrument.SUBSIDY


def _chain(proposal: AdjustmentProposal, year: AdjustmentYear, as_of: date) -> list[Account]:
    """Accounts that the money passes, from the holder down."""
    holder = year.account
    ministry = str(Ref("body", proposal.ministry))
    found = [holder]
    if holder.owner != ministry:
        found.append(_account(Layer.MINISTRY, ministry, holder.parent, year, as_of))
    agency = _account(Layer.AGENCY, _agency(as_of), found[-1], year, as_of)
    programme = str(Ref("programme", proposal.programme))
    found += [agency, _account(Layer.PROGRAMME, programme, agency, year, as_of)]
    if proposal.target and Ref.parse(proposal.target).kind == _AWARD:
        award = queries.award_account(proposal.target, year.fiscal_year)
        if award is None:
            told = messages.NO_AWARD_ACCOUNT.format(award=proposal.target)
            raise InputError("adjustment.award_account", told)
        found.append(award)
    return found


def _agency(as_of: date) -> str:
    funder = str(snapshot(as_of).settings.get("bodies", {}).get("funder") or "")
    return str(Ref("body", funder)) if funder else ""


def _account(
    layer: Layer, owner: str, parent: Account | None, year: AdjustmentYear, as_of: date
) -> Account:
    """The account of the owner for this money in the year; opened where there is none.

    Agencies are found by the ministry above them alone: their accounts name no owner everywhere.
    """
    rows = Account.objects.filter(
        layer=layer,
        fiscal_year=year.fiscal_year,
        cost_class=year.account.cost_class,
        parent=parent,
        fund_of__isnull=True,
    )
    if layer != Layer.AGENCY:
        rows = rows.filter(owner=owner)
    found = list(rows.order_by("pk")[:2])
    if len(found) > 1:
        codes = ", ".join(one.code for one in found)
        told = messages.SEVERAL_ACCOUNTS.format(
            owner=owner, layer=words.layer(layer), year=year.fiscal_year, codes=codes
        )
        raise InputError("adjustment.several_accounts", told)
    if found:
        return found[0]
    row = snapshot(as_of).find(Ref.parse(owner)) if owner else None
    named = row.label if row is not None else _FUND
    new = NewAccount(
        layer=layer,
        name_ja=f"{_FUND.ja}（{named.ja}）"[:200],
        name_en=f"{_FUND.en} ({named.en})"[:200],
        fiscal_year=year.fiscal_year,
        parent=parent.code if parent is not None else "",
        owner=owner,
        cost_class=year.account.cost_class,
    )
    return ledger.open_accounts([new], as_of)[0]
