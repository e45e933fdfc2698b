"""The check of a file in quarantine: what lies inside, registered hooks, the house's command."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from ikkan.files import scanning
from ikkan.files.scanning import Verdict
from ikkan.values.text import Text
from tests.files.conftest import ELF, PDF, PE, archive, docx


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> dict[str, scanning.Scan]:
    """The register of checks, put back afterwards."""
    own = dict(scanning._scans)
    monkeypatch.setattr(scanning, "_scans", own)
    return own


def put(folder: Path, body: bytes) -> Path:
    place = folder / "token"
    place.write_bytes(body)
    return place


@pytest.mark.parametrize("body", [PDF, docx(), archive({"報告.txt": "本文", "図/": ""})])
def test_plain_documents_are_clean(tmp_path: Path, body: bytes) -> None:
    verdict = scanning.scan(put(tmp_path, body))
    assert (verdict.state, verdict.by) == ("clean", "contents command")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (archive({"報告.pdf": ELF}), "「報告.pdf」はELF形式のプログラムです"),
        (archive({"a/b/setup.txt": PE}), "「setup.txt」はWindowsのプログラムです"),
        (archive({"run.vbs": "x = 1"}), "「run.vbs」はプログラムの名前のファイルです"),
        (docx(media_image=ELF), "ELF形式のプログラム"),
        (archive({"報告.txt": "本文"})[:-10], "壊れていて"),
    ],
)
def test_programs_inside_an_archive_are_refused(tmp_path: Path, body: bytes, said: str) -> None:
    verdict = scanning.scan(put(tmp_path, body))
    assert verdict.state == "refused"
    assert said in verdict.said.ja


def test_an_archive_that_swells_is_refused_without_opening_it(
    tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IKKAN_FILE_LIMIT_MB = 1
    bomb = put(tmp_path, archive({"zeros.txt": b"0" * (21 << 20)}))
    assert bomb.stat().st_size < 50_000
    with monkeypatch.context() as shut:
        shut.setattr(zipfile.ZipFile, "open", None)
        assert "20 MB" in scanning.scan(bomb).said.en


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    many = archive({f"{n}.txt": "" for n in range(scanning.MOST_MEMBERS + 1)})
    assert scanning.scan(put(tmp_path, many)).state == "refused"


def test_a_password_hides_the_content_and_is_refused(tmp_path: Path) -> None:
    body = bytearray(archive({"報告.txt": "本文"}))
    body[body.index(b"PK\x01\x02") + 8] |= 1  # the flag "encrypted" of the directory entry
    assert "パスワード" in scanning.scan(put(tmp_path, bytes(body))).said.ja


def test_a_hook_refuses_and_one_in_doubt_keeps_the_file_waiting(
    tmp_path: Path, hooks: dict[str, scanning.Scan]
) -> None:
    place = put(tmp_path, PDF)
    scanning.register("house", lambda path: Verdict("quarantined", Text("待つ", "wait")))
    assert scanning.scan(place).state == "quarantined"
    scanning.register("strict", lambda path: Verdict("refused", Text("だめ", "no")))
    assert scanning.scan(place) == Verdict("refused", Text("だめ", "no"), "strict")


def script(code: str) -> str:
    return f"{sys.executable} -c '{code}'"


@pytest.mark.parametrize(
    ("code", "state", "said"),
    [
        ('import sys; sys.exit(b"%PDF" not in sys.stdin.buffer.read())', "clean", ""),
        ('print("Eicar FOUND"); raise SystemExit(1)', "refused", "Eicar FOUND"),
        ("raise SystemExit(2)", "quarantined", ": 2"),
        ("import time; time.sleep(30)", "quarantined", "too long"),
    ],
)
def test_the_command_of_the_house_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, state: str, said: str
) -> None:
    monkeypatch.setenv("IKKAN_SCAN_COMMAND", script(code))
    monkeypatch.setenv("IKKAN_SCAN_SECONDS", "0.3" if "sleep" in code else "20")
    verdict = scanning.scan(put(tmp_path, PDF))
    assert verdict.state == state
    assert said in verdict.said.en


@pytest.mark.parametrize("words", ["no-such-scanner -", "scanner 'open"])
def test_a_command_that_is_not_there_keeps_the_file_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("IKKAN_SCAN_COMMAND", words)
    assert scanning.scan(put(tmp_path, PDF)).state == "quarantined"
