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
LATER = date(2030, 1, 1)


class Draw:
    """Draws values: mostly what fits, seldom what does not."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def one(self, *values: Any) -> Any:
        return self._data.draw(st.sampled_from(values))

    def right(self, fits: Any, *others: Any) -> Any:
        """The value that fits; one time in sixteen another."""
        return fits if self._data.draw(st.integers(0, 15)) < 15 else self.one(*others)

    def record(self, model: Any, **fitting: Any) -> tuple[str, dict[str, Any]]:
        """Its code, and how the action is asked: with the version it has, or another."""
        rows = model.objects.filter(**self.right(fitting, {})).order_by("-pk")
        known = list(rows.values_list("code", "version").distinct()[:6])
        code, version = self.right(self.one(*known) if known else (NOBODY, 1), (NOBODY, 1))
        return code, self.asked(self.right(version, version + 1, None))

    def code(self, model: Any, **fitting: Any) -> str:
        return self.record(model, **fitting)[0]

    def asked(self, version: int | None = None) -> dict[str, Any]:
        return {"by": self.right(SYSTEM, PUBLIC), "as_of": TODAY, "version": version, "key": None}

    def ref(self, *codes: str) -> Ref:
        """Some record of these kinds."""
        chosen = self.one(*codes)
        kind = next(one for one in kinds() if one.code == chosen)
        return Ref(chosen, self.code(kind.model))

    def yen(self) -> int:
        return self.right(self.one(9_000_000, 1), -1, 0, 10**12)

    def day(self) -> date:
        return self.right(self.one(TODAY, date(2026, 6, 1)), LATER, date(2020, 1, 1))

    def words(self) -> str:
        return self.right("研究", "", "x" * 5000)


def person(draw: Draw) -> Any:
    home = draw.code(Organisation)
    given = NewPerson(name_ja=draw.words(), name_en="Somebody", organisation=home)
    return parties.register_person(given, **draw.asked())


def account(draw: Draw) -> Any:
    layer, above = draw.one(("call", "programme"), ("programme", "agency"), ("agency", "ministry"))
    new = NewAccount(
        layer=layer,
        name_ja=draw.words(),
        name_en="",
        fiscal_year=2026,
        parent=draw.code(Account, layer=above),
        opened_on=draw.day(),
    )
    return budget.open_account(new, **draw.asked())


def transfer(draw: Draw) -> Any:
    taker = draw.code(Account, parent__isnull=False)
    parent = Account.objects.filter(children__code=taker).values_list("code", flat=True).first()
    back = draw.one(False, True)
    ends = (parent or NOBODY, taker)
    giver, taker = draw.right(ends[::-1] if back else ends, (taker, taker), (NOBODY, taker))
    new = NewTransfer(
        giver=giver,
        taker=taker,
        yen=draw.yen(),
        made_on=draw.day(),
        fiscal_year=2026,
        stage="enacted",
        pot="initial",
        instrument=draw.right("return" if back else "subsidy", "correction"),
        reason="理由",
    )
    return budget.transfer(new, **draw.asked())


def correct(draw: Draw) -> Any:
    code, asked = draw.record(Transfer)
    return budget.correct_transfer(code, draw.yen(), "訂正", **asked)


def plan_call(draw: Draw) -> Any:
    opens = draw.one(TODAY, date(2026, 6, 1))
    new = NewCall(
        title_ja=draw.words(),
        programme_code=draw.right(PROGRAMME, NEXT_PROGRAMME, NOBODY),
        account=draw.code(Account, layer__in=["programme", "call"]),
        opens_on=opens,
        closes_on=draw.right(TODAY + timedelta(days=30), opens - timedelta(days=1)),
        places=draw.one(0, 1),
    )
    return calls.plan_call(new, **draw.asked())


def open_call(draw: Draw) -> Any:
    code, asked = draw.record(Call, state="planned")
    return calls.open_call(code, **asked)


def close_call(draw: Draw) -> Any:
    code, asked = draw.record(Call, state="open")
    return calls.close_call(code, draw.right("早く締める", ""), **asked)


def apply(draw: Draw) -> Any:
    new = NewApplication(
        call=draw.code(Call, state="open"),
        principal=draw.code(Person),
        title_ja=draw.words(),
        requested_yen=draw.yen(),
    )
    return calls.apply(new, **draw.asked())


def decide(draw: Draw) -> Any:
    code, asked = draw.record(Application, state="submitted", call__state="closed")
    reason = draw.right("採否の理由", "")
    return calls.decide(code, draw.one(True, False), reason, draw.yen(), **asked)


def award(draw: Draw) -> Any:
    terms = Terms(
        began_on=draw.right(BEGAN, LATER),
        ends_on=ENDS,
        year_amounts={draw.right(2026, 2040): draw.yen()},
    )
    chosen = draw.code(Application, state="adopted", awards__isnull=True)
    return awards.make_award(chosen, terms, **draw.asked())


def pay(draw: Draw) -> Any:
    code, asked = draw.record(Award, account__isnull=False)
    given = {"made_on": draw.day(), "fiscal_year": draw.right(2026, 2027)}
    return awards.pay(code, payment(draw.yen(), **given), **asked)


def amounts(draw: Draw) -> Any:
    code, asked = draw.record(Award)
    return awards.set_year_amounts(code, {2026: draw.yen()}, **asked)


def finish_award(draw: Draw) -> Any:
    code, asked = draw.record(Award)
    if draw.one(True, True, True, False):
        return awards.link_continuation(code, draw.code(Award), **asked)
    return awards.stop_award(code, draw.right("中止の理由", ""), draw.day(), **asked)


def seed(draw: Draw) -> Any:
    held = draw.right([draw.code(Award)], [])
    return portfolio.name_seed(Text(draw.words(), ""), held, **draw.asked())


def open_gate(draw: Draw) -> Any:
    template = draw.right(draw.one("drug-1", "drug-2", "drug-3"), NOBODY)
    held = draw.right("", draw.code(Seed))
    return portfolio.open_gate(
        draw.code(Award), template, criteria(None, True), held, **draw.asked()
    )


def decide_gate(draw: Draw) -> Any:
    code, asked = draw.record(Gate, decision__in=["pending", "conditional"])
    decision = draw.right(draw.one("go", "conditional", "no_go", "redirect"), "pending")
    later = TODAY + timedelta(days=60)
    made = Decision(
        decision=decision,
        reason=draw.right("理由", ""),
        decided_on=draw.right(TODAY, LATER, BEGAN),
        due_on=draw.right(later if decision == "conditional" else None, later),
        met=draw.right((True, True), (False, True), (True,)),
    )
    return portfolio.decide_gate(code, made, **asked)


def propose(draw: Draw) -> Any:
    start = {"award": draw.code(Award)}
    if draw.one(True, False):
        start = {"gate": draw.code(Gate, decision="go")}
    to = draw.one(NEXT_PROGRAMME, PROGRAMME)
    return portfolio.propose_handover(to, draw.right("提案", ""), **start, **draw.asked())


def hand_over(draw: Draw) -> Any:
    if draw.one(True, False):
        code, asked = draw.record(Handover, state="decided", to_award__isnull=True)
        return portfolio.link_successor(code, draw.code(Award), **asked)
    code, asked = draw.record(Handover, state="proposed")
    state = draw.right("decided", "declined", "proposed")
    return portfolio.decide_handover(code, state, draw.right("理由", ""), TODAY, **asked)


def report(draw: Draw) -> Any:
    number = Outcome.objects.count()
    new = NewOutcome(
        sort="paper",
        title_ja=draw.words(),
        occurred_on=draw.day(),
        evidence=draw.right(f"doi:10.1000/{number:05}", "なし"),
        shares=tuple(
            Share(award=draw.code(Award), share=Fraction(1, part))
            for part in draw.one((1,), (2, 2))
        ),
    )
    return outcomes.report_outcome(new, **draw.asked())


def outcome(draw: Draw) -> Any:
    way = draw.one("verify", "link", "unlink")
    fitting = {"state": "reported"} if way == "verify" else {}
    code, asked = draw.record(Outcome, **fitting)
    if way == "verify":
        return outcomes.verify_outcome(code, **asked)
    if way == "link":
        share = draw.one(Fraction(1), Fraction(1, 2))
        return outcomes.link_award(code, draw.code(Award), share, **asked)
    return outcomes.unlink_award(code, draw.code(Award), **asked)


def actual(draw: Draw) -> Any:
    replaced, asked = draw.record(Actual, superseded_at__isnull=True)
    given: dict[str, Any] = {"sort": "paper"}
    if draw.one(True, False):
        given = {"value": Decimal(draw.one(0, 3)), "note": draw.right("府省の集計", "")}
    if draw.right(replaced != NOBODY, True, False):
        given["replaces"] = replaced
    indicator = draw.right("t3.aimed.approvals", NOBODY)
    new = NewActual(indicator=indicator, fiscal_year=2026, **given)
    return evaluation.record_actual(new, **asked)


def finding(draw: Draw) -> Any:
    kinds_of = ("evaluation.actual", "awards.award", "outcomes.outcome")
    about = draw.right(draw.ref(*kinds_of), Ref("calls.call", NOBODY))
    new = NewFinding(about=about, text_ja=draw.words(), found_on=draw.day())
    return evaluation.record_finding(new, **draw.asked())


def answer(draw: Draw) -> Any:
    code, asked = draw.record(Finding)
    new = NewResponse(
        finding=code,
        text_ja=draw.words(),
        owner_role=draw.right("funder_staff", "nobody"),
        due_on=TODAY + timedelta(days=30),
    )
    return evaluation.answer_finding(new, **asked)


def finish(draw: Draw) -> Any:
    code, asked = draw.record(Response, state="open")
    return evaluation.finish_response(code, draw.right(TODAY, LATER), **asked)


def clause(draw: Draw) -> Any:
    if draw.one(True, False):
        code, asked = draw.record(Clause, state="draft")
        return plan.decide_clause(code, draw.right(TODAY, LATER), **asked)
    new = NewClause(
        text_ja=draw.words(),
        programmes=(draw.one(PROGRAMME, NEXT_PROGRAMME),),
        follows=draw.ref("plan.clause") if draw.one(False, True) else None,
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
