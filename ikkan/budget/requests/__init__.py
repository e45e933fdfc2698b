"""The five-step request: rounds, requests, lines by version, the thread, what came of it."""
