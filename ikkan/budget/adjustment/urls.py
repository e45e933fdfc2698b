"""Addresses of the adjustment fund beside those of its records."""

from __future__ import annotations

from django.urls import path

from ikkan.budget.adjustment import views

app_name = "adjustment"

urlpatterns = [
    path("adjustment/", views.fund, name="fund"),
    path("adjustment/<int:year>/", views.year, name="year"),
    path("adjustment/history.<str:suffix>", views.history_file, name="history_file"),
    path("adjustment/rounds/<str:code>/plan/", views.plan, name="plan"),
    path("adjustment/rounds/<str:code>/plan/<str:said>.<str:form>", views.plan_file, name="file"),
]
