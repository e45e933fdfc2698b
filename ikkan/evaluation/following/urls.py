"""Addresses of follow-ups beside those of their records: the table of measures and years."""

from __future__ import annotations

from django.urls import path

from ikkan.evaluation.following import views

app_name = "following"

urlpatterns = [path("followup/", views.table, name="table")]
