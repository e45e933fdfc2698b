"""Django's description of the context `demo`: no tables of its own."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Fills a home with a portfolio that is made up and says so."""

    name = "ikkan.demo"
    label = "demo"
    verbose_name = "Demonstration"
