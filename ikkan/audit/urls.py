"""Addresses of audit: the permission matrix and the journal."""

from __future__ import annotations

from django.urls import path

from ikkan.audit import views

app_name = "audit"

urlpatterns = [
    path("permissions/", views.permissions, name="permissions"),
    path("journal/", views.journal, name="journal"),
    path("journal/verify/", views.verify_now, name="verify"),
]
