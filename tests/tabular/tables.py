"""A small mapping and ways to write its tables, for the tests of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ikkan.tabular import mapping, messages, reading
from ikkan.tabular.mapping import TableMapping
from ikkan.tabular.opening import opened
from ikkan.tabular.reading import Row, Table

MAPPING = """
code = "grants"
name = { ja = "配分表", en = "Grants" }
currency = "JPY"

[fields.body]
columns = ["機関名"]
label = { ja = "機関名", en = "institution" }
required = true
transforms = ["one_line"]

[fields.year]
columns = ["年度"]
label = { ja = "年度", en = "year" }
type = "year"
required = true

[fields.amount]
columns = ["配分額"]
label = { ja = "配分額", en = "amount" }
type = "money"

[fields.decided]
columns = ["決定日"]
label = { ja = "決定日", en = "decided on" }
type = "date"
"""
HEADS = ("機関名", "年度", "配分額（千円）", "決定日")


def mapped(text: str = MAPPING, *extra: str) -> TableMapping:
    made, found = mapping.parse(text.encode(), "grants.toml", extra)
    assert made is not None, [messages.sentence(one) for one in found]
    return made


def csv_file(folder: Path, *rows: Sequence[str], codec: str = "utf-8", sign: str = ",") -> Path:
    path = folder / "grants.csv"
    body = "\r\n".join(sign.join(row) for row in rows) + "\r\n"
    path.write_bytes(body.encode(codec))
    return path


def xlsx_file(folder: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "配分"
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    path = folder / "grants.xlsx"
    book.save(path)
    return path


@contextmanager
def table(path: Path, made: TableMapping | None = None, **chosen: object) -> Iterator[Table]:
    with opened(path) as book:
        yield reading.read(book, made or mapped(), **chosen)  # type: ignore[arg-type]


def rows_of(path: Path, made: TableMapping | None = None, **chosen: object) -> list[Row]:
    with table(path, made, **chosen) as found:
        assert found.sound, [messages.sentence(one) for one in found.findings]
        return list(found.rows())


def codes(found: Table) -> list[str]:
    return [one.code for one in found.findings]
