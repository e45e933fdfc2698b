"""Seeds with their whole line: what carried them, merges, splits, product profile."""
