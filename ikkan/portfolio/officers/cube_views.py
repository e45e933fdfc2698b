"""The cube page of the portfolio: any two sides, money or number, as table, drawing and file.

Decides: how its numbers are written; which rows are counted is decided in crossing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ikkan.analytics.cube import UNMAPPED
from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.documents import svg
from ikkan.parties.prefectures import PREFECTURES
from ikkan.plan.queries import snapshot
from ikkan.portfolio.officers import boards, crossed, crossing, queries
from ikkan.portfolio.officers.crossed import FIELDS, FILTERS, FULL, NUMBER, SIDES, Crossed, Numbers
from ikkan.portfolio.officers.views import SEE, answered
from ikkan.records import days
from ikkan.records.models import is_demonstration
from ikkan.records.words import language
from ikkan.tabular import Sheet, sheet
from ikkan.values.text import Text

BARS: Final = 15
_MILLION: Final = 1_000_000
_TENTH: Final = Decimal("0.1")


@never_cache
@require_safe
def cube(request: HttpRequest) -> HttpResponse:
    """The table of what was asked for, its drawing, and the form that asks for something else."""
    actor, as_of, asked = _desk(request)
    found = crossing.read(actor, asked, as_of)
    labels = {side: _labels(side, as_of) for side in (asked.rows, asked.columns) if side}
    rows = _shown(found.rows, found.by_row)
    columns = _shown(found.columns, found.by_column)
    context = {
        "title": TITLE,
        "asked": asked,
        "found": found,
        "query": asked.query(),
        "as_of_given": request.GET.get("as_of", ""),
        "row_side": SIDES[asked.rows],
        "column_side": SIDES[asked.columns] if asked.columns else None,
        "heads": [_name(asked.columns, labels, found.columns[at]) for at in columns],
        "rows": [
            (
                _name(asked.rows, labels, found.rows[at]),
                [_said(int(found.cells[at, place]), found) for place in columns],
                _said(int(found.by_row[at]), found),
            )
            for at in rows
        ],
        "sums": [_said(int(found.by_column[at]), found) for at in columns],
        "whole": _said(found.whole, found),
        "chart": _chart(asked, found, labels, rows),
        "bars": BARS,
        "notes": _notes(asked, found),
        "choices": _choices(asked),
        "filters": _filters(asked, as_of),
        "made_up": is_demonstration(),
    }
    return render(request, "portfolio/officers_cube.html", context)


@never_cache
@require_safe
def cube_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same table in whole yen, or in hundredths of awards where they are shared."""
    actor, as_of, asked = _desk(request)
    found = crossing.read(actor, asked, as_of)
    labels = {side: _labels(side, as_of) for side in (asked.rows, asked.columns) if side}
    speak = language()
    rows = _shown(found.rows, found.by_row)
    columns = _shown(found.columns, found.by_column)
    heads = [
        SIDES[asked.rows].of(speak),
        *(_name(asked.columns, labels, found.columns[at]).of(speak) for at in columns),
        _ALL.of(speak),
    ]
    body: list[list[sheet.Cell]] = [
        [
            _name(asked.rows, labels, found.rows[at]).of(speak),
            *(_plain(int(found.cells[at, place]), found) for place in columns),
            _plain(int(found.by_row[at]), found),
        ]
        for at in rows
    ]
    sums = [_plain(int(found.by_column[at]), found) for at in columns]
    body.append([_ALL.of(speak), *sums, _plain(found.whole, found)])
    notes = [_AS_OF.format(day=as_of.isoformat()), *_notes(asked, found)]
    made = Sheet.of(TITLE.of(speak), heads, body, [one.of(speak) for one in notes])
    return answered(made, form, "portfolio-cube")


def _desk(request: HttpRequest) -> tuple[Actor, date, Crossed]:
    actor, as_of = actor_of(request), days.as_of(request)
    if not policy.within_reach(SEE, actor):
        policy.demand(SEE, actor)
    asked = crossed.asked(request.GET.dict(), as_of)
    for side, code in asked.kept.items():
        if code != UNMAPPED and code not in _labels(side, as_of):
            raise crossed.refused(SIDES[side], code)
    return actor, as_of, asked


def _shown(codes: Sequence[str], sums: Any) -> list[int]:
    """Places that hold something."""
    return [at for at in range(len(codes)) if int(sums[at])]


def _said(value: int, found: Numbers) -> str:
    """Million yen to one decimal, or awards; nothing for nothing."""
    if not value:
        return ""
    if found.parts > 1:
        return f"{_plain(value, found):,}"
    return f"{(Decimal(value) / _MILLION).quantize(_TENTH, rounding=ROUND_HALF_UP):,}"


def _plain(value: int, found: Numbers) -> int | Decimal:
    """Whole yen, or awards with two decimals where they were shared."""
    if found.parts == 1 or value % found.parts == 0:
        return value // found.parts
    return (Decimal(value) / found.parts).normalize()


def _chart(
    asked: Crossed, found: Numbers, labels: Mapping[str, Mapping[str, Text]], rows: Sequence[int]
) -> dict[str, Any]:
    """The sums of the rows as bars: years in their order, else the largest first."""
    chosen = list(rows)
    if asked.rows != "year":
        chosen = sorted(rows, key=lambda at: -int(found.by_row[at]))[:BARS]
    if not chosen:
        return {}
    speak = language()
    names = [_name(asked.rows, labels, found.rows[at]).of(speak) for at in chosen]
    values = [
        Decimal(int(found.by_row[at])) / (found.parts if found.parts > 1 else _MILLION)
        for at in chosen
    ]
    best = max(range(len(values)), key=values.__getitem__)
    alt = _ALT.format(side=SIDES[asked.rows], name=names[best], value=f"{values[best]:,.1f}")
    said = [
        value if value == value.to_integral_value() else value.quantize(_TENTH, ROUND_HALF_UP)
        for value in values
    ]
    return {
        "svg": SafeString(svg.of_bars(names, said, alt=alt.of(speak))),
        "alt": alt,
        "cut": len(rows) > len(chosen),
    }


def _labels(side: str, as_of: date) -> Mapping[str, Text]:
    if side == "prefecture":
        return PREFECTURES
    return {} if side == "year" else boards.labels(side, as_of)


def _name(side: str, labels: Mapping[str, Mapping[str, Text]], code: str) -> Text:
    if code == UNMAPPED:
        return _REMAINDER if side == "project" else boards.NOT_RECORDED
    if side == "year":
        return Text(f"{code}年度", f"FY{code}")
    return labels[side].get(code, Text(code, code))


def _choices(asked: Crossed) -> list[tuple[str, Text, list[tuple[str, Text]], str]]:
    """The selects of the form: name, label, options, chosen."""
    return [
        ("rows", FIELDS["rows"], list(SIDES.items()), asked.rows),
        ("columns", FIELDS["columns"], [("", _NO_COLUMNS), *SIDES.items()], asked.columns),
        ("measure", FIELDS["measure"], list(crossed.MEASURES.items()), asked.measure),
        ("sort", FIELDS["sort"], list(crossed.SORTS.items()), asked.sort),
        ("counting", FIELDS["counting"], list(crossed.COUNTINGS.items()), asked.counting),
    ]


def _filters(asked: Crossed, as_of: date) -> list[tuple[str, Text, list[tuple[str, Text]], str]]:
    known = snapshot(as_of)
    payers = set(queries.payers(as_of).values())
    of_term = {
        row.code for row in known.entries("project", state="all") if row.data["term"] == asked.term
    }
    found = []
    for side in FILTERS:
        options = [
            (code, words)
            for code, words in _labels(side, as_of).items()
            if code != UNMAPPED
            and (side != "ministry" or code in payers)
            and (side != "project" or code in of_term)
        ]
        none = _REMAINDER if side == "project" else boards.NOT_RECORDED
        chosen = asked.kept.get(side, "")
        found.append((f"of_{side}", SIDES[side], [*options, (UNMAPPED, none)], chosen))
    terms = [(row.code, row.label) for row in known.entries("term", state="all")]
    return [
        ("term", FIELDS["term"], terms, asked.term),
        ("shares", FIELDS["shares"], list(crossed.SHARES.items()), asked.shares),
        *found,
    ]


def _notes(asked: Crossed, found: Numbers) -> list[Text]:
    """How the numbers are counted, in words."""
    sides = (asked.rows, asked.columns, *asked.kept)
    said = [_SEEN.format(count=f"{found.awards:,}", sort=crossed.SORTS[asked.sort])]
    if asked.measure == NUMBER:
        said.append(_YEARLY if found.yearly else _ONCE)
    if "domain" in sides:
        said.append(_FULL if asked.counting == FULL else _FRACTIONAL)
    if "project" in sides:
        said.append(_SPLIT.format(shares=crossed.SHARES[asked.shares]))
    if is_demonstration():
        said.append(_MADE_UP)
    return said


TITLE: Final = Text("ポートフォリオの集計", "Portfolio by any two sides")
_ALL: Final = Text("合計", "Total")
_REMAINDER: Final = Text("対応の印字なし（残り）", "Mapped nowhere (remainder)")
_NO_COLUMNS: Final = Text("なし（合計だけ）", "none, totals only")
_AS_OF: Final = Text("時点 {day}", "As of {day}")
_ALT: Final = Text(
    "{side}ごとの合計。最も大きいのは{name}（{value}）。",
    "Totals by {side}; the largest is {name} ({value}).",
)
_SEEN: Final = Text(
    "見ることのできる課題{count}件の年額（{sort}）から数えました。種類の違う額は足しません。",
    "Counted from yearly amounts ({sort}) of {count} awards that you may see; never across sorts.",
)
_ONCE: Final = Text("課題はそれぞれの組で一度だけ数えます。", "Each award once in each group.")
_YEARLY: Final = Text(
    "額のある年度ごとに課題を一度数えます（年度をまたぐ合計は延べ数）。",
    "Each award once in each fiscal year with an amount; sums over years count it each time.",
)
_FULL: Final = Text(
    "整数カウント：複数の領域の課題は領域ごとに全体を数え、合計では一度だけ数えます。",
    "Full counting: an award of several areas counts whole in each, once in the totals.",
)
_FRACTIONAL: Final = Text(
    "分数カウント：複数の領域の課題は領域に等しく分け、合計は一円まで合います。",
    "Fractional counting: an award of several areas is shared equally; totals hold to the yen.",
)
_SPLIT: Final = Text(
    "統合プロジェクトは事業の割合で分けます（{shares}）。割合のない分は「対応の印字なし」に残し、"
    "合計は一円まで合います（最大剰余法）。",
    "Projects get the shares of programmes ({shares}); what has no share stays in the remainder, "
    "and totals hold to the yen (largest remainders).",
)
_MADE_UP: Final = Text("作られた記録（実演値）", "Made-up records (demonstration)")
