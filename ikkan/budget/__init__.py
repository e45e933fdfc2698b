"""The money of the line: accounts, and a ledger in which every transfer conserves money.

Decides: where a yen lies and where it came from. Published figures are another register (plan) and
are never mixed with it. Source: design §3 "Amounts", "Ledger".
"""
