"""The word lists of claims (``reference/claims.toml``), and how far words reach that belong together."""

from __future__ import annotations

from typing import Final

from calculator.recognition.whole_words import WordLists

_CLAIMS: Final = WordLists(
    "claims",
    *("made", "made_behind", "technology", "raw", "denials_between"),
    *("hedges_before", "hedges_behind", "denials_behind", "asked_for"),
)
REACH: Final = 40
"""Words that belong together stand within so many letters."""
claim_words: Final = _CLAIMS.words
claim_pattern: Final = _CLAIMS.pattern
