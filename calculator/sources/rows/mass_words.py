"""What words in a text say of a mass: another mass, another unit, or of how many pieces it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.units import Dimension, read_unit
from calculator.reference.figure_words import figure_words
from calculator.sources.rows.figure_headings import has_word, says_money

_UNIT: Final = r"(kg|g|mg|lbs?|oz|t|gramm?s?|grammes?|kilograms?|kilos?|ounces?|pounds?|tonnes?|公斤|千克|克|グラム|キロ|그램)(?![^\W\d_])"
_AMOUNT: Final = late_pattern(rf"(?<![\d.,])(\d{{1,7}}(?:[.,]\d{{1,6}})?)\s*{_UNIT}", re.IGNORECASE)
_IN_UNIT: Final = late_pattern(rf"(?<![^\W\d_])(?:in|en|w|\()\s*{_UNIT}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MassWords:
    """``amounts`` in kg; ``unit`` in kg where the words name one without a figure; ``pieces`` of how many it is."""

    amounts: tuple[Fraction, ...] = ()
    unit: Fraction | None = None
    pieces: Fraction | None = None


def mass_words(text: str, pieces: Fraction | None) -> MassWords | None:
    """What a text says of the mass of a part; None where it says nothing of it, or speaks of a package or of money.

    >>> [str(amount) for amount in mass_words("net weight 0.1 kg", None).amounts], str(mass_words("Gewicht in kg", None).unit)
    (['1/10'], '1')
    >>> [mass_words(text, None) for text in ("shipping weight 2 kg", "10 g each", "price per kg")]
    [None, None, None]
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    words = figure_words()
    if (
        not has_word(plain, words.mass_said)
        or has_word(plain, words.packed_mass)
        or says_money(plain)
    ):
        return None
    amounts = tuple(
        Fraction(figure.replace(",", ".")) * factor
        for figure, unit in _AMOUNT.findall(plain)
        if (factor := _kilograms(unit)) is not None
    )
    named = None if amounts else _IN_UNIT.search(plain) or _beside_word().search(plain)
    unit = None if named is None else _kilograms(named.group(1))
    if not amounts and unit is None and pieces is None:
        return None
    return MassWords(amounts=amounts, unit=unit, pieces=pieces)


@cache
def _beside_word() -> re.Pattern[str]:
    """A word of mass and its unit: "Gewichte kg", "重量单位:公斤"."""
    words = "|".join(map(re.escape, sorted(figure_words().mass_said, key=len, reverse=True)))
    units = "unit|units|uom|einheit|unité|unidad|unità|jednostka|单位|單位|単位|단위|are|is|sind|sont|son|sono"
    return re.compile(
        rf"(?:{words})\W{{0,3}}(?:(?:{units})\W{{0,3}})?(?:in\s+|en\s+)?{_UNIT}", re.IGNORECASE
    )


def _kilograms(word: str) -> Fraction | None:
    unit = read_unit(word)
    return unit.factor if unit is not None and unit.dimension is Dimension.MASS else None
