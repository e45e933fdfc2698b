"""A pot of 17.5 bn yen in fiscal 2026 with accounts, programmes and one award, made by actions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client

from ikkan.budget import actions as budget
from ikkan.budget import queries as ledger
from ikkan.budget.adjustment import actions, queries
from ikkan.budget.adjustment.rules import NewProposal, NewRound, NewYear
from ikkan.budget.models import AdjustmentProposal, AdjustmentRound, AdjustmentYear
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.values.ref import Ref
from tests.awards import world as worlds
from tests.awards.world import ASKED, PROGRAMME, TODAY, seen
from tests.budget.conftest import new_account, new_transfer

POT = 17_500_000_000
YEAR, HOLDER = 2026, "CAO"
OKU = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Codes: the year of the fund, the purse of its holder, an award with its account."""

    year: str
    purse: str
    award: str


def make(**given: Any) -> Scene:
    """The pack must be in force."""
    world = worlds.make()
    award = worlds.award_of(world).code
    purse = account()
    said = {"fiscal_year": YEAR, "yen": POT, "account": purse, "status": "confirmed"}
    year = actions.open_year(NewYear(**(said | given)), **ASKED)
    return Scene(year=year.code, purse=purse, award=award)


def account(year: int = YEAR, yen: int = POT) -> str:
    """The account of the body that holds the pot, with the whole of it."""
    top = new_account("treasury", code=f"TOP-{year}", fiscal_year=year)
    named = {"owner": f"body:{HOLDER}", "fiscal_year": year, "cost_class": "adjustment_fund"}
    purse = new_account("ministry", f"TOP-{year}", code=f"POT-{year}", **named)
    budget.open_accounts([top, purse], **ASKED)
    flow = new_transfer(
        f"TOP-{year}",
        f"POT-{year}",
        yen,
        pot="adjustment",
        fiscal_year=year,
        made_on=date(year, 4, 1),
    )
    budget.transfer(flow, **ASKED)
    return f"POT-{year}"


def new_round(year: str, **given: Any) -> NewRound:
    said = {"opens_on": date(2026, 10, 1), "closes_on": date(2099, 12, 31)}
    return NewRound(year=year, **(said | given))


def open_round(year: str, **given: Any) -> AdjustmentRound:
    return actions.open_round(new_round(year, **given), **ASKED)


def new_proposal(round_: str, **given: Any) -> NewProposal:
    said: dict[str, Any] = {
        "sort": "discretion",
        "case": "a",
        "title_ja": "検体の拡充",
        "title_en": "More samples",
        "programme": PROGRAMME,
        "project": "T3-01",
        "ministry": "MHLW",
        "yen": 10 * OKU,
        "least_yen": 4 * OKU,
        "score": Decimal("8.5"),
        "reason_ja": "順調に進み、前倒しできる",
        "progress": "登録が予定の120%",
        "effect": "acceleration",
        "expected": {"t3d.managed.licences": Decimal(1)},
    }
    return NewProposal(round=round_, **(said | given))


def proposal(round_: str, *, screened: bool = True, **given: Any) -> str:
    """A proposal, submitted and screened by the command line; its code."""
    one = actions.propose(new_proposal(round_, **given), **ASKED)
    one = actions.submit_proposal(one.code, **seen(one.version))
    if screened:
        actions.screen(one.code, "妥当", **seen(one.version))
    return one.code


def put_forward(round_: str, amounts: dict[str, int]) -> AdjustmentRound:
    return actions.put_forward(round_, amounts, **seen(version_of(round_)))


def version_of(round_: str) -> int:
    return AdjustmentRound.objects.get(code=round_).version


def decision(round_: str) -> str:
    """What the headquarters decided about a round, today and by circulation."""
    new = NewDecision(
        body="HQ",
        title_ja="調整費の配分",
        text_ja="実行計画のとおり配分する",
        about=(Ref(queries.ROUND, round_),),
        circulated_because="持ち回り",
    )
    made = bodies.draft_decision(new, **ASKED)
    bodies.decide(made.code, TODAY, **seen(made.version))
    return str(made.code)


def decided(year: str, amounts: dict[str, int] | None = None, **given: Any) -> AdjustmentRound:
    """A round with one proposal, put forward and decided in full, unless amounts say otherwise."""
    round_ = open_round(year).code
    codes = [proposal(round_, **given)]
    chosen = amounts or {
        one.code: one.yen for one in AdjustmentProposal.objects.filter(code__in=codes)
    }
    put_forward(round_, chosen)
    actions.decide(round_, chosen, decision(round_), **seen(version_of(round_)))
    return AdjustmentRound.objects.get(code=round_)


def moved(round_: AdjustmentRound) -> AdjustmentRound:
    """Its money moved today."""
    return actions.transfer_decided(round_.code, TODAY, **seen(version_of(round_.code)))


def year_of(code: str) -> AdjustmentYear:
    return AdjustmentYear.objects.get(code=code)


def balance(code: str) -> int:
    """What an account holds."""
    return ledger.balances([code], TODAY)[code].amount


def typed(client: Client, url: str, answered: int = 303, **given: Any) -> str:
    """Fill in a form as its page offers it; the page that follows, or the one that refuses."""
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'name="(key|version)"[^>]*value="([^"]*)"', page))
    answer = client.post(url, hidden | given)
    assert answer.status_code == answered, answer.content.decode()
    if answered == 303:
        answer = client.get(answer["Location"])
    return answer.content.decode()
