"""The request workbook as a file: lines, drop-downs on a sheet of their own, rules with the stamp.

Decides: nothing is hidden or protected; what looks like a formula stays text. openpyxl is loaded
when a workbook is made. Called by the download of the request page and by tests.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from ikkan.budget.requests.workbook import (
    AMOUNTS,
    CHOICES_SHEET,
    CHOSEN,
    COLUMNS,
    FIELDS,
    HEADER_ROW,
    LINES_SHEET,
    RULES_SHEET,
    STAMPED,
    Column,
    Known,
    Present,
    thousands,
)
from ikkan.tabular.grid import letter
from ikkan.values.text import Text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LAST_ROW: Final = 504
"""Drop-downs reach this far."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＠")
_RULES: Final = (
    Text("一行に一つの要求の行を書きます。", "One row is one line of the request."),
    Text("額の単位は千円です。", "Amounts are thousands of yen."),
    Text(
        "行コードは行をつなぐ鍵です。並べ替えや挿入をしても同じ行として比べます。書き換えないでください。",
        "The line code joins a line to itself; rows may be sorted or put between. Leave it as is.",
    ),
    Text(
        "新しい行は行コードを空けておきます。取り込むときに付きます。",
        "Leave the code of a new line blank; it is given when the workbook is read.",
    ),
    Text(
        "行を消すと、取り消しの行として示されます。反映するまで何も変わりません。",
        "A row that is left out is shown as removed; nothing changes before you apply it.",
    ),
    Text(
        "列は動かしても、見出しの語で見つけます。見出しは変えないでください。",
        "Columns are found by the words of their headings wherever they stand.",
    ),
    Text(
        "数式は最後に計算された値で読み、確認を求めます。",
        "Of a formula the value last computed is read, and you are asked to check it.",
    ),
    Text(
        "疾患領域などは複数書けます。改行か「、」で区切ります。",
        "Several disease areas may be named, each on its line or separated by commas.",
    ),
    Text(
        "マクロ、別のファイルへの参照、20MBを超えるファイルは受け付けません。",
        "Macros, references to other files and files of more than 20 MB are refused.",
    ),
)


def template(known: Known, title: Text) -> bytes:
    """The workbook of a request with its present lines."""
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    page.title = LINES_SHEET
    ranges = _choices(book, known)
    _heading(page, title)
    for number, present in enumerate(known.lines, start=HEADER_ROW + 1):
        _line(page, number, present, known)
    _drop_downs(page, ranges)
    _rules(book, known, title)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(page: Any, title: Text) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    _put(page, 1, 1, f"{title.ja} {title.en}").font = Font(bold=True, size=14)
    _put(page, 2, 1, "単位：千円 Unit: thousand yen")
    _put(page, HEADER_ROW - 1, 2, "計 Total").font = Font(bold=True)
    for position, column in enumerate(COLUMNS, start=1):
        cell = _put(page, HEADER_ROW, position, column.heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="ECEFF3")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        page.column_dimensions[letter(position)].width = column.width
        if column.field in AMOUNTS:
            name = letter(position)
            total = page.cell(row=HEADER_ROW - 1, column=position)
            total.value = f"=SUM({name}{HEADER_ROW + 1}:{name}{_LAST_ROW})"
            total.number_format, total.font = "#,##0", Font(bold=True)
    page.row_dimensions[HEADER_ROW].height = 34
    page.freeze_panes = f"C{HEADER_ROW + 1}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _line(page: Worksheet, row: int, present: Present, known: Known) -> None:
    from openpyxl.styles import Alignment

    for position, column in enumerate(COLUMNS, start=1):
        value = _value(present, column, known)
        if value is None or value == "":
            continue
        cell = _put(page, row, position, value)
        if column.sort == "amount":
            cell.number_format = "#,##0" if isinstance(value, int) else "#,##0.000"
        if column.field in ("justification", "note"):
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _value(present: Present, column: Column, known: Known) -> Any:
    if column.sort == "seen":
        return present.row_version
    value = getattr(present.line, column.field)
    if column.sort == "amount":
        return thousands(value)
    if column.sort == "flag":
        return "はい" if value else ""
    if column.sort == "one":
        return _shown(known, column.field, value)
    if column.sort == "several":
        return "\n".join(_shown(known, column.field, one) for one in value)
    return "\n".join(value) if column.sort == "refs" else value


def _shown(known: Known, name: str, code: str) -> str:
    choice = known.find(name, code) if code else None
    return choice.shown if choice else code


def _choices(book: Workbook, known: Known) -> dict[str, str]:
    """Write the sheet of choices; the range of each field's list by field."""
    from openpyxl.styles import Font

    page = book.create_sheet(CHOICES_SHEET)
    ranges = {}
    for position, name in enumerate(CHOSEN, start=1):
        label, column = FIELDS[name].label, letter(position)
        _put(page, 1, position, f"{label.ja} {label.en}").font = Font(bold=True)
        page.column_dimensions[column].width = 44
        offered = [one for one in known.choices.get(name, ()) if one.ended is None]
        for row, choice in enumerate(offered, start=2):
            _put(page, row, position, choice.shown)
        if offered:
            ranges[name] = f"'{CHOICES_SHEET}'!${column}$2:${column}${len(offered) + 1}"
    page.freeze_panes = "A2"
    return ranges


def _drop_downs(page: Worksheet, ranges: dict[str, str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for position, column in enumerate(COLUMNS, start=1):
        span = f"{letter(position)}{HEADER_ROW + 1}:{letter(position)}{_LAST_ROW}"
        if column.field in ranges:
            rule = DataValidation(type="list", formula1=ranges[column.field], allow_blank=True)
            rule.errorStyle = "information" if column.sort == "several" else "warning"
        elif column.sort == "flag":
            rule = DataValidation(type="list", formula1='"はい,いいえ"', allow_blank=True)
        elif column.sort == "amount":
            rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
            rule.allow_blank, rule.errorStyle = True, "warning"
        else:
            continue
        rule.showErrorMessage = True
        rule.errorTitle = "確認 Check"
        rule.error = f"{column.label.ja} {column.label.en}"[:200]
        rule.add(span)
        page.add_data_validation(rule)


def _rules(book: Workbook, known: Known, title: Text) -> None:
    from openpyxl.styles import Alignment, Font

    page = book.create_sheet(RULES_SHEET)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 48, 72
    _put(page, 1, 1, f"{title.ja} {title.en}").font = Font(bold=True, size=14)
    row = 3
    for name, label in STAMPED.items():
        _put(page, row, 1, f"{label.ja} {label.en}").font = Font(bold=True)
        _put(page, row, 2, str(getattr(known.stamp, name)))
        row += 1
    row += 1
    for rule in _RULES:
        for position, words in enumerate((rule.ja, rule.en), start=1):
            _put(page, row, position, words).alignment = Alignment(wrap_text=True, vertical="top")
        row += 1


def _put(page: Worksheet, row: int, column: int, value: Any) -> Any:
    """A value as it is: text never becomes a formula, and signs no sheet may hold are left out."""
    cell = page.cell(row=row, column=column)
    if isinstance(value, str):
        value = "".join(sign for sign in value if sign >= " " or sign in "\n\t")
        cell.value = value
        cell.data_type = "s"
        if value.startswith(_FORMULA):
            cell.quotePrefix = True
    else:
        cell.value = value
    return cell
