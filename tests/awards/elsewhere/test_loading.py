"""`ikkan import elsewhere`: every row is accounted for, a second run changes nothing."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ikkan.audit.models import JournalEntry
from ikkan.awards.elsewhere.models import External
from tests.awards.elsewhere.conftest import ABSTRACT, FUNDER, TITLE
from tests.awards.world import World

pytestmark = pytest.mark.sqlite_only

Table = Callable[..., Path]
ROWS = (
    f"{FUNDER},20H00001,,{TITLE},{ABSTRACT},架空大学1,2025,1000000,T2-D1",
    f"{FUNDER},20H00001,,{TITLE},,架空大学1,2026,2000000,T2-D1",
    "JST,x-1,,別の課題,,知らない大学,2026,,がん",
    ",x-2,,機関のない課題,,,2026,5,",
    f"{FUNDER},20H00002,,額の読めない課題,,,2026,たくさん,",
    f"{FUNDER},20H00003,,領域のない課題,,,2026,5,水虫",
    "NIH,x-3,,知らない機関の課題,,,2026,5,",
)


def run(ikkan: Any, path: Path, *more: str, mapping: str = "exchange") -> Any:
    return ikkan("import", "elsewhere", path, "--mapping", mapping, "--json", *more)


def test_every_row_is_loaded_merged_or_refused(world: World, table: Table, ikkan: Any) -> None:
    path = table(*ROWS)
    preview = run(ikkan, path, "--preview")
    assert preview.code == 0, preview.err
    assert not External.objects.exists()
    first = run(ikkan, path)
    said = first.json
    assert said["rows"] == said["loaded"] + said["merged"] + said["refused"] == 7
    assert (said["loaded"], said["merged"], said["refused"]) == (2, 1, 4)
    assert (said["changed"], said["tied"], said["yen"]) == (2, 1, 3_000_000)
    assert preview.json["loaded"] == said["loaded"]
    for word in ("水虫", "no funder or ministry NIH", "資金配分機関・府省", "たくさん", "no area"):
        assert word in first.err.replace("no disease area 水虫", "no area")
    project = External.objects.get(key="20H00001")
    assert project.organisation is not None
    assert project.organisation.code == world.organisation
    amounts = project.amounts.values_list("fiscal_year", "yen")
    assert list(amounts) == [(2025, 1_000_000), (2026, 2_000_000)]
    assert (project.first_year, project.last_year) == (2025, 2026)
    other = External.objects.get(key="x-1")
    assert (other.organisation, other.domains) == (None, ["T3-D1"])
    before = list(JournalEntry.objects.values_list("pk", flat=True))
    again = run(ikkan, path).json
    assert again | {"changed": said["changed"]} == said
    assert again["changed"] == 0
    assert list(JournalEntry.objects.values_list("pk", flat=True)) == before


def test_further_years_join_and_nothing_is_overwritten(
    world: World, table: Table, ikkan: Any
) -> None:
    begun = run(ikkan, table(*ROWS[:2]))
    assert begun.code == 0, begun.err
    later = table(
        f"{FUNDER},20H00001,,改めた題,{ABSTRACT},架空大学1,2025,9,T2-D1",
        f"{FUNDER},20H00001,,{TITLE},{ABSTRACT},架空大学1,2027,3000000,T2-D1",
        name="later.csv",
        code="cp932",
    )
    done = run(ikkan, later)
    assert done.code == 0, done.err
    assert (done.json["loaded"], done.json["merged"], done.json["changed"]) == (1, 1, 1)
    assert "改めた題" in done.err
    assert "1,000,000" in done.err
    project = External.objects.get()
    assert (project.title_ja, project.last_year, project.version) == (TITLE, 2027, 2)
    assert dict(project.amounts.values_list("fiscal_year", "yen"))[2025] == 1_000_000
    assert run(ikkan, later).json["changed"] == 0


def test_packed_files_and_the_funder_of_the_command_line(
    world: World, table: Table, ikkan: Any, tmp_path: Path
) -> None:
    path = table("20H1,研究その一", "20H2,研究その二", heads="研究課題番号,研究課題名")
    packed = tmp_path / "kaken.csv.gz"
    with path.open("rb") as plain, gzip.open(packed, "wb") as out:
        shutil.copyfileobj(plain, out)
    without = run(ikkan, packed, mapping="kaken")
    assert without.code == 2
    assert "--funder" in without.err
    said = run(ikkan, packed, "--funder", FUNDER, mapping="kaken").json
    assert (said["loaded"], said["changed"], said["refused"]) == (2, 2, 0)
    assert run(ikkan, path, "--funder", FUNDER, mapping="kaken").json["changed"] == 0


def test_a_wrong_mapping_or_header_is_refused_in_words(
    world: World, table: Table, ikkan: Any, tmp_path: Path
) -> None:
    assert "exchange, exporter, kaken" in run(ikkan, table(), mapping="nobody").err
    odd = tmp_path / "odd.toml"
    odd.write_text(
        'code = "odd"\nname = { ja = "変", en = "odd" }\ncurrency = "JPY"\n'
        '[fields.weight]\ncolumns = ["w"]\nlabel = { ja = "重さ", en = "weight" }\n'
        '[fields.amount]\ncolumns = ["a"]\nlabel = { ja = "額", en = "amount" }\n'
        '[project]\nkey = ["no"]\nmood = "good"\nstart_month = 13\n',
        encoding="utf-8",
    )
    said = run(ikkan, table(), mapping=str(odd))
    assert said.code == 2
    for word in ("weight", "mood", "13", '"no"', "--funder", "needs the field title", "money"):
        assert word in said.err
    bare = run(ikkan, table("x", heads="何か"))
    assert bare.code == 2
    assert not External.objects.exists()


@pytest.mark.shared
def test_the_abstracts_of_grants_in_aid(world: World, ikkan: Any, shared: Path) -> None:
    path = shared / "data" / "messy_ja" / "KibanS_2018-2020.xlsx"
    said = run(ikkan, path, "--funder", FUNDER, mapping="kaken").json
    assert said["rows"] == 233
    assert said["loaded"] + said["merged"] + said["refused"] == 233
    assert said["projects"] == External.objects.count() == said["changed"]
    assert External.objects.exclude(abstract="").count() > 220
    assert run(ikkan, path, "--funder", FUNDER, mapping="kaken").json["changed"] == 0


@pytest.mark.shared
def test_another_country_s_projects_come_without_yen(
    world: World, ikkan: Any, shared: Path, tmp_path: Path
) -> None:
    path = shared / "data" / "nih" / "nih_sample_2014_100.csv"
    said = run(ikkan, path, "--funder", "JST", mapping="exporter").json
    assert said["loaded"] + said["merged"] + said["refused"] == said["rows"]
    assert said["projects"] == External.objects.count() > 60
    assert said["yen"] == 0
    project = External.objects.exclude(abstract="").first()
    assert project is not None
    assert project.title_en
    assert not project.title_ja
