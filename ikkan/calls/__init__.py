"""Calls for applications, and the applications to them until they are decided.

Decides: who may apply, until when and for how much, and what a call can adopt with its money.
"""
