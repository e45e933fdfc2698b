"""Imported review sheets: what other systems say of programmes, kept by vintage."""
