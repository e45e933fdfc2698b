"""`ikkan export KIND`: every row of one kind of the register, as CSV or a workbook; or `openapi`.

Decides: the columns: the common ones, then those of schema.toml. Source: design §5.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ikkan.server import ready, speech
from ikkan.values.errors import InputError
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.plan.snapshot import EntryView, FigureView
    from ikkan.tabular import Cell, Sheet


@click.command("export")
@click.argument("kind")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Else standard output.")
@click.option("--as-of", type=click.DateTime(formats=["%Y-%m-%d"]), help="Else today. 時点。")
@click.option(
    "--json", "as_json", is_flag=True, help="One small object as the last line (with -o)."
)
def command(
    kind: str, form: str, output: Path | None, as_of: datetime | None, as_json: bool
) -> int:
    """Write all rows of KIND (figure, programme, …), or the API's shape. 登録簿を書き出す。"""
    from ikkan.pack import schema
    from ikkan.tabular import csv_bytes, xlsx_bytes

    known = schema.load().kinds
    if kind == "openapi":
        return _openapi(output)
    if kind not in known:
        raise InputError("export.kind", _UNKNOWN.format(kind=kind, known=", ".join(known)))
    if form == "xlsx" and output is None:
        raise InputError("export.output", _NEEDS_FILE)
    with ready.database():
        from django.utils import timezone

        from ikkan.plan import queries

        day = timezone.localdate() if as_of is None else as_of.date()
        snapshot = queries.snapshot(day)
        rows: list[EntryView | FigureView] = []
        if kind == "figure":
            rows += snapshot.figures(state="all")
        else:
            rows += snapshot.entries(kind, state="all")
        sheet = _sheet(
            kind, rows, day, f"{snapshot.pack_version.code}@{snapshot.pack_version.version}"
        )
    body = csv_bytes(sheet) if form == "csv" else xlsx_bytes([sheet])
    if output is None:
        click.echo(body.decode("utf-8"), nl=False)
        return 0
    try:
        output.write_bytes(body)
    except OSError as error:
        raise InputError(
            "export.file", _UNWRITABLE.format(file=output, reason=error.strerror)
        ) from error
    speech.say(_WRITTEN.format(rows=len(rows), file=output))
    if as_json:
        speech.result({"kind": kind, "rows": len(rows), "file": str(output)})
    return 0


def _openapi(output: Path | None) -> int:
    """The description of the API, in the order of the routes."""
    with ready.database():
        from ikkan.portal.api import api

        text = json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
    return 0


def _sheet(kind: str, rows: list[EntryView | FigureView], day: date, version: str) -> Sheet:
    from ikkan.pack import schema
    from ikkan.tabular import Sheet

    columns = schema.load().kinds[kind].columns
    heads = ["code", "valid_from", "valid_to", "source", "items"]
    heads += [header for column in columns for header in column.headers]
    return Sheet.of(
        kind,
        heads,
        ([*_common(row), *_cells(row, [column.name for column in columns])] for row in rows),
        [f"as of {day.isoformat()}", f"pack {version}"],
    )


def _common(row: EntryView | FigureView) -> list[Cell]:
    sources = (code if line is None else f"{code}:{line}" for code, line in row.sources)
    return [row.code, row.valid_from, row.valid_to, " ".join(sources), " ".join(row.items)]


def _cells(row: EntryView | FigureView, names: list[str]) -> list[Cell]:
    from ikkan.pack import schema

    cells: list[Cell] = []
    for name in names:
        value = row.data[name]
        if schema.load().kinds[row.kind].column(name).type == "label":
            cells += [value.ja, value.en] if isinstance(value, Text) else [None, None]
        else:
            cells.append(str(value) if isinstance(value, Fraction) else value)
    return cells


_UNKNOWN = Text(
    "「{kind}」という種類はありません。使えるもの: {known}",
    "There is no kind {kind}; known: {known}",
)
_NEEDS_FILE = Text(
    "XLSXはファイルに書きます。-o ファイル名 を加えてください。",
    "A workbook is written to a file; add -o FILE.",
)
_WRITTEN = Text("{file}に{rows}行を書きました。", "{rows} rows written to {file}.")
_UNWRITABLE = Text(
    "「{file}」に書けません（{reason}）。書ける場所を -o で指定してください。",
    "Cannot write {file} ({reason}); name a place that can be written with -o.",
)
