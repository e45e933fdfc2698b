"""Tags of the pages of records."""
