"""Evaluation: actual values of indicators, findings of follow-up, and the responses to them."""
