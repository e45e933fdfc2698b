"""Audit: the tamper-evident journal, the register of actions, and who may do what."""
