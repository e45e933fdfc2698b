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
        from django.core.signals import request_finished, request_started
        from django.db.models.signals import post_save

        from ikkan.plan import gaps, queries, records
        from ikkan.plan.models import PackVersion

        request_started.connect(queries.begin_request)
        request_finished.connect(queries.end_request)
        post_save.connect(queries.forget_version, sender=PackVersion)
        records.register()
        gaps.register()
