"""Patterns that are compiled when they are first asked: of some two hundred, a run asks a third."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Any, AnyStr, Final, cast


def late_pattern(
    pattern: AnyStr, flags: int = 0, *, needs: Iterable[str] = ()
) -> re.Pattern[AnyStr]:
    r"""What ``re.compile`` gives, from its first use on. It is asked by its methods; ``re.sub`` and its like do not take it.

    Of the pieces that it ``needs`` one stands, letter by letter, in every text with a match: nothing is compiled until a text
    holds one.

    >>> late_pattern(r"\d+").findall("N42 and N52")
    ['42', '52']
    >>> late_pattern("draft|to be confirmed", needs=["draft", "confirmed"]).search("final") is None
    True
    """
    return cast("re.Pattern[AnyStr]", _LatePattern(pattern, flags, tuple(needs)))


def pieces_of(words: Iterable[str]) -> frozenset[str]:
    """The longest piece of each word between spaces and stars: it stands in every text in which a pattern finds the word.

    >>> sorted(pieces_of(["draft", "to be confirmed", "chin*"]))
    ['chin', 'confirmed', 'draft']
    """
    return frozenset(max(word.replace("*", " ").split(), key=len) for word in words)


class _LatePattern:
    def __init__(self, pattern: str | bytes, flags: int, needs: tuple[str, ...]) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[Any] | None = None
        self._needs = needs
        self._asked = 0

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._needs and name in _READING:
            return partial(self._read, name)
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        # A method once asked for is found on the object itself: asking it again costs what it costs of a pattern.
        method = self.__dict__[name] = getattr(self._compiled, name)
        return method

    def _read(self, name: str, *asked: Any) -> Any:
        text = asked[_READING[name]]
        self._asked += 1
        if self._asked < _OFTEN and not any(piece in text for piece in self._needs):
            return getattr(_NOTHING, name)(*asked)
        self._needs = ()
        return getattr(self, name)(*asked)


_READING: Final = dict.fromkeys(("search", "match", "fullmatch", "finditer", "findall"), 0) | {
    "sub": 1
}
"""The methods that read a text, and which of what they are given it is."""
_NOTHING: Final = re.compile("(?!)")
_OFTEN: Final = 100
"""To look through so many texts for a piece costs as much as to compile."""
