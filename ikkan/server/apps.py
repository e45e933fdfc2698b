"""Django's description of `server`: no tables; at start it wires what packages need of the left.

Source: design §2 ("the left implements it; `server` wires it").
"""

from __future__ import annotations

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """Wires the ports."""

    name = "ikkan.server"
    label = "server"
    verbose_name = "Server"

    def ready(self) -> None:
        """Give audit its actors, role names and the pack in force."""
        from ikkan.server import wiring

        wiring.wire()
