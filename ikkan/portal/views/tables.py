"""Printed tables: their list, the page of each, and its files. Source: ui.md §6."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ikkan.plan.snapshot import EntryView, Snapshot, TableView
from ikkan.portal import charts, downloads, flow, grids, reading
from ikkan.portal.tablepage import TablePage
from ikkan.tabular import Sheet

VIEWS: Final = ("printed", "arranged", "both")
GROUPS: Final = {
    "budget": gettext_lazy("Published budgets"),
    "funds": gettext_lazy("Funds and adjustment"),
    "aims": gettext_lazy("Aims and results"),
    "basis": gettext_lazy("Bases"),
    "outcome": gettext_lazy("Outcomes"),
}


def tables(request: HttpRequest) -> HttpResponse:
    """Every printed table by group, with its counts of verdicts."""
    snapshot = reading.snapshot_of(request)
    if request.GET.get("code"):
        return _to_table(request, snapshot.table(request.GET["code"]).code)
    groups = [
        (name, [TablePage(snapshot=snapshot, table=table) for table in members])
        for name, members in grouped(snapshot)
    ]
    found = {"snapshot": snapshot, "groups": groups, "all_groups": grouped(snapshot)}
    return render(request, "portal/tables.html", found)


def tables_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The list of tables as a file."""
    snapshot, language = reading.snapshot_of(request), get_language()
    sheet = Sheet.of(
        _("Published tables"),
        [
            *(_("Code"), _("Group"), _("Title"), _("Unit"), _("Fiscal year"), _("Source")),
            *(_("Figures"), _("Identities")),
        ],
        (
            [
                *(table.code, str(GROUPS.get(table.group, table.group))),
                *(table.title.of(language), table.unit, table.year, table.source),
                len(table.figures),
                len(grids.touching(table, snapshot.judgements.values())),
            ]
            for table in snapshot.tables
        ),
        downloads.notes(snapshot, [table.source for table in snapshot.tables], language),
    )
    return downloads.answer("tables", suffix, [sheet])


def table(request: HttpRequest, code: str) -> HttpResponse:
    """One table: as printed, arranged, or both."""
    snapshot = reading.snapshot_of(request)
    page = TablePage(snapshot=snapshot, table=snapshot.table(code))
    asked = request.GET.get("view")
    chart = page.chart
    found = {
        "snapshot": snapshot,
        "page": page,
        "table": page.table,
        "all_groups": grouped(snapshot),
        "view": asked if asked in VIEWS else "both",
        "year_chart": chart if isinstance(chart, charts.YearChart) else None,
        "bars": chart if isinstance(chart, charts.ProjectBars) else None,
        "chart_names": _names(snapshot),
        "colours": flow.orders(snapshot),
    }
    return render(request, "portal/table.html", found)


def table_file(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """One table as a file."""
    snapshot = reading.snapshot_of(request)
    page = TablePage(snapshot=snapshot, table=snapshot.table(code))
    return downloads.answer(code, suffix, page.sheets(get_language()))


def grouped(snapshot: Snapshot) -> list[tuple[str, list[TableView]]]:
    """Tables by group, groups in their fixed order."""
    found = [
        (str(label), [table for table in snapshot.tables if table.group == group])
        for group, label in GROUPS.items()
    ]
    return [(label, members) for label, members in found if members]


def _to_table(request: HttpRequest, code: str) -> HttpResponse:
    kept = request.GET.get(reading.PARAMETER)
    query = f"?{urlencode({reading.PARAMETER: kept})}" if kept else ""
    return redirect(reverse("portal:table", args=[code]) + query)


def _names(snapshot: Snapshot) -> dict[str, EntryView]:
    kinds = ("body", "project")
    return {row.code: row for kind in kinds for row in snapshot.entries(kind, state="all")}
