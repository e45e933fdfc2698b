"""Addresses of the views over rounds and of the joint request."""

from __future__ import annotations

from django.urls import path

from ikkan.budget.joint import views

app_name = "joint"
_ROUND = "requests/rounds/<str:code>"

urlpatterns = [
    path("requests/views/", views.consolidated, name="consolidated"),
    path("requests/views.<str:suffix>", views.consolidated_file, name="consolidated_file"),
    path(f"{_ROUND}/compare/", views.compare, name="compare"),
    path(f"{_ROUND}/joint/", views.joint, name="joint"),
    path(f"{_ROUND}/joint/<str:said>.<str:form>", views.joint_file, name="joint_file"),
]
