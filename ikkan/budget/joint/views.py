"""Pages over the requests of a round: sums along two axes, comparison, the joint request.

Decides: only requests that the reader may see are added up, and the page says so.
Source: ui.md §10 "consolidated", "compare".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ikkan.audit.ports import actor_of
from ikkan.budget.joint import comparing, paper, queries, rules, tables, words
from ikkan.budget.joint.tables import Question, Table
from ikkan.budget.models import Round
from ikkan.plan import queries as plan
from ikkan.records import days, papers
from ikkan.records.kinds import kind_of
from ikkan.records.queries import get
from ikkan.records.words import language
from ikkan.tabular import csv_bytes, workbook, xlsx_bytes


@require_safe
def consolidated(request: HttpRequest) -> HttpResponse:
    """Lines of one round or of all, summed up along two axes; every number leads to its lines."""
    return render(request, "budget/joint/consolidated.html", _consolidated(request))


@require_safe
def consolidated_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The same table as CSV or XLSX, in whole yen."""
    if suffix not in ("csv", "xlsx"):
        raise Http404
    context = _consolidated(request)
    table: Table = context["table"]
    sheet = table.sheet(words.CONSOLIDATED.of(language()), context["notes"])
    if suffix == "csv":
        response = HttpResponse(csv_bytes(sheet), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(xlsx_bytes([sheet]), content_type=workbook.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="requests.{suffix}"'
    return response


def _consolidated(request: HttpRequest) -> dict[str, Any]:
    actor, as_of, said = actor_of(request), days.as_of(request), language()
    rounds = queries.rounds(actor)
    question = Question.read(request.GET.dict(), rounds)
    chosen = [one for one in rounds if question.round in (one.code, "all")]
    known, found = plan.snapshot(as_of), queries.asked(chosen, actor, as_of)
    pivot = tables.pivot_of(tables.narrowed(found.facts, question), question, known)
    table, link = Table(pivot, question, known, said), _linker(request)
    return {
        "rounds": rounds,
        "question": question,
        "table": table,
        "axis": words.AXES[question.rows],
        "unit": words.UNIT_NAMES[question.unit],
        "rows": [
            {
                "name": row.name,
                "sum": row.sum,
                "share": row.share,
                "url": link(row.asks),
                "cells": [(cell, link(cell.asks) if cell else "") for cell in row.cells],
            }
            for row in table.rows
        ],
        "choices": _choices(question, rounds, said),
        "narrowed": [
            {
                "axis": words.AXES[name],
                "name": table.name(name, code),
                "url": link(question.without(f"in_{name}")),
            }
            for name, code in question.narrowed.items()
        ],
        "lines": [_line(one, table, said) for one in tables.lines_behind(found, question)],
        "stages": [words.STAGES[one] for one in comparing.STAGES],
        "notes": [*_notes(found, known, said), *_notes_of(table, said)],
        "made_up": found.made_up,
        "files": _file_urls(request, question),
    }


def _linker(request: HttpRequest, path: str = "") -> Callable[[Mapping[str, str]], str]:
    """Addresses of the same page with other parameters; the day asked for is kept."""
    kept = {days.PARAMETER: request.GET[days.PARAMETER]} if days.PARAMETER in request.GET else {}
    return lambda asks: f"{path or request.path}?{urlencode({**kept, **asks})}"


def _line(fact: rules.Fact, table: Table, said: str) -> dict[str, Any]:
    kind = kind_of(queries.REQUEST_KIND)
    return {
        "fact": fact,
        "url": f"{kind.url(fact.request)}#line-{fact.line}" if kind else "",
        "name": fact.name_en if said == "en" and fact.name_en else fact.name_ja,
        "body": table.name("ministry", fact.body),
        "project": table.name("project", fact.project),
        "cells": [table.yen(rules.amount_at(fact, stage)) for stage in comparing.STAGES],
    }


def _choices(question: Question, rounds: list[Round], said: str) -> list[dict[str, Any]]:
    """Every menu of the form: its name, label, options, and what is chosen."""
    named = {one.code: paper.round_name(one) for one in rounds} | {"all": words.ALL_ROUNDS}
    menus = (
        ("round", words.ROUND, named),
        ("rows", words.ROWS, {name: words.AXES[name] for name in tables.ROWS}),
        ("columns", words.COLUMNS, {name: words.AXES[name] for name in tables.COLUMNS}),
        ("stage", words.AXES["stage"], words.STAGES),
        ("unit", words.UNIT, words.UNIT_NAMES),
        ("counting", words.COUNTING, words.COUNTINGS),
    )
    return [
        {
            "name": name,
            "label": label.of(said),
            "options": [(str(code), text.of(said)) for code, text in options.items()],
            "chosen": str(getattr(question, name)),
        }
        for name, label, options in menus
    ]


def _notes(found: queries.Asked, known: Any, said: str) -> list[str]:
    notes = [words.COUNTED.of(said), words.MISSING.of(said)]
    if any(not one.published for one in found.requests):
        notes.append(words.SEEN.of(said))
    if found.waiting:
        names = [tables.name_of(known, "body", code).of(said) for code in found.waiting]
        notes.append(words.WAITING.of(said).format(names="・".join(names)))
    return notes


def _notes_of(table: Table, said: str) -> list[str]:
    notes = []
    if table.off:
        notes.append(words.OFF.of(said).format(off=f"{table.off:+,}"))
    if table.pivot.again.lines:
        again = table.pivot.again
        yen = f"{again.amount or 0:,}円"
        notes.append(words.AGAIN.of(said).format(lines=again.lines, yen=yen))
    if table.counted_twice:
        notes.append(words.TWICE.of(said))
    return notes


def _file_urls(request: HttpRequest, question: Question) -> dict[str, str]:
    return {
        suffix: _linker(request, reverse("joint:consolidated_file", args=[suffix]))(question.said())
        for suffix in ("csv", "xlsx")
    }


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """One round: asked for, drafted, enacted, beside the published figures of the same cells."""
    actor, as_of, said = actor_of(request), days.as_of(request), language()
    one: Any = get(queries.ROUND_KIND, code, actor)
    known, found = plan.snapshot(as_of), queries.asked([one], actor, as_of)
    unit = request.GET.get("unit", "oku")
    unit = unit if unit in words.UNITS else "oku"
    factor = words.UNITS[unit].factor
    groups = (
        (words.BY_CLASS, comparing.compared(found, known, one.fiscal_year, queries.pot_of(one))),
        (
            words.BY_PROJECT,
            comparing.by_project(found, known, one.fiscal_year, queries.pot_of(one)),
        ),
    )
    bases = {row.code: row.label for row in known.entries("basis", state="all")}
    context = {
        "round": one,
        "name": paper.round_name(one),
        "url": reverse(f"records:{queries.ROUND_KIND}.record", args=[code]),
        "groups": [
            {
                "title": title,
                "rows": [
                    {
                        "row": row,
                        "name": _row_name(row, known, said),
                        "cells": [
                            {
                                "cell": cell,
                                "yen": _written(cell.yen, factor),
                                "beside": [
                                    (near, words.VERDICTS[near.verdict], bases[near.figure.basis])
                                    for near in cell.beside
                                ],
                            }
                            for cell in row.cells
                        ],
                    }
                    for row in rows
                ],
            }
            for title, rows in groups
            if rows
        ],
        "stages": [words.STAGES[stage] for stage in comparing.STAGES],
        "units": _units(request, unit),
        "notes": _notes(found, known, said),
        "made_up": found.made_up,
    }
    return render(request, "budget/joint/compare.html", context)


def _written(yen: int | None, factor: int) -> str:
    return "―" if yen is None else f"{rules.in_unit(yen, factor):,}"


def _row_name(row: comparing.Compared, known: Any, said: str) -> str:
    if row.body:
        return tables.name_of(known, "body", row.body).of(said)
    if row.project:
        return tables.name_of(known, "project", row.project).of(said)
    if row.cost_class:
        return tables.name_of(known, "cost_class", row.cost_class).of(said)
    return words.REMAINDER.of(said)


def _units(request: HttpRequest, chosen: str) -> list[tuple[Any, str, bool]]:
    """Each unit with the address that shows the page in it."""
    link = _linker(request)
    return [(name, link({"unit": code}), code == chosen) for code, name in words.UNIT_NAMES.items()]


@require_safe
def joint(request: HttpRequest, code: str) -> HttpResponse:
    """The joint request of a round as a page, with its files and the switch of units."""
    made, unit = _paper(request, code, language())
    context = {
        "paper": made,
        "units": _units(request, unit),
        "files": [
            {
                "language": said,
                "name": f"{words.LANGUAGES[said]} {form.upper()}",
                "url": _linker(request, reverse("joint:joint_file", args=[code, said, form]))(
                    {"unit": unit}
                ),
            }
            for said in words.LANGUAGES
            for form in papers.FORMS
        ],
    }
    return render(request, "budget/joint/joint.html", context)


@require_safe
def joint_file(request: HttpRequest, code: str, said: str, form: str) -> HttpResponse:
    """The joint request as HTML, PDF/UA or XLSX in one language."""
    if said not in words.LANGUAGES or form not in papers.FORMS:
        raise Http404
    made, unit = _paper(request, code, said)
    return papers.answer(made, form, f"joint-request-{code}-{unit}-{said}")


def _paper(request: HttpRequest, code: str, said: str) -> tuple[Any, str]:
    actor, as_of = actor_of(request), days.as_of(request)
    one: Any = get(queries.ROUND_KIND, code, actor)
    unit = request.GET.get("unit", "oku")
    unit = unit if unit in words.UNITS else "oku"
    known, found = plan.snapshot(as_of), queries.asked([one], actor, as_of)
    notes = _notes(found, known, said)
    return paper.joint_request(one, found, known, unit, said, as_of, notes), unit
