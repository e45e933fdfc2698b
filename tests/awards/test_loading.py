"""Awards from somebody's table: every row has one outcome, twice is once, half-way is no harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ikkan.audit.models import JournalEntry
from ikkan.awards import loading
from ikkan.awards.models import Award, YearAmount
from ikkan.parties.models import Organisation, Person
from tests.awards import world as worlds

HEADS = ("sheet", "programme", "fy", "group", "performer", "corp_no", "task", "amount_mjpy")
TOHOKU, KEIO = "7370005002147", "4010405001654"


def row(year: int, performer: str = "東北大学", number: str = TOHOKU, **other: Any) -> list[str]:
    given = {"task": "課題一", "yen": "1.5", "block": "B", "programme": "事業甲"} | other
    return [
        *(f"{year + 1}/0001", given["programme"], str(year), given["block"]),
        *(performer, number, given["task"], given["yen"]),
    ]


def written(folder: Path, rows: Sequence[Sequence[str]], name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(",".join(one) for one in [HEADS, *rows]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def pack_held(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[None]:
    """The pack in force for all tests of this file."""
    with worlds.kept(django_db_blocker, amed):
        yield


@pytest.fixture
def home(pack_held: None, db: None) -> None:
    """An empty home with the pack in force; what a test writes is undone at its end."""


@pytest.fixture
def load(home: None, ikkan: Any, tmp_path: Path) -> Any:
    """`load(rows, *options)` runs the command on these rows and gives what it printed as JSON."""

    def run(rows: Sequence[Sequence[str]], *options: object) -> Any:
        path = written(tmp_path, rows)
        done = ikkan("import", "awards", path, "--mapping", "judgit", "--json", *options)
        assert done.code == 0, done.err
        return done.json

    return run


def counts(found: Any) -> tuple[int, int, int, int, int]:
    assert found["rows"] == found["loaded"] + found["merged"] + found["refused"]
    return found["rows"], found["loaded"], found["merged"], found["refused"], found["changed"]


def amounts(award: Award) -> dict[int, int]:
    return dict(award.amounts.values_list("fiscal_year", "yen"))


def test_years_of_one_performer_task_and_programme_are_one_award(load) -> None:
    found = load([row(2016), row(2018, "東北 大学", yen="0.000001"), row(2017, task="別")])
    assert counts(found) == (3, 2, 1, 0, 2)
    assert found["yen"] == 3_000_001
    award = Award.objects.get(title_ja="課題一")
    assert amounts(award) == {2016: 1_500_000, 2018: 1}
    assert (award.began_on, award.ends_on) == (date(2016, 4, 1), date(2019, 3, 31))
    assert award.code.startswith("X-JUDGIT-")
    assert (award.acknowledgement, award.principal) == ("", None)
    assert {one.sort for one in YearAmount.objects.all()} == {"reported"}
    assert Organisation.objects.get().name_ja == "東北大学"
    assert not Person.objects.exists()


def test_one_block_is_summed_and_another_block_stands_apart(load) -> None:
    found = load([row(2016), row(2016, yen="2"), row(2016, block="D"), row(2017)])
    assert counts(found) == (4, 2, 2, 0, 2)
    first, second = Award.objects.order_by("pk")
    assert amounts(first) == {2016: 3_500_000, 2017: 1_500_000}
    assert amounts(second) == {2016: 1_500_000}
    assert first.external_key != second.external_key


def test_a_second_run_changes_nothing_and_counts_the_same(load) -> None:
    rows = [row(2016), row(2017), row(2016, "個人A", ""), row(2017, "慶應義塾", KEIO)]
    first = load(rows)
    entries = JournalEntry.objects.count()
    second = load(rows)
    assert counts(first) == (4, 2, 1, 1, 2)
    assert counts(second) == (4, 2, 1, 1, 0)
    assert (second["yen"], second["organisations"]) == (first["yen"], 0)
    assert JournalEntry.objects.count() == entries


def test_a_run_killed_between_batches_is_completed(load, monkeypatch) -> None:
    rows = [row(2016, task=f"課題{n}") for n in range(6)]
    monkeypatch.setattr(loading, "BATCH", 2)
    write, calls = loading._write, []

    def dying(*args: Any) -> list[str]:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(*args)

    monkeypatch.setattr(loading, "_write", dying)
    with pytest.raises(AssertionError):
        load(rows)
    assert Award.objects.count() == 2
    assert counts(load(rows, "--resume")) == (6, 6, 0, 0, 4)
    titles = Award.objects.order_by("pk").values_list("title_ja", flat=True)
    assert list(titles) == [f"課題{n}" for n in range(6)]
    assert Organisation.objects.count() == 1


def test_a_batch_that_fails_leaves_nothing_behind(load, monkeypatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(loading.actions, "record_awards", broken)
    with pytest.raises(RuntimeError):
        load([row(2016)])
    assert not Award.objects.exists()
    assert not Organisation.objects.exists()


def test_preview_says_the_same_and_writes_nothing(load) -> None:
    rows = [row(2016), row(2017), row(2016, "慶應義塾", ""), row(2017, "慶應義塾", "", task="二")]
    seen = load(rows, "--preview")
    assert not Award.objects.exists()
    assert not Organisation.objects.exists()
    done = load(rows)
    assert counts(seen) == counts(done) == (4, 3, 1, 0, 3)
    assert seen["organisations"] == done["organisations"] == 2


def test_a_later_file_adds_years_and_never_overwrites(load, tmp_path, ikkan) -> None:
    load([row(2015), row(2017)])
    assert load([row(2015), row(2016, yen="9")])["changed"] == 1
    first = Award.objects.get()
    assert amounts(first) == {2015: 1_500_000, 2016: 9_000_000, 2017: 1_500_000}
    assert load([row(2018), row(2019)])["changed"] == 1
    later = Award.objects.exclude(pk=first.pk).get()
    assert amounts(later) == {2018: 1_500_000, 2019: 1_500_000}
    assert [one.earlier for one in later.continues.all()] == [first]
    assert load([row(2015), row(2016, yen="9"), row(2018), row(2019)])["changed"] == 0
    differing = load([row(2015, yen="7")])
    assert (differing["changed"], differing["severity"]["warning"]) == (0, 1)
    assert amounts(Award.objects.get(pk=first.pk))[2015] == 1_500_000


BAD = (
    (row(2016, "国立大学法人　Ｘ", ""), "伏せられて"),
    (row(2016, number="7370005002148"), "法人番号"),
    (row(2016, yen="-3"), "0以上"),
    (row(2016, yen="0.0000001"), "端数"),
    (row(2016, yen="三"), "読めません"),
    (row(2016, task=" "), "業務概要"),
    (row(2016, "あ" * 201, ""), "200字"),
)


def test_rows_that_are_no_award_are_refused_each_with_its_reason(load, tmp_path) -> None:
    rows = [row(2016), *(bad for bad, _ in BAD)]
    found = load(rows, "--refused", tmp_path / "refused.csv")
    assert counts(found) == (8, 1, 0, 7, 1)
    assert found["severity"]["error"] == 7
    refused = (tmp_path / "refused.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert "課題一" in refused[0]
    for line, ((_, said), written_out) in enumerate(zip(BAD, refused, strict=True), start=3):
        assert written_out.startswith(f"{line},")
        assert said in written_out


def test_a_name_without_number_finds_its_organisation_or_is_refused(load) -> None:
    found = load([row(2016, "東北大学　", ""), row(2017), row(2016, "東 北大学", "", task="二")])
    assert counts(found) == (3, 2, 1, 0, 2)
    assert Organisation.objects.get().corporate_number == TOHOKU
    same = [row(2016, "同名", TOHOKU, task="a"), row(2016, "同名", KEIO, task="b")]
    found = load([*same, row(2016, "同名", "", task="c")])
    assert counts(found)[3] == 1


def test_a_programme_is_taken_only_by_its_exact_name_or_alias(load) -> None:
    names = ("橋渡し", "ＣｉＣＬＥ", "次世代がん医療加速化研究事業")
    found = load([row(2016, programme=name) for name in names])
    held = dict(Award.objects.values_list("external_key", "programme_code"))
    assert sorted(held.values()) == ["", "cicle", "next-cancer-acceleration"]
    assert found["severity"]["info"] > 0


def test_bad_input_is_refused_whole_in_both_languages(home, ikkan, tmp_path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sheet,programe,fy\n1,2,3\n", encoding="utf-8")
    done = ikkan("import", "awards", path, "--mapping", "judgit", "--json")
    assert (done.code, done.json["ok"]) == (2, False)
    near = ("「programe」のことですか", 'Did you mean "programe"?')
    for word in (*near, "「performer」", "「task」"):
        assert word in done.err
    done = ikkan("import", "awards", path, "--mapping", "judgi")
    assert done.code == 2
    assert "judgit" in done.err
    assert ikkan("import", "awards", path, "-m", "judgit", "--set", "x").code == 2
    assert ikkan("import", "awards", tmp_path / "none.csv", "-m", "judgit").code == 2
    mapping = tmp_path / "own.toml"
    mapping.write_text('code = "own"\n[award]\nkye = ["a"]\n', encoding="utf-8")
    assert ikkan("import", "awards", path, "-m", mapping).code == 2
    assert not Award.objects.exists()


def test_money_of_another_currency_is_never_stored(home, ikkan, tmp_path) -> None:
    path = tmp_path / "p.csv"
    heads = "CORE_PROJECT_NUM,PROJECT_TITLE,ORG_NAME,FY,TOTAL_COST,BUDGET_START,BUDGET_END"
    lines = ["R01GM1,Title,YALE,2014,$100.50,06/01/2014,05/31/2015", "R01GM1,Title,YALE,2015,7,,"]
    path.write_text("\n".join([heads, *lines]), encoding="utf-8")
    done = ikkan("import", "awards", path, "--mapping", "exporter", "--json")
    assert counts(done.json) == (2, 1, 1, 0, 1)
    assert done.json["yen"] == 0
    award = Award.objects.get()
    assert (award.code, award.external_key) == ("X-EXPORTER-R01GM1", "R01GM1")
    assert (award.began_on, award.ends_on) == (date(2014, 6, 1), date(2015, 9, 30))
    assert not award.amounts.exists()
    assert "USD" in done.err


def test_mappings_that_come_along_are_sound_and_described(root: Path) -> None:
    from ikkan.awards import loading_messages, sources

    for name in sources.SECTION.names():
        source, found = sources.read(name)
        assert source is not None
        assert found == []
    guide = (root / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [key for key in sources.KEYS if f"`{key}`" not in guide] == []
    assert all(text.ja and text.en for text in loading_messages.SENTENCES.values())
