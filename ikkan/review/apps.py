"""Django's description of the context `review`."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Holds subjects, panels and opinions."""

    name = "ikkan.review"
    label = "review"
    verbose_name = "Review"
    default_auto_field = "django.db.models.BigAutoField"
