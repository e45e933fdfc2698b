"""Pages of the portfolio: board, rows of a number, line over phases, plan and actual, scouting.

Decides: nothing; boards count, tables say which rows. What a reader may not see is in neither page
nor file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.plan.queries import snapshot
from ikkan.portfolio.officers import asking, boards, planned, queries, tables
from ikkan.portfolio.officers.asking import Asked
from ikkan.portfolio.officers.boards import Grid
from ikkan.portfolio.officers.flags import FLAGS
from ikkan.portfolio.officers.tables import LEAST_SHOWN, Table
from ikkan.records import days, paging
from ikkan.records.cells import Writer
from ikkan.records.models import is_demonstration
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes, sheet, xlsx_bytes
from ikkan.tabular.workbook import CONTENT_TYPE as XLSX
from ikkan.tabular.written import CONTENT_TYPE as CSV
from ikkan.values.text import Text

SEE: Final = "can_see_boards"
PAGE: Final = 50
FORMS: Final = {"csv": CSV, "xlsx": XLSX}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who reads what, on which day."""

    request: HttpRequest
    actor: Actor
    as_of: date
    asked: Asked

    @property
    def writer(self) -> Callable[[Iterable[Any]], Writer]:
        """Writes the values of one page."""
        return lambda values: Writer(values, self.as_of, self.actor, language())


@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Phases by the chosen side, the sorts of risk, and the programmes of the level."""
    desk = _desk(request)
    portfolio = boards.read(desk.actor, desk.asked, desk.as_of)
    shown = boards.in_state(portfolio.awards, desk.asked, desk.as_of)
    found = boards.grid(shown, desk.asked.by, desk.as_of)
    named = tables.programmes(portfolio, desk.asked, desk.as_of)
    risks = [
        {
            "flag": flag,
            "count": sum(code in one.flags for one in portfolio.awards),
            "yen": _millions(sum(one.yen for one in portfolio.awards if code in one.flags)),
            "url": _rows_url(desk.asked, flag=code, state="all", phase="", value=""),
        }
        for code, flag in FLAGS.items()
    ]
    context = {
        "grid": _drawn(found, desk.asked),
        "count": found.whole.count,
        "yen": _millions(found.whole.yen),
        "risks": risks,
        "table": _linked(_written(named, named.kept, desk), named.kept, desk.asked),
    }
    return _page(desk, "board", context)


@never_cache
@require_safe
def board_file(request: HttpRequest, form: str) -> HttpResponse:
    """The board as a table: one row for each phase, awards and yen for each place."""
    desk = _desk(request)
    portfolio = boards.read(desk.actor, desk.asked, desk.as_of)
    shown = boards.in_state(portfolio.awards, desk.asked, desk.as_of)
    found = boards.grid(shown, desk.asked.by, desk.as_of)
    speak = language()
    heads = [_PHASE.of(speak)]
    for _, label in (*found.columns, ("", _ALL)):
        heads += [f"{label.of(speak)}: {_COUNT.of(speak)}", f"{label.of(speak)}: {_YEN.of(speak)}"]
    rows: list[list[sheet.Cell]] = []
    for code, label in found.rows:
        there = [found.cells.get((code, place)) for place, _ in found.columns]
        rows.append([label.of(speak), *_numbers([*there, found.by_row[code]])])
    sums = [found.by_column[code] for code, _ in found.columns]
    rows.append([_ALL.of(speak), *_numbers([*sums, found.whole])])
    return answered(
        Sheet.of(_TITLES["board"].of(speak), heads, rows, _notes(desk)), form, "portfolio"
    )


@never_cache
@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """The awards behind one number."""
    desk = _desk(request)
    return _page(desk, "rows", {"tables": [_paged(_rows(desk), desk)]})


@never_cache
@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """Seeds over the phases."""
    desk = _desk(request)
    return _page(desk, "lines", {"tables": [_paged(_lines(desk), desk)]})


@never_cache
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Plan and actual of awards, milestones, issues and action items."""
    desk = _desk(request)
    return _page(desk, "plan", {"tables": _several(_planned(desk), desk)})


@never_cache
@require_safe
def scouting(request: HttpRequest) -> HttpResponse:
    """Applications and seeds worth a look."""
    desk = _desk(request)
    return _page(desk, "scouting", {"tables": _several(_scouted(desk), desk)})


@never_cache
@require_safe
def table_file(request: HttpRequest, view: str, form: str) -> HttpResponse:
    """A whole table of a view as a file; `table` says which where a view has several."""
    desk = _desk(request)
    if view not in _VIEWS:
        raise Http404(_NO_FILE.of(language()))
    found = {one.code: one for one in _VIEWS[view](desk)}
    table = found.get(request.GET.get("table", "")) or next(iter(found.values()))
    written = [table.write(one) for one in table.kept]
    writer = desk.writer(cell for row in written for cell in row)
    body = [
        [writer.plain(v, c.type, c.choices) for v, c in zip(row, table.columns, strict=True)]
        for row in written
        if not writer.hides(row[0])
    ]
    heads = [one.label.of(language()) for one in table.columns]
    made = Sheet.of(table.label.of(language()), heads, body, _notes(desk))
    return answered(made, form, f"portfolio-{view}-{table.code}")


def _desk(request: HttpRequest) -> Desk:
    actor, as_of = actor_of(request), days.as_of(request)
    if not policy.within_reach(SEE, actor):
        policy.demand(SEE, actor)
    asked = asking.asked(request.GET.dict(), actor, as_of)
    return Desk(request=request, actor=actor, as_of=as_of, asked=asked)


def _rows(desk: Desk) -> Table:
    portfolio = boards.read(desk.actor, desk.asked, desk.as_of)
    shown = boards.in_state(portfolio.awards, desk.asked, desk.as_of)
    return tables.awards(boards.chosen(shown, desk.asked), portfolio)


def _lines(desk: Desk) -> Table:
    portfolio = boards.read(desk.actor, desk.asked, desk.as_of)
    return tables.lines(portfolio, desk.actor, desk.as_of)


def _planned(desk: Desk) -> list[Table]:
    portfolio = boards.read(desk.actor, desk.asked, desk.as_of)
    return [
        planned.awards(portfolio, desk.as_of),
        planned.milestones(portfolio, desk.actor, desk.as_of),
        planned.slips(desk.actor, desk.asked, desk.as_of),
    ]


def _scouted(desk: Desk) -> list[Table]:
    portfolio = boards.read(desk.actor, desk.asked, desk.as_of)
    asked, as_of = desk.asked, desk.as_of
    named = [asked.of]
    if asked.level == "project" and asked.of:
        named = [*queries.programmes_of(asked.of, as_of)]
    return [
        planned.seeds(portfolio, desk.actor, as_of),
        planned.applications(desk.actor, asked, as_of, named),
    ]


_VIEWS: Final[dict[str, Callable[[Desk], list[Table]]]] = {
    "rows": lambda desk: [_rows(desk)],
    "lines": lambda desk: [_lines(desk)],
    "plan": _planned,
    "scouting": _scouted,
}


def _page(desk: Desk, view: str, more: dict[str, Any]) -> HttpResponse:
    asked = desk.asked
    kind = asked.level if asked.level != "all" else ""
    places = snapshot(desk.as_of).entries(kind, state="all") if kind else ()
    if kind == "project":
        places = queries.projects(desk.as_of)
    context = {
        "view": view,
        "asked": asked,
        "title": _TITLES[view],
        "query": asked.query(),
        "views": [
            (f"{reverse(f'officers:{code}')}?{asked.query()}", _TITLES[code], code == view)
            for code in ("board", "lines", "plan", "scouting")
        ]
        + [(reverse("officers:cube"), _CUBE, False)],
        "levels": [
            (f"?{asked.query(level=code, of=asked.of if code == asked.level else '')}", label, code)
            for code, label in asking.LEVELS.items()
        ],
        "places": [(row.code, row.label) for row in places],
        "sides": asking.BY.items(),
        "states": asking.STATES.items(),
        "narrowed": _said(desk) if view == "rows" else [],
        "made_up": is_demonstration(),
    }
    return render(desk.request, "portfolio/officers_board.html", {**context, **more})


def _said(desk: Desk) -> list[tuple[Text, Text]]:
    """What narrows the rows, in words."""
    asked, as_of = desk.asked, desk.as_of
    found = [(_STATE, asking.STATES[asked.state])]
    for head, side, code in (
        (_PHASE, "phase", asked.phase),
        (asking.BY[asked.by], asked.by, asked.value),
    ):
        if code:
            found.append((head, boards.labels(side, as_of).get(code, Text(code, code))))
    if asked.flag == boards.ANY:
        found.append((asking.BY["risk"], _ANY_FLAG))
    if asked.flag in FLAGS:
        found.append((asking.BY["risk"], FLAGS[asked.flag].label))
    return found


def _drawn(found: Grid, asked: Asked) -> dict[str, Any]:
    """The grid with the address behind each number."""

    def cell(one: Any, row: str, place: str) -> dict[str, Any]:
        if one is None:
            return {}
        url = _rows_url(asked, phase=row, value=place, flag="")
        return {"count": one.count, "yen": _millions(one.yen), "url": url}

    return {
        "columns": [label for _, label in found.columns],
        "rows": [
            (
                label,
                [cell(found.cells.get((code, c)), code, c) for c, _ in found.columns],
                cell(found.by_row[code], code, ""),
            )
            for code, label in found.rows
        ],
        "sums": [cell(found.by_column[code], "", code) for code, _ in found.columns],
        "whole": cell(found.whole, "", ""),
    }


def _rows_url(asked: Asked, **other: str) -> str:
    return f"{reverse('officers:rows')}?{asked.query(**other)}"


def _paged(table: Table, desk: Desk) -> dict[str, Any]:
    page = paging.page_of(desk.request, table.kept, LEAST_SHOWN.get(table.code, PAGE))
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {**_written(table, list(page.object_list), desk), "page": page, "elided": elided}


def _several(found: Sequence[Table], desk: Desk) -> list[dict[str, Any]]:
    """The first table by pages, the first rows of the others; a file has all."""
    first, *others = found
    return [_paged(first, desk), *(_written(one, one.kept[:PAGE], desk) for one in others)]


def _written(table: Table, kept: Sequence[Any], desk: Desk) -> dict[str, Any]:
    """Cells in the reader's language; rows that lead to hidden records left out."""
    values = [table.write(one) for one in kept]
    writer = desk.writer(cell for row in values for cell in row)
    return {
        "code": table.code,
        "label": table.label,
        "note": table.note,
        "count": len(table.kept),
        "heads": [(one.label, one.type in ("yen", "number")) for one in table.columns],
        "rows": [
            [writer.cells(v, c.type, c.choices) for v, c in zip(row, table.columns, strict=True)]
            for row in values
            if not writer.hides(row[0])
        ],
    }


def _linked(shown: dict[str, Any], kept: Sequence[Any], asked: Asked) -> dict[str, Any]:
    """The numbers of each programme as ways to its rows."""
    for row, one in zip(shown["rows"], kept, strict=True):
        for place, more in _OPENS.items():
            asks = replace(asked, by="programme", phase="", value=one.code or boards.NONE, **more)
            url = f"{reverse('officers:rows')}?{asks.query()}"
            row[place] = tuple(
                replace(cell, url=url) if cell.text != "0" else cell for cell in row[place]
            )
    return shown


def _millions(yen: int) -> str:
    """Million yen as a board says them; files have whole yen."""
    return f"{round(yen / 1_000_000):,}"


def _numbers(found: Iterable[Any]) -> Iterable[int]:
    for cell in found:
        yield from (0, 0) if cell is None else (cell.count, cell.yen)


def _notes(desk: Desk) -> list[str]:
    said = [_AS_OF.format(day=desk.as_of.isoformat()), asking.LEVELS[desk.asked.level]]
    if desk.asked.of:
        said.append(queries.name_of(desk.asked.level, desk.asked.of, desk.as_of))
    if is_demonstration():
        said.append(_MADE_UP)
    return [words.of(language()) for words in said]


def answered(made: Sheet, form: str, name: str) -> HttpResponse:
    """A sheet as the file that was asked for."""
    if form not in FORMS:
        raise Http404(_NO_FILE.of(language()))
    body = csv_bytes(made) if form == "csv" else xlsx_bytes([made])
    response = HttpResponse(body, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


_TITLES: Final = {
    "board": Text("ポートフォリオの盤", "Portfolio board"),
    "rows": Text("数のもとの課題", "Awards behind a number"),
    "lines": Text("段階ごとの線", "Line over the phases"),
    "plan": Text("予定と実績", "Plan and actual"),
    "scouting": Text("発掘", "Scouting"),
}
_CUBE: Final = Text("二つの軸の集計", "By any two sides")
_OPENS: Final = {
    2: {"state": "running", "flag": ""},
    3: {"state": "ended", "flag": ""},
    4: {"state": "running", "flag": ""},
    5: {"state": "all", "flag": boards.ANY},
}
"""Columns of the programmes' table and what their numbers count."""
_PHASE: Final = Text("段階", "Phase")
_ANY_FLAG: Final = Text("いずれかの印", "Any flag")
_STATE: Final = Text("状態", "State")
_ALL: Final = Text("合計（重複なし）", "All, each once")
_COUNT: Final = Text("課題数", "awards")
_YEN: Final = Text("額（円）", "yen")
_AS_OF: Final = Text("時点 {day}", "As of {day}")
_MADE_UP: Final = Text("作られた記録（実演値）", "Made-up records (demonstration)")
_NO_FILE: Final = Text(
    "その形式のファイルはありません。csvかxlsxを選んでください。",
    "There is no such file; choose csv or xlsx.",
)
