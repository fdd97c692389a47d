"""Signs that only magnets and targets have: a coat, a way of magnetising, a formula with the size of a disc."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calculator.model.elements import FORMULA, FORMULA_PART, RARE_EARTHS, atomic_weights
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.materials import EARTH_SYMBOL, family_of, zero_material
from calculator.recognition.plain_text import FOLD, LONGEST, folded_text, plain_text
from calculator.recognition.vocabulary import (
    deciding_words,
    listed,
    rare_earth_words,
    raw_words,
)
from calculator.recognition.whole_words import any_word
from calculator.recognition.word_pattern import kind_of

PURITY: Final = late_pattern(
    r"(?<![\d.])9\d(?:\.\d+)?\s*%|(?<![\d.])99\.\d|(?<![A-Za-z0-9])[3-6]N\d?(?![A-Za-z0-9])"
)


def magnet_by_signs(description: str) -> str:
    """A disc, a ring, a block, an arc or a segment with a coat or a magnetisation that only magnets have.

    >>> magnet_by_signs("Disc 10x3 NiCuNi"), magnet_by_signs("Disc 10x3 Ni")
    ('description says "NiCuNi" of "Disc"', '')
    """
    folded = folded_text(description)
    sign = _signs_of_magnets().search(folded)
    shape = _shapes_of_magnets().search(folded) if sign else None
    if sign is None or shape is None:
        return ""
    return f'description says "{description[slice(*sign.span())]}" of "{description[slice(*shape.span())]}"'


@cache
def _signs_of_magnets() -> re.Pattern[str]:
    return _words_of("only_of_magnets")


@cache
def _shapes_of_magnets() -> re.Pattern[str]:
    return _words_of("magnet_shapes")


def _words_of(key: str) -> re.Pattern[str]:
    return re.compile(any_word(listed("beside", key)))


def target_by_chemistry(description: str, material: str) -> str:
    """A formula with a rare earth, a purity or a share of atoms, and the size of a disc: what is sold so is a target.

    >>> [bool(target_by_chemistry(text, "")) for text in ("AlSc 20at% 300mm", "Dy2O3 99.9% 3in", "Dy2O3 99.9% 1 kg")]
    [True, True, False]
    """
    pieces = _PIECES.split(f"{description} ; {material}")
    formula = next(filter(None, map(_formula_with_earth, pieces)), "")
    if not formula:
        return ""
    # What is said in a sentence of other things, see drawing 12, takes the target nothing away.
    text = " ; ".join(piece for piece in pieces if not _says_more(piece.replace(formula, " ")))
    if (
        formula not in text
        or family_of(text)[0]
        or not _SIZE_OF_DISC.search(text)
        or _AMOUNT_OF_MATERIAL.search(text)
    ):
        return ""
    has_purity = bool(PURITY.search(text) or _SHARE_OF_ATOMS.search(text))
    if not has_purity and not _INCHES.search(text):
        return ""
    return f'words say "{formula}" with the size of a disc, as targets are sold'


_PIECES: Final = late_pattern(r"[;,.\n]\s+|\s+;\s*")


def _says_more(piece: str) -> bool:
    return re.search(r"[^\W\d_]{2,}", _SIZE_WORDS.sub(" ", piece)) is not None


def _formula_with_earth(text: str) -> str:
    """The first formula in a text that holds a rare earth: two elements, or one with a purity."""
    for word in _FORMULA_WORD.finditer(text):
        symbols = [symbol for symbol, _ in FORMULA_PART.findall(word.group())]
        if (
            FORMULA.match(word.group())
            and all(symbol in atomic_weights() for symbol in symbols)
            and any(symbol in RARE_EARTHS for symbol in symbols)
            and (len(symbols) > 1 or PURITY.search(text))
        ):
            return word.group()
    return ""


_FORMULA_WORD: Final = late_pattern(r"(?<![A-Za-z0-9])(?:[A-Z][a-z]?[0-9.]*)+(?![A-Za-z0-9])")
_INCHES: Final = late_pattern(r"\d\s?(?:in|inch|inches|\"|''|″)(?![^\W\d_])")
_SIZE_OF_DISC: Final = late_pattern(
    r"\d\s?(?:in|inch|inches|\"|''|″|mm|cm)(?![^\W\d_])|[Øø⌀]\s?\d|\d\s?[x×]\s?\d"
)
_SHARE_OF_ATOMS: Final = late_pattern(r"\d\s?(?:at|mol|wt)\.?\s?%|\d\s?%")
_AMOUNT_OF_MATERIAL: Final = late_pattern(
    r"\d\s?(?:kg|g|mg|lb|lbs|oz|mesh|um|µm|μm|nm)(?![^\W\d_])"
)
_SIZE_WORDS: Final = late_pattern(
    r"(?i)(?<![^\W\d_])(?:in|inch|inches|mm|cm|dia|diam|diameter|od|thick|thk|thickness|by|at|wt|mol|purity|pure|round|disc|disk|bonded|on|cu|copper|backing|plate|bp|with|pcs?)(?![^\W\d_])"
)


def target_without_rare_earth(text: str) -> bool:
    """True for a target whose words are all understood and name a material that holds no rare earth.

    What is left beside the word for a target, its size, its purity and its process has to be such a material.

    >>> [target_without_rare_earth(text) for text in ("ITO sputtering target 99.99 %", "Titanium target 3 in for sputtering", "铜靶材 φ76×3")]
    [True, True, True]
    >>> [target_without_rare_earth(text) for text in ("Target 3 in", "Al-Sc sputtering target", "Cu target on Dy", "Zr target, Y stabilised")]
    [False, False, False, False]
    """
    plain = plain_text(text)
    if (
        len(text) > LONGEST
        or EARTH_SYMBOL.search(plain)
        or rare_earth_words().search(folded_text(plain))
    ):
        return False
    folded = _SIZE.sub(" ", PURITY.sub(" ", plain)).translate(FOLD)
    words = (
        word
        for pattern in (deciding_words(), raw_words())
        for word in pattern.finditer(folded)
        if kind_of(word) in ("target", "maybe_target", "sputtering")
        and word.group() not in _MATERIALS
    )
    for word in words:
        folded = f"{folded[: word.start()]}{' ' * len(word.group())}{folded[word.end() :]}"
    rest = re.sub(r"\b(?:for|of|f\u00fcr|fur|pour|para|per|do|de|di|en)\b", " ", folded)
    return zero_material(" ".join(rest.split()))


_MATERIALS: Final = frozenset({"ito", "igzo", "azo", "alsc"})
"""Words that make a target one for sputtering because they are what it is made of."""
_SIZE: Final = late_pattern(
    r"(?i)[\u00f8\u03c6\u2300]?\s*\d+(?:[.,]\d+)?\s*(?:\"|\u2033|mm|cm|in|inch|inches|zoll|\u5bf8|\u82f1\u5bf8|%)?(?:\s*(?:dia|thick|thk)\.?)?(?:\s*[x\u00d7*]\s*\d+(?:[.,]\d+)?\s*(?:\"|mm|cm|in|inch)?)*(?![^\W\d_])"
)
"""A size, a share or another bare figure."""
