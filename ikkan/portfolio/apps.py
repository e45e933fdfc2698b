"""Django's description of the context `portfolio`; at start it says where its lines may break."""

from __future__ import annotations

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Registers the gaps of gaps.py with the line."""

    name = "ikkan.portfolio"
    label = "portfolio"
    verbose_name = "Portfolio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The rules of the broken-line report."""
        from ikkan.portfolio import gaps
        from ikkan.portfolio.industry import eligibility

        gaps.register()
        eligibility.register()
