"""Ikkan (一貫): one continuous line from plan and yen to outcome.

The package holds what any funder needs; what is one funder's own is a pack.
"""

__version__ = "0.1.0"
