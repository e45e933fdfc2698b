"""Any sequence of actions keeps money, line and journal whole; what is refused changes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ikkan.audit.models import JournalEntry
from ikkan.audit.verify import verify
from ikkan.awards.models import AwardOfficer, YearAmount
from ikkan.budget.models import Posting
from ikkan.calls import actions as calls
from ikkan.calls.models import Application
from ikkan.calls.rules import NewApplication, NewCall
from ikkan.evaluation import actions as evaluation
from ikkan.evaluation.rules import NewFinding, NewResponse
from ikkan.line import queries as lines
from ikkan.line import registry
from ikkan.line.models import Edge
from ikkan.outcomes.models import OutcomeAward
from ikkan.portfolio import actions as portfolio
from ikkan.records.kinds import kinds
from ikkan.values.errors import IkkanError
from ikkan.values.ref import Ref
from tests.awards import world as worlds
from tests.awards.world import TODAY
from tests.properties.steps import INSIDE, STEPS, Draw

pytestmark = pytest.mark.sqlite_only

OTHERS = (Posting, YearAmount, AwardOfficer, OutcomeAward)
_done: Counter[str] = Counter()


def everything() -> tuple[Any, ...]:
    """What is recorded: rows of every kind, money, edges said by records, journal."""
    models = [*(kind.model for kind in kinds()), *OTHERS]
    rows = [tuple(model._default_manager.order_by("pk").values_list()) for model in models]
    edges = tuple(Edge.objects.exclude(source="").order_by("pk").values_list())
    return (repr(rows), edges, JournalEntry.objects.count())


class Line(RuleBasedStateMachine):
    """Draws actions; after each the books balance and the line holds."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.before = everything()

    def teardown(self) -> None:
        try:
            self.stations_agree()
            report = verify()
            assert report.ok, report.findings
            assert report.entries == JournalEntry.objects.count()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @rule(name=st.sampled_from(sorted(STEPS)), data=st.data())
    def act(self, name: str, data: st.DataObject) -> None:
        step, written = STEPS[name], self.before[-1]
        refused: IkkanError | None = None
        try:
            step(Draw(data))
        except IkkanError as error:
            refused = error
        now = everything()
        if refused is not None:
            event(f"{name} refused")
            assert refused.text.ja and refused.text.en, name  # noqa: PT018
            assert now == self.before, f"{name} was refused and left something"
            return
        event(name)
        _done[name] += 1
        self.before = now
        assert self.before[-1] - written == 1 + INSIDE.get(step, 0), f"entries of {name}"

    @invariant()
    def money_is_neither_made_nor_lost(self) -> None:
        sums = Posting.objects.order_by().values_list("transfer").annotate(yen=Sum("yen"))
        assert [transfer for transfer, yen in sums if yen] == []

    @invariant()
    def nobody_but_the_treasury_owes(self) -> None:
        named = Posting.objects.order_by().values_list("account__code", "account__layer")
        short = named.annotate(yen=Sum("yen")).filter(yen__lt=0)
        assert [code for code, layer, _ in short if layer != "treasury"] == []

    @invariant()
    def edges_lead_somewhere_and_never_round(self) -> None:
        current = Edge.objects.filter(superseded_at__isnull=True)
        named = ("from_kind", "from_code", "to_kind", "to_code")
        said = list(current.exclude(source="").values_list(*named))
        ends = {ref for row in said for ref in (Ref(*row[:2]), Ref(*row[2:]))}
        assert ends - registry.exist(ends) == set()
        up = current.filter(direction=Edge.UP).exclude(kind__in=registry.successions())
        above: dict[Ref, list[Ref]] = {}
        for row in up.values_list(*named):
            above.setdefault(Ref(*row[:2]), []).append(Ref(*row[2:]))
        assert circle(above) is None

    def stations_agree(self) -> None:
        """Who names a record on the way to the plan stands on that record's line, and it on its."""
        current = Edge.objects.filter(superseded_at__isnull=True, direction=Edge.UP)
        said = current.exclude(source="").exclude(kind__in=registry.successions())
        held: dict[Ref, Any] = {}
        for edge in said.order_by("pk"):
            ends = Ref(edge.from_kind, edge.from_code), Ref(edge.to_kind, edge.to_code)
            for one, other in (ends, ends[::-1]):
                at = registry.station(other.kind)
                if at is not None and registry.station(one.kind) is not None:
                    if one not in held:
                        held[one] = lines.stations(one, TODAY, lines.SYSTEM)
                    nodes = held[one]
                    found = {node.station for node in nodes for r in node.records if r.ref == other}
                    assert found == {at}, f"{other} on the line of {one}"


def circle(above: dict[Ref, list[Ref]]) -> Ref | None:
    """A record that stands above itself; None where there is none."""
    done: set[Ref] = set()
    for start in above:
        path: dict[Ref, Any] = {start: iter(above.get(start, ()))}
        while path:
            here = next(reversed(path))
            following = next(path[here], None)
            if following is None:
                done.add(here)
                del path[here]
            elif following in path:
                return following
            elif following not in done:
                path[following] = iter(above.get(following, ()))
    return None


def test_a_circle_is_found() -> None:
    a, b, c = (Ref("clause", code) for code in "abc")
    assert circle({a: [b], b: [c]}) is None
    assert circle({a: [b, c], c: [b], b: [a]}) in (a, b, c)


def begin() -> None:
    """A little of everything, so that every action finds something to act on."""
    world = worlds.make()
    award = worlds.award_of(world).code
    (other,) = worlds.actions.record_awards(
        [worlds.new_award(world, programme=worlds.NEXT_PROGRAMME)], **worlds.ASKED
    )
    opened = []
    for title in ("募集中", "締切後", "計画中"):
        new = NewCall(
            title_ja=title,
            programme_code=worlds.PROGRAMME,
            account=world.account,
            opens_on=date(2026, 6, 1),
            closes_on=date(2026, 12, 31),
        )
        opened.append(calls.plan_call(new, **worlds.ASKED).code)
    for code in opened[:2]:
        calls.open_call(code, **worlds.seen(1))
        for name in ("colleague", "adviser"):
            given = NewApplication(
                call=code, principal=world.people[name], title_ja="応募", requested_yen=10_000_000
            )
            calls.apply(given, **worlds.ASKED)
    calls.close_call(opened[1], "早く締める", **worlds.seen(2))
    waiting = Application.objects.filter(call__code=opened[1]).earliest("pk")
    calls.decide(waiting.code, True, "採択", 9_000_000, **worlds.seen(1))
    portfolio.propose_handover(worlds.PROGRAMME, "提案", award=other, **worlds.ASKED)
    made = portfolio.propose_handover(
        worlds.NEXT_PROGRAMME, "提案", award=award, **worlds.ASKED
    ).code
    portfolio.decide_handover(made, "decided", "理由", TODAY, **worlds.seen(1))
    about = NewFinding(about=Ref("awards.award", award), text_ja="所見", found_on=TODAY)
    finding = evaluation.record_finding(about, **worlds.ASKED)
    answer = NewResponse(
        finding=finding.code, text_ja="対応", owner_role="funder_staff", due_on=date(2027, 3, 31)
    )
    evaluation.answer_finding(answer, **worlds.seen(1))


@pytest.mark.usefixtures("applied")
def test_any_sequence_of_actions_keeps_everything_whole() -> None:
    begin()
    _done.clear()
    before = everything()
    run_state_machine_as_test(
        Line,
        settings=settings(
            max_examples=9,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
        ),
    )
    assert everything() == before, "something of the runs was left"
    assert len(_done) > len(STEPS) / 2, _done
