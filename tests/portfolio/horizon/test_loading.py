"""`ikkan import horizon`: every row is accounted for, a second run changes nothing."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ikkan.audit.models import JournalEntry
from ikkan.portfolio.horizon.models import ScanSource, Signal
from tests.portfolio.stage import Stage

pytestmark = pytest.mark.sqlite_only

HEADS = "PATENT_ID,PATENT_TITLE,PROJECT_NUM"
ROWS = (
    "7250505,Vaccine against a fictional virus,R01AA000001",
    "7250505,Vaccine against a fictional virus,R01AA000002",
    "7250506,,R01AA000001",
    ",No number,R01AA000003",
)
ITEMS = "番号,題名,本文,日付,出所"


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, heads: str = HEADS, name: str = "t.csv", code: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join((heads, *rows, "")).encode(code))
        return path

    return write


def run(ikkan: Any, path: Path, *more: str, mapping: str = "nih-patents") -> Any:
    return ikkan("import", "horizon", path, "--mapping", mapping, "--json", *more)


@pytest.mark.covers("S-331", "S-363")
def test_every_row_is_loaded_merged_or_refused(staged: Stage, table: Any, ikkan: Any) -> None:
    path = table(*ROWS)
    preview = run(ikkan, path, "--preview")
    assert preview.code == 0, preview.err
    assert not Signal.objects.exists()
    assert not ScanSource.objects.exists()
    first = run(ikkan, path)
    assert first.code == 0, first.err
    said = first.json
    assert said["rows"] == said["loaded"] + said["merged"] + said["refused"] == 4
    assert (said["loaded"], said["merged"], said["refused"]) == (2, 1, 1)
    assert said["changed"] == said["items"] == preview.json["changed"] == 2
    one = Signal.objects.get(key="7250505")
    assert one.numbers == " R01AA000001 R01AA000002 "
    assert one.provenance == "t.csv (nih-patents)"
    assert Signal.objects.get(key="7250506").title_en == "US patent 7250506"
    assert one.source.sort == "patents"
    before = list(JournalEntry.objects.values_list("pk", flat=True))
    again = run(ikkan, path).json
    assert again | {"changed": 2} == said
    assert again["changed"] == 0
    assert list(JournalEntry.objects.values_list("pk", flat=True)) == before
    assert ScanSource.objects.count() == 1


def test_a_further_table_adds_and_never_overwrites(staged: Stage, table: Any, ikkan: Any) -> None:
    run(ikkan, table(*ROWS[:1]))
    later = table("7250505,Another title,R01AA000009", name="later.csv", code="utf-8-sig")
    packed = later.with_suffix(".csv.gz")
    with later.open("rb") as plain, gzip.open(packed, "wb") as out:
        shutil.copyfileobj(plain, out)
    done = run(ikkan, packed)
    assert done.code == 0, done.err
    assert (done.json["changed"], done.json["differs"]) == (1, 1)
    assert "Another title" in done.err
    one = Signal.objects.get()
    assert one.title_en == "Vaccine against a fictional virus"
    assert one.numbers.split() == ["R01AA000001", "R01AA000009"]
    assert (one.version, run(ikkan, packed).json["changed"]) == (2, 0)


@pytest.mark.covers("S-331")
def test_what_patients_say_comes_without_what_points_to_a_person(
    staged: Stage, table: Any, ikkan: Any, as_role: Any
) -> None:
    office = as_role("funder_staff")
    from tests.coverage_walks.walking import code_of, send

    source = code_of(
        send(office, "/horizon/sources/new/register/", name_ja="患者会の声", sort="patients")
    )
    path = table(
        "1,通院の負担が重い,自宅で受けられる治療がほしい,2026-10-01,患者会の集まり",
        "2,連絡先,mail taro@example.jp まで,2026-10-01,患者会の集まり",
        "3,先の話,明日の声,2030-01-01,患者会の集まり",
        heads=ITEMS,
        code="cp932",
    )
    said = run(ikkan, path, "--source", source, mapping="items")
    assert said.code == 0, said.err
    assert (said.json["loaded"], said.json["refused"]) == (1, 2)
    assert "points to a person" in said.err
    assert "lies after today" in said.err
    assert Signal.objects.get().title_ja == "通院の負担が重い"
    assert run(ikkan, path, "--source", "SRC-0", mapping="items").code == 2


def test_a_wrong_mapping_is_refused_in_words(
    staged: Stage, table: Any, ikkan: Any, tmp_path: Path
) -> None:
    assert "nih-patents" in run(ikkan, table(), mapping="nih-patent").err
    odd = tmp_path / "odd.toml"
    odd.write_text(
        'code = "odd"\nname = { ja = "変", en = "odd" }\ncurrency = "JPY"\n'
        '[fields.weight]\ncolumns = ["w"]\nlabel = { ja = "重さ", en = "weight" }\n'
        '[fields.year]\ncolumns = ["y"]\nlabel = { ja = "年", en = "year" }\n'
        '[signal]\nkey = ["no"]\nmood = "good"\nsort = "rumours"\nholder = 3\nuntitled = "x"\n',
        encoding="utf-8",
    )
    said = run(ikkan, table(), mapping=str(odd))
    assert said.code == 2
    for word in ("weight", "mood", '"no"', "rumours", "--source", "type year", "string", "both"):
        assert word in said.err, word
    assert not Signal.objects.exists()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "mapping", "least"),
    [
        ("nih_sample_2014_100.csv", "nih-projects", 60),
        ("biomedical_raw_nih_grants.xlsx", "nih-projects", 40),
    ],
)
def test_the_published_tables_of_grants(
    staged: Stage, ikkan: Any, shared: Path, name: str, mapping: str, least: int
) -> None:
    said = run(ikkan, shared / "data" / "nih" / name, mapping=mapping)
    assert said.code == 0, said.err
    found = said.json
    assert found["loaded"] + found["merged"] + found["refused"] == found["rows"]
    assert found["items"] == Signal.objects.count() == found["changed"] > least
    assert Signal.objects.exclude(words="").count() > least
