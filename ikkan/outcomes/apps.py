"""Django's description of the context `outcomes`; at start it says where its lines may break."""

from __future__ import annotations

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Registers the gaps of gaps.py with the line."""

    name = "ikkan.outcomes"
    label = "outcomes"
    verbose_name = "Outcomes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The rules of the broken-line report."""
        from ikkan.outcomes import gaps

        gaps.register()
