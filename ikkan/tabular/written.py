"""A sheet as CSV: UTF-8 with BOM and CRLF, as spreadsheets open it (RFC 4180).

Called by: portal's downloads, `ikkan export`. The notes of a sheet stay out: a CSV is one table.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from ikkan.tabular.sheet import Sheet, harmless, plain

BOM: Final = "\ufeff"
CONTENT_TYPE: Final = "text/csv; charset=utf-8"


def csv_bytes(sheet: Sheet) -> bytes:
    """The whole file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(column.head) for column in sheet.columns])
    writer.writerows([plain(cell) for cell in row] for row in sheet.rows)
    return (BOM + out.getvalue()).encode("utf-8")
