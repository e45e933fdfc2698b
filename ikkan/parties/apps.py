"""Django's description of the context `parties`."""

from __future__ import annotations

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Holds organisations, people and ties."""

    name = "ikkan.parties"
    label = "parties"
    verbose_name = "Parties"
    default_auto_field = "django.db.models.BigAutoField"
