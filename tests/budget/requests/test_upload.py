"""A workbook on its way into a request: refused, found wanting, previewed, applied exactly once."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from openpyxl import load_workbook

from ikkan.budget.models import Line, Request, Round, Upload
from ikkan.budget.requests import queries, upload
from ikkan.budget.requests.rules import NewLine
from ikkan.budget.requests.workbook import COLUMNS, HEADER_ROW, LINES_SHEET
from ikkan.values.errors import IkkanError, VersionConflict
from ikkan.values.ref import Ref
from tests.budget.requests import desk

AT = {column.field: number for number, column in enumerate(COLUMNS, start=1)}
FIRST = HEADER_ROW + 1
OFFICER = desk.officer("MHLW")


def line(code: str, **said: Any) -> NewLine:
    return desk.new_line(code, **({"project": "T3-01", "domains": ("T3-D1",)} | said))


@pytest.fixture
def asked(applied: Any) -> Request:
    request = desk.of(desk.open_round(), "MHLW")
    desk.put(request, *(line(f"MHLW-0{n}") for n in (1, 2, 3)))
    return desk.now(request)


@pytest.fixture
def officer(asked: Request, as_role: Any) -> Any:
    return as_role("ministry_officer", Ref("body", "MHLW"))


def fetched(officer: Any, asked: Request) -> Any:
    answer = officer.get(f"/requests/{asked.code}/workbook.xlsx")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return load_workbook(io.BytesIO(answer.content))


def sent(officer: Any, asked: Request, book: Any, name: str = "要求書.xlsx") -> Any:
    data = book
    if not isinstance(book, bytes):
        out = io.BytesIO()
        book.save(out)
        data = out.getvalue()
    file = SimpleUploadedFile(name, data)
    return officer.post(f"/requests/{asked.code}/workbook/", {"workbook": file}, follow=True)


def put(book: Any, row: int, **values: Any) -> None:
    for name, value in values.items():
        book[LINES_SHEET].cell(row=row, column=AT[name]).value = value


@pytest.mark.covers("S-226")
def test_a_bad_workbook_shows_everything_and_writes_nothing(officer: Any, asked: Request) -> None:
    before = desk.figures(queries.lines_of(asked))
    book = fetched(officer, asked)
    put(book, FIRST, request_yen="１００", project="T3-99")
    put(book, FIRST + 1, cost_class=None, wish_yen=-1)
    answer = sent(officer, asked, book)
    said = answer.content.decode()
    for place in (f"要求 E{FIRST}", f"要求 F{FIRST + 1}", f"要求 H{FIRST + 1}"):
        assert place in said
    assert "nothing has been written yet" in said
    assert 'aria-disabled="true"' in said
    assert "There are 3 errors" in said
    token = Upload.objects.get().token
    refused = officer.post(f"/requests/{asked.code}/workbook/{token}/", {"version": asked.version})
    assert refused.status_code == 400
    assert desk.figures(queries.lines_of(desk.now(asked))) == before
    assert desk.now(asked).version == asked.version
    file = officer.get(f"/requests/{asked.code}/workbook/{token}/findings.xlsx")
    rows = list(load_workbook(io.BytesIO(file.content)).worksheets[0].values)
    assert len(rows) == 1 + len(Upload.objects.get().findings)
    assert f"要求 E{FIRST}" in {row[1] for row in rows}
    assert "What was read" in officer.get(f"/requests/{asked.code}/").content.decode()


@pytest.mark.covers("S-226")
def test_a_mended_workbook_is_previewed_and_applied_once(officer: Any, asked: Request) -> None:
    book = fetched(officer, asked)
    page = book[LINES_SHEET]
    put(book, FIRST, request_yen=120_000, note="増額")
    page.delete_rows(FIRST + 2)
    page.insert_rows(FIRST)
    put(book, FIRST, name_ja="新しい行", cost_class="amed_target", request_yen="5億円")
    said = sent(officer, asked, book).content.decode()
    assert "<del>100,000 thousand yen</del>" in said
    assert "<ins>120,000 thousand yen</ins>" in said
    assert "MHLW-04" in said
    kept = Upload.objects.get()
    address = f"/requests/{asked.code}/workbook/{kept.token}/"
    version = desk.now(asked).version
    assert officer.post(address, {"version": version}).status_code == 303
    now = desk.figures(queries.lines_of(desk.now(asked)))
    assert now == {
        "MHLW-01": (120_000_000, 20_000_000),
        "MHLW-02": (100_000_000, 20_000_000),
        "MHLW-04": (500_000_000, 0),
    }
    after = desk.now(asked).version
    assert officer.post(address, {"version": version}).status_code == 303  # the same form again
    assert officer.post(address, {"version": after}).status_code in (400, 409)
    assert desk.now(asked).version == after
    assert "This workbook was applied" in officer.get(address).content.decode()
    assert Line.objects.get(code="MHLW-01").row_version == 2


def test_what_changed_since_the_preview_is_never_overwritten(officer: Any, asked: Request) -> None:
    book = fetched(officer, asked)
    put(book, FIRST, request_yen=110_000)
    sent(officer, asked, book)
    seen = desk.now(asked).version
    other = line("MHLW-02", request_yen=300_000_000)
    desk.put(asked, other, whole=False, by=desk.officer("MHLW", "b"))
    address = f"/requests/{asked.code}/workbook/{Upload.objects.get().token}/"
    late = officer.post(address, {"version": seen})
    assert late.status_code == 409
    said = late.content.decode()
    assert "The request has changed since the upload" in said
    assert "<del>300,000 thousand yen</del>" in said
    assert desk.figures(queries.lines_of(desk.now(asked)))["MHLW-02"][0] == 300_000_000


def test_a_line_changed_by_somebody_after_the_template_is_told(asked: Request) -> None:
    held = upload.known(asked, desk.TODAY)
    lines = tuple(
        replace(one, line=replace(one.line, note="前のもの")) if n == 1 else one
        for n, one in enumerate(held.lines)
    )
    from ikkan.budget.requests.workbook_template import template

    data = template(replace(held, lines=lines), queries.title_of(asked))
    changed = line("MHLW-02", request_yen=300_000_000)
    desk.put(asked, changed, whole=False)
    reading = upload.read(desk.now(asked), data, "要求書.xlsx", desk.TODAY)
    assert "line.meanwhile" in {one.code for one in reading.findings}


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"code,name\n", "lines.csv", "is no .xlsx file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a.xlsx", "old form"),
        (b"PK\x03\x04 rest", "a.xlsx", "damaged or encrypted"),
        (b"", "a.xlsx", "no .xlsx workbook"),
    ],
)
def test_other_files_are_refused_with_the_remedy(
    officer: Any, asked: Request, data: bytes, name: str, words: str
) -> None:
    answer = sent(officer, asked, data, name)
    assert words in answer.content.decode()
    assert not any(Upload.objects.values_list("lines", flat=True))


def test_a_file_above_the_limit_is_refused_unread(officer: Any, asked: Request) -> None:
    answer = sent(officer, asked, b"PK\x03\x04" + bytes(20_000_001))
    assert answer.status_code == 413
    assert "at most 20.0 MB are read" in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_stale_template_and_another_ministry_are_found(applied: Any, as_role: Any) -> None:
    found = desk.open_round()
    ours, theirs = desk.of(found, "MHLW"), desk.of(found, "MEXT")
    desk.put(ours, line("MHLW-01"))
    desk.put(theirs, line("MEXT-01"))
    own = as_role("ministry_officer", Ref("body", "MHLW"))
    other = as_role("ministry_officer", Ref("body", "MEXT"))
    book = fetched(other, theirs)
    assert "The workbook is of the ministry MEXT" in sent(own, ours, book).content.decode()
    stale = fetched(own, ours)
    desk.submitted(ours, line("MHLW-01"))
    asked_ = desk.does("ask", ours, [], "なぜですか。", None, by=desk.HQ)
    desk.does("answer", ours, asked_.number, "必要です。")
    desk.does("instruct", ours, [], "見直し", None, by=desk.HQ)
    closed = sent(own, ours, stale)
    assert closed.status_code == 409
    assert "What can be done now" in closed.content.decode()
    desk.does("start_version", ours)
    said = sent(own, ours, stale).content.decode()
    assert "The template is of version 1; the request has come to version 2." in said


def test_nobody_else_reads_or_writes_the_workbook(asked: Request, as_role: Any) -> None:
    base = f"/requests/{asked.code}/workbook"
    other = as_role("ministry_officer", Ref("body", "MEXT"))
    for client, status in ((other, 404), (as_role("hq_officer"), 403), (as_role("company"), 404)):
        assert client.get(f"{base}.xlsx").status_code == status
        assert client.post(f"{base}/", {}).status_code == status
        assert client.get(f"{base}/abc/").status_code == status
    with pytest.raises(IkkanError):
        upload.keep(asked.code, b"", "a.xlsx", **desk.how(desk.HQ))


def test_only_the_newest_uploads_are_kept(asked: Request) -> None:
    for number in range(8):
        upload.keep(asked.code, b"x", f"{number}.xlsx", **desk.how(OFFICER))
    assert Upload.objects.count() == upload.KEPT
    newest = upload.newest(asked)
    assert newest is not None
    assert newest.name == "7.xlsx"


def test_choices_follow_the_year_and_name_what_ended(asked: Request) -> None:
    held = upload.known(asked, desk.TODAY)
    domains = {one.code: one.ended for one in held.choices["domains"]}
    assert domains["T3-D1"] is None
    assert domains["T2-D1"] is not None
    assert held.payers


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_applications_at_once_are_one(amed: Any) -> None:
    from ikkan.audit.actor import SYSTEM
    from ikkan.plan import actions as plan

    plan.record_pack(amed, by=SYSTEM, as_of=desk.TODAY, version=None, key=None)
    request = desk.of(Round.objects.get(pk=desk.open_round().pk), "MHLW")
    desk.put(request, line("MHLW-01"))
    request = desk.now(request)
    held = upload.known(request, desk.TODAY)
    from ikkan.budget.requests.workbook_template import template

    changed = tuple(replace(one, line=replace(one.line, note="注")) for one in held.lines)
    data = template(replace(held, lines=changed), queries.title_of(request))
    kept = upload.keep(request.code, data, "a.xlsx", **desk.how(OFFICER))
    assert kept.errors == 0
    done = together(
        lambda n: upload.apply(
            request.code, kept.token, by=OFFICER, as_of=desk.TODAY, version=request.version,
            key=f"k{n}",
        )
    )  # fmt: skip
    assert sorted(map(type, done), key=str).count(Request) == 1
    assert any(isinstance(one, (VersionConflict, IkkanError)) for one in done)
    assert Line.objects.get(version__request=request).row_version == 2


def together(act: Callable[[int], object]) -> list[object]:
    """What two threads got of the same act at the same moment."""
    ready, done = threading.Barrier(2), []

    def run(number: int) -> None:
        ready.wait()
        try:
            done.append(act(number))
        except IkkanError as error:
            done.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return done
