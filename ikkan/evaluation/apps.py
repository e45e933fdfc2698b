"""Django's description of the context `evaluation`; at start it says where lines may break."""

from __future__ import annotations

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Registers the gaps of gaps.py with the line."""

    name = "ikkan.evaluation"
    label = "evaluation"
    verbose_name = "Evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The rules of the broken-line report."""
        from ikkan.evaluation import gaps

        gaps.register()
