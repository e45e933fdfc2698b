"""Accounts: log-in, preferences, roles with dates and scopes, delegation."""
