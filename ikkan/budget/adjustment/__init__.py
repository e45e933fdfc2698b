"""The adjustment fund (調整費) of a year: rounds, proposals, decisions, transfers, after-checks."""
