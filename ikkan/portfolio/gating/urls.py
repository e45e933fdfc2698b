"""Addresses of gates beside those of their records."""

from __future__ import annotations

from django.urls import path

from ikkan.portfolio.gating import views

app_name = "gating"

urlpatterns = [
    path("gates/ahead/", views.ahead, name="ahead"),
    path("gates/statistics/", views.statistics, name="statistics"),
    path("gates/statistics.csv", views.statistics_file, name="statistics_file"),
    path("gates/<str:code>/reuse/", views.reused, name="reuse"),
]
