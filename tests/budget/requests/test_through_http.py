"""The five steps through pages and forms, each side logged in, as people do them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ikkan.budget.models import Message, Request, Round
from ikkan.budget.requests import actions as requests
from ikkan.budget.requests import queries
from ikkan.plan import actions as plan
from ikkan.plan.rules.clauses import NewClause
from ikkan.values.ref import Ref
from tests.budget.requests import desk
from tests.budget.requests.desk import HQ, TODAY, does, how, new_line, now, put

pytestmark = pytest.mark.sqlite_only

LINE = {
    "code": "L-01",
    "name_ja": "例の事業",
    "cost_class": "amed_target",
    "project": "T2-01",
    "request_yen": "1億円",
    "wish_yen": "2,000万円",
    "purpose": "P1",
    "domains": ["T2-D1", "T2-D2"],
    "affirms": ["top-down", "to-researchers"],
    "cites": "clause:strategy-2.000-111",
}
ROUND = {
    "fiscal_year": "2027",
    "name_ja": "令和９年度概算要求（例）",
    "pot": "initial",
    "number": "0",
    "ceiling_on": "2026-08-01",
    "submit_by": "2199-08-31T17:00",
    "bodies": ["MEXT", "MHLW"],
}


def typed(client: Client, url: str, **given: Any) -> Any:
    """Fill in a form as its page offers it."""
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'name="(key|version)"[^>]*value="([^"]*)"', page))
    return client.post(url, hidden | given)


def step(client: Client, request: Request, write: str, **given: Any) -> Any:
    return typed(client, f"/requests/{request.code}/{write}/", **given)


def said(answer: Any) -> str:
    return answer.content.decode()


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return said(answer)


@pytest.fixture
def hq(applied: Any, as_role: Any) -> Client:
    return as_role("hq_officer")


@pytest.fixture
def ministry(applied: Any, as_role: Any) -> Any:
    """Two officers of each ministry, logged in."""
    return {
        body: [as_role("ministry_officer", Ref("body", body)) for _ in range(2)]
        for body in ("MEXT", "MHLW")
    }


@pytest.fixture
def found(hq: Client) -> Round:
    answer = typed(hq, "/requests/rounds/new/open/", **ROUND)
    assert answer.status_code == 303, said(answer)
    return Round.objects.get()


def submitted(request: Request, officers: list[Client]) -> None:
    """Written by one, confirmed by the other, submitted."""
    assert step(officers[0], request, "line", **LINE).status_code == 303
    assert step(officers[1], request, "confirm").status_code == 303
    assert step(officers[1], request, "submit").status_code == 303


@pytest.mark.covers("S-225", "S-226", "S-227", "S-228", "S-229", "S-230", "S-231", "S-232")
def test_from_the_window_to_enactment(found: Round, hq: Client, ministry: Any) -> None:
    requests = {body: desk.of(found, body) for body in ministry}
    for body, request in requests.items():
        submitted(request, ministry[body])
        refused = step(hq, request, "consent")
        assert refused.status_code != 303
        assert now(request).consented_at is None
        step(hq, request, "hear", at="2199-09-02T10:00", text="第一会議室")
        step(
            hq, request, "ask", lines="L-01", text="重点領域との関係は。", due_at="2199-09-03T12:00"
        )
        thread = page(ministry[body][0], f"/requests/{request.code}/")
        assert "重点領域との関係は。" in thread
        step(ministry[body][0], request, "answer", message="2", text="関係します。")
        step(hq, request, "instruct", lines="L-01", text="減らすこと。", due_at="2199-09-05T17:00")
        told = Message.objects.get(request=request, sort="instruction")
        assert (told.lines, told.due_at is not None) == (["L-01"], True)
        assert step(hq, request, "consent").status_code != 303
        step(ministry[body][0], request, "report", message=str(told.number), text="減らしました。")
        assert step(hq, request, "consent").status_code == 303
    typed(hq, f"/requests/rounds/{found.code}/compile/", decision=desk.decision(found))
    compiled = Round.objects.get()
    assert compiled.compiled_at is not None
    assert (
        step(ministry["MEXT"][0], requests["MEXT"], "line", **LINE | {"code": "L-09"}).status_code
        != 303
    )
    for request in requests.values():
        for amount in ("8,000万円", "9,000万円"):
            step(hq, request, "amounts", stage="draft", amounts=f"L-01 {amount}", reason="折衝")
    both = page(hq, f"/requests/rounds/{found.code}/")
    assert "180,000,000" not in both  # each ministry has its own row
    assert both.count("100,000,000") == 2
    assert both.count("90,000,000") == 2
    one = page(hq, f"/requests/{requests['MEXT'].code}/")
    assert "80,000,000" in one or "0.8億" in one or "80,000" in one
    typed(hq, f"/requests/rounds/{found.code}/settle/", stage="draft", on="2026-11-22")
    for request in requests.values():
        step(hq, request, "amounts", stage="enacted", amounts="L-01 9,000万円")
    typed(hq, f"/requests/rounds/{found.code}/settle/", stage="enacted", on="2026-11-22")
    assert Round.objects.get().state == "enacted"


@pytest.mark.covers("S-226", "S-233")
def test_no_submission_before_the_ceiling_nor_after_the_deadline(
    applied: Any, hq: Client, ministry: Any
) -> None:
    typed(hq, "/requests/rounds/new/open/", **ROUND | {"ceiling_on": "2027-02-01", "submit_by": ""})
    early = desk.of(Round.objects.get(), "MEXT")
    first, second = ministry["MEXT"]
    step(first, early, "line", **LINE)
    step(second, early, "confirm")
    assert "2027-02-01" in said(step(first, early, "submit"))
    typed(
        hq,
        "/requests/rounds/new/open/",
        **ROUND | {"fiscal_year": "2026", "submit_by": "2026-08-31T17:00"},
    )
    over = desk.of(Round.objects.get(fiscal_year=2026), "MEXT")
    step(first, over, "line", **LINE)
    step(second, over, "confirm")
    refused = said(step(first, over, "submit"))
    assert "2026-08-31 17:00" in refused
    assert "Ask for re-opening" in refused
    step(first, over, "ask-reopening", reason="集計の誤り")
    assert "集計の誤り" in page(hq, f"/requests/{over.code}/")
    step(hq, over, "reopen", until="2199-01-01T00:00", reason="認める")
    assert step(first, over, "submit").status_code == 303
    assert "31 Aug 2026 17:00" in page(hq, f"/requests/rounds/{over.round.code}/")


@pytest.mark.covers("S-224", "S-226", "S-237", "S-239", "S-257")
def test_a_request_is_not_confirmed_before_every_line_is_complete(
    found: Round, ministry: Any
) -> None:
    request = desk.of(found, "MEXT")
    first, second = ministry["MEXT"]
    assert "研究者や研究機関に配分される研究費等か" in said(
        first.get(f"/requests/{request.code}/line/", headers={"accept-language": "ja"})
    )
    bare = LINE | {"project": "", "affirms": ["top-down"], "purpose": "", "cites": ""}
    step(first, request, "line", **bare)
    refused = said(step(second, request, "confirm"))
    for words in ("choose a project", "inclusion test", "choose its purpose", "cite at least one"):
        assert words in refused
    seen = queries.lines_of(now(request))[0].row_version
    wrong = LINE | {"seen": seen, "cites": "clause:no-such"}
    assert "The plan has no item clause:no-such" in said(step(first, request, "line", **wrong))
    step(first, request, "line", **LINE | {"seen": seen})
    assert step(second, request, "confirm").status_code == 303


@pytest.mark.covers("S-224", "S-237", "S-238", "S-239", "S-257")
def test_tags_and_plan_items_stand_on_the_page(found: Round, hq: Client, ministry: Any) -> None:
    request = desk.of(found, "MEXT")
    submitted(request, ministry["MEXT"])
    shown = page(hq, f"/requests/{request.code}/lines/L-01/")
    for words in ("Cancer", "Prevention", "strategy-2.000-111"):
        assert words in shown
    line = queries.lines_of(now(request))[0]
    assert (line.domains, line.purpose) == (["T2-D1", "T2-D2"], "P1")
    assert line.affirms == ["top-down", "to-researchers"]


@pytest.mark.covers("S-228", "S-255")
def test_a_hearing_follows_the_submission(found: Round, hq: Client, ministry: Any) -> None:
    request = desk.of(found, "MEXT")
    assert "Submitted" in said(step(hq, request, "hear", at="2199-01-01T10:00"))
    submitted(request, ministry["MEXT"])
    assert "before the submission" in said(step(hq, request, "hear", at="2020-01-01T10:00"))
    assert step(hq, request, "hear", at="2199-01-01T10:00").status_code == 303
    entry = Message.objects.get(request=request, sort="hearing")
    sent = queries.version_of(now(request)).submitted_at
    assert entry.due_at is not None
    assert sent is not None
    assert entry.said_at > sent
    assert "2199" in page(ministry["MEXT"][0], f"/requests/{request.code}/")


@pytest.mark.covers("S-002", "S-227")
def test_only_the_headquarters_finalise(found: Round, hq: Client, ministry: Any) -> None:
    officer = ministry["MEXT"][0]
    for body in ministry:
        desk.consented(desk.of(found, body))
    clause = plan.draft_clause(NewClause(text_ja="次の計画の条項。"), **how(HQ))
    url = f"/requests/rounds/{found.code}/compile/"
    code = desk.decision(found)
    for forbidden, given in (
        (url, {"decision": code}),
        (f"/plan/clauses/{clause.code}/decide/", {"decided_on": str(TODAY)}),
        ("/policies/new/start/", {"fiscal_year": "2027"}),
    ):
        answer = officer.post(forbidden, given | {"version": "1", "key": "k"})
        assert answer.status_code == 403, forbidden
    assert Round.objects.get().compiled_at is None
    overview = page(hq, f"/requests/rounds/{found.code}/")
    for name in ("Ministry of Education", "Ministry of Health"):
        assert name in overview
    assert typed(hq, url, decision=code).status_code == 303
    assert Round.objects.get().decision.code == code


@pytest.mark.covers("S-003")
def test_one_ledger_of_requests_with_versions_and_approvals(
    found: Round, hq: Client, ministry: Any
) -> None:
    request = desk.of(found, "MEXT")
    submitted(request, ministry["MEXT"])
    step(hq, request, "ask", text="なぜ。")
    step(ministry["MEXT"][0], request, "answer", message="1", text="必要です。")
    step(ministry["MEXT"][0], request, "revise")
    step(ministry["MEXT"][0], request, "line", **LINE | {"seen": "1", "request_yen": "5,000万円"})
    step(ministry["MEXT"][1], request, "confirm")
    step(ministry["MEXT"][1], request, "submit")
    assert step(hq, request, "consent").status_code == 303
    listed = page(hq, "/requests/")
    assert request.code in listed
    assert "Consented" in listed
    data = hq.get(f"/api/v1/requests/{request.code}").json()
    assert data["submitted_number"] == 2
    [change] = queries.diff(now(request), 1, 2)
    assert change.yen == -50_000_000
    assert Message.objects.filter(request=request, sort="consent").exists()


@pytest.mark.covers("S-234", "S-236")
def test_grant_rules_exceptions_and_circumstances(found: Round, hq: Client, ministry: Any) -> None:
    request = desk.of(found, "MEXT")
    step(
        ministry["MEXT"][0],
        request,
        "circumstances",
        circumstances="遠隔で研究を続ける。",
        exceptions="L-01｜国際共同研究のため",
    )
    assert "遠隔で研究を続ける。" in page(hq, f"/requests/{request.code}/")
    shown = page(hq, f"/requests/rounds/{found.code}/")
    assert "国際共同研究のため" in shown
    assert "One grant guideline" in shown


@pytest.mark.covers("S-241", "S-247")
def test_provisional_figures_are_corrected_and_supplementary_rounds_stand_apart(
    found: Round, hq: Client, ministry: Any
) -> None:
    request = desk.of(found, "MEXT")
    desk.consented(request, new_line(provisional=True))
    answer = step(
        ministry["MEXT"][0],
        request,
        "correct",
        code="L-01",
        request_yen="9,900万円",
        wish_yen="0円",
        reason="精査",
    )
    assert answer.status_code == 303, said(answer)
    shown = page(hq, f"/requests/{request.code}/")
    assert "精査" in shown
    extra = ROUND | {"pot": "supplementary", "number": "1", "name_ja": "第１次補正（例）"}
    assert typed(hq, "/requests/rounds/new/open/", **extra).status_code == 303
    assert "第１次補正（例）" in page(hq, "/requests/rounds/")


def test_before_compilation_a_ministry_sees_its_own_only(
    found: Round, hq: Client, ministry: Any
) -> None:
    mext, mhlw = desk.of(found, "MEXT"), desk.of(found, "MHLW")
    put(mhlw, new_line())
    stranger = ministry["MEXT"][0]
    assert stranger.get(f"/requests/{mhlw.code}/").status_code == 404
    assert stranger.get(f"/requests/{mext.code}/").status_code == 200
    assert mhlw.code not in page(stranger, "/requests/")
    assert mhlw.code not in page(stranger, f"/requests/rounds/{found.code}/")
    assert mhlw.code in page(hq, f"/requests/rounds/{found.code}/")
    anybody = Client()
    assert anybody.get(f"/requests/{mext.code}/").status_code == 404
    assert anybody.get(f"/requests/rounds/{found.code}/").status_code == 404
    assert page(anybody, "/requests/").count(mext.code) == 0


def test_once_published_everybody_sees_what_was_compiled_and_no_thread(
    found: Round, hq: Client
) -> None:
    for body in ("MEXT", "MHLW"):
        desk.consented(desk.of(found, body), new_line(provisional=True))
    desk.compile_round(found)
    mext = desk.of(found, "MEXT")
    does("correct_lines", mext, [new_line(request_yen=7)], "精査")
    anybody = Client()
    assert anybody.get(f"/requests/{mext.code}/").status_code == 404
    assert typed(hq, f"/requests/rounds/{found.code}/publish/").status_code == 303
    shown = page(anybody, f"/requests/{mext.code}/")
    assert "例の行L-01" in shown
    assert "なぜですか。" not in shown
    assert "精査" not in shown
    assert "なぜですか。" in page(hq, f"/requests/{mext.code}/")


def test_the_public_sees_neither_earlier_versions_nor_how_it_was_negotiated(
    found: Round, hq: Client
) -> None:
    first, last = date(2026, 10, 1), date(2026, 11, 1)
    desk.consented(desk.of(found, "MHLW"), new_line())
    mext = desk.of(found, "MEXT")
    put(mext, new_line(name_ja="最初の案の行", request_yen=999_000_000))
    does("confirm", mext)
    does("submit", mext, as_of=first)
    asked = does("ask", mext, [], "なぜですか。", None, by=HQ, as_of=first)
    does("answer", mext, asked.number, "必要だからです。", as_of=first)
    does("start_version", mext, as_of=first)
    put(mext, new_line(name_ja="見直した行"))
    does("confirm", mext)
    does("submit", mext, as_of=last)
    does("consent", mext, by=HQ, as_of=last)
    desk.compile_round(found)
    here = Round.objects.get(pk=found.pk)
    requests.publish(here.code, **how(HQ, here.version))
    desk.amounts(mext, "draft", {"L-01": 88_000_000}, "内々の理由")
    url, anybody = f"/requests/{mext.code}/", Client()
    pages = (url, f"{url}lines/L-01/", f"{url}compare/", f"/requests/rounds/{found.code}/")
    views = ("/requests/views/", f"/requests/rounds/{found.code}/joint/")
    for address in (*pages, *views):
        for day in ("2026-10-15", TODAY.isoformat()):
            asked_for = f"{address}?as_of={day}&unit=yen"
            answer = anybody.get(asked_for)
            assert answer.status_code in (200, 404), address
            for hidden in ("最初の案の行", "999,000", "内々の理由", "88,000"):
                assert hidden not in said(answer), (address, day, hidden)
    assert "見直した行" in page(anybody, url)
    assert "最初の案の行" in page(hq, f"{url}?as_of=2026-10-15")
    assert "内々の理由" in page(hq, url)
    here = desk.of(found, "MHLW")
    desk.amounts(here, "draft", {"L-01": 77_000_000})
    now_ = Round.objects.get(pk=found.pk)
    requests.settle_round(now_.code, "draft", TODAY, **how(HQ, now_.version))
    assert "88,000" in page(anybody, url)
    assert "内々の理由" not in page(anybody, url)


def test_shared_requests_show_other_ministries_what_was_submitted(
    small_pack: None, as_role: Any
) -> None:
    found = desk.open_round("minimal")
    care = desk.of(found, "CARE")
    put(care, new_line("L-01", "minimal"))
    other = as_role("ministry_officer", Ref("body", "LEARN"))
    assert "例の行L-01" not in page(other, f"/requests/{care.code}/")
    does("submit", care)
    does("ask", care, [], "内々の質問", None, by=HQ)
    shown = page(other, f"/requests/{care.code}/")
    assert "例の行L-01" in shown
    assert "内々の質問" not in shown
