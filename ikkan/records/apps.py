"""Django's description of `records`; at start every context declares its kinds.

Source: docs/decisions/0006.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class RecordsConfig(AppConfig):
    """Holds the register of kinds and the counters of codes."""

    name = "ikkan.records"
    label = "records"
    verbose_name = "Records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the `kinds` of every context of Ikkan."""
        for config in apps.get_app_configs():
            name = f"{config.name}.kinds"
            if config.name.startswith("ikkan.") and config.name != self.name and find_spec(name):
                import_module(name)
