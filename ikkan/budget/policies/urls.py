"""Addresses of policies beside those of their records."""

from __future__ import annotations

from django.urls import path

from ikkan.budget.policies import views

app_name = "policies"

urlpatterns = [
    path("policies/<str:code>/differences/", views.compare, name="differences"),
    path("policies/<str:code>/policy-<str:said>.<str:form>", views.download, name="file"),
]
