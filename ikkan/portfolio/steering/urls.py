"""Addresses of the steering workshop; kept scenarios stand beside them as records."""

from __future__ import annotations

from django.urls import path

from ikkan.portfolio.steering import views

app_name = "steering"

urlpatterns = [
    path("steering/", views.home, name="home"),
    path("steering/save/", views.save, name="save"),
    path("steering/compare/", views.compare, name="compare"),
    path("steering/advice/", views.advised, name="advice"),
    path("steering/scenarios/<str:code>/paper-<str:said>.<str:form>", views.report, name="paper"),
]
