"""Addresses of the pages over seeds."""

from __future__ import annotations

from django.urls import path

from ikkan.portfolio.seeds import views

app_name = "seeds"

urlpatterns = [
    path("seeds/dormant/", views.idle, name="dormant"),
    path("seeds/dormant.csv", views.idle_file, name="dormant_file"),
    path("seeds/measures/", views.measured, name="measures"),
]
