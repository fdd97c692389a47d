"""Notes that say for how many pieces prices are: ``Price unit: 100``, ``PE = 100``, ``price of 100``, ``Prices: EUR/100``."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.reference.figure_words import figure_words
from calculator.reference.headings import heading_lists
from calculator.sources.layout.heading_tokens import any_of_longest_first
from calculator.sources.rows.figure_headings import is_other_money, says_money

_LONGEST: Final = 120
_SHORT: Final = 4
"""Letters of a word that means a price's basis only before "=" or ":": PE is a plastic too."""
_NUMBER: Final = r"(\d{1,3}(?:[.,' ]000)|\d{1,6})(?![\d.,])"


def basis_named(text: str) -> Fraction | None:
    """For how many pieces, more than one, a note says that prices are; None where it says nothing of it.

    >>> [str(basis_named(text)) for text in ("Price unit: 100", "PE = 1000", "unit price = price of 100", "Prices: EUR/100")]
    ['100', '1000', '100', '100']
    >>> [basis_named(text) for text in ("PE 100 pipe", "Prices 01/2026", "price of 1", "target price of 100", "M3 / 100")]
    [None, None, None, None, None]
    """
    if len(text) > _LONGEST:
        return None
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    match = _basis().search(plain)
    if match is None and says_money(plain) and not is_other_money(plain):
        match = _beside_money().search(plain)
    if match is None:
        return None
    pieces = Fraction(re.sub(r"\D", "", next(group for group in match.groups() if group)))
    return pieces if pieces > 1 else None


@cache
def _basis() -> re.Pattern[str]:
    words = {*figure_words().price_basis, *heading_lists()["bom"]["price_per"].words}
    words = {word for word in words if len(word) > 1 and word != "per"}
    long = any_of_longest_first(sorted(word for word in words if len(word) > _SHORT))
    short = any_of_longest_first(sorted(word for word in words if len(word) <= _SHORT))
    return late_pattern(
        rf"(?<![^\W_])(?:{long})\s*[:=]?\s*{_NUMBER}|(?<![^\W_])(?:{short})\s*[:=]\s*{_NUMBER}",
        needs=words,
    )


@cache
def _beside_money() -> re.Pattern[str]:
    money = any_of_longest_first(sorted(figure_words().money))
    return re.compile(
        rf"(?:{money})\s+(?:of|for|von|für|pour|de|di|para|za)\s+{_NUMBER}|(?<![\d\s])\s*/\s*{_NUMBER}(?!\s*[/.])"
    )
