"""Measures followed up by owner and year: asked for, reported, commented on, found about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.actor import SYSTEM
from ikkan.evaluation.following import actions, rules
from ikkan.evaluation.following.models import Followup
from ikkan.evaluation.models import Finding
from ikkan.line import queries as lines
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref

TODAY = date(2026, 11, 22)
WHO: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "key": None}
MEASURE = "strategy-3.002-60"
NEW = "/evaluation/followups/new/open/"


def opened(measure: str = MEASURE, year: int = 2025, body: str = "MHLW") -> Followup:
    new = rules.NewFollowup(measure=Ref("clause", measure), fiscal_year=year, body=body)
    return actions.open_followup(new, version=None, **WHO)


def body(client: Client, url: str, **asked: str) -> str:
    page = client.get(url, asked)
    assert page.status_code == 200, page.content.decode()[:2000]
    return page.content.decode()


def test_what_is_followed_up_is_a_measure() -> None:
    wrong = rules.NewFollowup(measure=Ref("term", "T2"), fiscal_year=2025, body="X")
    assert len(rules.refused_followup(wrong)) == 1
    report = rules.Report(state="x", done_ja=" ", reported_on=date(2027, 1, 1))
    assert len(rules.refused_report(report, date(2025, 4, 1), TODAY)) == 3
    early = rules.Report(state="done", done_ja="した", reported_on=date(2025, 3, 31))
    assert len(rules.refused_report(early, date(2025, 4, 1), TODAY)) == 1


def test_an_owner_reports_headquarters_comments_and_everybody_reads(
    applied: Any, as_role: Any, client: Client
) -> None:
    hq = as_role("hq_officer")
    asked = {"clause": MEASURE, "fiscal_year": "2025", "body": "MHLW", "key": "k-1"}
    both = hq.post(NEW, asked | {"clause": "", "key": "k-0"})
    assert "Choose one measure" in both.content.decode()
    made = hq.post(NEW, asked | {"due_on": "2026-06-30"})
    assert made.status_code == 303, made.content.decode()[-2000:]
    row = Followup.objects.get()
    again = hq.post(NEW, asked | {"key": "k-2"})
    assert row.code in again.content.decode()
    url = f"/evaluation/followups/{row.code}/"
    owner, other = (as_role("ministry_officer", Ref("body", one)) for one in ("MHLW", "MEXT"))
    assert other.get(url).status_code == 404
    assert client.get(url).status_code == 404
    assert row.code in body(owner, "/desk/")
    assert row.code not in body(other, "/desk/")
    assert "overdue" in body(hq, "/followup/")
    told = {
        "state": "delayed",
        "done_ja": "研修を二回行った。",
        "done_en": "Two courses were held.",
        "evidence": "figure:t3.none",
        "reported_on": "2026-06-20",
        "version": "1",
        "key": "k-3",
    }
    wrong = owner.post(f"{url}report/", told)
    assert "There is no record figure:t3.none" in wrong.content.decode()
    sent = owner.post(f"{url}report/", told | {"evidence": "programme:next-cancer", "key": "k-4"})
    assert sent.status_code == 303, sent.content.decode()[-2000:]
    assert row.code in body(hq, "/desk/")
    late = hq.post(
        f"{url}comment/", {"comment_ja": "急いでください。", "version": "1", "key": "k-5"}
    )
    assert late.status_code == 409
    said = {"comment_ja": "急いでください。", "publish": "on", "version": "2", "key": "k-6"}
    assert hq.post(f"{url}comment/", said).status_code == 303
    page = body(client, url)
    assert "研修を二回行った。" in page
    assert "急いでください。" in page
    after = owner.post(f"{url}report/", told | {"evidence": "", "version": "3", "key": "k-7"})
    assert "published" in after.content.decode()


def test_the_table_says_what_is_missing(applied: Any, as_role: Any, client: Client) -> None:
    row = opened()
    report = rules.Report(state="on_track", done_ja="進めた。", reported_on=TODAY)
    actions.report_followup(row.code, report, version=1, **WHO)
    page = body(as_role("hq_officer"), "/followup/")
    assert "On track" in page
    assert "no report" in page
    assert f"clause={MEASURE}" in page
    public = body(client, "/followup/")
    assert "予定どおり" not in public
    assert "報告なし" in public
    assert "/new/open/?clause" not in public
    for document in ("strategy-2", "plan-2", "plan-3"):
        assert "報告なし" in body(client, "/followup/", document=document)
    narrowed = body(as_role("hq_officer"), "/followup/", owner="MHLW")
    assert narrowed.count("<tr data-ref") == 1


@pytest.mark.covers("S-481")
def test_a_printed_due_day_becomes_the_due_day_of_the_action(applied: Any, as_role: Any) -> None:
    hq = as_role("hq_officer")
    asked = {"clause": "plan-2.000-284", "fiscal_year": "2020", "body": "SECRETARIAT", "key": "k"}
    assert hq.post(NEW, asked).status_code == 303
    row = Followup.objects.get()
    assert row.due_on == date(2021, 3, 31)
    assert "31 Mar 2021" in body(hq, f"/evaluation/followups/{row.code}/")
    assert "令和２年度中" in body(Client(), "/plan/documents/plan-2/")


def test_only_an_owner_reports_for_its_body(applied: Any, as_role: Any) -> None:
    row = opened()
    other = as_role("ministry_officer", Ref("body", "MEXT")).actor
    report = rules.Report(state="done", done_ja="した。", reported_on=TODAY)
    who = WHO | {"by": other}
    with pytest.raises(NotAllowed):
        actions.report_followup(row.code, report, version=1, **who)
    new = rules.NewFollowup(measure=Ref("clause", MEASURE), fiscal_year=2026, body="MHLW")
    with pytest.raises(NotAllowed):
        actions.open_followup(new, version=None, **who)
    with pytest.raises(InputError):
        opened("no-such")


def test_a_follow_up_hangs_on_its_measure_and_a_finding_on_it(applied: Any, as_role: Any) -> None:
    row = opened()
    down = lines.walk(Ref("clause", MEASURE), as_of=TODAY, viewer=SYSTEM).down
    assert Ref("evaluation.followup", row.code) in {node.record.ref for node in down}
    hq = as_role("hq_officer")
    assert row.code in body(hq, f"/plan/clause/clause/{MEASURE}/")
    assert row.code not in body(Client(), f"/plan/clause/clause/{MEASURE}/")
    found = hq.post(
        "/evaluation/findings/new/record/",
        {
            "about_followup": row.code,
            "text_ja": "報告がない。",
            "found_on": "2026-11-22",
            "key": "k-9",
        },
    )
    assert found.status_code == 303, found.content.decode()[-2000:]
    assert Finding.objects.get().about == f"evaluation.followup:{row.code}"
