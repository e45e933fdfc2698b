"""Django's description of the context `plan`; at start it makes the kinds of packs known."""

from __future__ import annotations

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Registers the kinds of a pack, and where their line may be broken, with the line."""

    name = "ikkan.plan"
    label = "plan"
    verbose_name = "Plan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """One resolver for every kind of schema.toml; the gaps of gaps.py."""
        from ikkan.plan import gaps, records

        records.register()
        gaps.register()
