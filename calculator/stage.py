"""What a run is doing, for a person who waits."""

from __future__ import annotations

from enum import Enum


class Stage(Enum):
    """The stages of a run after its files are read, as the beginning of a sentence."""

    RECKONING = "reckoning what is in each item"
    DECIDING = "deciding"
    WRITING = "writing"
