"""Addresses of the overlap page and of the exchange format."""

from __future__ import annotations

from django.urls import path

from ikkan.awards.elsewhere import views

app_name = "elsewhere"

urlpatterns = [
    path("overlap/", views.overlap, name="overlap"),
    path("overlap.csv", views.overlap_file, name="overlap_file"),
    path("exchange/", views.exchanged, name="exchange"),
    path("exchange/projects.<str:form>", views.exchange_file, name="exchange_file"),
]
