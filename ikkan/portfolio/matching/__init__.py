"""Pairing at selection and matching at the end: the round of coordination and its board."""
