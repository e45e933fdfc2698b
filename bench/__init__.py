"""Benchmarks: `python -m bench NAME` prints one JSON object a line; never part of the tests."""
