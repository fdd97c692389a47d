"""Exact numbers, bounds and units; knows nothing of bills."""
