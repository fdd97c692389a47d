"""Several part numbers in one cell: from a first to a last, a list in short, or a pattern.

``MAG-100 to MAG-105``, ``MAG-100…-105``, ``MAG-100/101``, ``MAG-100(A, B)``, ``MAG-10x``, ``MAG-100 series``. The words are those of
``reference/identity_words.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from calculator.reference.identity_words import identity_words
from calculator.sources.facts.number_spelling import LONGEST, spelled
from calculator.sources.layout.heading_tokens import any_of

_SHORTEST: Final = 3
"""Letters and digits of the first number of a list in short: 1/4 is a fraction."""
_MOST_WILDCARDS: Final = 4
_NEVER_ENDING: Final = 10**9


class NumberSpan(NamedTuple):
    """The numbers that begin alike and end in a count, or in a letter as a count, from a first to a last."""

    head: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralNumbers:
    """What one cell with several part numbers means: those that are ``listed``, within a span, or of a pattern; all as ``spelled`` writes them.

    It ``is_sure`` where the cell can be nothing else, and no part number of its own.
    """

    listed: tuple[str, ...] = ()
    span: NumberSpan | None = None
    pattern: re.Pattern[str] | None = None
    is_sure: bool = False

    def holds(self, number: str) -> bool:
        """True for a number, as ``spelled`` writes it, that is one of them."""
        if number in self.listed:
            return True
        if self.pattern is not None:
            return self.pattern.fullmatch(number) is not None
        end = counted_end(number)
        return (
            self.span is not None
            and end is not None
            and end[0] == self.span.head
            and self.span.first <= end[1] <= self.span.last
        )


@lru_cache(maxsize=4096)
def several_numbers(text: str) -> SeveralNumbers | None:
    """The part numbers that a text means where these are several; None for a text that reads like one number.

    >>> [several_numbers(text).holds("mag103") for text in ("MAG-101…MAG-105", "MAG-101/103", "MAG-10x", "MAG-100 series", "MAG-101/102")]
    [True, True, True, True, False]
    >>> several_numbers("MAG-100"), several_numbers("1/2"), several_numbers("10x5")
    (None, None, None)
    """
    if len(text) > LONGEST or _hint().search(text) is None:
        return None
    return _from_to(text) or _listed(text) or _of_pattern(text)


@cache
def _hint() -> re.Pattern[str]:
    """What every text with several numbers has; most numbers have none of it."""
    words = identity_words()
    return re.compile(
        rf"[/,;|&()\[\]*?#+]|\d-\d+\Z|\dx{{1,3}}\Z|\dff?\b|{any_of(words.range_signs)}|\s",
        re.IGNORECASE,
    )


def counted_end(number: str) -> tuple[str, int] | None:
    """A number without the count at its end, and that count: its last digits, or a last letter behind a digit.

    >>> counted_end("mag100"), counted_end("mag100b"), counted_end("mag")
    (('mag', 100), ('mag100', 98), None)
    """
    if match := _COUNTED.fullmatch(number):
        return match[1], int(match[2])
    match = _LETTERED.fullmatch(number)
    return None if match is None else (match[1], ord(match[2]))


_COUNTED: Final = re.compile(r"(.*?)(\d{1,9})")
_LETTERED: Final = re.compile(r"(.*\d)([a-z])")


# --------------------------------------------------------------------------- from a first to a last


def _from_to(text: str) -> SeveralNumbers | None:
    if match := _AND_FOLLOWING.fullmatch(text):
        from_here = counted_end(spelled(match[1]))
        return from_here and SeveralNumbers(span=NumberSpan(*from_here, _NEVER_ENDING))
    parts = _range().split(text)
    if len(parts) != len(("first", "sign", "last")):
        hyphened = _HYPHENED.fullmatch(text)
        if hyphened is None or len(hyphened[2]) != len(hyphened[3]):
            return None
        parts = [hyphened[1] + hyphened[2], "-", hyphened[3]]
    first, sign, last = parts
    is_full = not (continued := _continued(spelled(first), spelled(last)))
    start, end = counted_end(spelled(first)), counted_end(continued or spelled(last))
    if start is None or end is None or start[0] != end[0] or start[1] >= end[1]:
        return None
    return SeveralNumbers(
        span=NumberSpan(*start, end[1]),
        is_sure=len(spelled(first)) >= _SHORTEST and (is_full or sign.strip() not in _DASHES),
    )


_AND_FOLLOWING: Final = re.compile(r"(.*\d)\s*ff?\.?", re.IGNORECASE)
_HYPHENED: Final = re.compile(r"(.*\D)(\d{2,9})-(\d{2,9})")
_DASHES: Final = ("-", "–", "—")


def _continued(first: str, end: str) -> str:
    """The number that is written in short behind another: 105 behind mag100 is mag105; of other letters it is none."""
    is_shorter = 0 < len(end) < len(first)
    tail = first[-len(end) :] if is_shorter else ""
    if end.isdigit() and tail.isdigit():
        return first[: -len(end)] + end
    if len(end) == 1 and end.isalpha() and is_shorter:
        return (first if first[-1].isdigit() else first[:-1]) + end
    return ""


@cache
def _range() -> re.Pattern[str]:
    words = identity_words()
    return re.compile(
        rf"(\s*(?:{any_of(words.range_signs)})\s*|\s+(?:{any_of(words.range_words)})\s+)",
        re.IGNORECASE,
    )


# --------------------------------------------------------------------------- lists in short


def _listed(text: str) -> SeveralNumbers | None:
    words = [word for word in _BETWEEN.split(text) if word.strip(" -")]
    first, *others = map(spelled, words)
    if not others or len(first) < _SHORTEST or not any(map(str.isdigit, first)):
        return None
    numbers = [_continued(first, other) for other in others if other]
    # "4711/2" is as likely a number of its own; "MAG-101/102" is two.
    counts = [len(word) for word in map(spelled, words[1:])]
    is_of_letters = all(map(str.isalpha, map(spelled, words[1:])))
    if not all(numbers) or not numbers or (min(counts) == 1 and not is_of_letters):
        return None
    digits = _COUNTED.fullmatch(first)
    is_sure = digits is not None and bool(digits[1]) and {*counts} == {len(digits[2])}
    return SeveralNumbers(listed=(first, *numbers), is_sure=is_sure)


_BETWEEN: Final = re.compile(
    r"[\s,;/|&+()、，；]+-?(?:(?:and|or|und|oder|et|ou|y|o|e)\s+)?", re.IGNORECASE
)


# --------------------------------------------------------------------------- patterns


def _of_pattern(text: str) -> SeveralNumbers | None:
    series = _series().fullmatch(text)
    if series is not None:
        text = _ZEROS.sub(lambda zeros: "?" * len(zeros.group()), series["number"])
    text = _ANY_DIGIT.sub(lambda signs: "?" * len(signs.group()), re.sub(r"\*+", "*", text))
    if not 0 < len(_WILDCARD.findall(text)) <= _MOST_WILDCARDS:
        return None
    pieces = [
        {"*": ".*", "?": "."}.get(
            piece, piece if _WILDCARD.fullmatch(piece) else re.escape(spelled(piece))
        )
        for piece in _PIECE.findall(text)
    ]
    return SeveralNumbers(pattern=re.compile("".join(pieces)))


_ZEROS: Final = re.compile(r"0+\Z")
_ANY_DIGIT: Final = re.compile(r"(?<=\d)(?:#+|x{1,3})\Z", re.IGNORECASE)
_WILDCARD: Final = re.compile(r"[*?]|\[\w(?:-\w|\w*)\]", re.ASCII)
_PIECE: Final = re.compile(rf"{_WILDCARD.pattern}|[^*?\[]+|\[", re.ASCII)


@cache
def _series() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>.*\d0)[\s-]*(?:{any_of(identity_words().series)})", re.IGNORECASE
    )
