"""Signs that a phrase means an actual part: a size, a grade, a part number, a quantity, a price."""

from __future__ import annotations

import re
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.vocabulary import grades

_SIGNS: Final = (
    # A size: 10x5x2, 10 mm, D10, dia. 10, 3", M3, 24 V, 3 Nm.
    r"\d\s?[x×*]\s?\d",
    r"\d\s?(?:mm|cm|µm|um|inch|in|m|kg|g|v|w|a|nm|ncm|rpm|ml|°|\")(?![^\W\d_])",
    r"(?<![^\W_])(?:[dø⌀φ]|dia\.?|diam\.?|od|id|m)\s?\d",
    r"毫米|ミリ",
    r"\d\s?(?:мм|см|кг|вт|в|а|нм|шт|об)(?![^\W\d_])",
    # A quantity: 4 pcs, qty 4, 4x, x4, 2 magnets.
    r"\d\s?(?:pcs?|pieces?|ea|st(?:k|ck|ück)?|szt|pzs?|uds?|ks|adet|stuks|个|個|件|片|只|本|枚|개|x)(?![^\W\d_])",
    r"(?<![^\W_])(?:qty|quantity|menge|anzahl|x)\W{0,2}\d",
    r"(?<![\w.,])\d{1,5}(?=\s+[^\W\d_]{4})",
    # A price.
    r"[$€£¥]\s?\d|\d\s?(?:€|usd|eur|cny|rmb)",
    # A part number: letters and digits in one word, four signs at least.
    r"(?<![^\W_])(?=[\w./-]*\d)(?=[\w./-]*[a-z])[a-z0-9][a-z0-9./_-]{3,}",
    r"(?<![^\W_])nema\s?\d",
)
_SIGN: Final = late_pattern("|".join(_SIGNS), re.IGNORECASE)


def names_part(text: str) -> bool:
    """True where a text says a size, a grade, a part number, a quantity or a price.

    >>> [names_part(text) for text in ("N52 magnet", "magnet 10x5", "4 magnets", "SG90 servo", "BLDC motor 24 V", "magnets")]
    [True, True, True, True, True, False]
    """
    return _SIGN.search(text) is not None or any(
        certainty != "beside" and pattern.search(text) for pattern, _, certainty in grades()
    )
