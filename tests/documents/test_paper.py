"""An official paper: tagged, in its language, every drawing in words, the same bytes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ikkan.documents import columns, svg, typeset
from ikkan.documents.paper import (
    Chapter,
    Drawing,
    Exhibit,
    Grid,
    Head,
    Paper,
    Row,
    Words,
    written,
)
from tests.documents import pdfs

GRID = Grid(
    heads=(Head(text="府省"), Head(text="2020", numeric=True), Head(text="2021", numeric=True)),
    rows=(
        Row(cells=("文 #panic() $x$ *y*", 1234567, None)),
        Row(cells=("計", Decimal("-5.5"), 0), strong=True),
    ),
    unit="億円",
    missing="印字がありません",
)
DRAWING = Drawing(svg=svg.of_bars(["一", "<二>"], [336, 1090], alt="二本の棒"), alt="二本の棒")
EXHIBIT = Exhibit(
    number="1-1",
    title="対象経費",
    other="Costs",
    rule="当初予算のみ。",
    grid=GRID,
    drawing=DRAWING,
    notes=("注記です",),
    sources=("資料000",),
)
PAPER = Paper(
    language="ja",
    other_language="en",
    title="データブック",
    author="Ikkan",
    lead="はじめに",
    facts=(("時点", "2026-11-22"),),
    foot="時点 2026-11-22 パック test 1",
    words=Words(
        rule="数え方", sources="出典", unit="単位", contents="目次", chart="図", table="表"
    ),
    chapters=(
        Chapter(number=1, title="予算", exhibits=(EXHIBIT,)),
        Chapter(
            number=2,
            title="課題",
            exhibits=(
                Exhibit(number="2-1", title="空", other="x", rule="規則。", absent="記録なし。"),
            ),
        ),
    ),
    stamp=datetime(2026, 11, 22, tzinfo=UTC),
    mark="実演値",
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return typeset.pdf(PAPER)


def test_same_paper_gives_the_same_bytes(made: bytes) -> None:
    assert typeset.pdf(PAPER) == made


def test_tags_language_title_and_claim_of_the_standard(made: bytes) -> None:
    catalogue = next(head for head, _ in pdfs.objects(made).values() if b"/Type/Catalog" in head)
    for mark in (b"/StructTreeRoot", b"/MarkInfo<</Marked true", b"/Lang(ja)", b"/Outlines"):
        assert mark in catalogue
    assert b"DisplayDocTitle true" in catalogue
    metadata = next(body for head, body in pdfs.objects(made).values() if b"/Metadata" in head)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert b"D:20261122" in made


def test_tables_have_head_cells_and_drawings_have_words(made: bytes) -> None:
    tags = pdfs.structure(made)
    assert tags.count("Table") == 1
    assert tags.count("TH") == 3
    assert tags.count("TD") == 6
    figures = [head for head, _ in pdfs.objects(made).values() if b"/S/Figure" in head]
    assert len(figures) == 1
    assert b"/Alt" in figures[0]
    assert {"H1", "H2", "TOC"} <= set(tags)


def test_drawing_without_words_is_refused() -> None:
    bare = replace(EXHIBIT, drawing=Drawing(svg=DRAWING.svg, alt=""))
    chapters = (Chapter(number=1, title="予算", exhibits=(bare,)),)
    with pytest.raises(ValueError, match="alt"):
        typeset.pdf(replace(PAPER, chapters=chapters))


def test_words_stand_as_they_are_and_never_run(made: bytes) -> None:
    said = pdfs.text(made)
    assert "文#panic()$x$*y*1,234,567—" in said
    assert "計−5.50" in said
    assert "数え方当初予算のみ。" in said
    assert "記録なし。" in said
    assert said.count("実演値") == 3
    assert "1/2" in said
    assert "2/2" in said


def test_values_are_written_alike_everywhere() -> None:
    assert written(None) == "—"
    assert written(Decimal("1234.5")) == "1,234.5"
    assert written(-3) == "−3"
    assert written(0) == "0"


def test_exhibit_has_a_table_or_the_words_why_not() -> None:
    with pytest.raises(ValueError, match="neither"):
        Exhibit(number="1", title="x", other="x", rule="r")
    with pytest.raises(ValueError, match="cells"):
        Grid(heads=(Head(text="a"),), rows=(Row(cells=("a", "b")),))


def test_drawings_escape_names_and_speak() -> None:
    assert "&lt;二&gt;" in DRAWING.svg
    assert 'role="img" aria-label="二本の棒"' in DRAWING.svg
    chart = columns.stacked(
        [2020, 2021],
        [columns.Series(key="M", values=(None, Decimal(6)))],
        [Decimal(5), Decimal(6)],
    )
    drawn = svg.of_columns(chart, names={"M": "文科省"}, tints={"M": 1}, alt="推移")
    assert drawn.count("<rect") == 1
    assert "文科省" in drawn
