"""Addresses of the board and the paper of coordination rounds."""

from __future__ import annotations

from django.urls import path

from ikkan.portfolio.matching import views

app_name = "matching"

urlpatterns = [
    path("handovers/board/", views.latest, name="latest"),
    path("handovers/rounds/<str:code>/board/", views.shown, name="board"),
    path("handovers/rounds/<str:code>/board.csv", views.export, name="export"),
    path("handovers/rounds/<str:code>/edit/", views.edit, name="edit"),
    path("handovers/rounds/<str:code>/ask/", views.ask, name="ask"),
    path("handovers/rounds/<str:code>/report-<str:said>.<str:form>", views.report, name="report"),
]
