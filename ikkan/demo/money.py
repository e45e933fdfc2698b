"""Composes the ledger of a made-up portfolio, from the treasury down to the programmes. Pure.

Decides: what a year adopts is set aside in that year for all the years it is promised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.demo.awards import Draft
from ikkan.demo.setting import STEP, Setting
from ikkan.records.models import CODE_LENGTH
from ikkan.values.text import Text

_TREASURY: Final = Text("国庫", "Treasury")


def compose(
    setting: Setting, drafts: Iterable[Draft], clause: str
) -> tuple[list[NewAccount], list[NewTransfer]]:
    """Accounts of every year, each under the one that funds it, and what flows down them."""
    need: dict[tuple[int, str], int] = defaultdict(int)
    for one in drafts:
        need[one.year, one.programme.code] += sum(one.amounts.values())
    programmes = {one.code: one for one in setting.programmes}
    accounts: list[NewAccount] = []
    flows: list[NewTransfer] = []
    for year in setting.years:
        top, day = f"T-{year}", setting.first_day(year)
        accounts.append(_account("treasury", top, _TREASURY, year, day, clause=clause))
        for payer in setting.payers:
            ministry, agency = f"M-{year}-{payer.code}", f"A-{year}-{payer.code}"
            wanted = {
                code: yen + yen // 20 // STEP * STEP + STEP
                for (at, code), yen in need.items()
                if at == year and programmes[code].payer == payer.code
            }
            if not wanted:
                continue
            whole, owner = sum(wanted.values()), f"body:{payer.code}"
            accounts += [
                _account("ministry", ministry, payer.name, year, day, top, owner),
                _account("agency", agency, setting.agency, year, day, ministry),
            ]
            flows += [
                flow(top, ministry, whole, day, year, "enacted"),
                flow(ministry, agency, whole, day, year, "executed"),
            ]
            for code, yen in wanted.items():
                name, below = programmes[code].name, purse(year, code)
                owner = f"programme:{code}"
                accounts.append(_account("programme", below, name, year, day, agency, owner))
                flows.append(flow(agency, below, yen, day, year, "executed"))
    return accounts, flows


def purse(year: int, programme: str) -> str:
    """The code of a programme's account of a year."""
    return f"P-{year}-{programme}"[:CODE_LENGTH]


def flow(giver: str, taker: str, yen: int, day: date, year: int, stage: str) -> NewTransfer:
    """One transfer one layer down."""
    return NewTransfer(
        giver=giver,
        taker=taker,
        yen=yen,
        made_on=day,
        fiscal_year=year,
        stage=stage,
        pot="initial",
        instrument="subsidy",
        reason="実演",
    )


def _account(
    layer: str, code: str, name: Text, year: int, day: date, parent: str = "", owner: str = "",
    clause: str = "",
) -> NewAccount:  # fmt: skip
    return NewAccount(
        layer=layer,
        code=code,
        name_ja=f"{name.ja}（{year}年度・実演）",
        name_en=f"{name.en} (FY{year}, demonstration)",
        fiscal_year=year,
        parent=parent,
        owner=owner,
        clause=clause,
        opened_on=day,
    )
