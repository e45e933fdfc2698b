"""The line: edges between records, the walk up and down as of a day, and where it is broken."""
