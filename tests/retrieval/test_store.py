"""The folder of the index: put in place whole, shared by processes, thrown away when broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ikkan.retrieval import store as stores
from ikkan.retrieval.store import BrokenIndexError, Store, reading
from tests.retrieval.conftest import ENTRIES, Ask, entry


def made(root: Path) -> Store:
    store = Store(root)
    with store.alone():
        store.rebuild(ENTRIES, {"version": 1})
    return store


def test_no_index_is_none(tmp_path: Path) -> None:
    assert Store(tmp_path / "search").current() is None


def test_another_process_sees_what_was_written(tmp_path: Path, ask: Ask) -> None:
    writer, reader = made(tmp_path / "search"), Store(tmp_path / "search")
    before = reader.current()
    assert before is not None
    assert before.marks == {"version": 1}
    with writer.alone():
        writer.update([entry("new", "心臓", "Heart")], {"version": 2})
    after = reader.current()
    assert after is not None
    assert after.marks == {"version": 2}
    assert ask("心臓", of=after.index) == ["new"]
    with writer.alone():
        writer.rebuild([entry("other", "肝臓", "Liver")], {"version": 3})
    rebuilt = reader.current()
    assert rebuilt is not None
    assert ask("心臓", of=rebuilt.index) == []
    assert ask("肺", of=after.index) == ["lung"]
    assert len(list((tmp_path / "search").glob("index-*"))) == 1


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    store = made(tmp_path / "search")

    def entries() -> object:
        yield ENTRIES[0]
        raise RuntimeError("halfway")

    with store.alone(), pytest.raises(RuntimeError):
        store.rebuild(entries(), {"version": 2})  # type: ignore[arg-type]
    found = Store(store.root).current()
    assert found is not None
    assert (found.marks, found.index.size) == ({"version": 1}, len(ENTRIES))
    assert not list(store.root.glob("*.part"))


@pytest.mark.parametrize("suffix", [".store", ".term", ".idx", ".fast", ".pos"])
def test_damaged_files_are_as_good_as_none(tmp_path: Path, suffix: str, ask: Ask) -> None:
    store = made(tmp_path / "search")
    [folder] = store.root.glob("index-*")
    for file in folder.glob(f"*{suffix}"):
        file.write_bytes(b"rubbish" * 3)
    opened = Store(store.root).current()
    if opened is not None:
        with pytest.raises(BrokenIndexError):
            reading(lambda: ask("がん", of=opened.index))


def test_an_index_of_another_make_is_as_good_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = made(tmp_path / "search")
    monkeypatch.setattr(stores.words, "version", lambda: "another dictionary")
    assert Store(store.root).current() is None


@pytest.mark.parametrize("damage", ["", "[]", "{}", json.dumps({"made_with": 3})])
def test_unreadable_marks_are_as_good_as_none(tmp_path: Path, damage: str) -> None:
    store = made(tmp_path / "search")
    [folder] = store.root.glob("index-*")
    (folder / "marks.json").write_text(damage, encoding="utf-8")
    assert Store(store.root).current() is None
    with store.alone(), pytest.raises(BrokenIndexError):
        store.update([], {})


def test_other_failures_stay_themselves() -> None:
    with pytest.raises(ZeroDivisionError):
        reading(lambda: 1 // 0)
