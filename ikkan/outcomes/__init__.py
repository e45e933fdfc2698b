"""Outcomes (成果): papers, patents, licences, trials, approvals and listings that awards led to."""
