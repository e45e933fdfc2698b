"""Addresses of a request's workbook, its lines and the comparison of its versions."""

from __future__ import annotations

from django.urls import path

from ikkan.budget.requests import upload_views, views

app_name = "budget_requests"

urlpatterns = [
    path("requests/<str:code>/workbook.xlsx", upload_views.workbook, name="workbook"),
    path("requests/<str:code>/workbook/", upload_views.upload, name="upload"),
    path("requests/<str:code>/workbook/<str:token>/", upload_views.preview, name="preview"),
    path(
        "requests/<str:code>/workbook/<str:token>/findings.xlsx",
        upload_views.findings,
        name="findings",
    ),
    path("requests/<str:code>/compare/", views.compare, name="compare"),
    path("requests/<str:code>/lines/new/", views.add, name="add"),
    path("requests/<str:code>/lines/<str:line>/", views.line, name="line"),
    path("requests/<str:code>/lines/<str:line>/edit/", views.edit, name="edit"),
]
