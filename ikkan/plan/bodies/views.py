"""Pages of bodies at work: all bodies, one body, what owes a decision; papers of record as files.

Decides: nothing; every record is read through the visibility policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ikkan.audit.ports import actor_of
from ikkan.plan import queries as plan
from ikkan.plan.bodies import papers, queries, tables
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.plan.bodies.tables import Table
from ikkan.records import days
from ikkan.records import papers as files
from ikkan.records import queries as records
from ikkan.records.cells import Cell, Writer
from ikkan.records.models import is_demonstration
from ikkan.records.words import language
from ikkan.values.errors import NotFound
from ikkan.values.text import Text


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body with its form, legal basis, owners and next meeting."""
    actor, as_of = actor_of(request), days.as_of(request)
    table = tables.all_bodies(queries.standing(as_of), plan.snapshot(as_of), actor, as_of)
    owed = [one for one in queries.owing(as_of, actor) if not one.decided]
    shown = _written([table], request)[0]
    for row in shown["rows"]:
        row[0] = tuple(_at_work(cell) for cell in row[0])
    return render(request, "plan/bodies/bodies.html", {"table": shown, "owed": len(owed)})


@require_safe
def body(request: HttpRequest, code: str) -> HttpResponse:
    """One body: basis and duty, relations, charter, offices, meetings, decisions, advice."""
    actor, as_of = actor_of(request), days.as_of(request)
    known, snapshot = queries.standing(as_of), plan.snapshot(as_of)
    if code not in known.forms:
        raise NotFound("plan.body", _NO_BODY.format(code=code[:80]))
    found = [
        tables.relations(code, known),
        tables.charters(code, as_of),
        tables.seats(code, as_of),
        tables.printed_officers(code, snapshot),
        tables.meetings(code, actor, as_of),
        tables.decisions(code, actor, as_of),
        tables.advice(code, actor, as_of),
    ]
    row = snapshot.find(ref_of(code))
    context = {
        "code": code,
        "ref": ref_of(code),
        "name": known.name(code),
        "facts": tables.facts(code, known, row),
        "tables": _written([one for one in found if one.rows], request),
        "keepers": known.said_keepers(code),
        "row": row,
        "made_up": is_demonstration(),
    }
    return render(request, "plan/bodies/body.html", context)


@require_safe
def owing(request: HttpRequest) -> HttpResponse:
    """Strategies, plans, policies and requests, and whether a decision stands behind each."""
    actor, as_of = actor_of(request), days.as_of(request)
    found = queries.owing(as_of, actor)
    shown = _written([tables.owing(found)], request)[0]
    left = sum(not one.decided for one in found)
    context = {"table": shown, "left": left, "count": len(found)}
    return render(request, "plan/bodies/owing.html", context)


@require_safe
def minutes(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Minutes of a meeting that the reader may see, as a file."""
    desk = _desk(request)
    meeting = records.get("plan.meeting", code, desk.actor)
    paper = papers.minutes(meeting, desk)
    return files.answer(paper, _form(form), f"minutes-{meeting.code}-{desk.language}")


@require_safe
def decision_paper(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The paper of a decision that the reader may see, as a file."""
    desk = _desk(request)
    decision = records.get("plan.decision", code, desk.actor)
    paper = papers.decision_paper(decision, desk)
    return files.answer(paper, _form(form), f"decision-{decision.code}-{desk.language}")


def _desk(request: HttpRequest) -> papers.Desk:
    asked = request.GET.get("language", "")
    spoken = asked if asked in papers.LANGUAGES else language()
    return papers.Desk(language=spoken, actor=actor_of(request), as_of=days.as_of(request))


def _form(form: str) -> str:
    if form not in files.FORMS:
        raise NotFound("plan.paper_form", _NO_FORM)
    return form


def _at_work(cell: Cell) -> Cell:
    """A body's name as the way to its page here; a council of a charter leads there already."""
    if cell.ref is None or cell.ref.kind != "body":
        return cell
    return replace(cell, url=reverse("bodies:body", kwargs={"code": cell.ref.code}))


def _written(found: Sequence[Table], request: HttpRequest) -> list[dict[str, Any]]:
    """Tables as cells in the reader's language; rows that lead to hidden records left out."""
    values: Iterable[Any] = [cell for table in found for row in table.rows for cell in row]
    writer = Writer(values, days.as_of(request), actor_of(request), language())
    return [
        {
            "code": table.code,
            "label": table.label,
            "heads": [column.label for column in table.columns],
            "more": table.more,
            "rows": [
                [
                    writer.cells(cell, column.type, column.choices)
                    for cell, column in zip(row, table.columns, strict=True)
                ]
                for row in table.rows
                if not writer.hides(row[0])
            ],
        }
        for table in found
    ]


_NO_BODY: Final = Text(
    "「{code}」という機関はありません。機関の一覧から選んでください。",
    "There is no body {code}; choose one from the list of bodies.",
)
_NO_FORM: Final = Text(
    "その形式のファイルはありません。pdf、html、xlsxから選んでください。",
    "There is no file of that form; choose pdf, html or xlsx.",
)
