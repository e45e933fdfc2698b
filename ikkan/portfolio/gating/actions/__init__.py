"""Writes of gates beside opening and deciding: panel, evidence, money after a No-go, phases."""

from ikkan.portfolio.gating.actions.evidence import add_evidence, convene_gate
from ikkan.portfolio.gating.actions.money import settle_money
from ikkan.portfolio.gating.actions.phases import move_phase

__all__ = ["add_evidence", "convene_gate", "move_phase", "settle_money"]
