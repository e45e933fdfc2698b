"""Policy packs: what is one funder's own (terms, bodies, figures, labels) as data in a folder.

Decides: what a pack may hold, whether it does, what is valid on a day, what changed.
Called by: plan, line, portal (read), server (check, diff, apply).
Source: design §2 "Engine and pack".
"""
