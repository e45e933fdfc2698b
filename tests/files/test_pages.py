"""Attachments through HTTP: the form, the download and its headers, who gets nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client, RequestFactory

from ikkan.accounts import actions as accounts
from ikkan.accounts.models import User
from ikkan.files import limits, scanning, store, uploads
from ikkan.files.models import File
from ikkan.files.scanning import Verdict
from ikkan.parties.models import Person
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.files.conftest import ASKED, ELF, PDF, archive, stored

pytestmark = pytest.mark.django_db
People = Callable[..., Person]
NAME = "ｶﾞﾝ研究 報告書（最終）.pdf"


@pytest.fixture
def login(client: Client) -> Callable[..., User]:
    """`login("funder_staff")`: the client becomes somebody with these roles."""

    def make(*roles: str, scope: Ref | None = None) -> User:
        user = accounts.create_account(f"{len(roles)}-{User.objects.count()}@example.jp", **ASKED)
        for role in roles:
            accounts.grant_role(user.code, role, scope=scope, **ASKED)
        client.force_login(user)
        return user

    return make


def address(person: Person) -> str:
    return f"/files/attach/parties.person/{person.code}/"


def status(client: Client, code: str) -> int:
    answer = client.get(f"/files/{code}/")
    if answer.streaming:  # read to its end, so that the file is closed
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return answer.status_code


def send(client: Client, person: Person, body: bytes = PDF, name: str = NAME, **given):
    page = client.get(address(person)).content.decode()
    key = re.search(r'name="key" value="([0-9a-f]{32})"', page)
    form = {
        "key": key[1] if key else "",
        "level": "as_record",
        "file": SimpleUploadedFile(name, body, "application/pdf"),
    }
    return client.post(address(person), form | given)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_form_works_without_script(
    client: Client, person: People, login: Callable[..., User], language: str
) -> None:
    login("funder_staff")
    page = client.get(address(person("甲")), headers={"accept-language": language})
    body = page.content.decode()
    assert page.status_code == 200
    assert 'enctype="multipart/form-data"' in body
    assert re.search(r'<label for="id_file">(ファイル|File) ', body)
    assert 'aria-describedby="id_file_helptext"' in body
    assert ".docx" in body
    assert "50 MB" in body
    assert body.index("csrfmiddlewaretoken") < body.index('type="file"')


def test_a_file_goes_up_and_comes_down_as_it_was(
    client: Client, person: People, login: Callable[..., User]
) -> None:
    login("funder_staff")
    who = person("甲")
    answer = send(client, who)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/people/{who.code}/#files"
    row = File.objects.get()
    assert row.name == NAME
    got = client.get(f"/files/{row.code}/")
    body = b"".join(got.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(body).hexdigest() == row.sha256
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["Content-Length"] == str(len(PDF))
    assert got.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''%EF%BD%B6%EF%BE%9E%EF%BE%9D" in got.headers["Content-Disposition"]
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "ELF形式のプログラム"), ("en", "ELF program")]
)
def test_a_program_named_pdf_is_refused_beside_its_field(
    client: Client, person: People, login: Callable[..., User], home: Path, language: str, said: str
) -> None:
    login("funder_staff")
    client.cookies["ikkan_language"] = language
    page = send(client, person("甲"), ELF, "報告書.pdf")
    assert page.status_code == 400
    assert said in page.content.decode()
    assert "files.program" in page.content.decode()
    assert 'aria-invalid="true"' in page.content.decode()
    assert stored(home) == []
    assert not File.objects.exists()


def test_what_the_check_finds_is_told_on_the_form(
    client: Client, person: People, login: Callable[..., User]
) -> None:
    login("funder_staff")
    page = send(client, person("甲"), archive({"一覧/setup.txt": ELF}), "一式.zip")
    assert page.status_code == 400
    assert "「setup.txt」はELF形式のプログラム" in page.content.decode()


def test_a_form_without_file_or_with_a_strange_level_is_told(
    client: Client, person: People, login: Callable[..., User]
) -> None:
    login("funder_staff")
    who = person("甲")
    page = client.post(address(who), {"level": "as_record"})
    assert page.status_code == 400
    assert "ファイルを選んでください" in page.content.decode()
    assert send(client, who, level="secret").status_code == 400


def test_a_form_sent_twice_attaches_once(
    client: Client, person: People, login: Callable[..., User], home: Path
) -> None:
    login("funder_staff")
    who = person("甲")
    for _ in range(2):
        assert send(client, who, key="a" * 32).status_code == 303
    assert File.objects.count() == 1
    assert len(stored(home)) == 1


def test_a_file_in_quarantine_is_no_page_for_anybody(
    client: Client, person: People, login: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    login("funder_staff")
    monkeypatch.setattr(scanning, "scan", lambda path: Verdict("quarantined", Text("待つ", "wait")))
    assert send(client, person("甲")).status_code == 303
    assert client.get(f"/files/{File.objects.get().code}/").status_code == 404


def test_who_sees_the_record_gets_the_file_and_nobody_else(
    client: Client, person: People, login: Callable[..., User]
) -> None:
    login("funder_staff")
    hidden, public = person("甲"), person("乙", published=True)
    send(client, hidden)
    send(client, public)
    send(client, public, level="offices")
    one, two, three = (row.code for row in File.objects.order_by("pk"))
    wanted: dict[tuple[str, ...], list[int]] = {
        ("auditor",): [200, 200, 200],
        ("reviewer",): [404, 200, 404],
        (): [404, 200, 404],
    }
    for roles, statuses in wanted.items():
        login(*roles)
        assert [status(client, code) for code in (one, two, three)] == statuses
    login("researcher", scope=Ref("parties.person", hidden.code))
    assert status(client, one) == 200
    client.logout()
    assert [status(client, code) for code in (one, two, three)] == [404, 200, 404]
    assert client.get("/files/FILE-0/").status_code == 404


def test_changed_bytes_are_not_sent(
    client: Client, person: People, login: Callable[..., User]
) -> None:
    login("funder_staff")
    send(client, person("甲"))
    row = File.objects.get()
    place = store.located(row.token, row.sha256)
    assert place is not None
    place.write_bytes(b"other")
    assert client.get(f"/files/{row.code}/").status_code == 404


def test_withdrawing_takes_a_reason_and_the_version_seen(
    client: Client, person: People, login: Callable[..., User]
) -> None:
    login("funder_staff")
    send(client, person("甲"))
    row = File.objects.get()
    at = f"/files/{row.code}/withdraw/"
    assert f'name="version" value="{row.version}"' in client.get(at).content.decode()
    assert client.post(at, {"version": row.version}).status_code == 400
    assert client.post(at, {"version": 1, "reason": "誤り"}).status_code == 409
    assert client.post(at, {"version": row.version, "reason": "誤り"}).status_code == 303
    assert client.get(f"/files/{row.code}/").status_code == 404
    assert client.get(at).status_code == 403


def test_a_stranger_is_asked_to_log_in_and_the_file_is_not_written(
    client: Client, person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(*_: object, **__: object) -> None:
        raise AssertionError("a stranger's file was written")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", written)
    answer = send(client, person("甲", published=True))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


class Endless:
    """A body that must not be read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body of a request that is too long was read")

    readline = read


def test_the_handler_too_reads_nothing_of_what_is_too_long() -> None:
    request = RequestFactory().post("/")
    handler = uploads.LimitedUploadHandler(request)
    taken = handler.handle_raw_input(Endless(), {}, 1 << 30, "x", "utf-8")
    assert taken is not None
    assert not taken[0]
    assert not taken[1]
    assert uploads.dropped(request)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_gigabyte_is_refused_before_a_byte_is_read(
    person: People, login: Callable[..., User], client: Client, home: Path, language: str
) -> None:
    login("funder_staff")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    answer = strict.request(
        REQUEST_METHOD="POST",
        PATH_INFO=address(person("甲")),
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(1 << 30),
        HTTP_ACCEPT_LANGUAGE=language,
        **{"wsgi.input": Endless()},
    )
    body = answer.content.decode()
    assert answer.status_code == 413
    assert "files.too_large" in body
    assert ("50 MBを超えています" if language == "ja" else "limit of 50 MB") in body
    assert stored(home) == []


def test_a_file_above_the_limit_is_dropped_while_it_comes(
    client: Client, person: People, login: Callable[..., User], settings, tmp_path: Path
) -> None:
    settings.IKKAN_FILE_LIMIT_MB = 1
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "coming")
    Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir()
    login("funder_staff")
    body = PDF + b"0" * limits.longest_file()
    page = send(client, person("甲"), body)
    assert page.status_code == 413
    assert "1 MBを超えています" in page.content.decode()
    assert "ファイルを選んでください" not in page.content.decode()
    assert list((tmp_path / "coming").iterdir()) == []
    assert not File.objects.exists()
