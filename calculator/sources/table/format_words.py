"""Words that a number format shows in place of a value, or around a text: ``"yes"``, ``@" tbc"``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_PIECE: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|(?P<condition>\[[<>=][^\]]*\])|\[[^\]]*\]|(?P<end>;)|(?P<sign>.)'
)
_OF_NUMBERS: Final = 3
"""Sections of a format, of what is above, below and at nothing; the fourth is of texts."""
_PLACES: Final = frozenset("0#?GgyYmMdDhHsSeE/%@")
"""What puts a figure, a day or a text in its place."""


class Words(NamedTuple):
    """What is shown of figures above, below and at nothing where no figure is shown; what stands before and behind a text."""

    above: str = ""
    below: str = ""
    nothing: str = ""
    before: str = ""
    behind: str = ""
    for_text: str = ""
    """What stands in place of a text."""

    def in_place_of(self, value: object) -> str:
        """What a person reads in the cell; empty where the value itself is shown, and no more.

        >>> words_of('@" tbc"').in_place_of("no"), words_of('"yes";;"no"').in_place_of(0), words_of("0.0").in_place_of(1)
        ('no tbc', 'no', '')
        """
        if isinstance(value, str):
            return self.for_text or (
                f"{self.before}{value}{self.behind}" if self.before or self.behind else ""
            )
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return ""
        return self.above if value > 0 else self.below if value < 0 else self.nothing


_NONE: Final = Words()


@lru_cache(maxsize=1024)
def words_of(number_format: str) -> Words:
    """The words of one format; a format with conditions shows figures, for all that is known here.

    >>> any(words_of("#,##0.00")), words_of(';;;"CN"').for_text
    (False, 'CN')
    """
    sections: list[list[str]] = [[]]
    for piece in _PIECE.finditer(number_format):
        if piece["condition"]:
            return _NONE
        if piece["end"]:
            sections.append([])
        elif piece["sign"] in _PLACES:
            sections[-1].append(f"\0{piece['sign']}")
        else:
            sections[-1].append(piece["quoted"] or piece["escaped"] or piece["sign"] or "")
    of_text = sections[_OF_NUMBERS] if len(sections) > _OF_NUMBERS else _with_text(sections)
    numbers = [section for section in sections[:_OF_NUMBERS] if section is not of_text]
    above, below, nothing = (
        _alone(numbers[place]) if place < len(numbers) else _alone(numbers[0]) if numbers else ""
        for place in range(_OF_NUMBERS)
    )
    before, behind, for_text = "", "", ""
    if of_text is not None and _TEXT in of_text:
        place = of_text.index(_TEXT)
        before, behind = _telling(of_text[:place]), _telling(of_text[place + 1 :])
    elif of_text is not None:
        for_text = _alone(of_text)
    return Words(
        above=above, below=below, nothing=nothing, before=before, behind=behind, for_text=for_text
    )


_TEXT: Final = "\0@"


def _with_text(sections: list[list[str]]) -> list[str] | None:
    return next((section for section in sections if _TEXT in section), None)


def _alone(section: list[str]) -> str:
    """The words of a section that shows nothing else."""
    return "" if any(piece.startswith("\0") for piece in section) else _telling(section)


def _telling(pieces: list[str]) -> str:
    """The pieces as one text, if they say anything: a letter, a digit, a question mark."""
    text = "".join(piece for piece in pieces if not piece.startswith("\0"))
    return text if any(sign.isalnum() or sign in "?/%" for sign in text) else ""
