"""Japanese and English text: normalise, tokenise, index, search, mark what was found. No Django."""
