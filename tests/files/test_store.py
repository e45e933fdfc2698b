"""The store: whole or not at all, verified on the way out, and what a crash leaves is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ikkan.files import limits, store, tidiness
from ikkan.files.models import File
from ikkan.values.errors import InputError, NotFound
from tests.files.conftest import PDF, chunks, stored


def test_bytes_come_into_quarantine_under_a_name_that_says_nothing(home: Path) -> None:
    taken = store.take_in(chunks(PDF))
    assert taken.digest == hashlib.sha256(PDF).hexdigest()
    assert taken.size == len(PDF)
    assert taken.path.read_bytes() == PDF
    assert taken.path.parent == home / "files" / "quarantine"
    assert taken.path.stat().st_mode & 0o077 == 0
    assert taken.token != store.take_in(chunks(PDF)).token


def test_above_the_limit_nothing_stays(home: Path) -> None:
    written = 0

    def endless() -> Iterator[bytes]:
        nonlocal written
        while True:
            written += 1000
            yield b"x" * 1000

    with pytest.raises(InputError) as refused:
        store.take_in(endless(), limit=10_000)
    assert refused.value.code == "files.too_large"
    assert written <= 11_000
    assert stored(home) == []


def test_a_transfer_that_breaks_leaves_nothing(home: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.take_in(broken())
    assert stored(home) == []


def test_the_limit_is_a_setting(settings) -> None:
    assert limits.longest_file() == 50 * 1024 * 1024
    settings.IKKAN_FILE_LIMIT_MB = 2
    assert limits.longest_file() == 2 * 1024 * 1024
    assert "2 MB" in store.too_large().text.en


def test_keeping_twice_is_keeping_once_and_a_lost_file_is_told(home: Path) -> None:
    taken = store.take_in(chunks(PDF))
    store.keep(taken.token, taken.digest)
    store.keep(taken.token, taken.digest)
    assert stored(home) == ["kept"]
    with store.opened(taken.token, taken.digest) as file:
        assert file.read() == PDF
    store.remove(taken.token, taken.digest)
    assert stored(home) == []
    with pytest.raises(NotFound):
        store.keep(taken.token, taken.digest)
    with pytest.raises(NotFound):
        store.opened(taken.token, taken.digest)


def test_changed_bytes_are_not_given_out() -> None:
    taken = store.take_in(chunks(PDF))
    store.keep(taken.token, taken.digest)
    place = store.located(taken.token, taken.digest)
    assert place is not None
    place.write_bytes(PDF.replace(b"Catalog", b"Catal0g"))
    with pytest.raises(NotFound) as refused:
        store.opened(taken.token, taken.digest)
    assert refused.value.code == "files.broken"


def row(taken: store.Taken, code: str, state: str = "quarantined") -> File:
    return File.objects.create(
        code=code,
        on_kind="parties.person",
        on_code="P-1",
        name="報告.pdf",
        format="pdf",
        size=taken.size,
        sha256=taken.digest,
        token=taken.token,
        state=state,
        attached_by="u-1",
    )


@pytest.mark.django_db
def test_what_a_crash_left_is_found_and_swept(home: Path) -> None:
    held, lost, cut = (store.take_in(chunks(PDF)) for _ in range(3))
    row(held, "FILE-1")
    row(lost, "FILE-2", "clean")
    lost.discard()
    (home / "files" / "quarantine" / f"{'a' * 32}.part").write_bytes(b"half")
    told = [one.code for one in tidiness.disorder()]
    assert told == ["files.missing"]  # whoever wrote the others may still be at work
    assert {(one.code, one.name) for one in tidiness.disorder(grace=0)} == {
        ("files.missing", "FILE-2"),
        ("files.orphan", f"{'a' * 32}.part"),
        ("files.orphan", cut.path.name),
    }
    assert tidiness.sweep(grace=0) == 2
    assert [one.code for one in tidiness.disorder(grace=0)] == ["files.missing"]
    assert held.path.exists()
