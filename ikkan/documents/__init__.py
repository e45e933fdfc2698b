"""Drawings for pages and papers: geometry in plain numbers, drawn by whoever prints them."""
