"""The published figures and printed tables of the AMED pack, cell by cell against the quotations.

Pure: reads the pack only. The tests marked `shared` compare it with the sources themselves.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ikkan.pack import loader
from ikkan.pack.model import Pack, Row, TableCell
from ikkan.values import printed
from ikkan.values.figure import Figure

_BULLETS = re.compile("[\ue000-\uf8ff]")  # bullets of a symbol font, left over in the sources
_TEXTS = ("000", "001", "002", "003", "004")
_AMOUNTS = {  # file of the mission: columns that print a number
    "budget_by_year_ministry": ("amount_printed",),
    "budget_initial_fy2021": ("amount_printed",),
    "request_fy2020": ("amount_printed",),
    "request_fy2020_projects": ("amount_printed",),
    "integrated_projects_fy2021": ("total_printed", "amed_printed", "inhouse_printed"),
    "supplementary_fy2020": ("amount_printed",),
    "covid_packages": ("total_printed", "amed_part_printed"),
    "cicle_fund": ("amount_printed",),
    "moonshot_budget": ("amount_printed",),
    "funds": ("amount_printed",),
    "adjustment_fund": ("amount_printed",),
    "amed_spending_scale": ("amount_printed",),
    "medical_device_programmes_fy2025": ("budget_printed",),
    "aspire_awards": ("amount_printed",),
    "outcomes": ("value_printed",),
    "staff": ("printed",),
    "kpi": ("target_printed",),
}


@pytest.fixture(scope="module")
def pack(root: Path) -> Pack:
    return loader.load(root / "packs" / "amed")


def tight(text: str) -> str:
    """Without white space: print layout puts it in anywhere."""
    return "".join(text.split())


def text_of(row: Row, column: str = "printed") -> str:
    value = row.data[column]
    assert isinstance(value, str)
    return value


def cited(pack: Pack, rows: list[Row]) -> str:
    """The lines that the rows cite, in the order of the source, as one text."""
    lines = {str(source) for row in rows for source in row.sources if source.line is not None}
    ordered = sorted(lines, key=lambda code: (code.split(":")[0], int(code.split(":")[1])))
    return tight("".join(text_of(pack.row("quotation", code), "text") for code in ordered))


def cell_text(pack: Pack, cell: TableCell) -> str:
    """The cell as its source prints it."""
    main = "" if cell.main is None else text_of(pack.row("figure", cell.main))
    parts = [pack.row("figure", code) for code in cell.parts]
    around = [cell.prefix.ja if cell.prefix else "", cell.suffix.ja if cell.suffix else ""]
    return around[0] + main + _parts_text(pack, cell, parts) + around[1]


def _parts_text(pack: Pack, cell: TableCell, parts: list[Row]) -> str:
    if not parts:
        return ""
    labels = [label.ja for label in getattr(cell, "labels", ())] or [""] * len(parts)
    if cell.parts_style == "seals":
        bodies = [pack.row("body", text_of(part, "ministry")) for part in parts]
        labels = [text_of(body, "seal") for body in bodies]
    before, after = "＜＞" if cell.parts_style == "angle" else "（）"
    separator = getattr(cell, "separator", None) or ","
    printed_parts = (label + text_of(part) for label, part in zip(labels, parts, strict=True))
    return before + separator.join(printed_parts) + after


def quoted(pack: Pack) -> Iterator[tuple[str, TableCell]]:
    """Every cell with figures of the five texts, with its place."""
    for table in pack.tables:
        for row in table.rows:
            for number, cell in enumerate(row.cells, start=1):
                if cell.figures and table.source in _TEXTS:
                    yield f"{table.code} / {row.head.ja} / {number}", cell


def test_every_cell_is_printed_in_the_lines_its_figures_cite(pack: Pack) -> None:
    cells = list(quoted(pack))
    wrong = [
        (place, shown)
        for place, cell in cells
        if (shown := tight(cell_text(pack, cell)))
        not in cited(pack, [pack.row("figure", code) for code in cell.figures])
    ]
    assert not wrong
    assert len(cells) > 180


@pytest.mark.parametrize(
    ("table", "head", "line"),
    [
        ("series-amed", "文部科学省", "000:744"),
        ("series-amed", "厚生労働省", "000:746"),
        ("series-amed", "経済産業省", "000:748"),
        ("series-amed", "総務省", "000:749"),
        ("series-amed", "合計", "000:751"),
        ("series-inhouse", "文部科学省", "000:779"),
        ("series-inhouse", "厚生労働省", "000:781"),
        ("series-inhouse", "経済産業省", "000:783"),
        ("moonshot", "健康・医療分野におけるムーンショット型研究開発等事業", "000:612"),
        ("cicle", "医療研究開発革新基盤創成事業（CiCLE）", "000:643"),
    ],
)
def test_a_printed_row_is_the_whole_line_in_its_order(
    pack: Pack, table: str, head: str, line: str
) -> None:
    row = next(row for row in pack.table(table).rows if row.head.ja == head)
    shown = " ".join(cell_text(pack, cell) for cell in row.cells if cell.main)
    text = " ".join(text_of(pack.row("quotation", line), "text").split())
    assert text.removeprefix(head).strip() == shown


def test_a_year_without_a_print_stays_blank(pack: Pack) -> None:
    ministry = next(row for row in pack.table("series-amed").rows if row.head.ja == "総務省")
    assert [cell.main is None for cell in ministry.cells] == [True] * 2 + [False] * 6


def test_every_printed_text_says_value_unit_and_rounding(pack: Pack) -> None:
    wrong = []
    for row in pack.rows_of("figure"):
        value, rounding, unit = (row.data[name] for name in ("value", "rounding", "unit"))
        assert isinstance(value, Decimal)
        assert isinstance(rounding, Decimal)
        assert isinstance(unit, str)
        shown = printed.parse(text_of(row), unit=unit)
        figure = Figure(
            code=row.code,
            printed=shown,
            value=value,
            unit=unit,
            rounding=rounding,
            exact=bool(row.data["exact"]),
            approximate=bool(row.data["approximate"]),
        )
        if shown.rounding != rounding or (figure.exact and figure.approximate):
            wrong.append(row.code)
    assert not wrong


def test_every_figure_of_the_five_texts_is_printed_in_its_lines(pack: Pack) -> None:
    own = [row for row in pack.rows_of("figure") if row.sources[0].code in _TEXTS]
    assert len(own) > 270
    assert [row.code for row in own if tight(text_of(row)) not in cited(pack, [row])] == []


def test_a_reprint_prints_the_same_as_its_main_entry(pack: Pack) -> None:
    reprints = [row for row in pack.rows_of("figure") if row.data["reprint_of"]]
    assert len(reprints) == 2
    for row in reprints:
        assert row.data["value"] == pack.row("figure", text_of(row, "reprint_of")).data["value"]


def test_all_identities_are_there_and_those_that_are_none_say_why(pack: Pack) -> None:
    rows = pack.rows_of("identity")
    assert [row.code for row in rows] == [f"K-{number:02d}" for number in range(1, 90)]
    none = [row for row in rows if row.data["rule"] == "identity.none"]
    assert len(none) == 17
    assert all(row.data["reason"] for row in none)


@pytest.mark.shared
def test_every_amount_of_the_mission_is_a_figure_with_the_same_print(
    pack: Pack, shared: Path
) -> None:
    known = {
        (text_of(row), str(source)) for row in pack.rows_of("figure") for source in row.sources
    }
    missing = []
    for name, columns in _AMOUNTS.items():
        path = shared / "mission" / "figures" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                line = f"{row['source'][:3]}:{row['source_line']}"
                for column in columns:
                    text = row[column]
                    if re.search(r"\d", text) and (text, line) not in known:
                        missing.append((name, text, line))
    assert not missing


@pytest.mark.shared
def test_every_quotation_is_its_line_of_the_source(pack: Pack, shared: Path) -> None:
    texts = {
        path.name[:3]: path.read_text(encoding="utf-8").split("\n")
        for path in (shared / "mission" / "sources").glob("*.txt")
    }
    own = [row for row in pack.rows_of("quotation") if row.code.split(":")[0] in texts]
    assert len(own) > 400
    wrong = []
    for row in own:
        code, number = row.code.split(":")
        line = _BULLETS.sub("", texts[code][int(number) - 1]).strip()
        if (line, code, int(number)) != (row.data["text"], row.data["of"], row.data["line"]):
            wrong.append(row.code)
    assert not wrong
