"""A request in a browser, in both languages: a bad workbook, a mended one, four eyes, one line."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from ikkan.accounts import actions as accounts
from ikkan.audit.actor import SYSTEM
from ikkan.budget.models import Line, Request
from ikkan.budget.requests.workbook import COLUMNS, HEADER_ROW, LINES_SHEET
from ikkan.values.ref import Ref
from tests.budget.requests import desk
from tests.e2e.pages import LOCALES, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]

AT = {column.field: number for number, column in enumerate(COLUMNS, start=1)}
FIRST = HEADER_ROW + 1
WORDS = {
    "ja": {"apply": "版 1 に反映", "errors": "誤り", "read": "読み取る", "confirm": "確認する",
           "submit": "提出する", "save": "行を保存する", "chosen": "選んだとおり保存する"},
    "en": {"apply": "Apply to version 1", "errors": "Errors", "read": "Read it",
           "confirm": "Confirm", "submit": "Submit", "save": "Save the line",
           "chosen": "Save as chosen"},
}  # fmt: skip
Office = Callable[[], Any]


@pytest.fixture
def asked(applied: Any) -> Request:
    request = desk.of(desk.open_round(), "MHLW")
    lines = (
        desk.new_line(f"MHLW-0{n}", project="T3-01", domains=("T3-D1",), previous_yen=90_000_000)
        for n in (1, 2)
    )
    desk.put(request, *lines)
    return desk.now(request)


@pytest.fixture
def office(chromium: Any, live_server: Any, asked: Request) -> Iterator[Callable[..., Any]]:
    """`office("ja")`: a window in which one more officer of the ministry is logged in."""
    contexts, made = [], iter(range(100))

    def open_window(language: str, width: int = 1440) -> Any:
        day = timezone.localdate()
        how: dict[str, Any] = {"by": SYSTEM, "as_of": day, "version": None, "key": None}
        address = f"officer-{next(made)}@example.jp"
        user = accounts.create_account(address, "officer", None, **how)
        accounts.grant_role(
            user.code, "ministry_officer", scope=Ref("body", "MHLW"), valid_from=day, **how
        )
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=LOCALES[language]
        )
        contexts.append(context)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([cookie | {"url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.home = f"{live_server.url}/requests/{asked.code}/"
        page.goto(page.home)
        return page

    yield open_window
    for context in contexts:
        context.close()


def written(source: Path, target: Path, **cells: Any) -> Path:
    book = load_workbook(io.BytesIO(source.read_bytes()))
    for name, value in cells.items():
        book[LINES_SHEET].cell(row=FIRST, column=AT[name]).value = value
    book.save(target)
    return target


@pytest.mark.covers("S-226")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_from_a_bad_workbook_to_submission_by_two_people(
    language: str, office: Any, asked: Request, tmp_path: Path, axe: Any
) -> None:
    said = WORDS[language]
    page = office(language)
    with page.expect_download() as coming:
        page.locator(".title-row a[href$='workbook.xlsx']").click()
    template = Path(coming.value.path())
    page.locator("a[href$='/workbook/']").first.click()
    bad = written(template, tmp_path / "bad.xlsx", request_yen="９０", project="T3-1", wish_yen=-1)
    page.set_input_files("input[type=file]", bad)
    page.get_by_role("button", name=said["read"]).click()
    panel = page.locator("#findings")
    assert panel.locator(".finding-list li").count() >= 3
    assert f"{said['errors']} 3" in panel.inner_text()
    assert "T3-01" in panel.inner_text()
    assert page.get_by_role("button", name=said["apply"]).get_attribute("aria-disabled") == "true"
    assert axe(page) == []
    assert Line.objects.get(code="MHLW-01").request_yen == 100_000_000

    page.locator(".apply a").first.click()
    good = written(template, tmp_path / "good.xlsx", request_yen="１２０，０００", note="増額")
    page.set_input_files("input[type=file]", good)
    page.get_by_role("button", name=said["read"]).click()
    assert "120,000" in page.locator("#changes").inner_text()
    page.get_by_role("button", name=said["apply"]).click()
    page.wait_for_url("**/requests/*/#lines")
    assert Line.objects.get(code="MHLW-01").request_yen == 120_000_000
    assert "140,000" in page.locator("#line-MHLW-01").inner_text()  # with the wish
    assert axe(page) == []

    own = page.goto(f"{page.home}confirm/")
    assert own.status == 200
    page.get_by_role("button", name=said["confirm"]).click()
    assert page.locator(".error-summary").is_visible()

    second = office(language)
    second.locator(".title-row .button-primary").click()
    second.get_by_role("button", name=said["confirm"]).click()
    second.wait_for_url(second.home)
    second.locator(".title-row .button-primary").click()
    second.get_by_role("button", name=said["submit"]).click()
    second.wait_for_url(second.home)
    assert desk.now(asked).submitted_number == 1


@pytest.mark.parametrize("language", ["ja", "en"])
def test_two_officers_on_one_line_by_keyboard(language: str, office: Any, asked: Request) -> None:
    first, second = office(language), office(language)
    for page in (first, second):
        page.goto(f"{page.home}lines/MHLW-01/edit/")
    first.fill("#id_request_yen", "130,000")
    first.get_by_role("button", name=WORDS[language]["save"]).click()
    first.wait_for_url("**/requests/*/#line-MHLW-01")
    second.fill("#id_request_yen", "140,000")
    second.fill("#id_note", "注")
    second.get_by_role("button", name=WORDS[language]["save"]).click()
    conflict = second.locator(".conflict")
    assert "130,000" in conflict.inner_text()
    assert "140,000" in conflict.inner_text()
    second.locator("input[name=pick_request_yen][value=now]").focus()
    second.keyboard.press("Space")
    second.locator("input[name=pick_note][value=yours]").focus()
    second.keyboard.press("Space")
    second.get_by_role("button", name=WORDS[language]["chosen"]).focus()
    second.keyboard.press("Enter")
    second.wait_for_url("**/requests/*/#line-MHLW-01")
    line = Line.objects.get(code="MHLW-01")
    assert (line.request_yen, line.note) == (130_000_000, "注")


def test_no_page_of_a_request_scrolls_sideways(office: Any, asked: Request) -> None:
    page = office("en", width=320)
    over = {}
    for address in ("", "?view=projects", "lines/MHLW-01/", "lines/new/", "workbook/", "compare/"):
        page.goto(f"{page.home}{address}")
        if sideways(page) > 0:
            over[address] = sideways(page)
    assert over == {}
