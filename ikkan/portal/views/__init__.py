"""What the portal answers: each view reads one snapshot and renders it."""
