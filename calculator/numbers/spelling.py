"""A text without what two spellings of one thing differ in."""

from __future__ import annotations

import unicodedata
from typing import Final


def letters_and_digits(text: str) -> str:
    """A name or a part number without case, width, spaces and signs.

    >>> letters_and_digits(" MAG-01/Ａ "), letters_and_digits("Bis(2-ethylhexyl) Phthalate"), letters_and_digits("7439-92-1")
    ('mag01a', 'bis2ethylhexylphthalate', '7439921')
    """
    if text.isascii():
        return text.casefold().translate(_SIGNS)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


_SIGNS: Final = {code: None for code in range(128) if not chr(code).isalnum()}
