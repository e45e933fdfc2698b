"""Django's description of the context `budget`."""

from __future__ import annotations

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Holds accounts and the ledger."""

    name = "ikkan.budget"
    label = "budget"
    verbose_name = "Budget"
    default_auto_field = "django.db.models.BigAutoField"
