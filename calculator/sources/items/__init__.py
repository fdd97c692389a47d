"""Rows into items and lines: the same part number anywhere is the same item."""
