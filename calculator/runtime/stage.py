"""What a run is doing, for a person who waits."""

from __future__ import annotations

from enum import Enum
from pathlib import Path


class Stage(Enum):
    """The stages of a run after its files are read, as the beginning of a sentence."""

    RECKONING = "reckoning what is in each item"
    DECIDING = "deciding"
    WRITING = "writing"


def at_words(place: str | Stage) -> str:
    """What a run is at: the path of a file that is opened, a stage, or an empty text after the last file.

    >>> at_words("in/motor.xlsx"), at_words(Stage.DECIDING)
    ('reading motor.xlsx', 'deciding')
    """
    if isinstance(place, Stage):
        return place.value
    return f"reading {Path(place).name}" if place else "making one bill of what was read"
