"""Pages of the funds: all money year by year, published and in the ledger.

Decides: how it is written; what stands there is decided in together.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ikkan.audit.ports import actor_of
from ikkan.budget.funds import together
from ikkan.budget.funds.together import Recorded
from ikkan.documents import svg
from ikkan.plan.snapshot import FigureView
from ikkan.records import days
from ikkan.records.models import is_demonstration
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes, sheet, xlsx_bytes
from ikkan.tabular.workbook import CONTENT_TYPE as XLSX
from ikkan.tabular.written import CONTENT_TYPE as CSV
from ikkan.values import era
from ikkan.values.money import Unit, Yen
from ikkan.values.text import Text

EVEN: Final = "even"
_TENTH: Final = Decimal("0.1")
_FORMS: Final = {"csv": CSV, "xlsx": XLSX}


@never_cache
@require_safe
def together_page(request: HttpRequest) -> HttpResponse:
    """Both registers year by year, the funds with their years, and what reached programmes."""
    actor, as_of = actor_of(request), days.as_of(request)
    found = together.read(actor, as_of)
    even = request.GET.get("spread") == EVEN
    context = {
        "found": found,
        "even": even,
        "printed": [
            (one, None if one.even is None else one.even.quantize(_TENTH, rounding=ROUND_HALF_UP))
            for one in found.printed
        ],
        "as_of_given": request.GET.get("as_of", ""),
        "chart": _chart(found.recorded, found.this),
        "made_up": is_demonstration(),
    }
    return render(request, "budget/funds/together.html", context)


@never_cache
@require_safe
def together_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same rows: a line for each print, and for each number of the ledger in whole yen."""
    if form not in _FORMS:
        raise Http404(_NO_FILE.of(language()))
    actor, as_of, speak = actor_of(request), days.as_of(request), language()
    found = together.read(actor, as_of)
    rows: list[list[sheet.Cell]] = []
    for one in found.printed:
        for what, figures in (
            (_INITIAL, one.initial),
            (_SUPPLEMENTARY, one.supplementary),
            (_ADJUSTMENT, one.adjustment),
        ):
            rows += [_print(one.year, what.of(speak), figure, speak) for figure in figures]
    for reading in found.readings:
        if reading.amount is not None:
            rows.append(_print(reading.first, _FUND.of(speak), reading.amount, speak))
    for year in found.recorded:
        for what, yen in _numbers(year):
            if yen:
                rows.append([_LEDGER.of(speak), year.year, what.of(speak), "", "", yen, "", ""])
    made = Sheet.of(
        TITLE.of(speak),
        [one.of(speak) for one in _HEADS],
        rows,
        [_APART.of(speak), _AS_OF.format(day=as_of.isoformat()).of(speak)],
    )
    body = csv_bytes(made) if form == "csv" else xlsx_bytes([made])
    response = HttpResponse(body, content_type=_FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="money-together.{form}"'
    return response


def _print(year: int | None, what: str, figure: FigureView, speak: str) -> list[sheet.Cell]:
    """A printed figure: its words and value, never added to anything."""
    name = figure.label.of(speak)
    said = [_PUBLISHED.of(speak), year, what, name, figure.printed, figure.value]
    return [*said, figure.unit, figure.basis]


def _numbers(one: Recorded) -> list[tuple[Text, int | None]]:
    return [
        (_YEARLY, one.yearly),
        (_ADJUSTMENT, one.adjustment),
        (_RECEIVED, one.received),
        (_REACHED, one.reached),
        (_PLANNED, one.planned),
        (_PAID, one.paid),
        (_BALANCE, one.balance),
        (_PROMISED, one.promised),
        (_POT, one.pot),
        (_DECIDED, one.decided),
    ]


def _chart(recorded: Sequence[Recorded], this: int) -> dict[str, Any]:
    """What reached programmes each year of the ledger, up to the year of the day."""
    shown = [(one.year, one.reached or 0) for one in recorded if one.year <= this]
    year, largest = max(shown, key=lambda one: one[1], default=(this, 0))
    if largest <= 0:
        return {}
    unit = Unit.OKU if largest >= Unit.OKU.factor // 10 else Unit.YEN
    values = [Yen(yen).in_unit(unit).quantize(_TENTH, rounding=ROUND_HALF_UP) for _, yen in shown]
    alt = _ALT.format(year=year, yen=f"{largest:,}")
    names = [era.label(one, language()) for one, _ in shown]
    drawn = svg.of_bars(names, values, alt=alt.of(language()))
    return {"svg": SafeString(drawn), "alt": alt, "unit": unit.symbol}


TITLE: Final = Text("すべてのお金を年度ごとに", "All money, year by year")
_PUBLISHED: Final = Text("公表値", "Published")
_LEDGER: Final = Text("台帳", "Ledger")
_INITIAL: Final = Text("当初予算", "Initial budget")
_SUPPLEMENTARY: Final = Text("補正予算", "Supplementary budget")
_ADJUSTMENT: Final = Text("調整費", "Adjustment fund")
_FUND: Final = Text("基金の総額（期間全体）", "Total of a fund over its whole span")
_YEARLY: Final = Text("年度の予算から事業へ", "Yearly budget to programmes")
_RECEIVED: Final = Text("基金の受入", "Received by funds")
_REACHED: Final = Text("事業に届いた計", "Reached programmes in all")
_PLANNED: Final = Text("予定の積み増し", "Instalments planned")
_PAID: Final = Text("基金の支払", "Paid by funds")
_BALANCE: Final = Text("基金の年度末の残高", "Balance of funds at the end")
_PROMISED: Final = Text("その年度への約束", "Promised for the year")
_POT: Final = Text("調整費の枠", "Pot of the adjustment fund")
_DECIDED: Final = Text("調整費の決定済み", "Decided from it")
_HEADS: Final = (
    Text("台帳か公表値か", "Register"),
    Text("年度", "Fiscal year"),
    Text("事項", "What"),
    Text("公表値の名称", "Name of the figure"),
    Text("印字", "Print"),
    Text("値", "Value"),
    Text("単位（台帳は円）", "Unit (yen in the ledger)"),
    Text("基準", "Basis"),
)
_APART: Final = Text(
    "公表値と台帳は別の記録で、足し合わせません。基金の総額は期間全体のものです。",
    "Published figures and the ledger are two registers, never added; the total of a fund belongs "
    "to its whole span.",
)
_AS_OF: Final = Text("時点 {day}", "As of {day}")
_ALT: Final = Text(
    "台帳で事業に届いた額。最も多いのは{year}年度の{yen}円。",
    "What reached programmes in the ledger; most in FY{year}, ¥{yen}.",
)
_NO_FILE: Final = Text(
    "その形式のファイルはありません。csvかxlsxを選んでください。",
    "There is no such file; choose csv or xlsx.",
)
