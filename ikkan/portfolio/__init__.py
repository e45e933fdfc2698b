"""The portfolio: seeds, gates with criteria and decision, hand-overs to a next programme."""
