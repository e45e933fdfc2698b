"""Organisations, people, and the ties between them that rules on conflicts of interest need."""
