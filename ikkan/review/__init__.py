"""Subjects under review, panels, conflicts and opinions; carries gates and hand-overs."""
