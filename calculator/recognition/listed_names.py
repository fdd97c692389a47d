"""Which substances of a rule's own list a text says are in a part: lead, 7439-92-1, a phthalate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from calculator.recognition.hearing_words import denial_around
from calculator.recognition.plain_text import folded_text

_TELLING: Final = 6
"""A name of so many letters, or with a figure in it, is a substance wherever it stands; a shorter one, such as lead, is a word too."""
_AMOUNT: Final = r"\d+(?:[.,]\d+)?\s*(?:wt\.?\s*)?(?:%|‰|ppm|mg/kg)"
_HOLDS: Final = (
    "contains",
    "containing",
    "contain",
    "content of",
    "enthält",
    "enthalt",
    "mit",
    "contient",
    "contiene",
    "zawiera",
)
_LONGEST: Final = 20_000


@lru_cache(maxsize=4096)
def listed_names_in(names: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The names that a text says are in something, each once; what is denied is not.

    >>> names = ("Pb", "lead", "7439-92-1", "DEHP", "bis(2-ethylhexyl) phthalate")
    >>> [listed_names_in(names, text) for text in ("contains 3 % lead (6c)", "Pb: 0.4 %", "CAS 7439-92-1", "lead wire, 2 leads", "no lead, 0 % Pb")]
    [('lead',), ('Pb',), ('7439-92-1',), (), ()]
    """
    return tuple(dict.fromkeys(_said(names, text[:_LONGEST])))


def _said(names: tuple[str, ...], text: str) -> Iterator[str]:
    plain = folded_text(text)
    by_name = {folded_text(name): name for name in names}
    for match in _pattern(names).finditer(plain):
        found = next(filter(None, match.groups()))
        start = match.start(match.lastindex or 0)
        if denial_around(plain, start, start + len(found)) is None:
            yield by_name[found]


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    plain = sorted({folded_text(name) for name in names}, key=len, reverse=True)
    whole = _choice(name for name in plain if _tells(name))
    short = _choice(name for name in plain if not _tells(name))
    nothing = r"(?!0+(?:[.,]0+)?\s*(?:wt|%|‰|ppm|mg))"
    forms = (
        rf"(?<![\w-])({whole})(?![\w-])",
        rf"(?<![\w.,<≤]){nothing}{_AMOUNT}\s*(?:of\s+)?({short})(?![\w-])",
        rf"(?<!\w)(?:{_choice(map(folded_text, _HOLDS))})\s+(?:(?:up to|max\.?|about|ca\.?|<)\s*)?(?:{_AMOUNT}\s*)?({short})(?![\w-])",
        rf"(?<![\w-])({short})\s*[:=(]?\s*{nothing}{_AMOUNT}",
    )
    return re.compile("|".join(forms))


def _tells(name: str) -> bool:
    return len(name) >= _TELLING or any(map(str.isdigit, name)) or not name.isascii()


def _choice(words: Iterable[str]) -> str:
    """A choice of words; one that nothing fits where there are none."""
    return "|".join(map(re.escape, words)) or r"(?!)"
