"""Where sentences, clauses and lists of a text begin and end, in the languages of the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.hearing_words import joining_words
from calculator.recognition.plain_text import LONGEST

_SENTENCE_END: Final = late_pattern(
    r"[;。；!！?？\n\r\t|]+|(?<=[^\W\d_]{3})(?<!\b(?:inc|dia|max|min|typ))(?<!\b(?:incl|inkl))\.(?=\s|$)|(?<=\d)\.(?=\s+[^\W\d_])"
    r"|(?:(?<=[\d ](?:mm|cm|Nm|kg|in))|(?<=[\d ][VWAg])|(?<=[%)\]\"]))\.(?=\s|$)"
)
LONE_CAPITAL: Final = late_pattern(r"(?<!\w)[A-Z](?!\w)")
"""An axis, a variant, a terminal; the same letter small may join words: silnik z enkoderem."""
_OVERLAP: Final = 60


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile(
        rf"[,，、:：()\[\]{{}}（）【】]|\s[-–—/]\s|\s*[+&]\s*|\s(?:{joining_words('clause')})\s|{joining_words('or_cjk')}"
    )


@cache
def list_goes_on() -> re.Pattern[str]:
    """Behind it a list goes on: for motors, pumps and fans."""
    return re.compile(rf"(?:[,，、+&/]|\s(?:{joining_words('list')})\s)\s*\Z")


@cache
def denial_goes_on() -> re.Pattern[str]:
    """Behind it a denial goes on: no magnets or motors."""
    return re.compile(rf"(?:\s(?:{joining_words('denial')})\s|{joining_words('or_cjk')})\s*\Z")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text with their places; one that is very long comes in stretches, none of which cuts a word."""
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        yield from _pieces(text, begin, match.start())
        begin = match.end()
    yield from _pieces(text, begin, len(text))


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    while end - begin > LONGEST:
        gap = text.rfind(" ", begin + _OVERLAP, begin + LONGEST)
        cut = gap if gap > 0 else begin + LONGEST
        yield begin, text[begin:cut]
        # The next piece begins some words earlier, so that no phrase is only ever seen in two halves.
        again = text.find(" ", cut - _OVERLAP, cut) if gap > 0 else cut - _OVERLAP
        begin = again if again > begin else cut
    if text[begin:end].strip():
        yield begin, text[begin:end]


def clauses(folded: str) -> Iterator[tuple[int, int]]:
    """The places of the clauses of a sentence, from their beginning to behind their end."""
    begin = 0
    for match in _clause_end().finditer(folded):
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if begin < len(folded):
        yield begin, len(folded)
