"""Horizon scanning (目利き): sources, topics, short lists, dossiers, readiness for outbreaks."""
