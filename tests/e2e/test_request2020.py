"""The FY2020 request: five requesters, forms and workbooks, until every printed cell is met.

About thirty made-up lines go through submission, hearing, instruction, consent, compilation, draft
and enactment in a real browser, in Japanese and in English.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from ikkan.accounts import actions as accounts
from ikkan.accounts.models import User
from ikkan.audit.actor import SYSTEM
from ikkan.budget.models import Amount, Line, Message, Round
from ikkan.budget.requests.rules import NewLine
from ikkan.budget.requests.workbook import COLUMNS, HEADER_ROW, LINES_SHEET
from ikkan.values.ref import Ref
from tests.budget import example2020
from tests.budget.example2020 import AMED, OWN, yen
from tests.e2e.crawling import Page
from tests.e2e.walking import Walk, Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]

BY_FORM = ("CAO", "MIC")
TOLD_TO_LOWER = "03"
"""A line of MEXT that is first asked for with more than the print holds."""


@pytest.fixture
def cast(live_server: Any, applied: Any) -> dict[str, User]:
    """Two officers of every ministry, and one of the headquarters."""
    how: dict[str, Any] = {
        "by": SYSTEM,
        "as_of": timezone.localdate(),
        "version": None,
        "key": None,
    }
    users = {}
    for body in example2020.BODIES:
        for place in "ab":
            name = f"{body}-{place}".lower()
            user = accounts.create_account(f"{name}@example.jp", name, None, **how)
            accounts.grant_role(user.code, "ministry_officer", scope=Ref("body", body), **how)
            users[f"{body}-{place}"] = user
    users["HQ"] = accounts.create_account("hq@example.jp", "hq", None, **how)
    accounts.grant_role(users["HQ"].code, "hq_officer", **how)
    return users


@pytest.fixture(params=["ja", "en"])
def walk(request: Any, chromium: Any, live_server: Any, cast: Any) -> Iterator[Walk]:
    made = Walk(
        chromium=chromium, server=live_server.url, language=request.param, axe=lambda page: []
    )
    yield made
    made.close()


def first_asked(body: str) -> list[NewLine]:
    """The lines as they are submitted at first: one of them too high."""
    lines = example2020.lines_of(body)
    return [
        replace(line, request_yen=line.request_yen + yen("9"))
        if (body, line.code) == ("MEXT", TOLD_TO_LOWER)
        else line
        for line in lines
    ]


def filled(template: bytes, lines: list[NewLine]) -> bytes:
    """The template as a ministry fills it in: codes, thousands of yen, one row a line."""
    book = load_workbook(io.BytesIO(template))
    sheet = book[LINES_SHEET]
    for row, line in enumerate(lines, start=HEADER_ROW + 1):
        for position, column in enumerate(COLUMNS, start=1):
            value = getattr(line, column.field, None)
            if column.sort == "amount":
                value = None if value is None else value // 1000
            elif isinstance(value, tuple):
                value = "\n".join(value)
            elif value is False:
                value = None
            if value not in (None, ""):
                sheet.cell(row=row, column=position).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def submit(window: Window, path: str, write: str, **typed: Any) -> str:
    """One form of a record, opened at its address and sent."""
    window.read(f"{path}{write}/")
    return window.send(**typed)


def demand_refusal(window: Window, path: str, write: str) -> None:
    """Nobody confirms their own work; no consent while an instruction is open."""
    window.read(f"{path}{write}/")
    window.page.locator('main form[method="post"]:has(input[name=key]) button').first.click()
    window.page.wait_for_load_state("load")
    assert window.page.locator(".error-summary").count() == 1, window.path


def type_lines(window: Window, path: str, lines: list[NewLine]) -> None:
    """Every line by the form of the request."""
    for line in lines:
        window.read(f"{path}lines/new/")
        for code in line.affirms:
            window.page.check(f'[name="affirms"][value="{code}"]')
        window.page.locator("[name=code]").evaluate("(one, code) => one.value = code", line.code)
        window.send(
            name_ja=line.name_ja,
            name_en=line.name_en,
            cost_class=line.cost_class,
            project=line.project,
            request_yen=f"{line.request_yen // 1000:,}",
            wish_yen=f"{line.wish_yen // 1000:,}",
            purpose=line.purpose,
            cites="\n".join(line.cites),
            justification=line.justification,
        )


def upload(window: Window, path: str, lines: list[NewLine], folder: Path) -> None:
    """The template, filled in, read, looked at and applied."""
    window.read(f"{path}workbook/")
    server = window.walk.server
    template = window.page.context.request.get(f"{server}{path}workbook.xlsx").body()
    file = folder / "request.xlsx"
    file.write_bytes(filled(template, lines))
    window.page.set_input_files("[name=workbook]", file)
    window.click("main form[enctype] button[type=submit]")
    assert window.page.locator("main form.apply button[type=submit]").count() == 1, (
        window.page.locator("main").inner_text()
    )
    window.click("main form.apply button[type=submit]")


def request_of(body: str) -> str:
    """The address of a ministry's request."""
    return f"/requests/{Round.objects.get().requests.get(body=body).code}/"


def shown(window: Window, path: str) -> dict[str, list[str]]:
    """Rows of the tables of a page by their heads."""
    window.read(path)
    rows = window.page.locator("main table tbody tr, main table tfoot tr").evaluate_all(
        "all => all.map(row => [...row.cells].map(one => one.innerText.trim()))"
    )
    found: dict[str, list[str]] = {}
    for head, *cells in rows:
        found.setdefault(head, cells)
    return found


NAMES = {
    "ja": {"CAO": "内閣府", "MIC": "総務省", "MEXT": "文部科学省", "MHLW": "厚生労働省",
           "METI": "経済産業省"},
    "en": {
        "CAO": "Cabinet Office",
        "MIC": "Ministry of Internal Affairs and Communications",
        "MEXT": "Ministry of Education, Culture, Sports, Science and Technology",
        "MHLW": "Ministry of Health, Labour and Welfare",
        "METI": "Ministry of Economy, Trade and Industry",
    },
}  # fmt: skip


@pytest.mark.covers("S-002", "S-225", "S-226", "S-227", "S-229", "S-230", "S-231", "S-232")
def test_five_requesters_meet_every_printed_cell_of_fy2020(
    walk: Walk, cast: dict[str, User], tmp_path: Path
) -> None:
    people = {name: walk.window(user) for name, user in cast.items()}
    hq, today = people["HQ"], timezone.localdate().isoformat()
    hq.read("/requests/rounds/new/open/")
    for body in example2020.BODIES:
        hq.page.check(f'[name="bodies"][value="{body}"]')
    path = hq.send(
        fiscal_year="2020",
        name_ja="令和２年度 概算要求（例示）",
        name_en="FY2020 request (example)",
        pot="initial",
        number="0",
        ceiling_on="2019-07-31",
        submit_by=f"{timezone.localdate().year + 1}-03-31T17:00",
    )
    for body in example2020.BODIES:
        own, other = people[f"{body}-a"], people[f"{body}-b"]
        where = request_of(body)
        if body in BY_FORM:
            type_lines(own, where, first_asked(body))
        else:
            upload(own, where, first_asked(body), tmp_path)
        demand_refusal(own, where, "confirm")
        submit(other, where, "confirm")
        submit(other, where, "submit")
    lines = Line.objects.filter(version__submitted_at__isnull=False)
    assert lines.count() == sum(len(example2020.lines_of(body)) for body in example2020.BODIES)

    for body in example2020.BODIES:
        where = request_of(body)
        submit(hq, where, "ask", lines="01", text="増額の根拠を示してください。")
        submit(people[f"{body}-a"], where, "answer", message="1", text="例示の根拠です。")
    where = request_of("MEXT")
    submit(hq, where, "instruct", lines=TOLD_TO_LOWER, text="9億円を控除して再計算すること。")
    demand_refusal(hq, where, "consent")
    own, other = people["MEXT-a"], people["MEXT-b"]
    submit(own, where, "revise")
    own.read(f"{where}lines/{TOLD_TO_LOWER}/edit/")
    own.send(request_yen=f"{yen('21.0') // 1000:,}")
    submit(other, where, "confirm")
    submit(other, where, "submit")
    told = Message.objects.get(sort="instruction").number
    submit(own, where, "report", message=str(told), text="控除しました。")
    for body in example2020.BODIES:
        submit(hq, request_of(body), "consent")

    made = Round.objects.get()
    hq.read("/decisions/new/draft/")
    decision = hq.send(
        body="HQ",
        title_ja="令和２年度概算要求の取りまとめ（例示）",
        text_ja="取りまとめ、財政当局へ提出する。",
        about=f"budget.round:{made.code}",
        circulated_because="例示",
    )
    submit(hq, decision, "decide", decided_on=today)
    submit(hq, path, "compile", decision=decision.rstrip("/").rsplit("/", 1)[-1])
    demand_print(hq, made.code)

    for stage in ("draft", "enacted"):
        for body in example2020.BODIES:
            amounts = example2020.amounts_of(body, stage)
            said = "\n".join(f"{code} {one:,}" for code, one in amounts.items())
            submit(hq, request_of(body), "amounts", stage=stage, amounts=said, reason="例示")
        submit(hq, path, "settle", stage=stage, on=today)
    assert Amount.objects.filter(stage="enacted").count() == 29
    submit(hq, path, "publish")
    rows = shown(hq, f"/requests/rounds/{made.code}/compare/")
    totals = [cells[4] for cells in rows.values() if "1,259" in cells[4] or "７９２" in cells[4]]
    assert len(totals) == 2, "the example enactment stands beside 1,259 and 792 as recast"


def demand_print(hq: Window, code: str) -> None:
    """Every cell that source 001 prints of this request, as the views show it."""
    names = NAMES[hq.walk.language]
    for cost_class in (AMED, OWN):
        address = f"/requests/views/?round={code}&rows=ministry&in_cost_class={cost_class}"
        rows = shown(hq, address)
        for (of, body, stage), printed in example2020.PRINTED.items():
            if of != cost_class:
                continue
            cells = rows[names[body]] if body else next(
                cells for head, cells in rows.items() if "計算値" in head or "computed" in head
            )  # fmt: skip
            place = ("request", "wish", "request_and_wish").index(stage)
            assert cells[place] == f"{printed:,}", (cost_class, body, stage)
    rows = shown(hq, f"/requests/views/?round={code}&rows=project&in_cost_class={AMED}")
    asked = [cells[2] for cells in rows.values()]
    assert asked[: len(example2020.PRINTED_PROJECTS)] == [
        f"{printed:,}" for printed in example2020.PRINTED_PROJECTS.values()
    ]
    page = Page()
    paper = hq.page.context.request.get(f"{hq.walk.server}/requests/rounds/{code}/joint/")
    page.feed(paper.text())
    assert paper.ok
    for printed in ("1,586", "1,166", "420", "860", "759", "101"):
        assert printed in paper.text()
