"""Views over a round: by ministry, project, class, stage and pot, and the joint request."""
