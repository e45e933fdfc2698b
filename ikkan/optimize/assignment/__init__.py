"""Hand-over matching and reviewer assignment on one kernel."""
