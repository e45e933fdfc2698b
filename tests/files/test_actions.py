"""Attach, release, withdraw, erase: who may, what is journalled, what stays in the store."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ikkan.audit.actor import Actor, Scope
from ikkan.audit.models import JournalEntry
from ikkan.files import actions, queries, receiving, rules, scanning, shown, store
from ikkan.files.models import File
from ikkan.files.scanning import Verdict
from ikkan.parties.models import Person
from ikkan.values.errors import InputError, KeyReused, NotAllowed, NotFound, VersionConflict
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.files.conftest import (
    ASKED,
    ELF,
    PDF,
    STAFF,
    STRANGER,
    TODAY,
    archive,
    chunks,
    researcher,
    stored,
)

pytestmark = pytest.mark.django_db
People = Callable[..., Person]
DOUBT = Verdict(rules.QUARANTINED, Text("つながらない", "not reached"))


def ref(person: Person) -> Ref:
    return Ref("parties.person", person.code)


def send(
    person: Person,
    by: Actor = STAFF,
    *,
    name: str = "報告.pdf",
    body: bytes = PDF,
    level: str = rules.AS_RECORD,
    key: str | None = None,
) -> File:
    row, _ = receiving.receive(
        ref(person), name, chunks(body), level=level, by=by, as_of=TODAY, key=key
    )
    return row


def test_a_file_is_attached_checked_and_kept(person: People, home: Path) -> None:
    row = send(person("甲"), name="../ｶﾞﾝ か\u3099ん.pdf")
    assert (row.name, row.state, row.format) == ("ｶﾞﾝ がん.pdf", "clean", "pdf")
    assert row.scanned_by == "contents command"
    assert row.version == 2
    assert stored(home) == ["kept"]
    attach = JournalEntry.objects.get(action="files.attach")
    assert (attach.object_ref, attach.actor) == (f"files.file:{row.code}", STAFF.code)
    assert json.loads(attach.payload.body or "")["sha256"] == row.sha256
    assert JournalEntry.objects.get(action="files.release").actor == "system"


def test_a_program_named_pdf_leaves_neither_row_nor_bytes(person: People, home: Path) -> None:
    with pytest.raises(actions.FileRefused) as refused:
        send(person("甲"), body=ELF)
    assert refused.value.code == "files.program"
    assert not File.objects.exists()
    assert not JournalEntry.objects.filter(action="files.attach").exists()
    assert stored(home) == []


def test_what_the_check_refuses_stays_as_a_row_without_bytes(
    person: People, home: Path, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = send(person("甲"), name="一式.zip", body=archive({"x.pdf": ELF}))
    assert row.state == "refused"
    assert "x.pdf" in row.said_ja
    assert stored(home) == []
    with pytest.raises(NotFound):
        queries.offered(row.code, STAFF)


def test_in_doubt_it_waits_and_nobody_gets_it(
    person: People, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "scan", lambda path: DOUBT)
    row = send(person("甲"))
    assert row.state == "quarantined"
    assert stored(home) == ["quarantine"]
    with pytest.raises(NotFound):
        queries.offered(row.code, STAFF)
    assert receiving.release_waiting(as_of=TODAY) == 0
    monkeypatch.undo()
    assert receiving.release_waiting(as_of=TODAY) == 1
    assert queries.offered(row.code, STAFF).state == "clean"


def test_a_form_sent_twice_attaches_once(person: People, home: Path) -> None:
    who = person("甲")
    first, second = send(who, key="k-1"), send(who, key="k-1")
    assert first.pk == second.pk
    assert len(stored(home)) == 1
    with pytest.raises(KeyReused):
        send(who, key="k-1", body=PDF + b" ")
    assert len(stored(home)) == 1


def test_of_two_checks_at_once_the_second_tells_what_the_first_found(
    person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(path: Path) -> Verdict:
        monkeypatch.undo()
        receiving.release_waiting(as_of=TODAY)
        return Verdict(rules.CLEAN)

    monkeypatch.setattr(scanning, "scan", meanwhile)
    assert send(person("甲")).state == "clean"
    assert JournalEntry.objects.filter(action="files.release").count() == 1


def test_a_release_cut_short_is_done_at_the_next(person: People, home: Path, monkeypatch) -> None:
    monkeypatch.setattr(scanning, "scan", lambda path: DOUBT)
    row = send(person("甲"))
    monkeypatch.undo()
    store.keep(row.token, row.sha256)  # the bytes moved, the transaction did not commit
    assert receiving.check(row, by=STAFF, as_of=TODAY)[0].state == "clean"
    assert stored(home) == ["kept"]


def test_who_attaches_sees_the_record_by_the_role_itself(person: People) -> None:
    own, other = person("甲", published=True), person("乙", published=True)
    by = researcher(own)
    assert send(own, by).attached_by == by.code
    with pytest.raises(NotAllowed):
        send(other, by)  # published: seen by everybody, still not this researcher's
    for actor in (STRANGER, Actor("u-1", frozenset({"public", "account", "company"}))):
        with pytest.raises(NotAllowed):
            send(own, actor)
    with pytest.raises((NotFound, NotAllowed)):
        send(person("丙"), by)


def test_an_unknown_record_or_level_is_refused(person: People, home: Path) -> None:
    with pytest.raises(NotFound):
        receiving.receive(
            Ref("parties.person", "P-0"), "a.pdf", chunks(PDF), by=STAFF, as_of=TODAY, key=None
        )
    with pytest.raises(InputError):
        send(person("甲"), level="secret")
    assert stored(home) == []


def test_a_level_for_the_offices_hides_the_file_from_others(person: People) -> None:
    who = person("甲", published=True)
    row = send(who, level=rules.OFFICES_ONLY)
    plain = send(who)
    own = researcher(who)
    assert queries.attached(ref(who), own) == [plain]
    assert queries.attached(ref(who), STRANGER) == [plain]
    assert queries.attached(ref(who), STAFF) == [plain, row]
    with pytest.raises(NotFound):
        queries.offered(row.code, own)
    assert queries.offered(row.code, STAFF) == row
    mine = send(who, own, level=rules.OFFICES_ONLY)
    assert queries.offered(mine.code, own) == mine


def test_an_office_for_another_record_reaches_no_closed_file(person: People) -> None:
    who = person("甲", published=True)
    row = send(who, level=rules.OFFICES_ONLY)
    nobody = Actor("u-2", frozenset({"public", "account", "data_user"}), (Scope("data_user"),))
    with pytest.raises(NotFound):
        queries.offered(row.code, nobody)


def test_files_of_a_hidden_record_are_hidden(person: People) -> None:
    who = person("甲")
    row = send(who)
    assert queries.attached(ref(who), STRANGER) == []
    with pytest.raises(NotFound):
        queries.offered(row.code, STRANGER)
    assert queries.offered(row.code, researcher(who)) == row


def test_withdrawing_keeps_the_bytes_until_they_are_erased(
    person: People, home: Path, django_capture_on_commit_callbacks
) -> None:
    who = person("甲", published=True)
    row = send(who)
    asked = ASKED | {"by": STAFF, "version": row.version}
    for reason in ("", "  "):
        with pytest.raises(InputError):
            actions.withdraw(row.code, reason, **asked)
    with pytest.raises(VersionConflict):
        actions.withdraw(row.code, "誤り", **(asked | {"version": 1}))
    with pytest.raises(NotAllowed):
        actions.withdraw(row.code, "誤り", **(asked | {"by": researcher(who)}))
    row = actions.withdraw(row.code, "別の版を送るため", **asked)
    assert (row.state, row.said_ja) == ("withdrawn", "別の版を送るため")
    assert stored(home) == ["kept"]
    assert queries.attached(ref(who), STRANGER) == []
    with pytest.raises(NotFound):
        queries.offered(row.code, STAFF)
    with django_capture_on_commit_callbacks(execute=True):
        actions.purge(row.code, "保存の期間を過ぎたため", **(asked | {"version": row.version}))
    assert stored(home) == []
    assert JournalEntry.objects.filter(object_ref=f"files.file:{row.code}").count() == 4


def test_who_attached_a_file_withdraws_it(person: People) -> None:
    who = person("甲", published=True)
    own = researcher(who)
    row = send(who, own)
    asked = ASKED | {"by": own, "version": row.version}
    assert actions.withdraw(row.code, "誤って送ったため", **asked).state == "withdrawn"
    assert [one.state for one in queries.attached(ref(who), own)] == ["withdrawn"]


def test_a_file_has_no_files(person: People) -> None:
    row = send(person("甲"))
    assert not queries.may_attach(Ref("files.file", row.code), STAFF)


def test_what_is_offered_is_erased_only_after_it_was_withdrawn(person: People) -> None:
    row = send(person("甲"))
    with pytest.raises(InputError) as refused:
        actions.purge(row.code, "不要", **(ASKED | {"version": row.version}))
    assert refused.value.code == "files.state"


def test_the_record_page_gets_lines_and_the_address_of_the_form(person: People) -> None:
    who = person("甲", published=True)
    row = send(who)
    seen = shown.of_record(ref(who), STAFF)
    assert seen["attach_url"] == f"/files/attach/parties.person/{who.code}/"
    line = seen["attached"][0]
    assert (line.url, line.withdraw_url) == (
        f"/files/{row.code}/",
        f"/files/{row.code}/withdraw/",
    )
    plain = shown.of_record(ref(who), STRANGER)
    assert plain["attach_url"] is None
    assert plain["attached"] == [dataclasses.replace(line, withdraw_url=None)]
