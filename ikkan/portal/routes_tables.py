"""Addresses of printed tables, figures, checks, contradictions and sources."""

from __future__ import annotations

from django.urls import URLPattern, path

from ikkan.portal.downloads import SUFFIXES
from ikkan.portal.views import checks, figures, reconciliation, sources, tables

urlpatterns: list[URLPattern] = [
    path("tables/", tables.tables, name="tables"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:code>/", figures.figure, name="figure"),
    path("figures/<str:code>/card/", figures.figure_card, name="figure_card"),
    path("checks/", checks.checks, name="checks"),
    path("contradictions/", checks.contradictions, name="contradictions"),
    path("sources/", sources.sources, name="sources"),
    path("reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path(
        "reconciliation/entries/",
        reconciliation.reconciliation_entries,
        name="reconciliation_entries",
    ),
]
for suffix in SUFFIXES:
    urlpatterns += [
        path(f"{route}.{suffix}", view, {"suffix": suffix}, name=f"{name}_{suffix}")
        for route, view, name in (
            ("tables", tables.tables_file, "tables"),
            ("tables/<str:code>", tables.table_file, "table"),
            ("figures", figures.figures_file, "figures"),
            ("checks", checks.checks_file, "checks"),
            ("reconciliation", reconciliation.reconciliation_file, "reconciliation"),
            ("contradictions", checks.contradictions_file, "contradictions"),
            ("sources", sources.sources_file, "sources"),
            ("sources/<str:code>", sources.source_file, "source"),
        )
    ]
urlpatterns += [
    path("tables/<str:code>/", tables.table, name="table"),
    path("checks/<str:code>/", checks.check, name="check"),
    path("sources/<str:code>/", sources.source, name="source"),
]
