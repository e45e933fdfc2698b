"""Writes a made-up adjustment fund: last year with two rounds moved and checked, this year at work.

Called by tower at the end. Decides: the pot is the one that the pack prints; rounds, proposals and
amounts are made up. A pack without rules of such a fund gets none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ikkan.awards.models import Award
from ikkan.budget import actions as budget
from ikkan.budget.adjustment import actions, queries, rules
from ikkan.budget.adjustment.checking import Result
from ikkan.budget.adjustment.reassigning import Move
from ikkan.budget.adjustment.rules import NewProposal, NewRound, NewYear, Rules
from ikkan.budget.models import Account, AdjustmentAward, AdjustmentRound, AfterCheck
from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.demo import money
from ikkan.demo.hands import Tower
from ikkan.demo.setting import Programme
from ikkan.demo.wishes import EMERGENCY, FIRST, LAST_FIRST, LAST_SECOND, SECOND, Wish
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.plan.offices import scopes_of
from ikkan.plan.snapshot import FigureView
from ikkan.portfolio.models import Seed
from ikkan.portfolio.studio import actions as studio
from ikkan.portfolio.studio.actions import NewPlan
from ikkan.portfolio.studio.rules import Edits
from ikkan.values.errors import IkkanError
from ikkan.values.money import Unit
from ikkan.values.ref import Ref

_TENTH: Final = Unit.OKU.factor // 10
_POT: Final = 1750
"""Tenths of 億円, where the pack prints no pot."""
_CIRCULATED: Final = "実演のため持ち回り／by circulation, for the demonstration"
_OPINION: Final = "実演：進捗の根拠を確かめた。／Demonstration: the progress was verified."
_MOVED: Final = "実演：検体の輸送に不足が見つかった。／Demonstration: transport fell short."
_PINNED: Final = "実演：機構の原案の額。／Demonstration: the amount that the agency put forward."
_SCENARIOS: Final = 60
_AWARD: Final = "awards.award"


@dataclass(slots=True, kw_only=True)
class Fund:
    """A year of the fund while it is written."""

    tower: Tower
    year: int
    rules: Rules
    code: str
    awards: Sequence[Award]
    seeds: Sequence[str]
    indicators: Sequence[str]
    effects: Sequence[str]
    written: int = 0


def write(tower: Tower) -> int:
    """How many proposals were made."""
    year = tower.setting.year
    last, now = _year(tower, year - 1), _year(tower, year)
    if last is None or now is None:
        return 0
    done: list[AdjustmentRound | None] = []
    for number, wishes in ((1, LAST_FIRST), (2, LAST_SECOND)):
        day = tower.setting.first_day(year - 1) + timedelta(days=70 if number == 1 else 225)
        done.append(_round(last, wishes, min(day, tower.back(300 - 60 * number)), before=done))
    for number, round_ in enumerate(done, 1):
        _moved(last, round_, done[-1])
        _checked(last, round_, finish=number == 1)
    first = tower.setting.first_day(year) + timedelta(days=1)
    _moved(now, _round(now, FIRST, max(tower.back(150), first)))
    _round(now, SECOND, max(tower.back(12), first), decide=False)
    _moved(now, _round(now, EMERGENCY, max(tower.back(5), first), emergency=True))
    return last.written + now.written


def _year(tower: Tower, year: int) -> Fund | None:
    """The pot of a year with the money in the account of who holds it; None without rules."""
    setting = tower.setting
    held = queries.policy_on(setting.first_day(year), tower.known)
    top = f"T-{year}"
    if held is None or not Account.objects.filter(code=top).exists():
        return None
    figures = _figures(tower)
    yen = _yen(figures[0]) if figures[0] is not None else _POT * _TENTH
    purse = NewAccount(
        layer="ministry",
        name_ja="調整費の口座（実演）",
        name_en="Account of the adjustment fund (demonstration)",
        fiscal_year=year,
        parent=top,
        owner=str(Ref("body", held.holder)),
        opened_on=setting.first_day(year),
    )
    account = budget.open_account(purse, **tower.how()).code
    flow = NewTransfer(
        giver=top,
        taker=account,
        yen=yen,
        made_on=setting.first_day(year),
        fiscal_year=year,
        stage="enacted",
        pot="adjustment",
        instrument="appropriation",
        reason="実演",
    )
    budget.transfer(flow, **tower.how())
    whole = figures[1]
    new = NewYear(
        fiscal_year=year,
        yen=yen,
        account=account,
        status=rules.CONFIRMED,
        figure=figures[0].code if figures[0] is not None else "",
        origin_yen=_yen(whole) if whole is not None else None,
        origin_ja=whole.label.ja if whole is not None else "",
        origin_en=whole.label.en if whole is not None else "",
        origin_figure=whole.code if whole is not None else "",
    )
    weights = [str(row.data["indicator"]) for row in tower.known.entries("value_weight")]
    every = [row.code for row in tower.known.entries("indicator", state="all")]
    return Fund(
        tower=tower,
        year=year,
        rules=held,
        code=actions.open_year(new, **tower.how()).code,
        awards=_awards(tower, year),
        seeds=list(Seed.objects.order_by("pk").values_list("code", flat=True)[:20]),
        indicators=list(dict.fromkeys(weights or every)),
        effects=list(queries.codes("effect", setting.today)),
    )


def _figures(tower: Tower) -> tuple[FigureView | None, FigureView | None]:
    """The newest printed pot that says what it comes out of, and that."""
    rows = sorted(
        tower.known.entries("adjustment_year", state="all"), key=lambda row: int(row.data["year"])
    )
    for row in reversed(rows):
        found = [
            tower.known.find(Ref("figure", str(row.data[name] or "-")))
            for name in ("ceiling", "origin")
        ]
        pot, whole = (one if isinstance(one, FigureView) else None for one in found)
        if pot is not None and whole is not None:
            return pot, whole
    return None, None


def _yen(figure: FigureView) -> int:
    return int(figure.value * Unit.of(figure.unit).factor)


def _awards(tower: Tower, year: int) -> list[Award]:
    """Awards that run on the last day of the year and have an account."""
    last = tower.setting.first_day(year + 1) - timedelta(days=1)
    rows = Award.objects.filter(began_on__lte=tower.setting.first_day(year), ends_on__gte=last)
    owned = set(Account.objects.filter(layer="award").values_list("owner", flat=True))
    return [one for one in rows.order_by("pk")[:200] if str(Ref(_AWARD, one.code)) in owned]


def _round(
    fund: Fund,
    wishes: Sequence[Wish],
    day: date,
    *,
    emergency: bool = False,
    decide: bool = True,
    before: Sequence[AdjustmentRound | None] = (),
) -> AdjustmentRound | None:
    """A round with its proposals, put forward and decided on one day; None where none fits.

    What it gets by re-assignment comes out of the newest round `before` it.
    """
    how = fund.tower.how(day)
    new = NewRound(
        year=fund.code,
        opens_on=day - timedelta(days=30 if not emergency else 0),
        closes_on=day,
        meets_on=day if decide else fund.tower.setting.today + timedelta(days=10),
        sort=rules.EMERGENCY if emergency else rules.REGULAR,
        reason_code=next(iter(queries.codes("reason", day)), "") if emergency else "",
        reason="実演：変異株の報告。／Demonstration: a variant is reported." if emergency else "",
    )
    regular = AdjustmentRound.objects.filter(year__code=fund.code, sort=rules.REGULAR).count()
    slot = fund.rules.slot(new.sort, regular + 1)
    if slot is None:
        return None
    act = actions.open_emergency_round if emergency else actions.open_round
    round_ = act(new, **how)
    amounts, taken = {}, {}
    source = next((one for one in reversed(before) if one is not None), None)
    for number, wish in enumerate(wishes):
        case = _case(fund, wish, slot.takes)
        if case is None or (wish.moved and source is None):
            continue
        code = _proposal(fund, wish, case, round_.code, number, day)
        amounts[code] = wish.given * _TENTH
        if wish.moved:
            taken[code] = wish.moved * _TENTH
    if not amounts:
        return None
    how = fund.tower.how(day, version=round_.version)
    actions.put_forward(round_.code, amounts, **how)
    if source is not None and taken:
        _reassigned(fund, source, round_, taken, day)
    if decide:
        rest = {code: yen for code, yen in amounts.items() if code not in taken}
        _decided(fund, round_, rest, day)
    return AdjustmentRound.objects.get(pk=round_.pk)


def _reassigned(
    fund: Fund, source: AdjustmentRound, round_: AdjustmentRound, taken: dict[str, int], day: date
) -> None:
    """Some of what the earlier round gave most to goes to proposals of this one."""
    award = AdjustmentAward.objects.filter(decision__round=source).order_by("-yen", "pk")[0]
    moves = [Move(source=award.proposal.code, to=code, yen=yen) for code, yen in taken.items()]
    decision = _decision(fund, round_.code, day)
    version = AdjustmentRound.objects.get(pk=round_.pk).version
    how = fund.tower.how(day, version=version)
    actions.reassign(round_.code, moves, decision, _MOVED, **how)


def _decided(fund: Fund, round_: AdjustmentRound, amounts: dict[str, int], day: date) -> None:
    """By a kept plan of the studio that holds these amounts; without one where none can be made."""
    decision = _decision(fund, round_.code, day)
    new = NewPlan(
        round=round_.code,
        name_ja="実演：機構の原案どおりの案",
        name_en="Demonstration: as the agency put forward",
        edits=Edits(pins=amounts),
        size=_SCENARIOS,
        reason=_PINNED,
    )
    try:
        plan = studio.save_plan(new, **fund.tower.how(day))
    except IkkanError:
        version = AdjustmentRound.objects.get(pk=round_.pk).version
        actions.decide(round_.code, amounts, decision, **fund.tower.how(day, version=version))
        return
    studio.hand_over(
        plan.code,
        decision,
        dict.fromkeys(amounts, _PINNED),
        **fund.tower.how(day, version=plan.version),
    )


def _case(fund: Fund, wish: Wish, takes: tuple[str, ...]) -> rules.Case | None:
    """The type of a proposal, or another that the round takes."""
    cases = fund.rules.cases
    may = [one for one in cases if rules.taken(one, takes)]
    wanted = cases[min(wish.type, len(cases) - 1)]
    return wanted if wanted in may else next(iter(may), None)


def _proposal(fund: Fund, wish: Wish, case: rules.Case, round_: str, number: int, day: date) -> str:
    """Written, submitted and screened; its code."""
    award, programme = _aim(fund, wish, fund.written)
    fund.written += 1
    projects = [ref.code for ref in scopes_of(programme.code, day) if ref.kind == "project"]
    continued = wish.aim == "continued" and award is not None and fund.rules.continued
    target = str(Ref(_AWARD, award.code)) if award is not None and wish.aim != "call" else ""
    if wish.aim == "seed" and fund.seeds and not fund.rules.frame_bound:
        target = str(Ref("portfolio.seed", fund.seeds[number % len(fund.seeds)]))
    counts = zip(fund.indicators, wish.counts, strict=False)
    new = NewProposal(
        round=round_,
        sort=case.sort,
        case=case.case,
        title_ja=wish.title.ja,
        title_en=wish.title.en,
        target=target,
        programme=programme.code,
        project=projects[0] if projects else "",
        ministry=programme.payer,
        yen=wish.yen * _TENTH,
        least_yen=wish.least * _TENTH,
        score=Decimal(wish.score),
        reason_ja="実演：計画を上回る進捗があり、追加の額で成果を早められる。",
        reason_en="Demonstration: ahead of plan; more money brings the result sooner.",
        progress="実演：登録 予定の120%／Demonstration: enrolment at 120% of plan",
        effect=fund.effects[min(wish.effect, len(fund.effects) - 1)],
        expected={name: Decimal(count) for name, count in counts},
        predecessor=_before(fund, award) if continued and award is not None else "",
        multi_year=continued and fund.rules.several_years,
        until=fund.year + 1 if continued and fund.rules.several_years else None,
        flexible=continued and fund.rules.flexible,
    )
    one = actions.propose(new, **fund.tower.how(day))
    one = actions.submit_proposal(one.code, **fund.tower.how(day, version=one.version))
    actions.screen(one.code, _OPINION, **fund.tower.how(day, version=one.version))
    return str(one.code)


def _aim(fund: Fund, wish: Wish, number: int) -> tuple[Award | None, Programme]:
    """An award with its programme; else a programme that pays out of the year."""
    may = queries.paying(fund.tower.setting.today)
    named = {one.code: one for one in fund.tower.setting.programmes if one.payer in may}
    rows = [one for one in fund.awards if one.programme_code in named]
    if rows and wish.aim != "call":
        award = rows[number * 7 % len(rows)]
        return award, named[award.programme_code]
    there = set(Account.objects.filter(layer="programme").values_list("code", flat=True))
    paying = [one for one in named.values() if money.purse(fund.year, one.code) in there]
    choice = paying or list(named.values())
    return None, choice[number % len(choice)]


def _before(fund: Fund, award: Award) -> str:
    """An award of another programme that it continues, where there is one."""
    others = [one for one in fund.awards if one.programme_code != award.programme_code]
    return str(Ref(_AWARD, next(iter(others), award).code))


def _decision(fund: Fund, round_: str, day: date) -> str:
    """What the headquarters decided about the round, by circulation; published."""
    tower = fund.tower
    new = NewDecision(
        body=tower.headquarters,
        title_ja="実演の決定：調整費の実行計画",
        title_en="Demonstration: execution plan of the adjustment fund",
        text_ja="実行計画のとおり配分する（実演）。",
        text_en="Allocated as the execution plan says (demonstration).",
        about=(Ref(queries.ROUND, round_),),
        circulated_because=_CIRCULATED,
    )
    made = bodies.draft_decision(new, **tower.how(day))
    made = bodies.decide(made.code, day, **tower.how(day, version=made.version))
    bodies.publish_decision(made.code, **tower.how(day, version=made.version))
    return str(made.code)


def _moved(fund: Fund, round_: AdjustmentRound | None, last: AdjustmentRound | None = None) -> None:
    """The decided money, on the day of the decision; that of a later round where it is named."""
    if round_ is None:
        return
    day = (last or round_).closes_on
    how = fund.tower.how(day, version=AdjustmentRound.objects.get(pk=round_.pk).version)
    actions.transfer_decided(round_.code, day, **how)


def _checked(fund: Fund, round_: AdjustmentRound | None, *, finish: bool) -> None:
    """Later checks that are due about now; the first of one round is finished."""
    if round_ is None:
        return
    tower = fund.tower
    found = AdjustmentRound.objects.get(pk=round_.pk)
    due = tower.setting.today + timedelta(days=14)
    actions.open_checks(found.code, due, **tower.how(version=found.version))
    check = AfterCheck.objects.filter(award__decision__round=found).order_by("pk").first()
    if not finish or check is None:
        return
    proposal = check.award.proposal
    expected = proposal.expected
    result = Result(
        goals_reached=True,
        reached={code: Decimal(count) for code, count in expected.items()},
        connected="none",
        effect=proposal.effect,
        evidence=(proposal.target or str(Ref("programme", proposal.programme)),),
        early_reason="実演：次の段階に早く進んだため。",
        finding_ja="実演：予定より半年早く次の段階に進んだ。",
        finding_en="Demonstration: the next stage began half a year early.",
    )
    actions.finish_check(check.code, result, **tower.how(version=check.version))
