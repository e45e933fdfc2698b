"""Whatever is tried, in whatever order: no line, no yen is lost, no state leaves the machine."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ikkan.budget.models import Amount, Line, Message, Request, Round, Version
from ikkan.budget.requests import queries, rules
from ikkan.values.errors import IkkanError
from tests.budget.requests import desk
from tests.budget.requests.desk import HQ, does, now, officer

pytestmark = pytest.mark.sqlite_only
BODIES = ("CARE", "LEARN")
CODES = ("A", "B", "C")
bodies = st.sampled_from(BODIES)
codes = st.sampled_from(CODES)
yen = st.integers(0, 9)
PLAIN = ("submit", "consent", "start_version", "confirm")


class Requests(RuleBasedStateMachine):
    """Two ministries and the headquarters; sealed versions are remembered as they were."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.found = desk.open_round("minimal")
        self.sealed: dict[tuple[str, int], dict[str, tuple[int, int]]] = {}
        self.said = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def attempt(self, name: str, body: str, *args: Any, **more: Any) -> None:
        """What is refused changes nothing at all."""
        request = desk.of(self.found, body)
        before = self.everything()
        try:
            does(name, request, *args, **more)
        except IkkanError:
            assert self.everything() == before
        here = now(request)
        for version in here.versions.exclude(submitted_at=None):
            lines = desk.figures(version.lines.all())
            assert self.sealed.setdefault((body, version.number), lines) == lines

    def everything(self) -> list[Any]:
        tables = (Round, Request, Version, Line, Message, Amount)
        return [list(table.objects.order_by("pk").values()) for table in tables]

    @rule(body=bodies, lines=st.dictionaries(codes, yen), whole=st.booleans(), side=st.booleans())
    def put(self, body: str, lines: dict[str, int], whole: bool, side: bool) -> None:
        rows = [desk.new_line(code, "minimal", request_yen=sum_) for code, sum_ in lines.items()]
        by = officer(body) if side else HQ
        self.attempt("put_lines", body, rows, whole=whole, by=by)

    @rule(body=bodies, code=codes, sum_=st.integers(-1, 9), seen=st.sampled_from([None, 1, 2]))
    def put_one(self, body: str, code: str, sum_: int, seen: int | None) -> None:
        line = desk.new_line(code, "minimal", request_yen=sum_, provisional=True)
        self.attempt("put_line", body, line, seen)

    @rule(body=bodies, code=codes, seen=st.integers(1, 2))
    def drop(self, body: str, code: str, seen: int) -> None:
        self.attempt("drop_line", body, code, seen)

    @rule(body=bodies, name=st.sampled_from(PLAIN), above=st.booleans())
    def step(self, body: str, name: str, above: bool) -> None:
        self.attempt(name, body, by=HQ if above else officer(body, "b"))

    @rule(body=bodies, number=st.integers(1, 3))
    def ask_and_answer(self, body: str, number: int) -> None:
        self.attempt("ask", body, [], "なぜ。", None, by=HQ)
        self.attempt("answer", body, number, "はい。")

    @rule(body=bodies)
    def reopen(self, body: str) -> None:
        self.attempt("reopen", body, desk.AHEAD, "直す", by=HQ)

    @rule(body=bodies, code=codes, sum_=yen, stage=st.sampled_from(["draft", "enacted", "x"]))
    def amount(self, body: str, code: str, sum_: int, stage: str) -> None:
        self.attempt("record_amounts", body, stage, {code: sum_}, "", by=HQ)

    @rule()
    def compile(self) -> None:
        asked = {
            body: rules.total(map(queries.as_new, queries.lines_of(desk.of(self.found, body))))
            for body in BODIES
        }
        try:
            desk.compile_round(self.found, "BOARD")
        except IkkanError:
            return
        rows = queries.by_ministry(list(Request.objects.select_related("round")))
        assert {row.request.body: row.request_yen + row.wish_yen for row in rows} == asked
        for row in rows:
            assert row.request.compiled_number == row.request.submitted_number

    @invariant()
    def the_state_is_one_of_the_machine(self) -> None:
        found = Round.objects.get()
        machine = queries.machine_of(found)
        states = [one.state for one in found.requests.all()]
        assert {found.state, *states} <= {one.code for one in machine.states}
        assert found.state == min(states, key=machine.rank)

    @invariant()
    def versions_count_up_and_only_the_newest_is_in_work(self) -> None:
        for request in Request.objects.all():
            rows = list(request.versions.order_by("number"))
            assert [one.number for one in rows] == list(range(1, request.number + 1))
            assert all(one.submitted_at is not None for one in rows[:-1])


def test_no_line_and_no_yen_is_lost(small_pack: None) -> None:
    run_state_machine_as_test(
        Requests, settings=settings(max_examples=6, stateful_step_count=15, deadline=None)
    )
