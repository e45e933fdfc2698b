"""Addresses of one's own account; log-in and MFA are allauth's under `accounts/`."""

from __future__ import annotations

from django.urls import path

from ikkan.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("language/", views.language, name="language"),
    path("display/", views.display, name="display"),
    path("preferences/", views.preferences, name="preferences"),
    path("delegations/", views.delegate, name="delegate"),
    path("delegations/<int:pk>/end/", views.end_delegation, name="end_delegation"),
]
