"""Django's description of the context `line`."""

from __future__ import annotations

from django.apps import AppConfig


class LineConfig(AppConfig):
    """Holds the register of edges."""

    name = "ikkan.line"
    label = "line"
    verbose_name = "Line"
    default_auto_field = "django.db.models.BigAutoField"
