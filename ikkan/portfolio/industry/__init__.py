"""The way to industry: readiness, exit strategy, support, confidential interest, deals."""
