"""The ledger beside the published figures: two registers, never mixed, and the gap between them."""
