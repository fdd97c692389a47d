"""Texts in records whose layout is not read: runs of letters as Excel stores them, two bytes each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from calculator.numbers.late_patterns import late_pattern

_SHORTEST: Final = 3
# Letters, digits and signs of any script that Excel writes; what is no text seldom makes three of them in a row.
_RUN: Final = late_pattern(
    rf"[\t\n\r -~\u00a0-\u024f\u0370-\u04ff\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]{{{_SHORTEST},}}"
)
_NARROW: Final = late_pattern(rb"[\t\n\r -~\xa0-\xff]{4,}")


def wide_texts(data: bytes) -> Iterator[str]:
    r"""The runs of UTF-16 text in some bytes, at even and at odd places.

    >>> list(wide_texts(b"\x07" + "N52 magnet".encode("utf-16-le") + b"\xff\xff"))
    ['N52 magnet']
    """
    for offset in (0, 1):
        text = data[offset : len(data) - (len(data) - offset) % 2].decode("utf-16-le", "replace")
        for run in _RUN.finditer(text):
            if _is_words(run.group()):
                yield run.group().strip()


def narrow_texts(data: bytes) -> Iterator[str]:
    r"""The runs of text of one byte a letter.

    >>> list(narrow_texts(b"\x00\x03motor\x00"))
    ['motor']
    """
    for run in _NARROW.finditer(data):
        text = run.group().decode("cp1252", "replace")
        if _is_words(text):
            yield text.strip()


def _is_words(text: str) -> bool:
    """False for bytes that only look like letters: Latin text that is read from the wrong place has the signs of many scripts."""
    letters = [letter for letter in text if letter.isalnum()]
    if len(letters) < _SHORTEST or 2 * sum(ord(letter) % 256 == 0 for letter in letters) >= len(
        letters
    ):
        return False
    latin = sum(letter.isascii() for letter in letters)
    return latin == 0 or 2 * latin >= len(letters) or len(letters) >= 2 * _SHORTEST
