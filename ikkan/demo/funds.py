"""Writes a made-up fund over several years and money carried over to the next year.

Called by tower, after the awards were paid. Decides: the fund is fed beside what the programmes
get, so that no other amount changes.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from ikkan.budget import actions as budget
from ikkan.budget.funds import actions
from ikkan.budget.funds.rules import NewFund, Promised
from ikkan.budget.models import Account, Fund
from ikkan.budget.rules import Ground, Layer, NewAccount
from ikkan.demo import money
from ikkan.demo.hands import Tower
from ikkan.demo.setting import STEP, Payer, Programme

_INSTALMENT: Final = 9_000 * STEP
_PAID: Final = 2_500 * STEP
_YEARS: Final = 5
_AFTER: Final = 21


def write(tower: Tower) -> int:
    """A fund with two instalments, a payment and a promise. How many funds."""
    setting = tower.setting
    years = (setting.year - 2, setting.year - 1)
    there = set(Account.objects.filter(layer=Layer.AGENCY).values_list("code", flat=True))
    for payer in reversed(setting.payers):
        if all(f"A-{year}-{payer.code}" in there for year in years):
            own = [one for one in setting.programmes if one.payer == payer.code]
            _fund(tower, payer, own[0], years)
            return 1
    return 0


def _fund(tower: Tower, payer: Payer, programme: Programme, years: tuple[int, int]) -> None:
    setting, begins = tower.setting, tower.setting.first_day(years[0])
    new = NewFund(
        name_ja=f"{programme.name.ja}の基金（実演）",
        name_en=f"Fund of {programme.name.en} (demonstration)",
        purpose_ja="実演：年度をまたぐ研究開発を続けて支える。",
        purpose_en="Demonstration: research is supported over several years.",
        agency=f"A-{years[0]}-{payer.code}",
        body=tower.funder or payer.code,
        programme=programme.code,
        begins_on=begins,
        ends_on=setting.first_day(years[0] + _YEARS) - timedelta(days=1),
    )
    code = actions.open_fund(new, **tower.how()).code
    for number, year in enumerate(years, start=1):
        day = setting.first_day(year) + timedelta(days=_AFTER * 9)
        _feed(tower, payer, year, day)
        budgeted = f"{year}年度 補正予算（実演）／supplementary budget (demonstration)"
        actions.plan_instalment(code, day, _INSTALMENT, budgeted, **_on(tower, code))
        giver = f"A-{year}-{payer.code}"
        actions.receive_instalment(code, number, giver, day, **_on(tower, code))
    taker = _call(tower, code, programme, setting.year)
    paid_on = setting.first_day(setting.year) + timedelta(days=_AFTER)
    words = "実演の支払い／demonstration"
    if paid_on <= setting.today:
        actions.disburse(code, taker, _PAID, paid_on, reason=words, **_on(tower, code))
    promised = Promised(taker=taker, fiscal_year=setting.year + 1, yen=_PAID, reason=words)
    actions.promise(code, promised, **_on(tower, code))


def _feed(tower: Tower, payer: Payer, year: int, day: date) -> None:
    """The amount of an instalment, from the treasury through the ministry to the agency."""
    top, ministry, agency = f"T-{year}", f"M-{year}-{payer.code}", f"A-{year}-{payer.code}"
    flows = [
        money.flow(top, ministry, _INSTALMENT, day, year, "enacted"),
        money.flow(ministry, agency, _INSTALMENT, day, year, "executed"),
    ]
    budget.record_transfers(flows, **tower.how())


def _call(tower: Tower, code: str, programme: Programme, year: int) -> str:
    """An account under that of the fund, from which its call pays."""
    account = Fund.objects.select_related("account").get(code=code).account
    new = NewAccount(
        layer=Layer.CALL,
        name_ja="基金の公募（実演）",
        name_en="Call of the fund (demonstration)",
        fiscal_year=year,
        parent=account.code,
        owner=f"programme:{programme.code}",
    )
    return str(budget.open_account(new, **tower.how()).code)


def _on(tower: Tower, code: str) -> dict[str, Any]:
    return tower.how(version=Fund.objects.get(code=code).version)


def carry(tower: Tower) -> int:
    """What a programme did not use goes on to its next year. How many were carried over."""
    setting = tower.setting
    there = set(Account.objects.filter(layer=Layer.PROGRAMME).values_list("code", flat=True))
    day = setting.first_day(setting.year) + timedelta(days=_AFTER)
    if day > setting.today:
        return 0
    for one in setting.programmes:
        giver, taker = (money.purse(at, one.code) for at in (setting.year - 1, setting.year))
        if {giver, taker} <= there:
            words = "実演：年度内に使い終わらなかった／not used in its year (demonstration)"
            given = (giver, STEP, day, Ground.PERMITTED.value, words, taker)
            budget.carry_over(*given, **tower.how())
            return 1
    return 0
