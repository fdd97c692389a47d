"""The word lists of claims (``reference/claims.toml``), and the claims as their words stand in a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calculator.numbers.strict_table import StrictTable, packaged
from calculator.recognition.whole_words import any_word

_LISTS: Final = (
    *("made", "made_behind", "technology", "raw", "denials_between"),
    *("hedges_before", "hedges_behind", "denials_behind", "asked_for"),
)
REACH: Final = 40
"""Words that belong together stand within so many letters."""


def read_claims(table: StrictTable) -> dict[str, tuple[str, ...]]:
    """Every list of the file."""
    return {name: table.texts(name) for name in _LISTS}


@cache
def claim_words(name: str) -> tuple[str, ...]:
    """One list of the file."""
    return packaged("claims", read_claims)[name]


@cache
def claim_pattern(name: str) -> re.Pattern[str]:
    """A choice between the words of one list, for text in lower case."""
    return re.compile(any_word(claim_words(name)))
