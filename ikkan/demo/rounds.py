"""Writes two made-up rounds of budget requests: one through to the budget, one in the middle.

Called by tower. Decides: acts that the pack's machine does not know are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.budget.models import Message, PolicyItem, Request, Round
from ikkan.budget.policies.rules import AREA
from ikkan.budget.requests import actions, cases, queries
from ikkan.budget.requests import machine as machines
from ikkan.budget.requests.rules import Act, NewLine, NewRound
from ikkan.demo import requests
from ikkan.demo.hands import ACTING, Tower
from ikkan.demo.requests import Codes
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.values.ref import Ref

_CEILING: Final = 240
_SUBMIT, _HEAR, _CONSENT, _COMPILE, _DRAFT = 27, 40, 60, 90, 140
_ENACT: Final = 236
_CLOSING: Final = time(17)


def write(tower: Tower, policy: str) -> int:
    """Both rounds; `policy` is the decided one of the current round. How many lines they have."""
    if machines.machine_of(tower.known.settings) is None or not tower.ministries():
        return 0
    return _past(tower) + _current(tower, policy)


@dataclass(slots=True, kw_only=True)
class _Desk:
    """One request in hand: every act on it by the hands and on the day told."""

    tower: Tower
    code: str
    body: str

    def now(self) -> Request:
        return Request.objects.select_related("round").get(code=self.code)

    def knows(self, act: Act) -> bool:
        """Whether the machine lets it be done now."""
        here = self.now()
        return queries.machine_of(here.round).step(act, here.state) is not None

    def do(self, act: Any, day: date, *given: Any, by: Actor, **more: Any) -> Any:
        how = self.tower.how(day, by=by, version=self.now().version)
        return act(self.code, *given, **more, **how)

    def submit(self, lines: Sequence[NewLine], day: date) -> None:
        """Written by one officer, confirmed by another where the machine asks for it."""
        first, second = (self.tower.officer(self.body, number) for number in (0, 1))
        self.do(actions.put_lines, day, lines, whole=True, by=first)
        if self.knows(Act.CONFIRM):
            self.do(actions.confirm, day, by=second)
        self.do(actions.submit, day, by=second)

    def hear(self, day: date) -> None:
        """A hearing with a question that is answered."""
        secretary, officer = self.tower.secretary(), self.tower.officer(self.body, 0)
        if self.knows(Act.HEAR):
            at = cases.moment_of(day) + timedelta(days=2)
            words = "実演のヒアリング／demonstration hearing"
            self.do(actions.set_hearing, day, at, words, by=secretary)
        words = "実演の質問：前年度との差の理由は。／Demonstration: why does it differ?"
        asked = self.do(actions.ask, day, ["L-01"], words, None, by=secretary)
        words = "実演の回答：対象を改めたため。／Demonstration: its reach was changed."
        self.do(actions.answer, day, asked.number, words, by=officer)

    def instruct(self, day: date, due_at: datetime | None) -> Message | None:
        """A line is to be revised, where the machine knows instructions."""
        if not self.knows(Act.INSTRUCT):
            return None
        words = "実演の指示：重なりを整理し、額を見直す。／Demonstration: revise the amount."
        by = self.tower.secretary()
        made: Message = self.do(actions.instruct, day, ["L-01"], words, due_at, by=by)
        return made

    def revise(self, lines: Sequence[NewLine], told: Message, day: date) -> list[NewLine]:
        """A further version, submitted and reported on."""
        officer = self.tower.officer(self.body, 0)
        self.do(actions.start_version, day, by=officer)
        less = requests.revised(lines)
        self.submit(less, day)
        words = "実演の報告：指示のとおり減額した。／Demonstration: reduced as told."
        self.do(actions.report, day, told.number, words, by=officer)
        return less

    def consent(self, day: date) -> None:
        self.do(actions.consent, day, by=self.tower.secretary())


def _past(tower: Tower) -> int:
    """The request of the fiscal year that runs: compiled, negotiated, enacted, published."""
    year = tower.setting.year
    ceiling = tower.setting.first_day(year) - timedelta(days=_CEILING)

    def on(days: int) -> date:
        return ceiling + timedelta(days=days)

    found = _open(tower, year, ceiling, on(_SUBMIT + 3), "")
    codes, asked = _codes(tower, ""), {}
    for number, desk in enumerate(_desks(tower, found)):
        lines = requests.compose(tower.setting.seed, year, desk.body, codes)
        desk.submit(lines, on(_SUBMIT))
        desk.hear(on(_HEAR))
        told = desk.instruct(on(_HEAR), None) if number == ACTING else None
        if told is not None:
            lines = desk.revise(lines, told, on(_CONSENT))
        desk.consent(on(_CONSENT))
        asked[desk.body] = lines
    decision = _decision(tower, found, on(_COMPILE))
    how = tower.how(on(_COMPILE), by=tower.secretary(), version=_version(found))
    actions.compile_round(found.code, decision, **how)
    _settle(tower, found, asked, {"draft": (on(_DRAFT), 92), "enacted": (on(_ENACT), 90)})
    how = tower.how(on(_ENACT), by=tower.secretary(), version=_version(found))
    actions.publish(found.code, **how)
    return sum(map(len, asked.values()))


def _settle(
    tower: Tower,
    found: Round,
    asked: dict[str, list[NewLine]],
    stages: dict[str, tuple[date, int]],
) -> None:
    """What the lines came to in the negotiation, and in the budget."""
    acts = {"draft": Act.NEGOTIATE, "enacted": Act.RECORD}
    for stage, (day, percent) in stages.items():
        desks = _desks(tower, found)
        if not all(desk.knows(acts[stage]) for desk in desks):
            return
        for desk in desks:
            amounts = requests.outcome(asked[desk.body], percent)
            words = "実演の折衝／demonstration"
            desk.do(
                actions.record_amounts, day, stage, amounts, words, by=tower.secretary()
            )  # fmt: skip
        how = tower.how(day, by=tower.secretary(), version=_version(found))
        actions.settle_round(found.code, stage, day, **how)


def _current(tower: Tower, policy: str) -> int:
    """The request of the next fiscal year: one has consent, one is in hearing, one prepares."""
    year = tower.setting.year + 1
    ceiling = max(tower.back(60), date(year - 1, 1, 1))
    found = _open(tower, year, ceiling, tower.setting.today + timedelta(days=21), policy)
    codes, count = _codes(tower, policy), 0
    for number, desk in enumerate(_desks(tower, found)):
        lines = requests.compose(tower.setting.seed, year, desk.body, codes)
        count += len(lines)
        if number > ACTING:
            officer = tower.officer(desk.body, 2)
            desk.do(actions.put_lines, tower.back(6), lines[:4], whole=True, by=officer)
            continue
        desk.submit(lines, max(ceiling, tower.back(40)))
        desk.hear(max(ceiling, tower.back(30)))
        if number < ACTING:
            desk.consent(max(ceiling, tower.back(30)))
        else:
            _waiting(tower, desk)
    return count


def _waiting(tower: Tower, desk: _Desk) -> None:
    """A question and an instruction that the ministry still has to deal with."""
    due = _by(tower.setting.today + timedelta(days=10))
    words = "実演の質問：研究機関との分担は。／Demonstration: who does what with the institutes?"
    desk.do(actions.ask, tower.back(6), ["L-02", "L-03"], words, due, by=tower.secretary())
    desk.instruct(tower.back(6), due)


def _open(tower: Tower, year: int, ceiling: date, due: date, policy: str) -> Round:
    new = NewRound(
        fiscal_year=year,
        name_ja=f"{year}年度 概算要求（実演）",
        name_en=f"Budget request of FY{year} (demonstration)",
        ceiling_on=ceiling,
        policy=policy,
        bodies=tower.ministries(),
        deadlines={Act.SUBMIT: _by(due), Act.REVISE: _by(due + timedelta(days=30))},
    )
    return actions.open_round(new, **tower.how(ceiling, by=tower.secretary()))


def _by(day: date) -> datetime:
    """The hour of that day at which offices close."""
    return timezone.make_aware(datetime.combine(day, _CLOSING))


def _desks(tower: Tower, found: Round) -> list[_Desk]:
    rows = Request.objects.filter(round=found).order_by("pk").values_list("code", "body")
    return [_Desk(tower=tower, code=code, body=body) for code, body in rows]


def _version(found: Round) -> int:
    return int(Round.objects.get(pk=found.pk).version)


def _decision(tower: Tower, found: Round, day: date) -> str:
    """The headquarters decide to hand the bundle in, by circulation."""
    new = NewDecision(
        body=tower.headquarters,
        title_ja=f"{found.name_ja}の取りまとめ",
        title_en=f"Compilation: {found.name_en}",
        text_ja="実演の決定：各府省の要求を取りまとめる。",
        text_en="Demonstration: the requests of the ministries are compiled.",
        about=(Ref("budget.round", found.code),),
        circulated_because="持ち回りによる（実演）",
    )
    made = bodies.draft_decision(new, **tower.how(day))
    bodies.decide(made.code, day, **tower.how(day, version=made.version))
    bodies.publish_decision(made.code, **tower.how(day, version=made.version + 1))
    return str(made.code)


def _codes(tower: Tower, policy: str) -> Codes:
    known, setting = tower.known, tower.setting

    def all_of(kind: str) -> list[str]:
        return [row.code for row in known.entries(kind, state="all")]

    areas = PolicyItem.objects.filter(policy__code=policy, sort=AREA)
    asked = known.settings.get("request", {}).get("inclusion", ())
    by_payer = {
        payer.code: [one.code for one in setting.programmes if one.payer == payer.code]
        for payer in setting.payers
    }
    return Codes(
        cost_classes=all_of("cost_class")[:2],
        projects=setting.projects,
        programmes=by_payer,
        purposes=all_of("purpose"),
        phases=setting.phases,
        domains=setting.domains,
        affirms=tuple(str(one["code"]) for one in asked),
        areas=list(areas.values_list("key", flat=True)),
        cites=f"plan.clause:{tower.clauses[0]}",
    )
