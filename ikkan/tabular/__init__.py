"""Tables out: the same sheets as CSV and as a workbook. Pure, without Django."""

from ikkan.tabular.sheet import Cell, Column, Sheet
from ikkan.tabular.workbook import xlsx_bytes
from ikkan.tabular.written import csv_bytes

__all__ = ["Cell", "Column", "Sheet", "csv_bytes", "xlsx_bytes"]
