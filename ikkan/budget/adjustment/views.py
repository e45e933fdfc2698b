"""Public pages of the adjustment fund: the fund as a whole, and one year of it.

Decides: nothing; printed history comes from the pack, recorded rounds through the visibility
policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ikkan.audit.ports import actor_of
from ikkan.budget.adjustment import history, pages, paper, printed
from ikkan.budget.adjustment.history import ToldYear
from ikkan.budget.adjustment.queries import CHECK, DECISION, PROPOSAL, ROUND
from ikkan.budget.joint.words import LANGUAGES, UNIT_NAMES, UNITS
from ikkan.documents.paper import Paper
from ikkan.plan import queries
from ikkan.plan.rules import Judgement
from ikkan.plan.snapshot import FigureView, Snapshot
from ikkan.records import days, papers
from ikkan.records import queries as records
from ikkan.records.kinds import kind_of
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes, workbook, xlsx_bytes
from ikkan.values import era
from ikkan.values.errors import NotFound
from ikkan.values.text import Text

_FILES: Final = ("csv", "xlsx")


@require_safe
def fund(request: HttpRequest) -> HttpResponse:
    """Where the money comes from, its years and rounds, its rules by date, what it was for."""
    actor, as_of, said = actor_of(request), days.as_of(request), language()
    known = queries.snapshot(as_of)
    told = history.years(known)
    first = history.origin(told)
    sets = printed.rules(known)
    return render(
        request,
        "budget/adjustment/fund.html",
        {
            "told": told,
            "told_unit": next((one.unit for year in told for one in year.figures), ""),
            "origin": first,
            "origin_share": printed.share(first),
            "meaning": printed.meaning(known),
            "drawing": _drawing(told, said),
            "checks": _checks(known, told),
            "cases": printed.cases(known),
            "lists": [
                (kind.plural, kind.list_url)
                for code in (ROUND, PROPOSAL, DECISION, CHECK)
                if (kind := kind_of(code)) is not None
            ],
            "rules": sets,
            "rule_rows": printed.rule_rows(sets),
            **pages.recorded(known, actor, as_of),
        },
    )


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One fiscal year: what the sources tell of it, and what is recorded here."""
    actor, as_of = actor_of(request), days.as_of(request)
    known = queries.snapshot(as_of)
    told = history.of_year(known, year)
    here = pages.recorded(known, actor, as_of, year)
    if told is None and here["pot"] is None:
        raise NotFound("adjustment.year", _NO_YEAR.format(year=year))
    context = {
        "year": year,
        "name": era.label(year, language()),
        "told": told,
        "checks": _checks(known, [told] if told else []),
        **here,
    }
    return render(request, "budget/adjustment/year.html", context)


@require_safe
def history_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Every printed round as CSV or XLSX, with its status and sources."""
    if suffix not in _FILES:
        raise NotFound("adjustment.file", _NO_FILE)
    known, said = queries.snapshot(days.as_of(request)), language()
    sheet = Sheet.of(
        _TITLE.of(said),
        [head.of(said) for head in _HEADS],
        list(_rows(known, said)),
    )
    made = csv_bytes(sheet) if suffix == "csv" else xlsx_bytes([sheet])
    kind = "text/csv; charset=utf-8" if suffix == "csv" else workbook.CONTENT_TYPE
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="adjustment-rounds.{suffix}"'
    return response


@require_safe
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The execution plan of a round as a page, with its files and the switch of units."""
    made, unit = _plan(request, code, language())
    asked = request.GET.copy()
    units = []
    for name, text in UNIT_NAMES.items():
        asked["unit"] = name
        units.append((text, f"?{asked.urlencode()}", name == unit))
    files = [
        {
            "language": said,
            "name": f"{LANGUAGES[said]} {form.upper()}",
            "url": f"{reverse('adjustment:file', args=[code, said, form])}?unit={unit}",
        }
        for said in LANGUAGES
        for form in papers.FORMS
    ]
    context = {"paper": made, "units": units, "files": files, "code": code}
    return render(request, "budget/adjustment/plan.html", context)


@require_safe
def plan_file(request: HttpRequest, code: str, said: str, form: str) -> HttpResponse:
    """The execution plan in one language as HTML, PDF/UA or XLSX."""
    if said not in LANGUAGES or form not in papers.FORMS:
        raise NotFound("adjustment.file", _NO_PAPER)
    made, unit = _plan(request, code, said)
    return papers.answer(made, form, f"execution-plan-{code}-{unit}-{said}")


def _plan(request: HttpRequest, code: str, said: str) -> tuple[Paper, str]:
    actor, as_of = actor_of(request), days.as_of(request)
    one = records.get(ROUND, code, actor)
    unit = request.GET.get("unit", "oku")
    unit = unit if unit in UNITS else "oku"
    lines, standing, made = pages.plan_of(one, actor, as_of)
    known = queries.snapshot(as_of)
    return paper.execution_plan(one, lines, standing, known, unit, said, as_of, made), unit


def _rows(known: Snapshot, said: str) -> Any:
    for one in history.years(known):
        for told in one.rounds:
            yield (
                told.year,
                told.number,
                told.row.label.of(said),
                told.status,
                _printed(told.amount),
                told.amount.unit if told.amount else "",
                "; ".join(f"{name.of(said)} {_printed(part)}" for name, part in told.parts),
                _printed(told.reassigned_from),
                " ".join(
                    code if line is None else f"{code}:{line}" for code, line in told.row.sources
                ),
            )


def _place(code: str, line: int | None) -> str:
    return code if line is None else f"{code}:{line}"


def _printed(figure: FigureView | None) -> str:
    return "" if figure is None else figure.printed


def _checks(known: Snapshot, told: Iterable[ToldYear]) -> list[tuple[Judgement, Text]]:
    """The identities of these figures with what each of them checks."""
    found = history.checks(known, told)
    return [(one, known.entry("identity", one.identity.code).label) for one in found]


def _drawing(told: Any, said: str) -> dict[str, Any] | None:
    made = history.drawing(told, said)
    return {"svg": SafeString(made.svg), "alt": made.alt} if made else None


_TITLE: Final = Text("調整費の回", "Adjustment rounds")
_HEADS: Final = (
    Text("年度", "Fiscal year"),
    Text("回", "Round"),
    Text("名称", "Name"),
    Text("知れたところ", "Known from"),
    Text("配分額（印字）", "Amount as printed"),
    Text("単位", "Unit"),
    Text("内訳", "Of it"),
    Text("組み替えの元の額", "Re-assigned out of"),
    Text("出典", "Source"),
)
_NO_YEAR: Final = Text(
    "{year}年度の調整費について、資料にも記録にも何もありません。",
    "Neither the sources nor the records tell anything of the adjustment fund of FY{year}.",
)
_NO_PAPER: Final = Text(
    "そのファイルはありません。実行計画のページから選び直してください。",
    "There is no such file; choose one on the page of the execution plan.",
)
_NO_FILE: Final = Text(
    "そのファイルはありません。csv か xlsx を選んでください。",
    "There is no such file; choose csv or xlsx.",
)
