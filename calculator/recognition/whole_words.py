"""A choice between words of a list as a pattern, by one rule of where a word begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from calculator.numbers.late_patterns import late_pattern, pieces_of
from calculator.numbers.strict_table import StrictTable, packaged

_SPACED: Final = re.compile(r"[a-z\u00df-\u024fа-яё]", re.IGNORECASE)
"""Letters of the scripts that put spaces between words."""
_SHORT: Final = 2
"""Letters of a word that has to stand free of digits as well: k (to) is not in K4, and "max" is in max5%."""


def any_word(words: Iterable[str], *, in_compounds: bool = True) -> str:
    """A pattern of the words, longest first: those of scripts with spaces stand whole, all others anywhere.

    A space is any gap, a hyphen, a comma or nothing; a star any ending. With ``in_compounds`` a hyphen may join them to other words.

    >>> on, chinese = re.compile(any_word(["on", "next to", "位于"], in_compounds=False)), re.compile(any_word(["china", "chin*"]))
    >>> [bool(on.search(text)) for text in ("magnet on lid", "clip-on magnet", "on4", "next-to lid", "位于盖")]
    [True, False, False, True, True]
    >>> [match.group() for match in chinese.finditer("made-in-china, chinesisch, machina")]
    ['china', 'chinesisch']
    """
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    spaced = [word for word in ordered if _SPACED.search(word)]
    closed = [word for word in spaced if word[-1].isalnum() or word[-1] == "*"]
    letter, joined = r"[^\W\d_]", "" if in_compounds else "-?"
    before = "" if in_compounds else r"(?<!\w-)"
    groups = (
        ([word for word in closed if len(word) > _SHORT], letter, rf"(?!{joined}{letter})"),
        ([word for word in spaced if word not in closed], letter, ""),
        ([word for word in closed if len(word) <= _SHORT], r"\w", rf"(?!{joined}\w)"),
    )
    patterns = [
        rf"(?<!{edge}){before}(?:{'|'.join(map(_written, chosen))}){behind}"
        for chosen, edge, behind in groups
        if chosen
    ]
    return "|".join([*patterns, *(_written(word) for word in ordered if word not in spaced)])


def _written(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"[\s,-]*").replace(r"\*", r"\w*")


class WordLists:
    """The lists of one file of words, strictly read when first asked: each or several as they stand, and as a choice between their words."""

    def __init__(self, file: str, *keys: str) -> None:
        self._file, self._keys = file, keys
        self.words = cache(self._words)
        self.pattern = cache(self._pattern)

    def read(self, table: StrictTable) -> dict[str, tuple[str, ...]]:
        """Every list of the file."""
        return {key: table.texts(key) for key in self._keys}

    def _words(self, *keys: str) -> tuple[str, ...]:
        lists = packaged(self._file, self.read)
        return tuple(word for key in keys for word in lists[key])

    def _pattern(self, *keys: str) -> re.Pattern[str]:
        words = self.words(*keys)
        return late_pattern(any_word(words), needs=pieces_of(words))
