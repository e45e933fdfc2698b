"""Funds over several years: instalments, conditions, balance and end."""
