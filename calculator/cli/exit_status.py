"""The exit statuses of a run (INTERFACE 2), which every command knows and none has to load."""

from __future__ import annotations

from typing import Final

BUG: Final = 70
NOT_READ: Final = 4
NOT_WRITTEN: Final = 74
INTERRUPTED: Final = 130
WORST_FIRST: Final = (BUG, NOT_WRITTEN, NOT_READ, 1, 3, 0)
"""The order in which one exit status outweighs another."""
