"""Addresses of the slip report and of the data room."""

from __future__ import annotations

from django.urls import path

from ikkan.portfolio.industry import views

app_name = "industry"

urlpatterns = [
    path("exits/slips/", views.slips, name="slips"),
    path("exits/slips.csv", views.slips_file, name="slips_file"),
    path("room/", views.room, name="room"),
    path("room/open/<str:grant>/<str:document>/", views.open_document, name="open"),
]
