"""Long proofs, run by `make prove`; each module's `main` says what it showed or raises."""
