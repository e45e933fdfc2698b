"""Every reproduced table, read back through HTTP, says what the quoted lines of its source say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ikkan.plan.snapshot import CellView, Snapshot
from tests.portal.markup import Element, tight

Get = Callable[..., Element]
ASIDE = frozenset({"mark", "spoken"})
TABLES = re.findall(
    r'^code = "([^"]+)"',
    (Path(__file__).resolve().parents[2] / "packs/amed/tables.toml").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def lines_of(known: Snapshot, cell: CellView) -> str:
    """The quoted lines that the figures of a cell cite, in the order of the source."""
    figures = [*((cell.main,) if cell.main else ()), *cell.parts]
    cited = {place for figure in figures for place in figure.sources if place[1] is not None}
    quotes = {row.code: row.data["text"] for row in known.entries("quotation", state="all")}
    found = [quotes[f"{source}:{line}"] for source, line in sorted(cited)]
    return tight("".join(found))


def printed_cells(page: Element) -> list[list[Element]]:
    table = page.one("table", "as-printed")
    return [row.all("td") for row in table.all("tr") if row.all("td")]


@pytest.mark.parametrize("code", TABLES)
def test_each_cell_is_what_the_source_prints(code: str, get: Get, amed: Snapshot) -> None:
    table = amed.table(code)
    rows = printed_cells(get(f"/tables/{code}/?view=printed"))
    quotes = amed.entries("quotation", state="all")
    everything = tight(
        "".join(row.data["text"] for row in quotes if row.data["of"] == table.source)
    )
    assert [len(row) for row in rows] == [len(row.cells) for row in table.rows]
    for shown, row in zip(rows, table.rows, strict=True):
        for cell, view in zip(shown, row.cells, strict=True):
            text = tight(cell.text(ASIDE))
            if view.blank:
                assert text == ""
                continue
            figures = [*((view.main,) if view.main else ()), *view.parts]
            assert [f"figure:{figure.code}" for figure in figures] == cell.refs
            if not any(line for figure in figures for _, line in figure.sources):
                assert text.replace(",", "") or not figures
                continue
            quoted = lines_of(amed, view)
            numbers = [tight(found.text()) for found in cell.all("a", "opens")]
            bracket = "".join(tight(found.text()) for found in cell.all("span", "parts"))
            for piece in (*numbers, bracket):
                assert piece in quoted, (code, piece, quoted)
            for affix in cell.all("span", "affix"):
                assert tight(affix.text()) in everything, (code, affix.text())


@pytest.mark.covers("S-240")
def test_a_request_shows_request_and_wish_by_class_and_ministry(get: Get) -> None:
    page = get("/tables/fy2020-request/")
    cells = [[tight(cell.text(ASIDE)) for cell in row] for row in printed_cells(page)]
    assert cells == [
        [
            "１，５８６億円（内30,総6,文726,厚601,経223）",
            "１，１６６億円（総6,文554,厚433,経173）",
            "４２０億円（内30,文173,厚168,経50）",
            "１，２７１億円（総5,文608,厚474,経184）",
        ],
        [
            "８６０億円（文324,厚454,経82）",
            "７５９億円（文242,厚435,経82）",
            "１０１億円（文82,厚19）",
            "７６４億円（文262,厚417,経85）",
        ],
    ]
    grid = page.one("table", "grid")
    seals = [seal.text() for seal in grid.all("span", "seal")]
    assert seals == ["内", "総", "文", "厚", "経"]
    wish = next(
        row for row in grid.all("tr") if row.all("th") and row.all("th")[0].words == "要望額"
    )
    assert [tight(cell.text(ASIDE)) for cell in wish.all("td")] == [
        *("30", "", "173", "168", "50", "420", "K-27")
    ]
    assert "端数の範囲" in wish.all("td")[-1].words
    total = next(row for row in grid.all("tr", "checks"))
    checks = [found.get("data-ref") for found in total.all("a", "check")]
    assert checks == [f"identity:K-{n}" for n in (30, 31, 32, 33, 34, 29)]
    counts = [item.words for item in page.one("ul", "tally").all("li")]
    assert counts == ["✓ 一致 16", "≈ 端数の範囲 2", "✕ 矛盾 0", "– 恒等式でない 1"]


def test_a_cell_that_is_not_printed_is_empty_and_never_zero(get: Get) -> None:
    page = get("/tables/series-amed/")
    for table in ("as-printed", "grid"):
        row = next(r for r in page.one("table", table).all("tr") if "総務省" in r.words)
        cells = [tight(cell.text(ASIDE)) for cell in row.all("td")]
        assert cells == ["", "", "3", "3", "4", "5", "5", "5"]
        assert "印字なし" in row.all("td")[0].text()


@pytest.mark.covers("S-243")
def test_two_bases_of_one_year_stand_side_by_side_and_are_named(get: Get) -> None:
    page = get("/tables/bases-amed/")
    heads = [head.words for head in page.one("table", "as-printed").all("th", scope="col")]
    assert heads[1:] == ["公表時", "令和３年度の構成に組み替え"]
    row = next(r for r in page.one("table", "as-printed").all("tr") if "令和元年度 合計" in r.words)
    assert [tight(cell.text(ASIDE)) for cell in row.all("td")] == ["１，２７１億円", "1,258"]
    assert "identity:K-81" in page.refs
    assert "contradiction:C-08" in page.refs
    assert not page.all("figure", "chart")


def test_a_series_is_stacked_only_under_printed_totals(get: Get) -> None:
    stacked = get("/tables/series-amed/").one("figure", "chart")
    assert [t.text() for t in stacked.all("text", "total")] == [
        *("1,201", "1,234", "1,250", "1,252", "1,247", "1,258", "1,259", "1,261")
    ]
    assert "組み替え" in stacked.one("figcaption").words
    apart = get("/tables/series-inhouse/").one("figure", "chart")
    assert not apart.all("text", "total")
    assert "積み上げません" in apart.one("figcaption").words
    assert stacked.one("svg").get("role") == "img"


def test_the_map_of_a_year_says_how_sure_each_phase_is_and_what_counts(get: Get) -> None:
    page = get("/tables/device-map-fy2025/?view=arranged")
    table = page.one("table", "phase-map")
    rows = [row for body in table.all("tbody") for row in body.all("tr") if row.get("data-ref")]
    assert len(rows) == 11
    shapes = [next(iter(r.one("span", "span").classes - {"span"})) for r in rows]
    assert sorted(set(shapes)) == ["by_position", "stated", "unknown"]
    counted = [row for row in rows if row.all("td")[-1].words == "入る"]
    amounts = [row.all("td", "number")[0].words for row in counted]
    assert sum(float(amount.removesuffix("億円")) for amount in amounts) == 83
    assert table.one("tfoot").all("td", "number")[0].words == "83億円"
    widths = {sum(int(cell.get("colspan") or 1) for cell in row.all("td")) for row in rows}
    assert widths == {7}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_list_names_every_table_in_a_constant_number_of_queries(
    language: str, get: Get, amed: Snapshot, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        page = get("/tables/", language)
    for table in amed.tables:
        assert table.title.of(language) in page.words
    with django_assert_max_num_queries(3):
        get("/tables/fy2020-request/", language)


def test_choosing_a_table_in_the_select_leads_to_it(amed: Snapshot, client: Client) -> None:
    answer = client.get("/tables/?code=cicle&as_of=2026-01-01")
    assert answer.headers["Location"] == "/tables/cicle/?as_of=2026-01-01"


@pytest.mark.parametrize(
    ("language", "word"), [("ja", "ありません"), ("en", "There is no")], ids=["ja", "en"]
)
@pytest.mark.parametrize("address", ["/tables/none/", "/figures/none/", "/checks/K-99/"])
def test_a_wrong_code_is_not_found_in_the_reader_s_language(
    address: str, language: str, word: str, get: Get
) -> None:
    assert word in get(address, language, 404).one("main").words


def test_a_day_that_cannot_be_read_is_refused_with_the_form_wanted(get: Get) -> None:
    page = get("/tables/?as_of=2025-02-30", "ja", 400)
    assert "2025-02-30" in page.one("main").words
    assert "2025-03-31" in page.one("main").words
