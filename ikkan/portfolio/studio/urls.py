"""Addresses of the decision studio, of the comparison of its plans and of its papers."""

from __future__ import annotations

from django.urls import path

from ikkan.portfolio.studio import views

app_name = "studio"

urlpatterns = [
    path("adjustment/studio/", views.latest, name="latest"),
    path("adjustment/studio/<str:code>/", views.shown, name="board"),
    path("adjustment/studio/<str:code>/what-if/", views.moved, name="what_if"),
    path("adjustment/studio/<str:code>/save/", views.save, name="save"),
    path("adjustment/studio/<str:code>/compare/", views.compare, name="compare"),
    path("adjustment/studio/<str:code>/assumptions/", views.assumptions, name="assumptions"),
    path(
        "adjustment/studio-plans/<str:code>/paper-<str:said>.<str:form>", views.report, name="paper"
    ),
]
