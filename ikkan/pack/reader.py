"""A pack's folder read into a Pack, whatever state it is in.

Decides: the order of reading and the digest; form only, relations between rows are the checker's.
Called by: the checker. Source: docs/pack-guide.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ikkan.pack import rows, schema, settings, tables
from ikkan.pack.folder import RULES, Folder
from ikkan.pack.model import Pack, Row, Table
from ikkan.pack.note import found
from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text


def read(path: Path) -> tuple[Pack | None, list[Finding]]:
    """The pack as far as it can be read, and what is wrong in form.

    None without a folder; without a readable pack.toml its settings are empty.
    """
    folder = Folder(path)
    if not folder.open():
        return None, folder.findings
    written = settings.load(folder) or {}
    read_rows = {
        kind.code: rows.read(folder, kind)
        for kind in schema.load().kinds.values()
        if kind.file in folder.names
    }
    printed = tables.load(folder)
    rules = _rules(folder)
    pack = Pack(
        code=str(written.get("code", "")),
        version=str(written.get("version", "")),
        settings=MappingProxyType(dict(written)),
        rows=MappingProxyType(read_rows),
        tables=printed,
        digest=_digest(written, read_rows, printed, rules),
        path=path,
        rules=rules,
    )
    return pack, folder.findings


def canonical_row(row: Row) -> dict[str, Any]:
    """Everything a row says, as JSON: labels as {"ja", "en"}, numbers and days as text."""
    common = {
        "code": row.code,
        "valid_from": _plain(row.valid_from),
        "valid_to": _plain(row.valid_to),
        "source": [str(source) for source in row.sources],
        "items": list(row.items),
    }
    return common | {name: _plain(value) for name, value in row.data.items()}


def canonical_table(table: Table) -> dict[str, Any]:
    """Everything a printed table says, as JSON."""
    fields = ("code", "group", "source", "unit", "basis", "year", "layout")
    return {name: getattr(table, name) for name in fields} | {
        "title": _plain(table.title),
        "corner": _plain(table.corner),
        "notes": list(table.notes),
        "columns": [_plain(column) for column in table.columns],
        "rows": [
            {
                "head": _plain(row.head),
                "cells": [
                    {
                        "main": cell.main,
                        "parts": list(cell.parts),
                        "parts_style": cell.parts_style,
                        "separator": cell.separator,
                        "labels": [_plain(label) for label in cell.labels],
                        "prefix": _plain(cell.prefix),
                        "suffix": _plain(cell.suffix),
                    }
                    for cell in row.cells
                ],
            }
            for row in table.rows
        ],
    }


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return {"ja": value.ja, "en": value.en}
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


def _rules(folder: Folder) -> str:
    """The sha256 of a rules.py, which is refused and never run; "" without one."""
    if RULES not in folder.names:
        return ""
    folder.findings.append(found("rules.own", Place(RULES), name=RULES))
    raw = folder.raw(RULES)
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


def _digest(
    written: Mapping[str, Any],
    read_rows: Mapping[str, tuple[Row, ...]],
    printed: tuple[Table, ...],
    rules: str,
) -> str:
    content = {
        "settings": written,
        "rows": {kind: [canonical_row(row) for row in of] for kind, of in read_rows.items() if of},
        "tables": [canonical_table(table) for table in printed],
        "rules": rules,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
