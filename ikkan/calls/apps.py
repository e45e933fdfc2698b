"""Django's description of the context `calls`."""

from __future__ import annotations

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Holds calls and applications."""

    name = "ikkan.calls"
    label = "calls"
    verbose_name = "Calls"
    default_auto_field = "django.db.models.BigAutoField"
