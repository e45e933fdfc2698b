"""Bodies at work: offices, meetings, papers, advice, decisions."""
