"""Plausibility checks that need the whole bill with its facts: one check a file, and one line in the registry."""
