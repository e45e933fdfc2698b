"""Sheets from files through the command: what is loaded, merged, refused, and what is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ikkan.audit.models import JournalEntry
from ikkan.budget.models import Sheet, SheetBudget
from tests.budget.sheets.examples import budget, sheet

Files = Callable[..., Path]


def test_a_sheet_is_stored_as_printed(load: Any, written: Files) -> None:
    done = load(written(sheet(2016, "0036", "感染症の研究"), name="sheets.jsonl.gz"))
    assert (done.json["loaded"], done.json["budget_yen"]) == (1, 235_500_000)
    row = Sheet.objects.get()
    assert (row.year, row.ministry, row.number) == (2016, "見本省", "0036")
    first, second, asked = row.budgets.all()
    assert (first.initial, first.total, first.executed) == (100_500_000, 130_500_000, 129_250_000)
    assert (second.carried_out, second.holds, second.executed) == (5_000_000, True, None)
    assert (asked.requested, asked.initial, asked.total, asked.holds) == (
        *(120_000_000, None),
        *(None, None),
    )
    outcome, output = row.indicators.all()
    assert outcome.years == [[2015, None, "0"], [2016, "10", None]]  # nothing is not zero
    assert (outcome.target_year, output.years) == (4003, [[2016, "2", "3"]])
    payee = row.payees.get()
    assert (payee.corporate_number, payee.block, payee.yen) == ("", "A", 60_123_000)


def test_a_second_run_changes_nothing(load: Any, written: Files) -> None:
    file = written(*(sheet(2016, f"{number:04}", "研究") for number in range(1, 4)))
    first = load(file).json
    entries = JournalEntry.objects.filter(action="budget.load_sheets").count()
    again = load(file).json
    assert (again["loaded"], again["merged"]) == (0, 3)
    assert again["budget_yen"] == first["budget_yen"]
    assert JournalEntry.objects.filter(action="budget.load_sheets").count() == entries == 1


def test_a_sheet_that_says_otherwise_now_is_refused_and_the_stored_one_stays(
    load: Any, written: Files
) -> None:
    load(written(sheet(2016, "0036", "感染症の研究")))
    changed = sheet(2016, "0036", "感染症の研究", 予算=[budget(2016, 999.0, 0, 0, 0, 0, 999.0)])
    done = load(written(changed))
    assert (done.json["refused"], done.json["merged"]) == (1, 0)
    assert "並べて比べられます" in done.err
    assert "compare both" in done.err
    assert SheetBudget.objects.get(fiscal_year=2016).initial == 110_000_000


def test_sums_that_disagree_are_said_with_sheet_and_year_and_kept(
    load: Any, written: Files
) -> None:
    wrong = sheet(2016, "0036", "研究", 予算=[budget(2016, 100.0, 0.0, 0.0, 0.0, 0.0, 90.0)])
    done = load(written(sheet(2015, "0001", "研究"), wrong))
    assert (done.json["unequal"], done.json["checked"], done.json["refused"]) == (1, 3, 0)
    assert "sheets.jsonl:2" in done.err
    assert "2016/見本省/0036" in done.err
    row = SheetBudget.objects.get(holds=False)
    assert (row.total, row.gap) == (90_000_000, -10_000_000)
    assert list(Sheet.objects.filter(finding="unequal").values_list("number", flat=True)) == [
        "0036"
    ]


BAD = (
    ("{ broken", "JSONとして読めません"),
    ("[1, 2]", "一枚のシート"),
    ({"公開年度": "二千十六"}, "年として読めません"),
    ({"事業名": ""}, "「事業名」が空です"),
    ({"事業名": "長" * 201}, "200字"),
    ({"予算": [budget(2016, -1.0, 0.0, 0.0, 0.0, 0.0, -1.0)]}, "負の額"),
    ({"予算": [budget(2016, 10.0**12, 0.0, 0.0, 0.0, 0.0, 1.0)]}, "単位"),
    ({"予算": [budget(2016, "百", 0.0, 0.0, 0.0, 0.0, 1.0)]}, "数として読めません"),  # type: ignore[arg-type]
    ({"予算": [budget(2016, 1.0), budget(2016, 2.0)]}, "二度あります"),
    ({"予算": "なし"}, "行の並びとして"),
    ({"予算": [{"当初予算": 1.0}]}, "「年度」が空です"),
)


@pytest.mark.parametrize(("wrong", "said"), BAD, ids=[said for _, said in BAD])
def test_a_bad_sheet_is_refused_with_its_line_and_the_others_are_loaded(
    load: Any, written: Files, wrong: Any, said: str
) -> None:
    bad = wrong if isinstance(wrong, str) else sheet(2016, "0002", "悪い行") | wrong
    done = load(written(sheet(2016, "0001", "よい行"), bad, sheet(2016, "0003", "よい行")))
    assert (done.json["loaded"], done.json["refused"]) == (2, 1)
    assert "sheets.jsonl:2" in done.err
    assert said in done.err
    assert "Error: " in done.err


def test_a_key_that_went_missing_is_named(load: Any, written: Files) -> None:
    gone = sheet(2016, "0002", "研究")
    del gone["予算"]
    done = load(written(gone))
    assert done.json["refused"] == 1
    assert "「予算」がありません" in done.err
    renamed = sheet(2016, "0003", "研究")
    renamed["予算"] = [{"年度": 2016, "当初": 5.0, "予算計": 5.0}]
    done = load(written(renamed))
    assert "No sheet of the file has 当初予算" in done.err


def test_the_same_sheet_twice_in_a_file(load: Any, written: Files) -> None:
    one = sheet(2016, "0001", "研究")
    done = load(written(one, one))
    assert (done.json["loaded"], done.json["refused"]) == (1, 1)
    assert "1行目にもあります" in done.err


def test_a_packed_file_that_breaks_off_is_no_success(load: Any, written: Files) -> None:
    whole = written(*(sheet(2016, f"{n:04}", "研究") for n in range(400)), name="sheets.jsonl.gz")
    body = whole.read_bytes()
    whole.write_bytes(body[: len(body) * 2 // 3])
    done = load(whole, code=1)
    assert done.json["ok"] is False
    assert 0 < done.json["loaded"] < 400
    assert "途切れています" in done.err
    whole.write_bytes(body)
    rest = load(whole).json
    assert (rest["loaded"] + done.json["loaded"], rest["merged"]) == (400, done.json["loaded"])


@pytest.mark.parametrize("body", [b"\x1f\x8b\x08\x00 no gzip", b"\x1f\x8b"], ids=["bad", "short"])
def test_an_unreadable_file_writes_nothing(load: Any, tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "sheets.jsonl.gz"
    path.write_bytes(body)
    done = load(path, code=2)
    assert "何も書いていません" in done.json["message"]["ja"]
    assert not Sheet.objects.exists()


def test_the_command_refuses_unknown_files_and_mappings(load: Any, tmp_path: Path) -> None:
    assert "がありません" in load(tmp_path / "none.jsonl", code=2).json["message"]["ja"]
    done = load(tmp_path / "none.jsonl", mapping="judgitt", code=2)
    assert "judgit, rs2024" in done.err
    wrong = tmp_path / "own.toml"
    wrong.write_text('code = "own"\nunit = "万両"\n', encoding="utf-8")
    done = load(tmp_path / "none.jsonl", mapping=str(wrong), code=2)
    assert "「万両」は選べません" in done.err
    assert "own.toml:sheet" in done.err


def test_the_two_documents_of_the_successor_belong_together(
    load: Any, documents: tuple[Path, Path]
) -> None:
    done = load(*reversed(documents), mapping="rs2024").json
    assert (done["rows"], done["loaded"], done["missing"], done["budget_yen"]) == (
        *(2, 2),
        *(1, 33_300_000),
    )
    with_budget, without = Sheet.objects.order_by("key")
    row = with_budget.budgets.get()
    assert (row.fiscal_year, row.supplementary, row.requested_next) == (2023, -28_000, 33_498_000)
    assert (row.holds, row.gap, row.carried_out) == (True, 0, 500)
    assert [one.corporate_number for one in with_budget.payees.all()] == ["5010005007398"]
    assert (without.finding, without.budgets.count()) == ("missing", 0)
    alone = load(documents[0], mapping="rs2024", code=1)
    assert "資金の流れの図" in alone.err
    assert alone.json["rows"] == 0


def test_next_years_form_is_a_file_of_its_own(load: Any, tmp_path: Path) -> None:
    mapping = tmp_path / "rs2031.toml"
    mapping.write_text(
        """code = "rs2031"
name = { ja = "見本", en = "Example" }
attribution = "見本省 CC BY 4.0"
form = "lines"
unit = "千円"
carried_out = "apart"
tolerance = 0
[sheet]
key = "id"
year = { value = 2031 }
ministry = "by.ministry"
name = "title"
[budgets]
rows = "money"
fiscal_year = "fy"
initial = "asked"
total = "sum"
""",
        encoding="utf-8",
    )
    file = tmp_path / "new.jsonl"
    said = {"id": 5, "title": "研究", "by": {"ministry": "見本省"}, "money": {"fy": 2030, "sum": 7}}
    file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    done = load(file, mapping=str(mapping))
    row = Sheet.objects.get()
    assert (row.source, row.key, row.year) == ("rs2031", "5", 2031)
    assert (row.budgets.get().total, row.budgets.get().initial) == (7_000, None)
    assert "No sheet of the file has asked" in done.err
