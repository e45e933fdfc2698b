"""One step of every action of the line, with what it needs drawn from what is recorded so far.

Valid and invalid values are drawn alike: a step that the rules refuse must leave nothing behind.
Called by the machine in `test_sequences`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from ikkan.audit.actor import PUBLIC, SYSTEM
from ikkan.awards import actions as awards
from ikkan.awards.models import Award
from ikkan.awards.rules import Terms
from ikkan.budget import actions as budget
from ikkan.budget.models import Account, Transfer
from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.calls import actions as calls
from ikkan.calls.models import Application, Call
from ikkan.calls.rules import NewApplication, NewCall
from ikkan.evaluation import actions as evaluation
from ikkan.evaluation.models import Actual, Finding, Response
from ikkan.evaluation.rules import NewActual, NewFinding, NewResponse
from ikkan.outcomes import actions as outcomes
from ikkan.outcomes.models import Outcome
from ikkan.outcomes.rules import NewOutcome, Share
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewPerson
from ikkan.parties.models import Organisation, Person
from ikkan.plan import actions as plan
from ikkan.plan.models import Clause
from ikkan.plan.rules.clauses import NewClause
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.models import Gate, Handover, Seed
from ikkan.portfolio.rules import Decision
from ikkan.records.kinds import kinds
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import BEGAN, ENDS, NEXT_PROGRAMME, PROGRAMME, TODAY, payment
from tests.portfolio.stage import criteria

NOBODY = "NONE-2026-000001"
YEN = st.sampled_from([-1, 0, 1, 9_000_000, 30_000_000, 10**9])
DAYS = st.integers(-400, 2).map(lambda days: TODAY + timedelta(days=days))
WORDS = st.sampled_from(["研究", "", "Study 一"])


class Draw:
    """Draws values; of records, one that exists or seldom one that does not."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def of(self, strategy: Any) -> Any:
        return self._data.draw(strategy)

    def one(self, *values: Any) -> Any:
        return self.of(st.sampled_from(values))

    def record(self, model: Any, **given: Any) -> tuple[str, dict[str, Any]]:
        """Its code, and how the action is asked: with the version it has, or another."""
        rows = list(model.objects.filter(**given).order_by("-pk").values_list("code", "version"))
        code, version = self.one(*rows[:6], (NOBODY, 1)) if rows else (NOBODY, 1)
        return code, self.asked(version if self.often() else version + 1)

    def code(self, model: Any, **given: Any) -> str:
        return self.record(model, **given)[0]

    def often(self) -> bool:
        return bool(self.of(st.integers(0, 7)))

    def asked(self, version: int | None = None) -> dict[str, Any]:
        by = SYSTEM if self.often() else PUBLIC
        return {"by": by, "as_of": TODAY, "version": version, "key": None}

    def ref(self, *codes: str) -> Ref:
        """Some record of these kinds."""
        kind = next(one for one in kinds() if one.code == self.one(*codes))
        return Ref(kind.code, self.code(kind.model))


def person(draw: Draw) -> Any:
    home = draw.code(Organisation)
    given = NewPerson(name_ja=draw.of(WORDS), name_en="Somebody", organisation=home)
    return parties.register_person(given, **draw.asked())


def account(draw: Draw) -> Any:
    new = NewAccount(
        layer=draw.one("ministry", "agency", "programme", "call", "performer"),
        name_ja=draw.of(WORDS),
        name_en="",
        fiscal_year=2026,
        parent=draw.code(Account),
        opened_on=draw.of(DAYS),
    )
    return budget.open_account(new, **draw.asked())


def transfer(draw: Draw) -> Any:
    new = NewTransfer(
        giver=draw.code(Account),
        taker=draw.code(Account),
        yen=draw.of(YEN),
        made_on=draw.of(DAYS),
        fiscal_year=2026,
        stage="enacted",
        pot="initial",
        instrument=draw.one("subsidy", "subsidy", "return"),
        reason="理由",
    )
    return budget.transfer(new, **draw.asked())


def correct(draw: Draw) -> Any:
    code, asked = draw.record(Transfer)
    return budget.correct_transfer(code, draw.of(YEN), "訂正", **asked)


def plan_call(draw: Draw) -> Any:
    opens = draw.of(DAYS)
    new = NewCall(
        title_ja=draw.of(WORDS),
        programme_code=draw.one(PROGRAMME, NEXT_PROGRAMME, NOBODY),
        account=draw.code(Account, layer__in=["programme", "call"]),
        opens_on=opens,
        closes_on=draw.one(opens - timedelta(days=1), TODAY + timedelta(days=30)),
        places=draw.one(0, 1),
    )
    return calls.plan_call(new, **draw.asked())


def open_call(draw: Draw) -> Any:
    code, asked = draw.record(Call)
    return calls.open_call(code, **asked)


def close_call(draw: Draw) -> Any:
    code, asked = draw.record(Call)
    return calls.close_call(code, draw.one("早く締める", ""), **asked)


def apply(draw: Draw) -> Any:
    new = NewApplication(
        call=draw.code(Call),
        principal=draw.code(Person),
        title_ja=draw.of(WORDS),
        requested_yen=draw.of(YEN),
    )
    return calls.apply(new, **draw.asked())


def decide(draw: Draw) -> Any:
    code, asked = draw.record(Application)
    return calls.decide(code, draw.often(), draw.one("採否の理由", ""), draw.of(YEN), **asked)


def award(draw: Draw) -> Any:
    terms = Terms(
        began_on=draw.one(BEGAN, ENDS),
        ends_on=draw.one(ENDS, BEGAN),
        year_amounts={draw.one(2026, 2027, 2040): draw.of(YEN)},
    )
    return awards.make_award(draw.code(Application), terms, **draw.asked())


def pay(draw: Draw) -> Any:
    code, asked = draw.record(Award)
    given = {"made_on": draw.of(DAYS), "fiscal_year": draw.one(2026, 2027)}
    return awards.pay(code, payment(draw.of(YEN), **given), **asked)


def amounts(draw: Draw) -> Any:
    code, asked = draw.record(Award)
    return awards.set_year_amounts(code, {2026: draw.of(YEN)}, **asked)


def finish_award(draw: Draw) -> Any:
    code, asked = draw.record(Award)
    if draw.often():
        return awards.link_continuation(code, draw.code(Award), **asked)
    return awards.stop_award(code, draw.one("中止の理由", ""), draw.of(DAYS), **asked)


def seed(draw: Draw) -> Any:
    held = [draw.code(Award), draw.code(Award)]
    return portfolio.name_seed(Text(draw.of(WORDS), ""), held, **draw.asked())


def open_gate(draw: Draw) -> Any:
    template = draw.one("drug-1", "drug-2", "drug-3", NOBODY)
    held = draw.one("", "", draw.code(Seed))
    return portfolio.open_gate(
        draw.code(Award), template, criteria(None, True), held, **draw.asked()
    )


def decide_gate(draw: Draw) -> Any:
    code, asked = draw.record(Gate)
    made = Decision(
        decision=draw.one("go", "conditional", "no_go", "redirect", "pending"),
        reason=draw.one("理由", ""),
        decided_on=draw.one(TODAY, TODAY, draw.of(DAYS)),
        due_on=draw.one(None, TODAY + timedelta(days=60)),
        met=draw.one((True, True), (False, True), (True,)),
    )
    return portfolio.decide_gate(code, made, **asked)


def propose(draw: Draw) -> Any:
    start = {draw.one("gate", "award"): draw.one(draw.code(Gate), draw.code(Award))}
    to = draw.one(NEXT_PROGRAMME, PROGRAMME)
    return portfolio.propose_handover(to, draw.one("提案", ""), **start, **draw.asked())


def hand_over(draw: Draw) -> Any:
    code, asked = draw.record(Handover)
    if draw.one(True, False):
        return portfolio.link_successor(code, draw.code(Award), **asked)
    state = draw.one("decided", "decided", "declined", "proposed")
    return portfolio.decide_handover(code, state, draw.one("理由", ""), TODAY, **asked)


def report(draw: Draw) -> Any:
    number = Outcome.objects.count()
    new = NewOutcome(
        sort="paper",
        title_ja=draw.of(WORDS),
        occurred_on=draw.of(DAYS),
        evidence=draw.one(f"doi:10.1000/{number:05}", f"doi:10.1000/{number:05}", "なし"),
        shares=tuple(
            Share(award=draw.code(Award), share=Fraction(1, part))
            for part in draw.one((1,), (2, 2))
        ),
    )
    return outcomes.report_outcome(new, **draw.asked())


def outcome(draw: Draw) -> Any:
    code, asked = draw.record(Outcome)
    way = draw.one("verify", "verify", "link", "unlink")
    if way == "verify":
        return outcomes.verify_outcome(code, **asked)
    if way == "link":
        share = draw.one(Fraction(1), Fraction(1, 2))
        return outcomes.link_award(code, draw.code(Award), share, **asked)
    return outcomes.unlink_award(code, draw.code(Award), **asked)


def actual(draw: Draw) -> Any:
    replaced, asked = draw.record(Actual)
    given: dict[str, Any] = {"sort": "paper"}
    if draw.one(True, False):
        given = {"value": Decimal(draw.one(0, 3)), "note": draw.one("府省の集計", "")}
    if draw.one(True, False):
        given["replaces"] = replaced
    new = NewActual(indicator=draw.one("t3.aimed.approvals", NOBODY), fiscal_year=2026, **given)
    return evaluation.record_actual(new, **asked)


def finding(draw: Draw) -> Any:
    about = draw.ref("evaluation.actual", "awards.award", "outcomes.outcome", "calls.call")
    new = NewFinding(about=about, text_ja=draw.of(WORDS), found_on=draw.of(DAYS))
    return evaluation.record_finding(new, **draw.asked())


def answer(draw: Draw) -> Any:
    code, asked = draw.record(Finding)
    new = NewResponse(
        finding=code,
        text_ja=draw.of(WORDS),
        owner_role=draw.one("funder_staff", "nobody"),
        due_on=TODAY + timedelta(days=30),
    )
    return evaluation.answer_finding(new, **asked)


def finish(draw: Draw) -> Any:
    code, asked = draw.record(Response)
    return evaluation.finish_response(code, draw.one(TODAY, draw.of(DAYS)), **asked)


def clause(draw: Draw) -> Any:
    if draw.one(True, False):
        code, asked = draw.record(Clause)
        return plan.decide_clause(code, draw.one(TODAY, date(2030, 1, 1)), **asked)
    new = NewClause(
        text_ja=draw.of(WORDS),
        programmes=(draw.one(PROGRAMME, NEXT_PROGRAMME),),
        follows=draw.one(None, draw.ref("plan.clause")),
        cites=(draw.ref("evaluation.finding", "evaluation.response"),),
    )
    return plan.draft_clause(new, **draw.asked())


STEPS: Mapping[str, Callable[[Draw], Any]] = {
    step.__name__: step
    for step in (
        *(person, account, transfer, correct, plan_call, open_call, close_call, apply, decide),
        *(award, pay, amounts, finish_award, seed, open_gate, decide_gate, propose, hand_over),
        *(report, outcome, actual, finding, answer, finish, clause),
    )
}
INSIDE = {award: 1, pay: 1}
"""Steps whose action calls another one: an account is opened, money is moved."""
