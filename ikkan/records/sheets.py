"""Records as a file: the fields that the actor sees, and the mark of what is made up.

Called by the lists, the open data of the portal, `ikkan export`. Source: ui.md §4
("Demonstration value").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.http import HttpResponse

from ikkan.audit.actor import Actor
from ikkan.records.cells import Writer
from ikkan.records.kinds import Kind
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes, xlsx_bytes
from ikkan.tabular.workbook import CONTENT_TYPE as XLSX_TYPE
from ikkan.tabular.written import CONTENT_TYPE as CSV_TYPE
from ikkan.values.text import Text

MOST_ROWS: Final = 100_000
_BATCH: Final = 500


def sheet_of(kind: Kind, rows: Sequence[Any], actor: Actor, as_of: date, speak: str) -> Sheet:
    """One table: code, the fields, the mark; names of references are read once for all rows."""
    fields = [one for one in kind.fields if one.shown_to(actor)]
    if kind.prepare is not None:
        for at in range(0, len(rows), _BATCH):
            kind.prepare(rows[at : at + _BATCH], as_of)
    values = [[field.of(row) for field in fields] for row in rows]
    writer = Writer((value for row in values for value in row), as_of, actor, speak)
    body = [
        (
            row.code,
            *(
                writer.plain(value, field.type, field.choices)
                for field, value in zip(fields, row_values, strict=True)
            ),
            _FICTIONAL.of(speak) if row.fictional else "",
        )
        for row, row_values in zip(rows, values, strict=True)
    ]
    notes = [_AS_OF.format(day=as_of.isoformat()), _SEEN.format(count=len(body))]
    if any(row.fictional for row in rows):
        notes.append(_MADE_UP)
    heads = [_CODE, *(field.label for field in fields), _MARK]
    return Sheet.of(
        kind.plural.of(speak),
        [head.of(speak) for head in heads],
        body,
        [words.of(speak) for words in notes],
    )


def answer(kind: Kind, rows: Sequence[Any], actor: Actor, as_of: date, suffix: str) -> HttpResponse:
    """The table as CSV or workbook, for this actor only."""
    sheet = sheet_of(kind, rows, actor, as_of, language())
    if suffix == "csv":
        response = HttpResponse(csv_bytes(sheet), content_type=CSV_TYPE)
    else:
        response = HttpResponse(xlsx_bytes([sheet]), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{kind.api}.{suffix}"'
    response["Cache-Control"] = "private, no-store"
    return response


_CODE: Final = Text("コード", "Code")
_MARK: Final = Text("印", "Mark")
_FICTIONAL: Final = Text("実演値", "Demonstration")
_AS_OF: Final = Text("時点 {day}", "As of {day}")
_SEEN: Final = Text("見る権限のある{count}件", "{count} records that you may see")
_MADE_UP: Final = Text(
    "「実演値」の行は作られた記録で、実在の課題・人・金額ではありません。",
    "Rows marked Demonstration are made up; they are no real projects, people or amounts.",
)
