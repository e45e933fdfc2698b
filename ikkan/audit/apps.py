"""Django's description of the context `audit`; at start every action must have its rule.

Source: design §2 ("an action without a rule or a description fails the build").
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class AuditConfig(AppConfig):
    """Holds the journal and the register of actions."""

    name = "ikkan.audit"
    label = "audit"
    verbose_name = "Audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the `permissions` and `actions` of every context of Ikkan, then demand rules."""
        for config in apps.get_app_configs():
            if config.name.startswith("ikkan."):
                for part in ("permissions", "actions"):
                    name = f"{config.name}.{part}"
                    if find_spec(name) is not None:
                        import_module(name)
        from ikkan.audit import registry

        registry.demand_rules()
