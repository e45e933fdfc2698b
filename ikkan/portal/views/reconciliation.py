"""The ledger beside the published figures, cell by cell, and the entries behind one cell.

Decides: sums are shown to everybody, entries to whoever may see the transfers. Source: design §3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from ikkan.audit.ports import actor_of
from ikkan.budget.reconciled import queries, rules
from ikkan.budget.reconciled.queries import Cell
from ikkan.budget.reconciled.rules import VERDICTS, Key, Sums, Verdict
from ikkan.budget.words import POTS
from ikkan.plan.rules import plain
from ikkan.plan.snapshot import Snapshot
from ikkan.portal import downloads, reading, words
from ikkan.records.kinds import kind_of
from ikkan.records.models import is_demonstration
from ikkan.records.queries import visible
from ikkan.tabular import Sheet
from ikkan.values.errors import InputError
from ikkan.values.money import Unit, Yen
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST: Final = 200
_TRANSFER: Final = "budget.transfer"
_CHIPS: Final = {Verdict.AGREES: "chip-ok", Verdict.DIFFERS: "chip-warn"}
_SIGNS: Final = {Verdict.AGREES: "≈", Verdict.DIFFERS: "≠"}
_NAMES: Final = ("year", "ministry", "cost_class", "pot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: a print of a cell, or the cell without one."""

    first: bool
    span: int
    cell: Cell
    names: Mapping[str, Text]
    given: str
    moves: tuple[Text, ...]
    printed: queries.Printed | None
    interval: str
    basis: Text | None
    difference: str
    said: Text
    chip: str
    sign: str
    entries: str


def reconciliation(request: HttpRequest) -> HttpResponse:
    """One fiscal year: ministry × cost class × pot, ledger and prints side by side."""
    snapshot = reading.snapshot_of(request)
    found = queries.cells(snapshot, snapshot.as_of)
    years = queries.years(found)
    year = _year(request, years)
    cells = [cell for cell in found if cell.key.year == year]
    lines = [line for cell in cells for line in _lines(snapshot, cell)]
    counts = {verdict: sum(line.said == VERDICTS[verdict] for line in lines) for verdict in Verdict}
    context = {
        "snapshot": snapshot,
        "years": years,
        "year": year,
        "lines": lines,
        "query": urlencode({"year": year}) if year else "",
        "counts": [(VERDICTS[one], count) for one, count in counts.items() if count],
        "has_fictional": any(cell.sums for cell in cells) and is_demonstration(),
    }
    return render(request, "portal/reconciliation.html", context)


def reconciliation_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Every year, one row for each print, in whole yen and as printed."""
    snapshot, language = reading.snapshot_of(request), reading.language()
    found = queries.cells(snapshot, snapshot.as_of)
    rows = [line for cell in found for line in _lines(snapshot, cell)]
    sheet = Sheet.of(
        _TITLE.of(language),
        [head.of(language) for head in _HEADS],
        (_file_row(line, language) for line in rows),
        downloads.notes(
            snapshot,
            downloads.source_codes([one.printed.figure for one in rows if one.printed]),
            language,
        ),
    )
    return downloads.answer("reconciliation", suffix, [sheet])


def reconciliation_entries(request: HttpRequest) -> HttpResponse:
    """The transfers behind the ledger's sum of one cell, as far as the reader may see them."""
    snapshot, key = reading.snapshot_of(request), _key(request)
    keys = queries.entries(key, snapshot.as_of)
    kind = kind_of(_TRANSFER)
    rows = list(visible(_TRANSFER, actor_of(request)).filter(pk__in=keys)[: MOST + 1])
    context = {
        "snapshot": snapshot,
        "names": _names(snapshot, key),
        "key": key,
        "rows": [
            {
                "code": row.code,
                "url": kind.url(row.code) if kind else "",
                "made_on": row.made_on,
                "giver": row.giver,
                "taker": row.taker,
                "said": f"{row.yen:,}",
            }
            for row in rows[:MOST]
        ],
        "more": len(rows) > MOST,
        "count": len(keys),
        "hidden": len(rows) == 0 and bool(keys),
        "back": urlencode({"year": key.year}),
    }
    return render(request, "portal/reconciliation_entries.html", context)


def _year(request: HttpRequest, years: tuple[int, ...]) -> int | None:
    asked = request.GET.get("year", "").strip()
    if not asked:
        return years[0] if years else None
    if not asked.isascii() or not asked.isdigit() or int(asked) not in years:
        raise InputError("portal.year", _NO_YEAR.format(year=asked[:10]))
    return int(asked)


def _key(request: HttpRequest) -> Key:
    said = {name: request.GET.get(name, "").strip()[:80] for name in _NAMES}
    if not (said["year"].isascii() and said["year"].isdigit() and len(said["year"]) == 4):
        raise InputError("portal.year", _NO_YEAR.format(year=said["year"][:10]))
    return Key(int(said["year"]), said["ministry"], said["cost_class"], said["pot"])


def _lines(snapshot: Snapshot, cell: Cell) -> Iterable[Line]:
    prints: tuple[queries.Printed | None, ...] = cell.prints or (None,)
    for place, one in enumerate(prints):
        verdict = one.compared.verdict if one else Verdict.NO_PRINT
        figure = one.figure if one else None
        yield Line(
            first=place == 0,
            span=len(prints),
            cell=cell,
            names=_names(snapshot, cell.key),
            given=_amount(cell.given),
            moves=_moves(cell.sums),
            printed=one,
            interval=words.interval(figure.interval) if figure and figure.interval else "",
            basis=snapshot.entry("basis", figure.basis).label if figure else None,
            difference=_signed(one.compared.difference) if one else "",
            said=VERDICTS[verdict],
            chip=_CHIPS.get(verdict, ""),
            sign=_SIGNS.get(verdict, "–"),
            entries=urlencode(dict(zip(_NAMES, _values(cell.key), strict=True)))
            if cell.sums
            else "",
        )


def _values(key: Key) -> tuple[Any, ...]:
    return (key.year, key.ministry, key.cost_class, key.pot)


def _names(snapshot: Snapshot, key: Key) -> dict[str, Text]:
    return {
        "ministry": _label(snapshot, "body", key.ministry) if key.ministry else _ALL,
        "cost_class": _label(snapshot, "cost_class", key.cost_class)
        if key.cost_class
        else _NO_CLASS,
        "pot": _label(snapshot, "pot", key.pot),
    }


def _label(snapshot: Snapshot, kind: str, code: str) -> Text:
    row = snapshot.find(Ref(kind, code))
    return row.label if row is not None else POTS.get(code, Text(code, code))


def _amount(yen: int | None) -> str:
    return "" if yen is None else plain(Yen(yen).in_unit(Unit.OKU))


def _signed(value: Decimal | None) -> str:
    if value is None:
        return ""
    said = plain(abs(value))
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{said}"


def _moves(sums: Sums | None) -> tuple[Text, ...]:
    """What came of the money at the ministry, apart from what the treasury gave."""
    if sums is None:
        return ()
    found = (
        (_CARRIED_OUT, sums.carried_out),
        (_MOVED, sums.moved),
        (_RETURNED, sums.returned),
    )
    return tuple(label.format(amount=_amount(yen)) for label, yen in found if yen)


def _file_row(line: Line, language: str) -> list[Any]:
    key, sums = line.cell.key, line.cell.sums
    figure = line.printed.figure if line.printed else None
    ledger: list[int | None] = [None] * 5
    if sums is not None:
        ledger = [line.cell.given, sums.carried_in, sums.carried_out, sums.moved, sums.returned]
    compared = line.printed.compared if line.printed else rules.Compared(verdict=Verdict.NO_PRINT)
    return [
        *(key.year, key.ministry, line.names["ministry"].of(language)),
        *(key.cost_class, line.names["cost_class"].of(language)),
        *(key.pot, line.names["pot"].of(language)),
        *ledger,
        *((figure.code, figure.printed, figure.value, figure.unit) if figure else ("",) * 4),
        line.basis.of(language) if line.basis else "",
        compared.difference,
        line.said.of(language),
        ", ".join(one.code for one in line.printed.again) if line.printed else "",
    ]


_TITLE: Final = Text("台帳と公表値の照合", "Ledger and published figures")
_ALL: Final = Text("全府省", "All ministries")
_NO_CLASS: Final = Text("経費区分の記載なし", "Cost class not said")
_CARRIED_OUT: Final = Text("翌年度へ繰越 {amount}", "Carried over to the next year {amount}")
_MOVED: Final = Text("移し替え {amount}", "Moved between ministries {amount}")
_RETURNED: Final = Text("国庫へ返還 {amount}", "Returned to the treasury {amount}")
_NO_YEAR: Final = Text(
    "「{year}」年度の台帳も公表値もありません。一覧の年度から選んでください。",
    "Neither ledger nor figures have the year {year}; choose one of those listed.",
)
_HEADS: Final = (
    Text("年度", "Fiscal year"),
    *(Text("府省コード", "Ministry code"), Text("府省", "Ministry")),
    *(Text("経費区分コード", "Cost class code"), Text("経費区分", "Cost class")),
    *(Text("枠コード", "Pot code"), Text("財源の枠", "Pot")),
    Text("台帳：受けた額（円）", "Ledger: given (yen)"),
    Text("うち前年度から繰越（円）", "Of which carried over (yen)"),
    Text("翌年度へ繰越（円）", "Carried over to the next year (yen)"),
    Text("移し替え（円）", "Moved between ministries (yen)"),
    Text("国庫へ返還（円）", "Returned to the treasury (yen)"),
    *(Text("公表値コード", "Figure code"), Text("印字", "As printed")),
    *(Text("値", "Value"), Text("単位", "Unit"), Text("ベース", "Basis")),
    Text("差（台帳－印字、印字の単位）", "Difference (ledger less print, in its unit)"),
    Text("判定", "Verdict"),
    Text("再掲", "Reprinted as"),
)
