"""The two published cases as lines, against the lines of the source that print them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ikkan.plan.snapshot import Snapshot
from ikkan.values.ref import Ref
from tests.portal.conftest import Get
from tests.portal.markup import Element

CASE_1 = "/register/case/case-1/"
CASE_2 = "/register/case/case-2/"


def steps(page: Element) -> list[Element]:
    return [item for item in page.one("ol", "case-steps").children if isinstance(item, Element)]


def when(page: Element) -> list[str]:
    return [step.one("span", "when").words for step in steps(page)]


def programmes(page: Element) -> list[str]:
    named = [[ref for ref in step.refs if ref.startswith("programme:")] for step in steps(page)]
    return [refs[0].removeprefix("programme:") if refs else "" for refs in named]


def test_case_1_runs_from_2016_to_approval_and_listing(get: Get) -> None:
    page = get(CASE_1)
    assert when(page) == [
        *("2016年 / 2021年", "2017年度", "2019年度", "2021年度", "2021年 / 2023年"),
        *("日付の印字なし", "2022年", "2023年6月", "2024年2月"),
    ]
    assert programmes(page) == [*["next-cancer"] * 4, "innovative-cancer", "", "", "", ""]
    assert "薬事承認" in steps(page)[7].words
    assert "保険収載" in steps(page)[8].words


def test_case_1_shows_both_printed_approval_dates_side_by_side(get: Get) -> None:
    for language in ("ja", "en"):
        page = get(CASE_1, language)
        conflict = page.one("article", "conflict")
        assert conflict.get("data-ref") == "contradiction:C-01"
        sides = [side.words for side in conflict.all("div", "reading")]
        assert len(sides) == 2
        assert "2023年6月 薬事承認" in sides[0]
        assert "2024年２月承認" in sides[1]


def test_case_2_ends_where_its_source_ends(get: Get) -> None:
    page = get(CASE_2)
    assert when(page) == ["2016年 / 2018年", "2019年 / 2021年", "2022年 / 2024年"]
    assert programmes(page) == [
        *("medical-results-deployment", "medical-engineering-innovation"),
        "medical-device-development",
    ]
    last = steps(page)[-1].words
    assert "医師主導治験" in last
    line = page.one("section", "case-line").words
    assert "薬事承認" not in line
    assert "保険収載" not in line
    assert not page.all("section", "case-conflicts")


@pytest.mark.parametrize("address", [CASE_1, CASE_2])
def test_every_step_stands_beside_the_lines_that_print_it(
    address: str, get: Get, amed: Snapshot
) -> None:
    for step in steps(get(address)):
        row = amed.find(Ref.parse(step.get("data-ref")))
        assert row is not None
        cited = [f"quotation:{code}:{line}" for code, line in row.sources]
        assert [ref for ref in step.refs if ref.startswith("quotation:")] == cited


@pytest.mark.shared
@pytest.mark.parametrize("address", [CASE_1, CASE_2])
def test_quotations_and_years_are_those_of_the_source(address: str, get: Get, shared: Path) -> None:
    lines = next((shared / "mission" / "sources").glob("003_*.txt")).read_text(encoding="utf-8")
    source = lines.splitlines()
    for step in steps(get(address)):
        quoted = step.all("blockquote")
        for found in quoted:
            number = int(found.get("data-ref").rsplit(":", 1)[1])
            said = found.one("p").words
            assert said == " ".join(source[number - 1].split())
        printed = "".join(found.words for found in quoted)
        for part in step.one("span", "when").words.split(" / "):
            assert part == "日付の印字なし" or part in printed


def test_a_later_step_is_not_yet_on_an_earlier_day(get: Get) -> None:
    page = get(f"{CASE_1}?as_of=2023-05-31")
    late = [bool(step.all("span", "chip")) for step in steps(page)]
    assert late == [False] * 7 + [True, True]


def test_the_walk_of_a_case_names_its_steps_and_programmes(get: Get) -> None:
    refs = get("/line/case/case-1/").refs
    assert {"case_step:case-1.8", "approval:pancreatic-ivd.approval"} <= set(refs)
