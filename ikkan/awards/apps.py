"""Django's description of `awards`; at start it says where lines of awards may break."""

from __future__ import annotations

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Registers the gaps of gaps.py with the line."""

    name = "ikkan.awards"
    label = "awards"
    verbose_name = "Awards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The rules of the broken-line report."""
        from ikkan.awards import gaps

        gaps.register()
