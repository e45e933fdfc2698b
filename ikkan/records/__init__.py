"""One engine for every kind of record: what it shows, to whom, and by which forms it changes."""
