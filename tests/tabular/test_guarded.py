"""Workbooks that may not be read, and what stands in the cells of those that may."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ikkan.tabular import grid, guarded
from ikkan.tabular.guarded import Damaged
from ikkan.values.text import Text

NAME = "要求書.xlsx"


def book(change: Any = None) -> bytes:
    made = Workbook()
    made.active.title = "要求"
    made.active["A1"] = "額"
    made.active["B2"] = 12.5
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


PLAIN = book()


def packed(parts: Mapping[str, bytes], data: bytes | None = None) -> bytes:
    """A workbook with more or other parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or PLAIN)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def codes(data: bytes, name: str = NAME) -> list[str]:
    return [one.code for one in guarded.examine(data, name)]


def test_a_plain_workbook_is_read_with_its_types() -> None:
    def change(made: Any) -> None:
        page = made.active
        page["A3"], page["B3"], page["C3"] = date(2026, 1, 2), True, "=B2*2"
        page["D3"].value, page["E3"] = "８，９２０", None
        page.merge_cells("A5:B6")
        page.row_dimensions[3].hidden = True
        page.column_dimensions["D"].hidden = True
        made.create_sheet("隠れ").sheet_state = "veryHidden"

    data = book(change)
    assert codes(data) == []
    first, second = grid.read(data)
    assert (first.name, first.hidden, second.hidden) == ("要求", False, True)
    assert first.cells[2, 2].number == Decimal("12.5")
    assert first.cells[3, 1].sort == "day"
    assert first.cells[3, 2] == grid.Cell(value="1", sort="flag")
    assert first.cells[3, 3] == grid.Cell(value="", sort="number", formula="B2*2")
    assert first.cells[3, 4] == grid.Cell(value="８，９２０")
    assert first.hidden_rows == {3}
    assert first.hidden_columns == [(4, 4)]
    assert first.merged_at(6) == [(5, 1, 6, 2)]
    assert (first.width, first.rows) == (4, [1, 2, 3])
    assert [grid.letter(n) for n in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", NAME, "guard.type"),
        (b"a,b\n1,2\n", "a.csv", "guard.suffix"),
        (b"PK\x03\x04 cut short", NAME, "guard.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "guard.old"),
        (packed({"xl/vbaProject.bin": b"x"}), NAME, "guard.macro"),
        (packed({"xl/macrosheets/sheet1.xml": b"<x/>"}), NAME, "guard.macro"),
        (packed({"xl/externalLinks/externalLink1.xml": b"<x/>"}), NAME, "guard.links"),
        (packed({"xl/embeddings/oleObject1.bin": b"x"}), NAME, "guard.links"),
        (
            packed(
                {
                    "xl/worksheets/_rels/sheet1.xml.rels": b'<Relationships><Relationship Id="a" '
                    b'Type="x/attachedTemplate" Target="file:///x" TargetMode="External"/>'
                    b"</Relationships>"
                }
            ),
            NAME,
            "guard.links",
        ),
        (
            packed({"xl/_rels/x.xml.rels": b"<R Type='x/image' TargetMode = 'External'/>"}),
            NAME,
            "guard.links",
        ),
        (packed({"xl/_rels/x.xml.rels": b"<" * 10_000_001}), NAME, "guard.damaged"),
        (packed({"[Content_Types].xml": b"<Types/>"}), NAME, "guard.type"),
        (packed({f"p{n}": b"" for n in range(2_001)}), NAME, "guard.parts"),
    ],
)
def test_what_may_not_be_read_is_refused_with_its_remedy(data: bytes, name: str, code: str) -> None:
    assert code in codes(data, name)
    words, step = guarded.SAID[code]
    assert isinstance(words, Text)
    assert step.ja.endswith("。")


def test_a_macro_workbook_with_links_and_another_name_is_told_all_at_once() -> None:
    parts = {"xl/vbaProject.bin": b"x", "xl/connections.xml": b"<x/>"}
    assert codes(packed(parts), "a.xlsm") == ["guard.suffix", "guard.macro", "guard.links"]


def test_hyperlinks_are_no_external_references() -> None:
    def change(made: Any) -> None:
        made.active["A1"].hyperlink = "https://example.jp/"

    assert codes(book(change)) == []


def test_a_small_file_that_unpacks_to_much_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({"xl/media/big.bin": bytes(guarded.MOST_UNPACKED + 1)})
    assert len(bomb) < 1_000_000
    assert codes(bomb) == ["guard.unpacked"]


def test_what_comes_out_is_counted_whatever_the_index_says() -> None:
    with guarded.opened(packed({"xl/x.bin": bytes(5_000)})) as package:
        package.left[0] = 4_000
        with pytest.raises(Damaged):
            list(package.chunks("xl/x.bin"))


def test_a_file_above_twenty_megabytes_is_not_read_into_memory() -> None:
    class File(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("it is not read")

    assert guarded.taken(File(), guarded.MOST_BYTES + 1) is None
    assert guarded.taken(io.BytesIO(b"abc"), 3) == b"abc"
    assert guarded.taken(io.BytesIO(bytes(guarded.MOST_BYTES + 5)), 1) is None
    assert guarded.too_large("a", 30_000_000).values["size"] == "30.0"


@pytest.mark.parametrize(
    "sheet",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>',
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>',
        b"<worksheet><sheetData><row><c></row></sheetData></worksheet>",
        b"\xff\xfe\x00",
    ],
)
def test_entities_and_broken_parts_are_damage(sheet: bytes) -> None:
    with pytest.raises(Damaged):
        grid.read(packed({"xl/worksheets/sheet1.xml": sheet}))


def test_long_lists_of_sheets_styles_and_hidden_columns_are_cut_short() -> None:
    names = b"".join(b'<sheet name="a" r:id="rId1"/>' for _ in range(grid.MOST_SHEETS + 1))
    listed = b'<workbook xmlns:r="urn:r"><sheets>' + names + b"</sheets></workbook>"
    for part, body in (
        ("xl/workbook.xml", listed),
        ("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 2_000_001 + b"</styleSheet>"),
    ):
        with pytest.raises(Damaged):
            grid.read(packed({part: body}))
    hidden = b'<col min="1" max="9" hidden="1"/>' * (grid.MOST_HIDDEN + 1)
    rows = b'<row hidden="1"/>' * (grid.MOST_HIDDEN + 1)
    sheet = b"<worksheet>" + hidden + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    [page] = grid.read(packed({"xl/worksheets/sheet1.xml": sheet}))
    assert len(page.hidden_columns) == len(page.hidden_rows) == grid.MOST_HIDDEN


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "s", "str", "inlineStr", "b", "e", "d", "n", "x"]),
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
            st.text("ABZ019$:", max_size=6),
        ),
        max_size=8,
    )
)
def test_no_sheet_raises_anything_but_damage(cells: list[tuple[str, str, str]]) -> None:
    from xml.sax.saxutils import escape, quoteattr

    body = "".join(
        f"<c r={quoteattr(ref)} t={quoteattr(sort)} s={quoteattr(value)}><f>{escape(value)}</f>"
        f"<v>{escape(value)}</v></c>"
        for sort, value, ref in cells
    )
    merged = "".join(f"<mergeCell ref={quoteattr(ref)}/>" for _, _, ref in cells)
    sheet = (
        f'<worksheet><cols><col min="0" max="99999999999" hidden="1"/></cols><sheetData>'
        f'<row r="-4" hidden="true">{body}</row></sheetData>'
        f"<mergeCells>{merged}</mergeCells></worksheet>"
    )
    pages = grid.read(packed({"xl/worksheets/sheet1.xml": sheet.encode()}))
    for page in pages:
        assert all(0 < row <= grid.MOST_ROWS for row, _ in page.cells)
        for cell in page.cells.values():
            assert cell.number is None or cell.number.is_finite()
            assert isinstance(cell.blank, bool)
