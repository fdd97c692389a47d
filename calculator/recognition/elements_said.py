"""Rare earths that the words of a magnet or a target say are in it: "Tb diffused", "with 3 % Dy", 含镝.

What is described and what is declared are added together (CLEARANCE, class): a list of all that is in a part has to name them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from calculator.model.elements import element_names
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.hearing_words import denial_around, inside_words
from calculator.recognition.plain_text import FOLD, LONGEST, folded_text, plain_text
from calculator.recognition.word_pattern import WordPattern, pattern_of

HEAVY: Final = "heavy"
"""Stands for dysprosium or terbium, where only the heavy ones together are named."""
_ADDED: Final = ("Dy", "Tb", "Gd", "Ho", "Sm", "Sc", "Lu")
"""Rare earths that are named where they are added; Nd and Pr are what a magnet is made of, and Y is an axis."""
_SYMBOLS: Final = ("Dy", "Tb", "Gd", "Ho")
"""Those whose symbols stand in the words of magnets: Sc is a scale and Sm small."""
_SYMBOL: Final = re.compile(rf"(?<![A-Z])(?:{'|'.join(_SYMBOLS)})(?![a-z])")
_AMOUNT_BESIDE: Final = r"\d\s*(?:wt|gew|at|mass|m)?\.?-?\s*%"
_CAPITALS: Final = re.compile(
    rf"(?<![A-Z])(?:{'|'.join(symbol.upper() for symbol in _SYMBOLS)})(?=\s*:?\s*[\d.,]+\s*(?:WT|GEW)?\.?-?\s*%|[\s-]*(?:DIFF|DOP|ADD|COAT))"
    rf"|(?<=%)\s*(?:{'|'.join(symbol.upper() for symbol in _SYMBOLS)})(?![A-Z])"
)
"""In a text of capitals a symbol counts beside an amount or a word for what is put in."""
_AMOUNT: Final = re.compile(rf"{_AMOUNT_BESIDE}|(?:ppm|wt\s*%)", re.IGNORECASE)

_FORMULA: Final = re.compile(
    r"(?:Nd|Pr|Fe)[-,/]{0,2}(?:Dy|Tb|Gd|Ho)(?![a-z])|(?:Dy|Tb|Gd|Ho)[-,/)]{0,2}(?:Fe|Nd|Pr|B(?![a-z]))"
)
"""Beside the other elements of a magnet: (Nd,Dy)FeB, Nd-Dy-Fe-B."""


@cache
def elements_said(text: str, *, is_remark: bool = False) -> frozenset[str]:
    """The rare earths that a text says are in the part, by their symbols; ``heavy`` for the heavy ones together.

    A remark has to say that they are in it, by an amount or a word such as diffused or contains; what calls the part need not.

    >>> sorted(elements_said("Arc magnet N42SH, Tb diffused")), sorted(elements_said("(Nd,Dy)FeB"))
    (['Tb'], ['Dy'])
    >>> [sorted(elements_said(text)) for text in ("MAGNET DY 3%", "含镝", "Dy-free", "free of Dy and Tb", "TB-12", "heavy rare earth")]
    [['Dy'], ['Dy'], [], [], [], ['heavy']]
    >>> [sorted(elements_said(text, is_remark=True)) for text in ("please state Dy", "with 3 % Dy", "dopé au terbium")]
    [[], ['Dy'], ['Tb']]
    """
    if len(text) > LONGEST:
        return frozenset()
    plain = plain_text(text)
    folded = plain.translate(FOLD)
    said = frozenset(
        symbol
        for symbol, start, end in _named(plain, folded)
        if denial_around(folded, start, end) is None
        and not _is_free(folded, end)
        and not _is_listed_denial(folded, start)
    )
    if is_remark and not any(
        (_AMOUNT.search(plain), _put_in().search(folded), _FORMULA.search(plain))
    ):
        return frozenset()
    return said


def _named(plain: str, folded: str) -> Iterator[tuple[str, int, int]]:
    """Each name or symbol, and where it stands."""
    pattern = _CAPITALS if plain.isupper() else _SYMBOL
    for match in pattern.finditer(plain):
        yield match.group().strip().capitalize(), match.start(), match.end()
    for match in _names().finditer(folded):
        yield _symbol_of(match.group()), match.start(), match.end()
    for match in _heavy().finditer(folded):
        yield HEAVY, match.start(), match.end()


@cache
def _names_of_added() -> dict[str, str]:
    """Names of the added rare earths in all languages, folded, by what each means."""
    return {
        folded_text(name): symbol
        for name, symbol in element_names().items()
        if symbol in _ADDED and len(name) > (2 if name.isascii() else 0)
    }


def _symbol_of(word: str) -> str:
    names = _names_of_added()
    return names.get(word) or next(
        symbol for name, symbol in names.items() if word.startswith(name)
    )


@cache
def _names() -> WordPattern:
    """The names; in Latin letters with any ending, for they are declined."""
    return pattern_of(
        {"names": [f"{name}*" if name.isascii() else name for name in _names_of_added()]}
    )


@cache
def _heavy() -> WordPattern:
    return pattern_of({"heavy": inside_words("heavy")})


@cache
def _put_in() -> WordPattern:
    return pattern_of({"put_in": inside_words("put_in")})


@cache
def _free() -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:{'|'.join(map(re.escape, inside_words('free')))})")


def _is_free(folded: str, end: int) -> bool:
    return _free().match(folded, end) is not None


def _is_listed_denial(folded: str, start: int) -> bool:
    """True of the second in "free of Dy and Tb": what stands before it is denied, with only a list between."""
    before = _LIST.search(folded[:start])
    return before is not None and denial_around(folded, before.start(), before.end()) is not None


_LIST: Final = late_pattern(
    r"[^\W\d_]{2,}(?=\s*(?:,|/|and|or|und|oder|et|ou|y|o|e|i|lub|和|及|或|と)\s*\Z)"
)
