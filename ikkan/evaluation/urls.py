"""Addresses of evaluation beside those of its records: the data book."""

from __future__ import annotations

from django.urls import path

from ikkan.evaluation import databook_views

app_name = "evaluation"

urlpatterns = [
    path("databook/", databook_views.newest, name="databooks"),
    path("databook/<int:year>/", databook_views.book, name="databook"),
    path(
        "databook/<int:year>/databook-<int:named>-<str:language>.<str:form>",
        databook_views.download,
        name="databook_file",
    ),
]
