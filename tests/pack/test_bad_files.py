"""Files that cannot be read as they are: each is a finding with its place, never a traceback."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.pack import checker, loader, messages
from ikkan.values.errors import PackError
from tests.pack.conftest import Copy

DOMAIN = "code,valid_from,valid_to,source,items,term,order,name_ja,name_en\n"


def test_missing_folder(tmp_path: Path) -> None:
    pack, found = loader.read(tmp_path / "nowhere")
    assert pack is None
    assert [(f.code, str(f.place)) for f in found] == [("folder.missing", "nowhere")]


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "pack").write_text("x")
    assert [f.code for f in checker.check(tmp_path / "pack")] == ["folder.missing"]


def test_folder_with_an_impossible_name() -> None:
    assert {f.code for f in checker.check(Path("a\0b"))} <= {"folder.missing", "folder.unreadable"}


def test_folder_that_may_not_be_read(copy: Copy) -> None:
    copy.path.chmod(0)
    try:
        found = copy.found()
    finally:
        copy.path.chmod(0o755)
    assert found in ([("folder.unreadable", "minimal")], [])  # the superuser may read it


def test_file_that_is_a_folder(copy: Copy) -> None:
    (copy.path / "domain.csv").unlink()
    (copy.path / "domain.csv").mkdir()
    assert ("file.unreadable", "domain.csv") in copy.found()


def test_missing_pack_toml_hides_no_other_finding(copy: Copy) -> None:
    (copy.path / "pack.toml").unlink()
    line = copy.swap("project.csv", ",N2,1,", ",N9,1,")
    assert copy.found() == [
        ("pack.no_settings", "pack.toml"),
        ("ref.dangling", f"project.csv:{line} [term]"),
    ]
    assert loader.read(copy.path)[0] is None


def test_broken_toml_names_its_line(copy: Copy) -> None:
    line = copy.swap("pack.toml", 'currency = "EUR"', 'currency "EUR"')
    assert copy.found() == [("toml.broken", f"pack.toml:{line}")]
    line = copy.swap("tables.toml", 'layout = "printed"', 'layout = "printed')
    assert ("toml.broken", f"tables.toml:{line}") in copy.found()


def test_toml_cut_off_at_its_end(copy: Copy) -> None:
    (copy.path / "tables.toml").write_text("x = [\n1,\n", encoding="utf-8")
    assert copy.found() == [("toml.broken", "tables.toml:3")]


def test_toml_nested_too_deeply(copy: Copy) -> None:
    (copy.path / "tables.toml").write_text("x = " + "[" * 100_000, encoding="utf-8")
    assert [code for code, _ in copy.found()] == ["toml.broken"]


def test_unknown_file(copy: Copy) -> None:
    (copy.path / "projects.csv").write_text("code\n", encoding="utf-8")
    assert copy.found() == [("file.unknown", "projects.csv")]


def test_hidden_files_and_a_readme_are_left_alone(copy: Copy) -> None:
    (copy.path / ".DS_Store").write_bytes(b"\0\xff")
    (copy.path / "README.md").write_text("About this pack.")
    assert copy.found() == []


@pytest.mark.parametrize("name", ["domain.csv", "tables.toml"])
def test_empty_file(copy: Copy, name: str) -> None:
    (copy.path / name).write_bytes(b"\n \n")
    assert ("file.empty", name) in copy.found()


def test_byte_order_mark_is_found_and_the_rest_is_still_read(copy: Copy) -> None:
    for name in ("domain.csv", "pack.toml"):
        raw = (copy.path / name).read_bytes()
        (copy.path / name).write_bytes(b"\xef\xbb\xbf" + raw)
    assert copy.found() == [("file.bom", "domain.csv:1"), ("file.bom", "pack.toml:1")]


def test_cp932_is_named_with_the_way_to_convert_it(copy: Copy) -> None:
    file = copy.path / "domain.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp932"))
    assert copy.found() == [("file.cp932", "domain.csv:2")]
    assert "iconv -f CP932 -t UTF-8 domain.csv" in messages.render(copy.findings()[0]).en


def test_utf16(copy: Copy) -> None:
    file = copy.path / "domain.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))
    assert copy.found() == [("file.utf16", "domain.csv")]


def test_bytes_of_no_known_encoding(copy: Copy) -> None:
    line = copy.add("domain.csv", "N2-D2,,,fictional-notice:4,,N2,2,x,y")
    file = copy.path / "domain.csv"
    file.write_bytes(file.read_bytes().replace(b",x,y", b",\xff\xfe,y"))
    assert ("file.encoding", f"domain.csv:{line}") in copy.found()


@pytest.mark.parametrize(
    "damaged",
    [
        "健康\ufffd医療",
        "健康・医療".encode().decode("cp932", errors="replace").replace("\ufffd", "・"),
        "事業のしくみ".encode().decode("latin-1"),
        "Café".encode().decode("cp1252"),
        "“quoted”".encode().decode("cp1252", errors="ignore"),
        "bell\u0007",
    ],
)
def test_mojibake(copy: Copy, damaged: str) -> None:
    line = copy.swap("domain.csv", "暮らしの健康", damaged.replace("\n", ""))
    assert ("file.mojibake", f"domain.csv:{line}") in copy.found()


@pytest.mark.parametrize(
    "sound", ["繧繝縁の間", "縺れた糸", "Café “naïve” – œuvre", "①Ⅲ㈱～－ー", "Ångström"]
)
def test_rare_but_sound_text_is_no_mojibake(copy: Copy, sound: str) -> None:
    copy.swap("domain.csv", "暮らしの健康", sound)
    assert copy.found() == []


def test_nul(copy: Copy) -> None:
    line = copy.swap("domain.csv", "Everyday", "Every\0day")
    assert copy.found() == [("file.nul", f"domain.csv:{line}")]


def test_cell_over_the_limit(copy: Copy) -> None:
    line = copy.swap("domain.csv", "Everyday health", "x" * 32_769)
    assert copy.found() == [("cell.too_long", f"domain.csv:{line} [name_en]")]
    copy.swap("domain.csv", "x" * 32_769, "x" * 32_768)
    assert copy.found() == []


@pytest.mark.parametrize("size", [1_000_000, 15_000_000])
def test_cell_of_many_megabytes_is_found_on_its_line(copy: Copy, size: int) -> None:
    line = copy.swap("domain.csv", "Everyday health", "x" * size)
    began = time.monotonic()
    found = copy.found()
    assert ("cell.too_long", f"domain.csv:{line}") in found
    assert time.monotonic() - began < 5


def test_file_of_50_mb_is_refused_unread(copy: Copy) -> None:
    with (copy.path / "domain.csv").open("wb") as stream:
        stream.write(DOMAIN.encode())
        stream.truncate(50 * 1024 * 1024)
    tracemalloc.start()
    began = time.monotonic()
    found = copy.found()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ("file.too_large", "domain.csv") in found
    assert time.monotonic() - began < 2
    assert peak < 10 * 1024 * 1024


def test_file_of_quotation_marks_ends_soon(copy: Copy) -> None:
    (copy.path / "domain.csv").write_text(DOMAIN + '"a\n' * 1_000_000, encoding="utf-8")
    began = time.monotonic()
    assert "file.stopped" in [code for code, _ in copy.found()]
    assert time.monotonic() - began < 5


def test_file_with_countless_findings_says_how_many_more(copy: Copy) -> None:
    (copy.path / "domain.csv").write_text(DOMAIN + "N\n" * 3_000, encoding="utf-8")
    found = copy.findings()
    assert sum(f.code == "file.more" for f in found) == 1
    assert 1_000 < len(found) < 1_200


def test_load_refuses_with_every_finding(copy: Copy) -> None:
    copy.swap("project.csv", ",N2,1,", ",N9,x,")
    with pytest.raises(PackError) as refused:
        loader.load(copy.path)
    assert [f.code for f in refused.value.findings] == ["cell.int", "ref.dangling"]
    assert "2" in refused.value.text.ja


@given(content=st.binary(max_size=400), name=st.sampled_from(["pack.toml", "tables.toml", "x.csv"]))
def test_no_content_whatever_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / name.replace("x.csv", "domain.csv")).write_bytes(content)
    for finding in checker.check(folder):
        messages.render(finding)
