"""Measures followed up by owner and year, goals of the funder and how it was rated on them."""
