"""Addresses of the horizon's own pages; its records stand beside them."""

from __future__ import annotations

from django.urls import path

from ikkan.portfolio.horizon import views

app_name = "horizon"

urlpatterns = [
    path("horizon/", views.home, name="home"),
    path("horizon/watch/", views.watch, name="watch"),
    path("horizon/decide/", views.decide, name="decide"),
    path("horizon/fund/", views.fund, name="fund"),
    path("horizon/growth.csv", views.growth_file, name="growth_file"),
]
