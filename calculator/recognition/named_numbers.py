"""Part numbers that a text names: whole words of it, in any spelling of their signs and spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.spelling import letters_and_digits

_LEAST: Final = 3
"""Letters and digits of a number that identifies a part in a text."""
_PIECE: Final = late_pattern(r"[0-9a-z\u00df-\u024f]+|[^\W_]")
"""A run of Latin letters and digits, or one letter of another script: 含 beside a number is no part of it."""
_LONGER: Final = "-_."
"""Between two pieces they make one number of them: MAG-1-B is not MAG-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedNumber:
    """A number of a list that a text names, and where it stands in the text ``in_one_form``.

    ``is_whole`` is False where more is joined to it: in "MAG-1-B" MAG-1 is named, or another part that has no line.
    """

    number: str
    is_whole: bool
    start: int
    end: int


class NumberFinder:
    """Looks for the part numbers of a list in texts; the list is read when first asked.

    >>> finder = NumberFinder(["MAG-1", "MAG-1-C", "K 70"])
    >>> [(match.number, match.is_whole) for match in finder.find("See mag_1; MAG-1-B, MAG-1-C and MAG-10. K70含镝")]
    [('MAG-1', True), ('MAG-1', False), ('MAG-1-C', True), ('K 70', True)]
    """

    def __init__(self, numbers: Iterable[str]) -> None:
        self._given = numbers

    @cached_property
    def _numbers(self) -> tuple[str, ...]:
        return tuple(self._given)

    @cached_property
    def _by_folded(self) -> dict[str, list[str]]:
        by_folded: dict[str, list[str]] = {}
        for number in self._numbers:
            if len(folded := letters_and_digits(number)) >= _LEAST:
                by_folded.setdefault(folded, []).append(number)
        return by_folded

    @cached_property
    def _most_pieces(self) -> int:
        pieces = (len(_PIECE.findall(in_one_form(number))) for number in self._numbers)
        return max(pieces, default=0) + _FURTHER_GAPS

    def find(self, text: str) -> Iterator[NamedNumber]:
        """Each number of the list in a text, the longest first where one begins with another, in the order of the text."""
        folded = in_one_form(text)
        pieces = [match.span() for match in _PIECE.finditer(folded)]
        first = 0
        while first < len(pieces):
            last, numbers = self._longest_at(first, pieces, folded)
            for number in numbers:
                start, end = pieces[first][0], pieces[last][1]
                yield NamedNumber(
                    number=number, is_whole=_is_whole(folded, start, end), start=start, end=end
                )
            first = last + 1

    def _longest_at(
        self, first: int, pieces: list[tuple[int, int]], folded: str
    ) -> tuple[int, list[str]]:
        run, last, longest = "", first, list[str]()
        for index in range(first, min(first + self._most_pieces, len(pieces))):
            if index > first and pieces[index][0] - pieces[index - 1][1] > _WIDEST_GAP:
                break
            run += folded[slice(*pieces[index])]
            if run in self._by_folded:
                last, longest = index, self._by_folded[run]
        return last, longest


_FURTHER_GAPS: Final = 2
"""A text may write more gaps than the number has: MAG 1 A for MAG1A."""
_WIDEST_GAP: Final = 3
"""Signs and spaces between two pieces of one number: MAG - 1."""


def _is_whole(folded: str, start: int, end: int) -> bool:
    before = folded[max(0, start - 2) : start]
    behind = folded[end : end + 2]
    return not (
        (len(before) > 1 and before[1] in _LONGER and before[0].isalnum())
        or (len(behind) > 1 and behind[0] in _LONGER and behind[1].isalnum())
    )


def in_one_form(text: str) -> str:
    """A text in which letters that mean the same are the same; places of matches are places in it."""
    return unicodedata.normalize("NFKC", text).casefold()
