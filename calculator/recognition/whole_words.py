"""Choices between words, as patterns: those of Latin letters stand whole, those of scripts without spaces anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from calculator.recognition.plain_text import LATIN


def any_word(words: Iterable[str]) -> str:
    """A choice between words, the longest first; a gap, a comma or a hyphen for a space.

    >>> bool(re.search(any_word(["cn", "中国"]), "made in cn")), bool(re.search(any_word(["cn"]), "cnc"))
    (True, False)
    """
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    latin = [re.escape(word).replace(r"\ ", r"[\s,-]+") for word in ordered if is_latin(word)]
    other = [re.escape(word) for word in ordered if not is_latin(word)]
    whole = rf"(?<![^\W\d_])(?:{'|'.join(latin)})(?![^\W\d_])" if latin else ""
    return "|".join(part for part in (whole, *other) if part)


def is_latin(word: str) -> bool:
    """True for a word that begins with a Latin letter."""
    return re.match(rf"[{LATIN}]", word.casefold()) is not None
