"""Pages and files of the parts of the command tower give away nothing that is hidden.

Lists, records and forms of every kind are asked in `test_visibility`; here are the addresses that
only a part has: of a hidden record they answer as if there were none, of others they leave it out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ikkan.budget.models import Request, Round
from ikkan.budget.requests.models import Version
from ikkan.records.kinds import kind_of
from tests.awards import world as worlds
from tests.visibility import portfolio, tower
from tests.visibility.portfolio import Portfolio, Viewer
from tests.visibility.tower import OTHER_BODY, OWN_BODY, SECRET_YEN, THIRD_BODY, UNSENT_YEN
from tests.visibility.ways import allowed, fetched, hidden

pytestmark = pytest.mark.sqlite_only

ROLES = ("public", "ministry_officer", "funder_staff", "researcher", "company", "hq_officer")
NOBODY = "NONE-2000-000000"
OF_RECORD = {
    "budget.request": (
        *("compare/", "lines/new/", "lines/L-01/", "lines/L-01/edit/", "workbook/"),
        *("workbook.xlsx", "workbook/0/", "workbook/0/findings.xlsx"),
    ),
    "budget.round": ("compare/?unit=yen", "joint/?unit=yen", "joint/ja.html", "joint/en.xlsx"),
    "budget.policy": ("differences/?with={open}", "policy-ja.html", "policy-en.xlsx"),
    "plan.meeting": ("minutes.html", "minutes.xlsx", "minutes.pdf"),
    "plan.decision": ("paper.html", "paper.xlsx", "paper.pdf"),
}
"""Addresses under a record's own."""
OF_MANY = (
    *("/requests/views/?round=all&unit=yen", "/requests/views.csv?round=all&unit=yen"),
    *("/requests/views.xlsx?round=all&rows=ministry", "/bodies/", "/bodies/owing/"),
    *(f"/bodies/{code}/" for code in (tower.HEAD, tower.COUNCIL, tower.BOARD, tower.FUNDER)),
    *("/overlap/", "/overlap.csv", "/exchange/projects.csv", "/exchange/projects.jsonl"),
    *(
        "/reconciliation/",
        "/reconciliation.csv",
        "/reconciliation/entries/?year=2026&ministry=MHLW",
        "/followup/",
    ),
    *("/followup/?owner=MEXT", "/plan/ahead/", "/desk/", "/"),
)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Portfolio]:
    """The records of the command tower, for this file."""
    with worlds.kept(django_db_blocker, amed):
        yield portfolio.make_tower()


@pytest.fixture
def seen(made: Portfolio, db: None) -> Portfolio:
    """The same, with what was already asked of it."""
    return made


def text_of(seen: Portfolio, viewer: Viewer, url: str) -> tuple[int, str]:
    """Status and words of an answer; of a workbook those of all its parts."""
    key = ("text", viewer.role, url)
    if ".xlsx" not in url:
        return fetched(seen, viewer, url)
    if key not in seen.cache:
        answer = viewer.client.get(url)
        body = b"".join(answer) if answer.streaming else answer.content
        said = ""
        if body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(body)) as parts:
                said = "".join(parts.read(name).decode() for name in parts.namelist())
        seen.cache[key] = answer.status_code, said
    found: tuple[int, str] = seen.cache[key]
    return found


def says(text: str, yen: int) -> bool:
    """Whether an amount stands in a text, written in either way."""
    return f"{yen:,}" in text or str(yen) in text


def one_of(seen: Portfolio, kind: str, **wanted: Any) -> Any:
    """The first record of a kind with these values."""
    return next(
        row
        for row in seen.records[kind]
        if all(getattr(row, name) == value for name, value in wanted.items())
    )


def request_of(seen: Portfolio, body: str) -> Any:
    """The request of a ministry in the round in work."""
    return one_of(seen, "budget.request", body=body, published=False)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("code", OF_RECORD)
def test_addresses_of_a_hidden_record_answer_as_if_there_were_none(
    seen: Portfolio, code: str, role: str
) -> None:
    viewer, kind = seen.viewers[role], kind_of(code)
    assert kind is not None
    published = one_of(seen, code, published=True).code
    for row in seen.records[code]:
        for under in OF_RECORD[code]:
            below = under.format(open=published)
            status, text = text_of(seen, viewer, kind.url(row.code) + below)
            nothing, _ = text_of(seen, viewer, kind.url(NOBODY) + below)
            where = f"{role}: {kind.url(row.code)}{below} {status}"
            if not allowed(seen, viewer, kind, row):
                assert status == nothing, where
                assert status in (302, 403, 404), where
                continue
            assert status in (200, 302, 403, 404), where
            given = [words for words in hidden(seen, viewer) if words in text]
            assert not given, f"{where} says {given}"


@pytest.mark.parametrize("role", ROLES)
def test_pages_over_many_records_leave_out_what_is_hidden(seen: Portfolio, role: str) -> None:
    viewer = seen.viewers[role]
    for url in OF_MANY:
        status, text = text_of(seen, viewer, url)
        assert status in (200, 302, 400, 403), f"{url} {status}"
        given = [words for words in hidden(seen, viewer) if words in text]
        assert not given, f"{role}: {url} says {given}"


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_policy_is_not_compared_with(seen: Portfolio, role: str) -> None:
    viewer = seen.viewers[role]
    decided, draft = (one_of(seen, "budget.policy", published=one).code for one in (True, False))
    status, _ = fetched(seen, viewer, f"/policies/{decided}/differences/?with={draft}")
    assert status == (200 if role == "hq_officer" else 404)


@pytest.mark.parametrize("role", ROLES)
def test_amounts_that_are_not_shared_stand_in_no_sum(seen: Portfolio, role: str) -> None:
    viewer = seen.viewers[role]
    found = Round.objects.get(published=False)
    urls = [url for url in OF_MANY if "/requests/" in url]
    urls += [f"/requests/rounds/{found.code}/{one}" for one in ("", *OF_RECORD["budget.round"])]
    urls += ["/requests/", "/requests.csv", "/api/v1/requests", "/data/records/requests.csv"]
    urls += ["/requests/rounds/"]
    shown = {"hq_officer": [OWN_BODY, OTHER_BODY], "ministry_officer": [OWN_BODY]}.get(role, [])
    read = [text_of(seen, viewer, url)[1] for url in urls]
    for body, yen in SECRET_YEN.items():
        assert any(says(text, yen) for text in read) == (body in shown), body
    for url, text in zip(urls, read, strict=True):
        assert not says(text, UNSENT_YEN), url
        if role != "hq_officer":
            assert not says(text, sum(SECRET_YEN.values())), url


def test_a_request_that_is_shared_shows_what_was_submitted_and_no_thread(seen: Portfolio) -> None:
    viewer, other = seen.viewers["ministry_officer"], request_of(seen, THIRD_BODY)
    below = ("", "compare/", "lines/L-01/", "?as_of=2026-11-22")
    for under in below:
        status, text = fetched(seen, viewer, f"/requests/{other.code}/{under}")
        assert status == 200, under
        for words in ("秘密の", "未提出の行"):
            assert words not in text, f"{under} says {words}"
        assert not says(text, UNSENT_YEN), under
    for under in ("workbook.xlsx", "workbook/", "lines/new/", "lines/L-01/edit/"):
        status, text = text_of(seen, viewer, f"/requests/{other.code}/{under}")
        assert status in (403, 404), under
        assert not says(text, UNSENT_YEN), under
    own = request_of(seen, OWN_BODY)
    assert f"秘密の質問 {OWN_BODY}" in fetched(seen, viewer, f"/requests/{own.code}/")[1]
    inside = fetched(seen, seen.viewers["hq_officer"], f"/requests/{other.code}/")[1]
    assert f"秘密の指示 {THIRD_BODY}" in inside


def test_a_withheld_paper_stands_in_no_minutes(seen: Portfolio) -> None:
    meeting = one_of(seen, "plan.meeting", published=True)
    laid, withheld = seen.records["plan.paper"][:2]
    assert withheld.withheld_because
    for role in ROLES:
        text = fetched(seen, seen.viewers[role], f"/meetings/{meeting.code}/minutes.html")[1]
        inside = role in ("hq_officer", "ministry_officer")
        assert laid.title_ja in text or laid.title_en in text
        assert (withheld.title_ja in text or withheld.title_en in text) == inside, role


def test_the_public_reads_only_what_was_compiled_on_whatever_day_it_looks(
    seen: Portfolio,
) -> None:
    """A version submitted before the compiled one was never out; a later one is not yet."""
    request = one_of(seen, "budget.request", published=True, body=OWN_BODY)
    version = Version.objects.get(request=request, number=request.compiled_number)
    before = timezone.now() - timedelta(days=9)
    other = Version.objects.create(
        request=request, number=version.number + 1, made_at=before, made_by="u", submitted_at=before
    )
    line = version.lines.get()
    line.pk, line.version, line.request_yen = None, other, UNSENT_YEN
    line.save()
    Request.objects.filter(pk=request.pk).update(submitted_number=other.number)
    day = timezone.localdate() - timedelta(days=4)
    client = portfolio.stranger()
    said = {}
    for url in (
        *(f"/requests/{request.code}/", f"/requests/{request.code}/lines/L-01/"),
        *(f"/requests/{request.code}/compare/", "/requests/", "/requests.csv"),
        f"/requests/rounds/{request.round.code}/",
        f"/requests/rounds/{request.round.code}/compare/?unit=yen",
        f"/requests/rounds/{request.round.code}/joint/?unit=yen",
        *("/requests/views/?round=all&unit=yen", "/requests/views.csv?round=all&unit=yen"),
    ):
        for as_of in ("", f"as_of={day}"):
            mark = "&" if "?" in url else "?"
            text = client.get(f"{url}{mark}{as_of}").content.decode()
            said[url, as_of] = says(text, UNSENT_YEN) or says(text, UNSENT_YEN + line.wish_yen)
    assert not [where for where, found in said.items() if found]


def test_a_fund_that_is_kept_back_is_on_no_page_for_strangers(seen: Portfolio) -> None:
    kept = one_of(seen, "budget.fund", published=False)
    out = one_of(seen, "budget.fund", published=True)
    stranger = seen.viewers["public"]
    assert fetched(seen, stranger, f"/ledger/funds/{kept.code}/")[0] == 404
    status, text = fetched(seen, stranger, f"/ledger/funds/{out.code}/")
    assert status == 200
    assert kept.code not in text
    officer = seen.viewers["program_officer"]
    assert fetched(seen, officer, f"/ledger/funds/{kept.code}/")[0] == 200
