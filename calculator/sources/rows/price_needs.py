"""What must stand in a text for its words to say anything of a price or a mass: pieces, a basis, a discount, money, a sum.

``price_phrases`` looks at the texts that meet one of these needs; what they say is told there, in ``price_words``,
``basis_notes`` and ``mass_words``, and each of their patterns stands below with what it cannot match without.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calculator.recognition.joined_texts import Need
from calculator.reference.figure_words import figure_words
from calculator.reference.headings import heading_lists

COUNTED: Final = (
    "pcs",
    "pcs.",
    "pieces",
    "pc.",
    "stk",
    "stk.",
    "stück",
    "pièces",
    "piezas",
    "pezzi",
    "szt",
    "szt.",
    "sztuk",
    "个",
    "只",
    "個",
    "枚",
    "개",
)
"""Pieces that say of how many a price is without a word of a pack or of "per"."""
PACKED: Final = ("pack", "pk", "包", "袋", "盒", "パック", "個入", "入", "个装", "個裝", "개입")
_END: Final = r"(?![^\W\d_])"
_PERCENT: Final = r"[^\0]*%"


@cache
def price_needs() -> tuple[Need, ...]:
    """The needs of all that ``price_phrases`` hears."""
    words = figure_words()
    scale = "|".join(map(re.escape, (*words.hundred, *words.thousand)))
    number, figure = rf"\s*(?:\d|{scale})", rf"(?:\d|k|{scale})\s*"
    basis = sorted({*words.price_basis, *heading_lists()["bom"]["price_per"].words})
    taken_off = sorted(words.discount | words.off)
    signs = ("$", "€", "£", "¥", "₩")
    return (
        # pieces: per 1000, je 100 Stück, /千只; 100個あたり; pack of 50; 50 pcs/bag; 50er-pack; 50 pcs
        Need.of(filter(str.isascii, words.per), behind=number, are_whole=True),
        Need.of(("/", *(word for word in words.per if not word.isascii())), behind=number),
        Need.of(words.per_behind),
        Need.of(words.packs, behind=rf"s?\s*(?:of|à|a|von|mit|de|di|da|z|[:=(]){number}"),
        Need.of(words.packs, before=r"(?:/|per|pro|je|par|por|in|each|a)\s*(?:a\s+)?", behind=_END),
        Need.of(PACKED, before=rf"{figure}(?:-|er[- ]?)?\s*"),
        Need.of(COUNTED, before=figure, behind=_END),
        # a basis: price unit: 100, PE = 1000
        Need.of(basis, behind=r"\s*[:=]?\s*\d", are_whole=True),
        # money, from which a currency, its hundredths, a sum or a basis may follow; a sum by itself
        Need.of(sorted(words.money), are_whole=True),
        Need.of(words.money_ends, behind=_END),
        Need.of((*signs, *sorted(words.codes_in_text)), before=r"\d\s*"),
        Need.of((*signs, *sorted(words.codes_in_text)), behind=r"\s*\d"),
        # a discount
        Need.of(["折"]),
        Need.of(taken_off, before=r"%[^\0]*", are_whole=True),
        Need.of(taken_off, behind=_PERCENT, are_whole=True),
        # a mass
        Need.of(sorted(words.mass_said), are_whole=True),
    )
