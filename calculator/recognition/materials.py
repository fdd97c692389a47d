"""What magnets and parts are made of: families of magnet materials by name and grade, and materials without rare earth."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calculator.model.substances import RARE_EARTHS
from calculator.recognition.digit_shapes import digits_as_zeros
from calculator.recognition.plain_text import FOLD, LONGEST, plain_text
from calculator.recognition.vocabulary import (
    coating_words,
    family_words,
    grades,
    listed,
    zero_words,
)
from calculator.recognition.word_pattern import kind_of

RARE_EARTH_FAMILIES: Final = frozenset({"NdFeB", "SmCo", "SmFeN"})
FAMILIES_WITHOUT: Final = frozenset({"ferrite", "alnico"})
"""Families of magnets without the rare earths of the others; some ferrites hold lanthanum."""
SYMBOLS: Final = "|".join(RARE_EARTHS)
EARTH_SYMBOL = re.compile(rf"(?<![A-Z])(?:{SYMBOLS})(?![a-z])")


def magnet_family(text: str) -> str:
    """The magnet material that a text names by name or by grade, or nothing; a rare-earth family beats any other.

    Grades: N35 to N56 with their suffix and 28EH (sintered NdFeB, GB/T 13560), YXG-30 (SmCo), Y30BH, C5, C8 (ferrite), LNG (alnico).

    >>> [magnet_family(text) for text in ("N42SH", "33UH", "YXG-30", "Sm2Co17", "钕铁硼", "Y30BH", "LNG44", "steel")]
    ['NdFeB', 'NdFeB', 'SmCo', 'SmCo', 'NdFeB', 'ferrite', 'alnico', '']
    """
    return family_of(plain_text(text))[0]


@cache
def zero_material(text: str) -> bool:
    """True only if every word of ``text`` is understood and none of it can hold rare earth.

    A grade with digits in it says nothing by itself and is accepted beside a known material only.

    >>> all(map(zero_material, ("Stainless steel 1.4301", "PA6-GF30", "Aluminium 6061-T6", "ferrite", "不锈钢304", "AlMgSi1")))
    True
    >>> any(map(zero_material, ("AlSc", "steel + magnet", "磁钢", "alloy", "steel N42SH", "WE43", "Aluminium 5024", "304", "")))
    False
    """
    plain = plain_text(text).strip()
    if (
        not plain
        or len(text) > LONGEST
        or family_of(plain)[0] in RARE_EARTH_FAMILIES
        or _NO_METAL.search(plain)
    ):
        return False
    folded = plain.translate(FOLD)
    position, has_zero = 0, False
    while position < len(folded):
        word = _BETWEEN.match(folded, position) or zero_words().match(folded, position)
        if word is None:
            word = _grade_of_metal(plain, position)
            if word is None:
                return False
            has_zero = has_zero or _FORMULA_ALLOY.fullmatch(word.group()) is not None
        elif kind_of(word) == "zero":
            has_zero = True
        position = word.end()
    return has_zero


@cache
def is_coating(text: str) -> bool:
    """True for what magnets are coated with and nothing else: it says nothing of what is below.

    >>> [is_coating(text) for text in ("Ni-Cu-Ni", "Zn", "Epoxy", "nickel plated", "镀锌", "Steel", "steel, zinc plated")]
    [True, True, True, True, True, False, False]
    """
    folded = _BETWEEN.sub(" ", plain_text(text).translate(FOLD)).strip()
    rest = coating_words().sub("", folded)
    return rest != folded and not rest.strip()


@cache
def cased_hint() -> re.Pattern[str]:
    """Symbols and grades that are told by their capital letters."""
    return re.compile(
        f"(?=[A-Zn1-5])(?:{'|'.join([EARTH_SYMBOL.pattern, *(pattern.pattern for pattern, _, _ in grades())])})"
    )


@cache
def cased_hint_of_shapes() -> re.Pattern[str]:
    """The same in texts of which every digit is a zero: found in the shape of each text that holds a hint, and of some that do not."""
    return re.compile(digits_as_zeros(cased_hint().pattern))


@cache
def family_of(text: str) -> tuple[str, str, str]:
    """The family that a text names, the word that does, and how surely: named, or by a grade that is certain, likely, beside."""
    named = [
        (kind_of(match), text[slice(*match.span())], "named")
        for match in family_words().finditer(text.translate(FOLD))
        if not _GAS.match(text, match.start())
    ]
    families = [
        (family, grade.group(), certainty)
        for pattern, family, certainty in grades()
        for grade in (pattern.search(text),)
        if grade
    ]
    return min(
        [*named, *families],
        key=lambda match: match[0] not in RARE_EARTH_FAMILIES,
        default=("", "", ""),
    )


_GAS: Final = re.compile(r"(?i)sm[\s_-]*co2(?![\s_:-]*1|\d)")


_BETWEEN = re.compile(r"[\s\W_]+")
_METAL_TOKEN = re.compile(r"[A-Za-z0-9.]{1,14}(?![A-Za-z0-9])")
_FORMULA_ALLOY = re.compile(
    r"\d{0,3}X?\d{0,3}(?=[A-Za-z0-9.]*(?:Al|Cu|Cr|Fe|Zn|Mn))(?!Mg)(?:(?:Al|Mg|Si|Cu|Zn|Mn|Cr|Ni|Mo|Ti|Fe|Pb|Sn|Nb|Li|Be|Ag|[PSCBVNW])\d{0,3}){2,10}"
)
_LOOKS_MAGNETIC = re.compile(
    r"n\d{2}.*|\d{2}m|[a-z]{0,4}\d{2}(?:[sueavt]?ht?|[suea]?hs|m?hf|bh|hr|tp|ap)|[fgrs]\d{2}|(?:res|eec|vd|vx)\d+.*|yx.*|xg.*|y\d.*|.*smco.*|recoma.*",
    re.IGNORECASE,
)
"""Grades of magnets, of which makers put letters of their own before the number: G48UH, HS50AH, RES270."""
_OF_RARE_EARTH: Final = re.compile(
    r"(?<![A-Za-z])(?:RE|R|Mm|MM|Ln|LRE|HRE)\d{0,2}(?:Co|Fe|T)\d|Co(?:5|7|17)(?!\d)|Fe(?:14|17)(?!\d)"
)
"""Formulas of magnets that write R for the rare earth (RECo5, R2Co17, REFe14B), and what else has their proportions."""
_NO_METAL: Final = re.compile(r"(?<![A-Za-z0-9.])(?<!\d )Mm(?![A-Za-z])|(?<!\d)2:17(?!\d)")
"""Mischmetal by its symbol, which a millimetre is not, and the proportions of SmCo."""
_EARTH_IN_GRADE = re.compile(rf"(?:{SYMBOLS})(?![a-z])|(?:{SYMBOLS.upper()})\d")


def _grade_of_metal(plain: str, position: int) -> re.Match[str] | None:
    """A grade with digits or an alloy's formula without rare earth (1.4301, AlMgSi1), never what could be a magnet's grade."""
    token = _METAL_TOKEN.match(plain, position)
    if token is None:
        return None
    word = token.group()
    if _OF_RARE_EARTH.search(word):
        return None
    if _FORMULA_ALLOY.fullmatch(word):
        return token
    is_grade = any(map(str.isdigit, word)) and word.strip(".").lower() not in listed(
        "zero", "earth_grades"
    )
    is_suspicious = (
        _LOOKS_MAGNETIC.fullmatch(word)
        or _EARTH_IN_GRADE.search(word)
        or _EARTH_IN_GRADE.search(word.upper())
    )
    return token if is_grade and not is_suspicious else None
