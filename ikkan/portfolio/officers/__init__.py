"""Officers at work: advice, issues, joint meetings, portfolio boards, proposals from the field."""
