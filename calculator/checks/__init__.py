"""Plausibility: doubts that need the whole bill, one file a check."""
