"""Addresses of the pages of funds beside those of their records."""

from __future__ import annotations

from django.urls import path

from ikkan.budget.funds import views

app_name = "funds"

urlpatterns = [
    path("funds/together/", views.together_page, name="together"),
    path("funds/together.<str:form>", views.together_file, name="together_file"),
]
