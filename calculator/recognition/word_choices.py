"""A choice between words as one pattern: those of Latin letters whole, those of Chinese, Japanese, Korean and Cyrillic anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from calculator.recognition.plain_text import LATIN


def any_of(words: Iterable[str]) -> str:
    """The pattern, for text in lower case; the longest word first, and a gap, a comma or a hyphen for a space.

    >>> re.findall(any_of(["raw material", "原料"]), "raw-material, raw materials, 日本原料")
    ['raw-material', '原料']
    """
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    latin = [re.escape(word).replace(r"\ ", r"[\s,-]+") for word in ordered if is_latin(word)]
    other = [re.escape(word) for word in ordered if not is_latin(word)]
    # A sign at the end (">0.1%") needs no end of a word.
    whole = rf"(?<![^\W\d_])(?:{'|'.join(latin)})(?![^\W\d_])" if latin else ""
    return "|".join(part for part in (whole, *other) if part)


def is_latin(word: str) -> bool:
    """True where a word begins with a Latin letter."""
    return re.match(rf"[{LATIN}]", word.casefold()) is not None
