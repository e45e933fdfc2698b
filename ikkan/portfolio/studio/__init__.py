"""The studio in which a round of the adjustment fund is decided: engine and person side by side."""
