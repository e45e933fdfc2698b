"""The portal as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Public pages; it has no models."""

    name = "ikkan.portal"
    label = "portal"
