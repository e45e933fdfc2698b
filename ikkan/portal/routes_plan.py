"""Addresses of the plan clause by clause."""

from __future__ import annotations

from django.urls import URLPattern, path

from ikkan.portal.views import plan_ahead, plan_clauses

urlpatterns: list[URLPattern] = [
    path("plan/documents/<str:code>/", plan_clauses.document, name="plan_document"),
    path("plan/ahead/", plan_ahead.ahead, name="plan_ahead"),
    path("plan/seeds/", plan_ahead.seeds, name="plan_seeds"),
    path("plan/links/", plan_clauses.links, name="plan_links"),
    path("plan/compare/", plan_clauses.compare, name="plan_compare"),
    path("plan/clause/<str:kind>/<str:code>/", plan_clauses.follows, name="clause_follows"),
    path("plan/clause/<str:kind>/<str:code>/changes/", plan_clauses.changes, name="clause_changes"),
]
